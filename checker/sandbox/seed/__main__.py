"""Command of the image's build: `python3 -m checker.sandbox.seed REGISTRY_ROOT BUSYBOX OUTPUT`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from checker.sandbox.seed.builder import Sources, build
from checker.sandbox.seed.storage import Storage


def main(registry_root: str, busybox: str, output: str) -> None:
    """Write OUTPUT/tree (each registry copies it), what it links to, and OUTPUT/seed.json (all digests)."""
    listed = subprocess.run([busybox, "--list"], check=True, capture_output=True, text=True).stdout
    applets = tuple(sorted(set(listed.split()) - {"busybox"}))
    sources = Sources(Path(busybox).read_bytes(), applets, Path(registry_root))
    target = Path(output)
    storage = Storage(target, at="/seed")
    build(sources, storage)
    (target / "seed.json").write_text(json.dumps(storage.tags, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
