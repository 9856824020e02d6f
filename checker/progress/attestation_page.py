"""An attestation as a page to print: self-contained HTML without scripts, and that page read back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import Any

from checker.messages import attestation as say
from checker.messages.progress import out_of, score
from checker.progress.attestation import Attestation, ExerciseRecord, LabRecord

_STYLE = """
@page { size: A4; margin: 15mm; }
:root { color-scheme: light; }
body { max-width: 46em; margin: 2em auto; padding: 0 1em; background: #fff; color: #1a1a1a;
  font: 11pt/1.45 "Liberation Sans", "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
header { border-bottom: 2px solid #1a1a1a; margin-bottom: 1.5em; }
h1 { font-size: 2em; margin: 0 0 0.2em; }
h2 { font-size: 1.1em; margin: 1.5em 0 0.3em; }
header p { margin: 0 0 0.6em; }
.name { font-size: 1.5em; font-weight: bold; margin: 0; }
table { width: 100%; border-collapse: collapse; font-size: 0.85em; margin: 0 0 1em; }
th, td { text-align: left; vertical-align: top; padding: 0.2em 0.8em 0.2em 0; border-bottom: 1px solid #ccc; }
th[scope=row] { font-weight: normal; width: 44%; }
th[scope=rowgroup] { padding-top: 0.8em; }
thead { display: table-header-group; }
tr, .worth { break-inside: avoid; }
tr:has(th[scope=rowgroup]) { break-after: avoid; }
code { font-size: 0.85em; }
@media print { body { margin: 0; max-width: none; padding: 0; } .screen { display: none; } }
""".strip()
_DATA = ('<script type="application/json" id="donnees">', "</script>")
_FINGERPRINT = ('<code id="empreinte">', "</code>")


def render(attestation: Attestation) -> str:
    """The page; the same data always gives the same text."""
    exercises = [exercise for lab in attestation.labs for exercise in lab.exercises]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in say.COLUMNS)
    issued = say.date(attestation.issued, attestation.utc_offset_s)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="fr">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{say.TITLE} – {escape(attestation.name)}</title>",
            f"<style>{_STYLE}</style>",
            f"{_DATA[0]}{_data(attestation)}{_DATA[1]}",
            "</head>",
            "<body>",
            f'<p class="screen">{escape(say.HOW_TO_PRINT)}</p>',
            f"<header><p>{escape(say.COURSE)}</p><h1>{say.TITLE}</h1></header>",
            "<main>",
            f'<p class="name">{escape(attestation.name)}</p>',
            f"<p>{escape(say.statement(attestation.version, len(exercises), issued))}</p>",
            f"<p><strong>{escape(say.TOTAL)}\u202f: {escape(_points(exercises))}.</strong></p>",
            f"<table><thead><tr>{head}</tr></thead>",
            *(line for lab in attestation.labs for line in _rows(lab, attestation.utc_offset_s)),
            "</table>",
            f"<p>{escape(say.DATES)}</p>",
            f'<section class="worth"><h2>{escape(say.WORTH_TITLE)}</h2>',
            f"<p>{escape(say.WORTH)}</p>",
            f"<p>{escape(say.FINGERPRINT)}<br>{_FINGERPRINT[0]}{attestation.fingerprint}{_FINGERPRINT[1]}</p>",
            f"<p>{escape(say.CHECK_IT)}</p></section>",
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def read_back(page: str) -> tuple[Attestation, str]:
    """The data that a page carries, and the fingerprint that it shows.

    Raises:
        ValueError: it is no attestation, or what it carries makes no sense.
    """
    try:
        return Attestation.from_json(json.loads(_between(page, _DATA))), _between(page, _FINGERPRINT)
    except RecursionError as exc:
        raise ValueError("depth") from exc


def cells(record: ExerciseRecord, utc_offset_s: int) -> list[str]:
    """What is said of one exercise, without its title."""
    solved = say.NEVER if record.solved is None else say.date(record.solved, utc_offset_s)
    return [
        out_of(record.score, record.max_score),
        solved,
        str(record.attempts),
        str(record.hints),
        say.YES if record.saw_solution else say.NO,
    ]


def _between(page: str, marks: tuple[str, str]) -> str:
    return page.partition(marks[0])[2].partition(marks[1])[0]


def _rows(lab: LabRecord, utc_offset_s: int) -> list[str]:
    title = f"{lab.title} ({_points(lab.exercises)})"
    return [
        f'<tbody><tr><th scope="rowgroup" colspan="{len(say.COLUMNS)}">{escape(title)}</th></tr>',
        *(
            f'<tr><th scope="row">{escape(record.title)}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in cells(record, utc_offset_s))
            + "</tr>"
            for record in lab.exercises
        ),
        "</tbody>",
    ]


def _points(records: Iterable[ExerciseRecord]) -> str:
    known = list(records)
    return score(sum(r.score for r in known), sum(r.max_score for r in known))


def _data(attestation: Attestation) -> str:
    """JSON that cannot end the element that holds it."""
    text: Any = json.dumps(attestation.to_json(), ensure_ascii=False)
    return str(text).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
