"""The command `%telecharger`: a file of the learner's machine, saved by their browser."""

from __future__ import annotations

import base64
import posixpath
from html import escape
from typing import Any

from checker.errors import CheckerError
from checker.kernel.context import KernelContext
from checker.kernel.machine_file import absolute, plain_name, read
from checker.messages import transfer as say


def telecharger(context: KernelContext, arguments: list[str]) -> None:
    """Show a link that saves a file of the machine.

    Raises:
        CheckerError: not one file, one that cannot be read, or no sandbox.
    """
    if len(arguments) != 1:
        raise CheckerError(say.ONE_FILE, do=say.ONE_FILE_DO)
    path = absolute(arguments[0], context.session.folder)
    data = read(context.sandbox().machine, path)
    if not context.interactive:
        context.print(f"{say.found(path, len(data))} {say.DOWNLOAD_NEEDS_BROWSER}")
        return
    link = save_link(data, plain_name(posixpath.basename(path)))
    context.wait_for(
        _show(context, f'<div style="line-height: 1.5">{link}<br>{escape(say.AS_IT_IS_NOW)}</div>')
    )


def save_link(data: bytes, name: str) -> str:
    """A link that carries the bytes themselves; a browser saves them and renders nothing."""
    content = base64.b64encode(data).decode()
    return (
        f'<a class="registres-enregistrer" download="{escape(name)}" style="text-decoration: underline" '
        f'href="data:application/octet-stream;base64,{content}">{escape(say.save(name, len(data)))}</a>'
    )


async def _show(context: KernelContext, html: str) -> None:
    import ipywidgets

    # A widget and not an output: what the file holds does not end up in the notebook.
    shown: Any = ipywidgets.HTML(value=html)
    shown.add_class("registres-telechargement")
    context.display(shown)
