"""What an instructor asks of `checker grade` for a class."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from checker.batch.limits import Limits

BOOK = "notes.sqlite"


@dataclass(frozen=True)
class Order:
    """What the instructor asks for."""

    path: Path
    out: Path | None
    """Folder of the results; by default beside what is graded."""
    url: str | None
    """The grade book; by default a file among the results."""
    size: int | None
    """How many submissions at once; by default, what the computer carries."""
    scheduler: str | None
    """Address of a Dask scheduler whose workers grade; by default, this computer does."""
    limits: Limits
    again: bool
    may_lower: bool
    variant_list: Path | None
    """Whose variant is which; without it, everybody has the same values."""

    @property
    def results(self) -> Path:
        """Folder of the results."""
        return self.out or self.path.absolute().with_name(f"{self.path.absolute().stem}-notes")

    @property
    def book(self) -> str:
        """Address of the grade book."""
        return self.url or f"sqlite:///{self.results / BOOK}"

    @property
    def is_first(self) -> bool:
        """Whether this computer grades everything that is handed in: there is no grade book yet."""
        return self.scheduler is None and self.url is None and not (self.results / BOOK).exists()
