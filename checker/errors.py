"""The errors of the product, sorted by who has to act.

CheckerError
├── LabError          the author of a lab acts
├── SubmissionError   the instructor acts on one submission
└── SandboxError      the operator of the machine acts; it never costs a learner points
    └── EngineUnavailableError   no Docker engine answers

What happens in the learner's world (a registry that is down, a command that hangs) is data,
not an error: only our own machinery raises these.
"""


class CheckerError(Exception):
    """Something that a person must act on, said in French.

    Args:
        what: the fact, with the offending value between « ».
        do: the way out, an order that can be followed as it stands.
    """

    def __init__(self, what: str, *, do: str) -> None:
        super().__init__(what)
        self.what = what
        self.do = do

    def __str__(self) -> str:
        return f"{self.what} {self.do}"


class LabError(CheckerError):
    """A lab's folder is not what it should be: its author acts."""


class SubmissionError(CheckerError):
    """A submission cannot be graded as it is: the instructor acts."""


class SandboxError(CheckerError):
    """The machinery below the learner failed: the operator acts, no grade is given."""


class EngineUnavailableError(SandboxError):
    """No Docker engine answers, and none could be started."""
