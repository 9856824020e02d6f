"""The command `%trace`: what the learner's programs and a registry said to each other."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from checker.errors import CheckerError
from checker.grading.probing import Probing
from checker.grading.tls import Handshake, Tls
from checker.kernel.context import KernelContext
from checker.messages import trace as say
from checker.sandbox.accounts import HUB_NAMES, address
from checker.trace.account import heading, moment, tell
from checker.trace.evidence import Evidence, Source
from checker.trace.exchange import HUB, printable
from checker.trace.grouping import read_operations
from checker.trace.memory import remembered
from checker.trace.operation import Operation
from checker.trace.page import as_html
from checker.trace.plain_text import as_text
from checker.trace.step import Judge
from checker.trace.step import Tls as Look

WRITTEN_S = 0.5
"""How long after the fact a log may be written."""
TRIES = 4
MOST_OTHERS = 10


def trace(context: KernelContext, arguments: list[str]) -> None:
    """Tell the last operation, one with a given registry, or an earlier one.

    Raises:
        CheckerError: the arguments make no sense, or no sandbox.
    """
    server, rank = _read(arguments)
    sandbox = context.sandbox()
    evidence, found = _gather(context, sandbox)
    # A registry that was removed took its log with it: what was told before is still known.
    operations = context.memo["trace"] = remembered(context.memo.get("trace") or [], found)
    kept = [o for o in reversed(operations) if not server or server in o.servers]
    if not kept:
        context.print(f"{say.nothing_with(server) if server else say.NOTHING}\n{say.NOTHING_DO}")
        return
    if rank > len(kept):
        raise CheckerError(say.too_far(rank, len(kept)), do=say.BAD_ARGUMENTS_DO)
    images = frozenset(image for machine in evidence.machines for image in machine.images)
    account = tell(kept[rank - 1], images, _judge(sandbox.machine))
    others = _others(kept, rank, server)
    context.display({"text/plain": as_text(account, others), "text/html": as_html(account, others)})


def _read(arguments: list[str]) -> tuple[str, int]:
    """The registry ("" for any) and the rank, 1 for the last operation."""
    ranks = [a for a in arguments if a.isascii() and a.isdigit()]
    servers = [a for a in arguments if a not in ranks]
    if len(ranks) > 1 or len(servers) > 1 or "0" in ranks:
        raise CheckerError(say.BAD_ARGUMENTS, do=say.BAD_ARGUMENTS_DO)
    server = printable(servers[0].partition("://")[2] or servers[0]).strip("/") if servers else ""
    return HUB if server in (*HUB_NAMES, "hub", "index.docker.io") else server, int(
        ranks[0][:6]
    ) if ranks else 1


def _gather(context: KernelContext, sandbox: Any) -> tuple[Evidence, list[Operation]]:
    """Read the logs, once more as long as they lag behind what the engine says that it did."""
    spans = tuple(context.spans)
    source = Source(sandbox.hub, tuple(sandbox.machines.values()), address("hub"), spans)
    if spans:
        time.sleep(max(0.0, min(WRITTEN_S, spans[-1][1] + WRITTEN_S - time.time())))
    for _ in range(TRIES):
        evidence = source.gather()
        operations = read_operations(evidence)
        if not operations or not operations[-1].unseen[0]:
            break
        time.sleep(WRITTEN_S)
    return evidence, operations


def _judge(machine: Probing) -> Judge:
    """What a server's TLS looks like now, as Docker would judge it."""

    def look(server: str) -> Look | None:
        host, _, port = server.rpartition(":") if ":" in server else (server, "", "443")
        found = Tls(machine)(host, int(port)) if port.isdigit() else None
        return Look(found.is_trusted, found.sentence) if isinstance(found, Handshake) else None

    return look


def _others(kept: Sequence[Operation], rank: int, server: str) -> list[str]:
    named = f"{server} " if server else ""
    lines = [
        say.other(f"{named}{n}", heading(operation), moment(operation), operation.is_success)
        for n, operation in enumerate(kept, start=1)
        if n != rank
    ]
    return lines[:MOST_OTHERS]
