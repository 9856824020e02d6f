"""Exercise 02 of the benchmark: the registry lists the tag."""

from checker.grading import Failure, criterion, require


@criterion("pousse")
def check_pushed(registry):
    expected = "L'étiquette 8.0."
    tags = require(registry("localhost:5000").tags("mysql"), expected=expected, advice="Poussez-la.")
    if "8.0" not in tags:
        raise Failure(expected=expected, observed="Elle est absente.", advice="Poussez-la.")
