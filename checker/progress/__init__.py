"""Progress: what a learner tried, kept from one day to the next."""
