from checker.grading import criterion


@criterion("a")
def check_a():
    pass


@criterion("en-trop")
def check_extra():
    pass
