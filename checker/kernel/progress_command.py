"""The command `%progression`."""

from __future__ import annotations

from checker.course.lab import read_labs
from checker.kernel.desk import Context, Desk
from checker.progress.overview import look_over
from checker.progress.page import as_html, as_text


def progression(context: Context) -> None:
    """Show what was done in all the labs, and where to go on."""
    journal = Desk.of(context).journal
    overview = look_over(read_labs(), journal.events())
    context.display({"text/plain": as_text(overview), "text/html": as_html(overview)})
    if journal.trouble:
        context.print(journal.trouble)
