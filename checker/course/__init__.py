"""Labs, exercises and verdicts as data: nothing here starts, reads or grades anything but files."""
