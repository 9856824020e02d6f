from checker.grading import Failure, criterion


@criterion("un")
def check_one(files):
    content = files("~/reponse").text
    if content == "bug":
        raise RuntimeError("our own fault")
    if "un" not in content:
        raise Failure(expected="« un »", observed=f"« {content} »", advice="Écrivez-le.")


@criterion("deux", needs="un")
def check_two(files):
    if "deux" not in files("~/reponse").text:
        raise Failure(expected="« deux »", observed="<b>autre chose</b>", advice="Écrivez-le aussi.")


@criterion("trois", needs="deux")
def check_three():
    pass
