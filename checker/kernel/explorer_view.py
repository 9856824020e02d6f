"""The explorer's widgets: a filter, two lists, a table, the layers drawn. Lives on the event loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import ipywidgets as widgets

from checker.explorer.likeness import Likeness, Place
from checker.explorer.page import layers_chart, tag_detail, tags_table
from checker.explorer.page_style import STYLE
from checker.explorer.shelf import Repository, Shelf, Tag
from checker.explorer.wording import full_name, name
from checker.messages import explorer as say

ROWS = 8
MOST_TWINS = 3
Key = tuple[str, str]
"""Address and repository; an empty repository for the registry itself."""


class ExplorerView:
    """What the learner sees of the registries, and what was chosen there."""

    def __init__(self) -> None:
        self._shelves: Sequence[Shelf] = ()
        self._likeness = Likeness(())
        self._changed = ""
        self._is_filling = False
        self._button = widgets.Button(description=say.REFRESH, icon="refresh")
        self._filter = widgets.Text(description=say.FILTER, placeholder=say.FILTER_HINT)
        self._status = widgets.HTML()
        self._repositories = widgets.Select(description=say.REPOSITORIES, rows=ROWS)
        self._tags = widgets.Select(description=say.TAGS, rows=ROWS)
        self._detail = widgets.HTML()
        self._table = widgets.HTML()
        self._chart = widgets.HTML()
        top = widgets.HBox([self._filter, self._button])
        lists = widgets.HBox([self._repositories, self._tags])
        head = f'{STYLE}<div role="heading" aria-level="3"><strong>{escape(say.TITLE)}</strong></div>'
        self.widget = widgets.VBox(
            [widgets.HTML(head), top, self._status, lists, self._detail, self._table, self._chart],
            _view_count=0,
        )
        self.widget.add_class("registres-explorateur")
        self._filter.observe(lambda _: self._fill(), "value")
        self._repositories.observe(lambda _: self._choose_repository(), "value")
        self._tags.observe(lambda _: self._choose_tag(), "value")
        self.announce()

    def on_refresh(self, function: Callable[[], None]) -> None:
        """Call when the learner wants fresh news."""
        self._button.on_click(lambda _: function())

    def on_views(self, function: Callable[[int], None]) -> None:
        """Call with the number of views when one is displayed or removed."""
        self.widget.observe(lambda change: function(change["new"] or 0), "_view_count")

    def announce(self) -> None:
        """Say that the registries are being read."""
        self._say(say.REFRESHING)

    def pause(self) -> None:
        """Say that nobody looks any more."""
        self._say(say.PAUSED)

    def fail(self, text: str) -> None:
        """Say that the sandbox or we ourselves failed; what was shown stays."""
        self._say(text)

    def show(self, shelves: Sequence[Shelf]) -> None:
        """Show what was found; what is chosen stays chosen as long as it is there."""
        if tuple(shelves) != tuple(self._shelves) or not self._changed:
            self._changed = time.strftime("%H:%M:%S")
            self._shelves = shelves
            self._likeness = Likeness(shelves)
            self._fill()
        repositories = [repository for shelf in shelves for repository in shelf.repositories]
        tags = sum(len(repository.tags) + repository.omitted for repository in repositories)
        told = say.summary(len(shelves), len(repositories), tags, self._changed)
        left = say.omitted_repositories(sum(shelf.omitted for shelf in shelves))
        self._say(f"{told} {left}".rstrip())

    def _fill(self) -> None:
        """Bring the list of repositories up to date, then what depends on it."""
        options = [entry for shelf in self._shelves for entry in self._entries(shelf)]
        self._replace(self._repositories, options)
        self._choose_repository()

    def _entries(self, shelf: Shelf) -> list[tuple[str, Key]]:
        word = self._word()
        if shelf.trouble:
            return [(say.trouble_option(name(shelf.address)), (shelf.address, ""))]
        if not shelf.repositories and not word:
            return [(say.empty_option(name(shelf.address)), (shelf.address, ""))]
        return [
            (
                say.repository_option(full_name(shelf, r), len(r.tags) + r.omitted, r.is_private),
                (shelf.address, r.name),
            )
            for r in shelf.repositories
            if word in full_name(shelf, r).lower() or any(word in tag.name.lower() for tag in r.tags)
        ]

    def _choose_repository(self) -> None:
        if self._is_filling:
            return
        shelf, repository = self._chosen()
        self._replace(self._tags, self._tag_options(shelf, repository))
        self._choose_tag()
        if shelf is None:
            self._table.value = f"<p>{escape(say.NOTHING_FOUND)}</p>" if self._changed else ""
            self._chart.value = ""
        elif repository is None:
            lines = (shelf.trouble or say.NO_REPOSITORY, shelf.advice)
            self._table.value = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
            self._chart.value = ""
        else:
            self._table.value = tags_table(shelf, repository, self._likeness)
            self._chart.value = layers_chart(shelf, repository)

    def _tag_options(self, shelf: Shelf | None, repository: Repository | None) -> list[tuple[str, str]]:
        if shelf is None or repository is None:
            return []
        word = "" if self._word() in full_name(shelf, repository).lower() else self._word()
        here = {tag.name for tag in repository.tags}
        options = []
        for tag in repository.tags:
            if word in tag.name.lower():
                place = Place(shelf.address, repository.name, tag.name)
                twins = [t for t in self._likeness.same_digest(place, tag) if t in here]
                shown = [name(twin) for twin in twins[:MOST_TWINS]] + ["…"] * (len(twins) > MOST_TWINS)
                options.append((say.tag_option(name(tag.name), shown), tag.name))
        return options

    def _choose_tag(self) -> None:
        if self._is_filling:
            return
        shelf, repository = self._chosen()
        tag = self._tag(repository)
        if shelf is None or repository is None or tag is None:
            self._detail.value = ""
            return
        place = Place(shelf.address, repository.name, tag.name)
        self._detail.value = tag_detail(place, tag, self._likeness)

    def _chosen(self) -> tuple[Shelf | None, Repository | None]:
        address, repository = self._repositories.value or ("", "")
        shelf = next((shelf for shelf in self._shelves if shelf.address == address), None)
        return shelf, shelf.repository(repository) if shelf else None

    def _tag(self, repository: Repository | None) -> Tag | None:
        if repository is None:
            return None
        return next((tag for tag in repository.tags if tag.name == self._tags.value), None)

    def _replace(self, select: Any, options: list[tuple[str, Any]]) -> None:
        """Change a list only when it differs: the reader's place in it is kept."""
        if tuple(options) == tuple(select.options):
            return
        before = select.value
        values = [value for _, value in options]
        self._is_filling = True
        try:
            select.options = options
            select.value = before if before in values else next(iter(values), None)
        finally:
            self._is_filling = False

    def _word(self) -> str:
        return str(self._filter.value).strip().lower()

    def _say(self, text: str) -> None:
        self._status.value = f'<div role="status">{escape(text)}</div>'
