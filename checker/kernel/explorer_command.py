"""The command `%explorer`."""

from __future__ import annotations

import logging

from checker.errors import CheckerError
from checker.explorer.access import Address
from checker.explorer.inventory import Inventory, parse_addresses
from checker.explorer.memory import Memory
from checker.explorer.page import as_html
from checker.explorer.table import as_text
from checker.kernel.context import KernelContext
from checker.kernel.explorer_view import ExplorerView
from checker.kernel.explorer_watch import Watch
from checker.messages import explorer as say


class Explorer:
    """One explorer: what it reads, what shows it, what keeps it up to date. Made on the event loop."""

    def __init__(self, context: KernelContext, inventory: Inventory) -> None:
        self._context = context
        self._inventory = inventory
        self.view = ExplorerView()
        self.watch = Watch(self._signal, self._refresh, lambda: context.soon(self.view.pause))
        self.view.on_refresh(self._clicked)
        self.view.on_views(self.watch.views)
        context.after_cell.append(self.watch.cell_ended)

    def _clicked(self) -> None:
        self.view.announce()
        self.watch.ring()

    def _signal(self) -> object:
        if not self._context.session.is_ready:
            return None
        return self._inventory.signal(self._context.sandbox())

    def _refresh(self) -> None:
        soon = self._context.soon
        try:
            shelves = self._inventory.read(self._context.sandbox())
        except CheckerError as exc:
            soon(self.view.fail, str(exc))
        except Exception as exc:  # a bug of ours must not leave the explorer silent for ever
            logging.getLogger(__name__).exception("the explorer failed")
            soon(self.view.fail, say.own_fault(type(exc).__name__))
        else:
            soon(self.view.show, shelves)


def explorer(context: KernelContext, arguments: list[str]) -> None:
    """Show what registries hold: those that are named, or all those of the sandbox.

    Raises:
        CheckerError: a name is no address, or there is no sandbox.
    """
    addresses = parse_addresses(arguments)
    memory = context.memo.setdefault("explorer-memory", Memory())
    if not context.interactive:
        shelves = Inventory(addresses, memory).read(context.sandbox())
        context.display({"text/plain": as_text(shelves), "text/html": as_html(shelves)})
        return
    context.sandbox()
    shown = context.wait_for(_explorer(context, addresses, memory))
    context.display(shown.view.widget)
    shown.watch.ring()


async def _explorer(context: KernelContext, addresses: tuple[Address, ...], memory: Memory) -> Explorer:
    """The one explorer of these registries: shown twice, both views tell the same."""
    explorers: dict[tuple[Address, ...], Explorer] = context.memo.setdefault("explorers", {})
    if addresses not in explorers:
        explorers[addresses] = Explorer(context, Inventory(addresses, memory))
    return explorers[addresses]
