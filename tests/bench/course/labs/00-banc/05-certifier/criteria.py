"""Exercise 05 of the benchmark: a certificate lies in the learner's folder."""

from checker.grading import Failure, criterion


@criterion("certificat")
def check_certificate(files):
    if "BEGIN CERTIFICATE" not in files("~/registre.crt").text:
        raise Failure(expected="Un certificat.", observed="Il n'y en a pas.", advice="Signez-le.")
