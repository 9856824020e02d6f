"""The command `%attestation`."""

from __future__ import annotations

import re
import time
import unicodedata
from html import escape

from checker import __version__
from checker.course.lab import read_labs
from checker.course.whole_file import write_whole
from checker.errors import CheckerError
from checker.kernel.desk import Context, Desk
from checker.kernel.download import save_link
from checker.messages import attestation as say
from checker.messages.reasons import why
from checker.progress.attestation import attest, is_plain
from checker.progress.attestation_page import render
from checker.progress.overview import Overview, look_over
from checker.progress.page import advice, advice_link
from checker.sandbox.places import data_folder

LONGEST_NAME = 100


def attestation(context: Context, arguments: list[str]) -> None:
    """Show the page of a finished course, or what is left to do.

    Raises:
        CheckerError: the course is finished, and no name is given, or one that cannot be written.
    """
    journal = Desk.of(context).journal
    labs, events = read_labs(), journal.events()
    overview = look_over(labs, events)
    if journal.trouble:
        context.print(journal.trouble)
    if overview.solved < overview.exercises:
        context.display(_what_is_left(overview))
        return
    name = _person(arguments)
    now = max([time.time(), *(event.at for event in events)])
    offset = time.localtime(now).tm_gmtoff
    made = attest(labs, events, name, version=__version__, issued=now, utc_offset_s=offset)
    context.display(_shown(render(made), _file_name(name)))


def _what_is_left(overview: Overview) -> dict[str, str]:
    left = [
        (progress.lab, [a.exercise.title for a in progress.attempts if a.solved is None])
        for progress in overview.labs
    ]
    text = [f"- {say.remaining(lab.title, titles)}" for lab, titles in left if titles]
    items = [
        f'<li><a href="{escape(lab.notebook.name)}">{escape(lab.title)}</a>'
        f"<ul>{''.join(f'<li>{escape(title)}</li>' for title in titles)}</ul></li>"
        for lab, titles in left
        if titles
    ]
    return {
        "text/plain": "\n".join([say.NOT_FINISHED, "", *text, "", advice(overview)]),
        "text/html": (
            f'<div class="registres-attestation"><p>{escape(say.NOT_FINISHED)}</p>'
            f"<ul>{''.join(items)}</ul><p>{advice_link(overview)}</p></div>"
        ),
    }


def _person(arguments: list[str]) -> str:
    name = unicodedata.normalize("NFC", " ".join(" ".join(arguments).split()))
    if not name:
        raise CheckerError(say.GIVE_A_NAME, do=say.GIVE_A_NAME_DO)
    if len(name) > LONGEST_NAME or not is_plain(name):
        raise CheckerError(say.BAD_NAME, do=say.GIVE_A_NAME_DO)
    return name


def _shown(page: str, file_name: str) -> dict[str, str]:
    kept = _keep(page, file_name)
    link = save_link(page.encode(), file_name)
    return {
        "text/plain": "\n".join([say.READY, kept]),
        "text/html": (
            f'<div class="registres-attestation"><p>{escape(say.READY)} {link}</p>'
            f"<p>{escape(say.SAVE_THEN_PRINT)}</p><p>{escape(kept)}</p>"
            # Without any right: what the page holds is text, and stays so.
            f'<iframe sandbox title="{escape(say.PREVIEW)}" srcdoc="{escape(page)}" '
            'style="width: 100%; height: 30em; border: 1px solid #bdbdbd; background: #fff"></iframe></div>'
        ),
    }


def _keep(page: str, file_name: str) -> str:
    """Put the page beside the progress file; say where, or why not."""
    try:
        path = data_folder() / file_name
        write_whole(path, page.encode())
    except OSError as exc:
        return say.not_kept(why(exc))
    return say.kept_at(path)


def _file_name(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    words = re.findall("[a-z0-9]+", letters)
    return "-".join(["attestation", *words])[:100] + ".html"
