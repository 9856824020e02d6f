"""What an instructor takes away from a grade book: reports, an overview, tables, files for other programs."""
