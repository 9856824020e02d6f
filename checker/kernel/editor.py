"""The command `%editer`: a text area on a file of the learner's machine, since nano needs a real terminal."""

from __future__ import annotations

from typing import Any

from checker.errors import CheckerError
from checker.kernel.context import KernelContext
from checker.kernel.machine_file import absolute
from checker.messages import kernel as say

LARGEST = 200_000


def editer(context: KernelContext, arguments: list[str]) -> None:
    """Show a file in a text area with a button that saves it.

    Raises:
        CheckerError: not one file, not a text file, or no sandbox.
    """
    if len(arguments) != 1:
        raise CheckerError(say.ONE_FILE, do=say.ONE_FILE_DO)
    if not context.interactive:
        raise CheckerError(say.NEEDS_BROWSER, do=say.WRITE_WITH_CAT)
    path = absolute(arguments[0], context.session.folder)
    machine = context.sandbox().machine
    text = _read(machine, path)
    context.wait_for(_show(context, machine, path, text))


async def _show(context: KernelContext, machine: Any, path: str, text: str) -> None:
    import ipywidgets

    # The label above the text, and not beside it.
    layout = ipywidgets.Layout(width="auto", height="18em", flex_flow="column", align_items="stretch")
    area = ipywidgets.Textarea(
        value=text, description=path, layout=layout, style={"description_width": "fit-content"}
    )
    button = ipywidgets.Button(description=say.SAVE, icon="save")
    status = ipywidgets.Label()

    def save() -> None:
        try:
            machine.write_file(path, area.value.encode())
            told = say.SAVED
        except CheckerError as exc:
            told = say.not_saved(path, str(exc))
        context.soon(setattr, status, "value", told)

    button.on_click(lambda _: context.background(save))
    shown = ipywidgets.VBox([area, ipywidgets.HBox([button, status])])
    shown.add_class("registres-editeur")
    context.display(shown)


def _read(machine: Any, path: str) -> str:
    """The file's text; empty when there is no such file yet."""
    data = machine.read_file(path, limit=LARGEST + 1)
    if data is None:
        return ""
    if len(data) > LARGEST:
        raise CheckerError(say.TEXT_FILES_ONLY, do=say.WRITE_WITH_CAT)
    try:
        return bytes(data).decode()
    except UnicodeDecodeError as exc:
        raise CheckerError(say.is_not_a_file(path), do=say.TEXT_FILES_ONLY) from exc
