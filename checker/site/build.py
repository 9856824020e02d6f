"""Build a site: play the labs, write the pages, follow the links, put it in its place."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from checker.batch.lesson import Lesson
from checker.course.lab import Lab, read_labs
from checker.errors import LabError
from checker.messages import site as say
from checker.site import layout
from checker.site.anchors import Anchors
from checker.site.lab_page import Content, lab_content
from checker.site.links import Links, check_links
from checker.site.place import require_place, swapped_in
from checker.site.prose import INDEX, Prose, page_of

Progress = Callable[[Lab, int, int], None]
"""Told, from any thread, how many cells of a lab were played, and how many it has."""


@dataclass(frozen=True)
class Site:
    """A site that was written."""

    place: Path
    pages: int
    links: Links


def build_site(
    target: Path,
    root: Path,
    *,
    only: Sequence[str] = (),
    jobs: int = 2,
    report: Progress = lambda _lab, _done, _all: None,
) -> Site:
    """Play the labs and write their site in a folder, all of it or nothing.

    Args:
        target: the folder; a site that is there is replaced.
        root: the course's folder.
        only: the ids of the labs to put in it, all when empty.
        jobs: labs played at the same time.
        report: called as the labs go on.

    Raises:
        CheckerError: the folder is not ours to write.
        LabError: a lab does not exist, a cell does not do what it announces, a link is broken.
        SandboxError: no sandbox can be started.
    """
    place = require_place(target)
    labs = read_labs(root)
    chosen = _chosen(labs, only)
    absent = [page_of(lab.id) for lab in labs if lab not in chosen]
    contents = play_all(chosen, absent, root, jobs, report)
    with swapped_in(place) as fresh:
        pages = write_pages(labs, contents, absent, root, fresh)
        links = check_links(fresh)
        if links.broken:
            raise LabError(say.broken_links(links.broken), do=say.MEND_LINKS)
    return Site(place, pages, links)


def play_all(
    labs: Sequence[Lab], absent: Sequence[str], root: Path, jobs: int, report: Progress
) -> dict[str, Content]:
    """Play labs, several at a time; when one fails or Ctrl+C comes, the others end and leave nothing.

    Returns:
        By lab, what its page says.

    Raises:
        LabError: a cell does not do what its lesson announces, a diagram cannot be drawn.
        SandboxError: no sandbox can be started.
    """
    lessons = [Lesson(lab, root) for lab in labs]

    def compose(lesson: Lesson) -> Content:
        notebook = lesson.play(functools.partial(report, lesson.lab))
        return lab_content(lesson.lab, notebook, absent)

    pool = ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="site")
    try:
        under_way = {pool.submit(compose, lesson): lesson.lab.id for lesson in lessons}
        return {under_way[done]: done.result() for done in as_completed(under_way)}
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for lesson in lessons:
            lesson.abandon()
        pool.shutdown(wait=True)


def write_pages(
    labs: Sequence[Lab], contents: Mapping[str, Content], absent: Sequence[str], root: Path, folder: Path
) -> int:
    """Write every page into a folder; how many there are.

    Args:
        labs: the labs of the course, in order.
        contents: by lab, what its page says.
        absent: the pages of the other labs.
        root: the course's folder.
        folder: where to write.
    """
    here = [lab for lab in labs if lab.id in contents]
    glossary = Prose(Anchors(), absent)
    words = glossary.html((root / "notebooks" / "glossaire.md").read_text(encoding="utf-8"))
    texts = {
        INDEX: layout.index_page(labs, absent),
        layout.GLOSSARY: layout.glossary_page(Content(words, ())),
        **{page_of(lab.id): layout.lab_page(lab, contents[lab.id], here) for lab in here},
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return len(texts)


def _chosen(labs: Sequence[Lab], only: Sequence[str]) -> list[Lab]:
    known = [lab.id for lab in labs]
    for name in only:
        if name not in known:
            raise LabError(say.unknown_lab(name), do=say.known_labs(known))
    return [lab for lab in labs if not only or lab.id in only]
