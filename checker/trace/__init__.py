"""What really was said between the learner's engine and a registry, from the logs of both."""
