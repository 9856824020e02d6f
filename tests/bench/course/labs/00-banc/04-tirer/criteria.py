"""Exercise 04 of the benchmark: the image on the machine is the registry's."""

from checker.grading import Failure, criterion, require


@criterion("tiree")
def check_pulled(engine, registry):
    expected = "L'image du registre."
    remote = require(
        registry("localhost:5000").image("mysql", "8.0"), expected=expected, advice="Poussez-la d'abord."
    )
    local = engine.image("localhost:5000/mysql:8.0")
    if local is None or local.diff_ids != remote.diff_ids:
        raise Failure(expected=expected, observed="Elle n'est pas là.", advice="Tirez-la.")
