"""The command `%televerser`: files of the learner's computer, put into their machine."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from checker.errors import CheckerError
from checker.kernel.context import KernelContext
from checker.kernel.machine_file import LARGEST, absolute, look, plain_name
from checker.messages import transfer as say

STYLE = 'style="line-height: 1.5; white-space: normal; overflow-wrap: anywhere"'


@dataclass(frozen=True)
class Sent:
    """A file that the browser sent, and where it goes."""

    path: str
    data: bytes


def televerser(context: KernelContext, arguments: list[str]) -> None:
    """Show a button that puts files into a folder of the machine, by default the current one.

    Raises:
        CheckerError: more than one folder, one that is a file, or no sandbox.
    """
    if len(arguments) > 1:
        raise CheckerError(say.ONE_FOLDER, do=say.ONE_FOLDER_DO)
    folder = absolute(arguments[0] if arguments else ".", context.session.folder)
    if look(context.sandbox().machine, folder)["kind"] == "file":
        raise CheckerError(say.is_a_file(folder), do=say.ONE_FOLDER_DO)
    if not context.interactive:
        context.print(say.UPLOAD_NEEDS_BROWSER)
        return
    context.wait_for(_show(context, folder))


async def _show(context: KernelContext, folder: str) -> None:
    context.display(Upload(context, folder).widget)


class Upload:
    """A button that chooses files, and what became of them. Nothing is replaced before the learner says so.

    Made and changed on the event loop; `_store` runs in a thread.
    """

    def __init__(self, context: KernelContext, folder: str) -> None:
        import ipywidgets

        self._context = context
        self._folder = folder
        self._taken: list[Sent] = []
        """What waits for the learner's word: a file of that name is there."""
        self._picker = ipywidgets.FileUpload(
            description=say.CHOOSE, multiple=True, layout={"width": "auto", "align_self": "flex-start"}
        )
        self._picker.observe(lambda _: self._receive(), "value")
        self._status = ipywidgets.HTML()
        replace = ipywidgets.Button(description=say.REPLACE, button_style="warning")
        keep = ipywidgets.Button(description=say.KEEP)
        replace.on_click(lambda _: self._answer(replace=True))
        keep.on_click(lambda _: self._answer(replace=False))
        self._question = ipywidgets.HBox([replace, keep], layout={"display": "none"})
        where = ipywidgets.HTML(f"<div {STYLE}>{escape(say.destination(folder, LARGEST))}</div>")
        self.widget = ipywidgets.VBox([where, self._picker, self._status, self._question])
        self.widget.add_class("registres-depot")

    def _receive(self) -> None:
        sent = [
            Sent(posixpath.join(self._folder, plain_name(file["name"])), bytes(file["content"]))
            for file in self._picker.value
        ]
        if sent:
            # Emptied, so that the same file chosen again is seen again.
            self._picker.value = ()
            self._begin(sent, replace=False)

    def _answer(self, *, replace: bool) -> None:
        taken = self._taken
        if replace:
            self._begin(taken, replace=True)
        else:
            self._tell([say.KEPT], [])

    def _begin(self, sent: Sequence[Sent], *, replace: bool) -> None:
        self._tell([say.STORING], [])
        self._picker.disabled = True
        self._context.background(self._store, sent, replace)

    def _store(self, sent: Sequence[Sent], replace: bool) -> None:
        told: list[str] = []
        taken: list[Sent] = []
        for file in sent:
            try:
                done = self._put(file, replace)
            except CheckerError as exc:
                told.append(exc.what)
            except Exception as exc:  # a bug of ours must not leave the button disabled for ever
                told.append(say.own_fault(type(exc).__name__))
            else:
                told.append(done or say.already_there(file.path))
                taken += [] if done else [file]
        self._context.soon(self._tell, told, taken)

    def _put(self, file: Sent, replace: bool) -> str:
        """Write one file; empty when another one of that name is there."""
        if len(file.data) > LARGEST:
            raise CheckerError(say.too_large(file.path, LARGEST), do=say.MAKE_IT_SMALLER)
        machine: Any = self._context.sandbox().machine
        there = look(machine, file.path)
        if there["kind"] == "directory":
            raise CheckerError(say.is_a_folder(file.path), do=say.CHECK_THE_NAME)
        if not replace and (there["kind"] != "absent" or "link" in there):
            return ""
        self._context.session.is_blank = False
        machine.write_file(file.path, file.data)
        return say.stored(file.path, len(file.data))

    def _tell(self, told: Sequence[str], taken: list[Sent]) -> None:
        self._taken = taken
        self._picker.disabled = False
        self._question.layout.display = None if taken else "none"
        lines = "".join(f"<div>{escape(line)}</div>" for line in told)
        self._status.value = f'<div role="status" {STYLE}>{lines}</div>'
