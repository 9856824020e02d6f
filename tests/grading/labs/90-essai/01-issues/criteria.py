import pytest

from checker.grading import Failure, criterion


@criterion("reussi")
def check_passed():
    pass


@criterion("echoue", needs="reussi")
def check_failed():
    raise Failure(expected="« a »", observed="\x1b[31m« b »\x1b[0m\x07", advice="Regardez.")


@criterion("saute", needs="echoue")
def check_skipped():
    raise RuntimeError("never reached")


@criterion("saute-aussi", needs=("reussi", "saute"))
def check_skipped_too():
    raise RuntimeError("never reached")


@criterion("assert-nu")
def check_bare_assert():
    assert 1 == 2


@criterion("exception")
def check_exception():
    {}["clé"]


@criterion("passe")
def check_pytest_skip():
    pytest.importorskip("absent_module")


def test_not_a_criterion():
    raise RuntimeError("never collected")
