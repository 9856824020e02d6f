"""The shelves as escaped HTML: the table of a repository's tags, one tag's detail, the layers drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from checker.explorer.likeness import Block, Layers, Likeness, Place, layers_of
from checker.explorer.page_style import STYLE
from checker.explorer.shelf import Image, Repository, Shelf, Tag
from checker.explorer.wording import cells, date, full_name, media_type, name, short, some, weight
from checker.messages import explorer as say

MOST_ROWS = 30
MOST_BLOCKS = 40
MOST_TWINS = 12


def as_html(shelves: Sequence[Shelf]) -> str:
    """Every registry, repository by repository, where nobody can choose one."""
    likeness = Likeness(shelves)
    title = f'<div role="heading" aria-level="3"><strong>{escape(say.TITLE)}</strong></div>'
    parts = "".join(_shelf(shelf, likeness) for shelf in shelves)
    return f'{STYLE}<div class="registres-explorateur">{title}{parts}</div>'


def _shelf(shelf: Shelf, likeness: Likeness) -> str:
    if shelf.trouble or not shelf.repositories:
        lines = (shelf.trouble or say.NO_REPOSITORY, shelf.advice)
        return _heading(name(shelf.address)) + "".join(_paragraph(line) for line in lines)
    parts = "".join(
        tags_table(shelf, repository, likeness) + layers_chart(shelf, repository)
        for repository in shelf.repositories
    )
    return parts + _paragraph(say.omitted_repositories(shelf.omitted))


def tags_table(shelf: Shelf, repository: Repository, likeness: Likeness) -> str:
    """All the tags of a repository, in a region that scrolls by itself."""
    title = f"{say.TABLE_OF_TAGS} {full_name(shelf, repository)}"
    if repository.trouble or not repository.tags:
        return _paragraph(repository.trouble or say.NO_TAG)
    rows = [cells(likeness, Place(shelf.address, repository.name, tag.name), tag) for tag in repository.tags]
    return _region(title, _table(title, say.COLUMNS, rows)) + _paragraph(say.omitted_tags(repository.omitted))


def tag_detail(place: Place, tag: Tag, likeness: Likeness) -> str:
    """Everything about one tag."""
    title = name(f"{place.address}/{place.repository}:{place.tag}")
    if not tag.digest:
        return _heading(title) + _paragraph(tag.trouble)
    same = [name(other) for other in likeness.same_digest(place, tag)]
    alike = [name(other) for other in likeness.same_content(place, tag)]
    facts = [
        (say.DIGEST, f"<code>{escape(name(tag.digest))}</code>"),
        (say.MEDIA_TYPE, f"{escape(media_type(tag))}, <code>{escape(name(tag.media_type))}</code>"),
        (say.SIZE, escape(weight(tag.size))),
        (say.SAME_DIGEST, escape(some(same, MOST_TWINS) or say.ALONE)),
    ]
    if alike:
        facts.append((say.SAME_CONTENT, escape(some(alike, MOST_TWINS))))
    facts.append((say.PLATFORMS, _list(_platform(image) for image in tag.images)))
    if tag.attestations:
        facts.append((say.ATTESTATIONS, str(tag.attestations)))
    items = "".join(f"<dt>{escape(label)}</dt><dd>{value}</dd>" for label, value in facts)
    return _heading(title) + f"<dl>{items}</dl>"


def layers_chart(shelf: Shelf, repository: Repository) -> str:
    """The layers of a repository's images, drawn and in words."""
    layers = layers_of(repository)
    if not layers.blocks:
        return ""
    blocks = {block.digest: block for block in layers.blocks}
    widest = max(sum(blocks[d].size for d in row.blocks) for row in layers.rows) or 1
    rows = "".join(_row(row.name, [blocks[d] for d in row.blocks], widest) for row in layers.rows[:MOST_ROWS])
    left = len(layers.rows) - MOST_ROWS
    title = f"{say.LAYERS} : {full_name(shelf, repository)}"
    saved = say.saved(weight(layers.stored), weight(layers.added), layers.shared)
    return (
        _heading(title)
        + (_paragraph(saved) if len(layers.rows) > 1 else "")
        + f'<div class="registres-couches">{rows}</div>'
        + (_paragraph(say.undrawn_images(left)) if left > 0 else "")
        + _paragraph(say.CHART_NOTE)
        + _layer_table(layers, title)
    )


def _row(label: str, blocks: Sequence[Block], widest: int) -> str:
    """One image: boxes in a line, the same in words for who does not see them."""
    kept = blocks[:MOST_BLOCKS]
    total = sum(block.size for block in blocks)
    boxes = "".join(
        f'<span class="registres-couche{" registres-partagee" if block.is_shared else ""}" '
        f'style="flex-grow: {max(1, 1000 * block.size // widest)}" '
        f'title="{escape(_block_title(block))}">{_mark(block)}</span>'
        for block in kept
    )
    said = say.row_label(name(label), [_mark(block) for block in kept])
    return (
        f'<div class="registres-rangee"><span class="registres-nom">{escape(name(label))}</span>'
        f'<span class="registres-place"><span class="registres-cases" role="img" '
        f'aria-label="{escape(said)}" style="width: {max(20, 100 * total // widest)}%">{boxes}</span></span>'
        "</div>"
    )


def _layer_table(layers: Layers, label: str) -> str:
    rows = [
        (
            _mark(block),
            weight(block.size),
            short(block.digest),
            some([name(o) for o in block.owners], MOST_TWINS),
        )
        for block in layers.blocks[: MOST_ROWS * MOST_BLOCKS]
    ]
    table = _table(say.CHART_TABLE, say.LAYER_COLUMNS, rows)
    return f"<details><summary>{escape(say.CHART_TABLE)}</summary>{_region(label, table)}</details>"


def _mark(block: Block) -> str:
    return block.letter + ("*" if block.is_shared else "")


def _block_title(block: Block) -> str:
    return f"{_mark(block)} · {weight(block.size)} · {short(block.digest)}"


def _platform(image: Image) -> str:
    label = name(image.platform) or say.UNKNOWN
    if not image.is_here:
        return f"{label} : {say.NOT_HERE}"
    return f"{label} : {weight(image.size)}, {say.layer_count(len(image.layers))}, {date(image.created)}"


def _table(caption: str, columns: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    title = f"<caption>{escape(caption)}</caption>"
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _region(label: str, content: str) -> str:
    """A part that scrolls, also with the keyboard."""
    start = f'<div class="registres-region" role="region" tabindex="0" aria-label="{escape(label)}">'
    return f"{start}{content}</div>"


def _heading(text: str) -> str:
    return f'<div role="heading" aria-level="4"><strong>{escape(text)}</strong></div>'


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _list(texts: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"
