import os
import sys

from checker.grading import Failure, criterion


@criterion("a")
def check_a():
    for _ in range(1000):
        print("x" * 10_000)  # noqa: T201
        os.write(1, b'{"request": 1}\n')
        sys.stderr.write("y" * 1_000)
    if sys.stdin.read():
        raise Failure(expected="rien", observed="le tube des requêtes", advice="…")
