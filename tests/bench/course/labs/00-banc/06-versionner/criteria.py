"""Exercise 06 of the benchmark: the registry lists both tags."""

from checker.grading import Failure, criterion, require


@criterion("versions")
def check_versions(registry):
    expected = "Les étiquettes 8.0 et 8.1."
    tags = require(registry("localhost:5000").tags("mysql"), expected=expected, advice="Poussez-les.")
    if not {"8.0", "8.1"} <= set(tags):
        raise Failure(expected=expected, observed="Il en manque.", advice="Poussez-les.")
