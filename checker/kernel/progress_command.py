"""The command `%progression`."""

from __future__ import annotations

from checker.course.lab import read_labs
from checker.errors import CheckerError
from checker.kernel.desk import Context, Desk
from checker.messages import kernel as kernel_say
from checker.progress.overview import look_over
from checker.progress.page import as_html, as_text


def progression(context: Context, args: list[str]) -> None:
    """Show what was done in all the labs, and where to go on.

    Raises:
        CheckerError: an argument was given.
    """
    if args:
        raise CheckerError(kernel_say.no_arguments("progression"), do=kernel_say.NO_ARGUMENTS_DO)
    journal = Desk.of(context).journal
    overview = look_over(read_labs(), journal.events())
    context.display({"text/plain": as_text(overview), "text/html": as_html(overview)})
    if journal.trouble:
        context.print(journal.trouble)
