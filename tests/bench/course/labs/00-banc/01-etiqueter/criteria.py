"""Exercise 01 of the benchmark: the image has the registry's name."""

from checker.grading import Failure, criterion


@criterion("nom")
def check_name(engine):
    if engine.image("localhost:5000/mysql:8.0") is None:
        raise Failure(expected="Ce nom.", observed="Il est absent.", advice="Donnez-le.")
