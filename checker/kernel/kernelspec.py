"""Installs the kernelspec that Jupyter reads into a Python environment."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from checker.messages import kernel as say

KERNEL_NAME = "bac-a-sable"
SOURCE = Path(__file__).parent / "kernelspec"


def install(prefix: Path | None = None, python: Path | None = None) -> Path:
    """Write the kernelspec and its logos; the same files again when they are there already.

    Args:
        prefix: the environment, by default the running one; the spec goes to its share/jupyter/kernels.
        python: the interpreter that will run the kernel, by default the running one.

    Returns:
        The kernelspec's folder.
    """
    folder = (prefix or Path(sys.prefix)) / "share" / "jupyter" / "kernels" / KERNEL_NAME
    folder.mkdir(parents=True, exist_ok=True)
    spec = json.loads((SOURCE / "kernel.json").read_text(encoding="utf-8"))
    spec["argv"][0] = str(python or Path(sys.executable))
    spec["display_name"] = say.DISPLAY_NAME
    text = json.dumps(spec, ensure_ascii=False, indent=2) + "\n"
    (folder / "kernel.json").write_text(text, encoding="utf-8")
    for logo in SOURCE.glob("logo-*"):
        shutil.copyfile(logo, folder / logo.name)
    return folder
