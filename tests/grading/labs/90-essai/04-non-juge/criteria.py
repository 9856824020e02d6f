from checker.grading import criterion


@criterion("a")
def check_a():
    pass
