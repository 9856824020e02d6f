from checker.grading import criterion


@criterion("a", needs="b")
def check_a():
    pass


@criterion("b", needs="a")
def check_b():
    pass
