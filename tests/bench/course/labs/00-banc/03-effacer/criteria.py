"""Exercise 03 of the benchmark: neither name is left on the machine."""

from checker.grading import Failure, criterion


@criterion("effacee")
def check_removed(engine):
    if engine.image("mysql:8.0") or engine.image("localhost:5000/mysql:8.0"):
        raise Failure(expected="Aucun des deux noms.", observed="Il en reste.", advice="Effacez-les.")
