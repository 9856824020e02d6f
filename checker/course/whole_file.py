"""A file that is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Put the content there at one stroke: whoever reads meanwhile finds the old file or the new one.

    Raises:
        OSError: it cannot be written; the old file is as it was.
    """
    # Several processes may write the same file at once: each has a draft of its own.
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
