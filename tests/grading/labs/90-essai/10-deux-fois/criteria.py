from checker.grading import criterion


@criterion("a")
def check_a():
    pass


@criterion("a")
def check_again():
    pass
