from checker.grading import Failure, criterion

SEEN = []


@criterion("dernier", needs=("second", "premier"))
def check_last():
    if SEEN != ["premier", "second"]:
        raise Failure(expected="premier, second", observed=str(SEEN), advice="…")


@criterion("second", needs="premier")
def check_second():
    SEEN.append("second")


@criterion("premier")
def check_first():
    SEEN.append("premier")
