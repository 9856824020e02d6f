"""The shelves as plain text, for whoever has no browser."""

from __future__ import annotations

from collections.abc import Sequence

from checker.explorer.likeness import Likeness, Place, layers_of
from checker.explorer.shelf import Repository, Shelf
from checker.explorer.wording import cells, full_name, weight
from checker.messages import explorer as say


def as_text(shelves: Sequence[Shelf]) -> str:
    """Every registry, repository by repository, without any colour."""
    likeness = Likeness(shelves)
    parts = []
    for shelf in shelves:
        if shelf.trouble:
            parts.append(f"{shelf.address}\n  {shelf.trouble}\n  {shelf.advice}".rstrip())
        elif not shelf.repositories:
            parts.append(f"{shelf.address}\n  {say.NO_REPOSITORY}")
        parts += [_repository(shelf, repository, likeness) for repository in shelf.repositories]
        if shelf.omitted:
            parts.append(say.omitted_repositories(shelf.omitted))
    return "\n\n".join(parts) + "\n"


def _repository(shelf: Shelf, repository: Repository, likeness: Likeness) -> str:
    private = f" ({say.PRIVATE})" if repository.is_private else ""
    title = full_name(shelf, repository) + private
    if repository.trouble or not repository.tags:
        return f"{title}\n  {repository.trouble or say.NO_TAG}"
    rows = [cells(likeness, Place(shelf.address, repository.name, tag.name), tag) for tag in repository.tags]
    lines = [title, *_aligned([say.COLUMNS, *rows])]
    layers = layers_of(repository)
    if len(layers.rows) > 1:
        lines.append("  " + say.saved(weight(layers.stored), weight(layers.added), layers.shared))
    if repository.omitted:
        lines.append("  " + say.omitted_tags(repository.omitted))
    return "\n".join(lines)


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    # What could not be read fills its line: it must not widen a column.
    widths = [max(len(row[n]) for row in rows if n == 0 or row[2]) for n in range(len(rows[0]))]
    return [
        "  " + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
