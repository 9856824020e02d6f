"""The grade book: submissions, verdicts and adjustments, in an SQL database."""
