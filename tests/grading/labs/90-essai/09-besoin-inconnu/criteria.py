from checker.grading import criterion


@criterion("a", needs="rien")
def check_a():
    pass
