"""What became of a cell."""

from __future__ import annotations

from dataclasses import dataclass

import nbformat


@dataclass(frozen=True)
class CellOutcome:
    """How a cell ended; what it printed is nobody's proof of anything."""

    failed: bool
    interrupted: bool
    output: str
    """Plain text, bounded, without control sequences."""
    outputs: tuple[nbformat.NotebookNode, ...]
    """All that it showed, as a notebook keeps it."""
