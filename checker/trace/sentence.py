"""One French sentence for each phase."""

from __future__ import annotations

from collections.abc import Callable

from checker.messages import trace_steps as say
from checker.trace.exchange import HUB
from checker.trace.operation import Operation, scoped
from checker.trace.phase import Phase

_INDEXES = ("manifest.list", "image.index")


def sentence_of(operation: Operation, phase: Phase) -> str:
    """What happens in this phase."""
    first = phase.exchanges[0]
    relayed = operation.relay and first.client != operation.client
    client = say.relay(operation.relay) if relayed else operation.client
    if phase.kind in ("ping", "asks-password"):
        return _entrance(operation, client, phase)
    tell = _SENTENCES.get(phase.kind)
    if tell is not None:
        return tell(client, phase)
    return say.any_request(client, first.method, first.status)


def _entrance(operation: Operation, client: str, phase: Phase) -> str:
    """The first request of all, `GET /v2/`, and its repetition once somebody is known."""
    first = phase.exchanges[0]
    same = [e for e in operation.exchanges if e.server == first.server]
    if phase.kind == "asks-password":
        return say.asks_password(client, given=any(e.status != 401 and e.target.kind != "ping" for e in same))
    if any(e.status == 401 and e.time < first.time for e in same):
        return say.ping_accepted(client, token=first.server == HUB)
    return say.ping_open(client)


def _token(client: str, phase: Phase) -> str:
    first = phase.exchanges[0]
    if not first.scopes:
        return say.login_token(client, first.user, first.status == 200)
    if first.status != 200:
        return say.token_refused(client, first.user)
    writable, readable = scoped(first.scopes, "push"), scoped(first.scopes, "pull")
    # Whoever may write asks for both at once: « write » says it all.
    wanted = [(r, True) for r in writable] + [(r, False) for r in readable if r not in writable]
    missing = [
        (r, write) for r, write in wanted if r not in scoped(first.granted, "push" if write else "pull")
    ]
    return say.token(client, first.user, say.rights(wanted), say.lacking(missing))


def _denied(_: str, phase: Phase) -> str:
    writes = any(e.method not in ("GET", "HEAD") for e in phase.exchanges)
    return say.denied(phase.target.repository, write=writes)


def _sends(client: str, phase: Phase) -> str:
    return say.sends(client, len({e.target.reference for e in phase.exchanges}), phase.uploaded)


def _downloads(client: str, phase: Phase) -> str:
    if not phase.knows_config:
        return say.downloads(client, len(phase.digests), phase.size, config=None)
    return say.downloads(client, phase.layers, phase.size, config=False)


def _get_manifest(client: str, phase: Phase) -> str:
    media_type = phase.exchanges[0].media_type
    return say.get_manifest(
        client, phase.target.reference, index=any(sign in media_type for sign in _INDEXES)
    )


_SENTENCES: dict[str, Callable[[str, Phase], str]] = {
    "asks-token": lambda client, _: say.asks_token(client),
    "wrong-password": lambda client, p: say.wrong_password(client, p.exchanges[0].user),
    "token": _token,
    "denied": _denied,
    "absent": lambda client, p: say.absent(client, p.layers),
    "present": lambda client, p: say.present(client, p.layers, config=p.has_config),
    "verified": lambda client, p: say.verified(client, p.layers),
    "mounted": lambda client, p: say.mounted(client, p.layers, p.target.mounted_from),
    "not-mounted": lambda _, p: say.not_mounted(p.layers, p.target.mounted_from),
    "opens": lambda client, p: say.opens(client, len(p.exchanges)),
    "sends": _sends,
    "closes": lambda client, p: say.closes(client, len(p.exchanges)),
    "config": lambda client, p: say.sends_config(client, p.uploaded),
    "get-config": lambda client, p: say.downloads(client, 0, p.size, config=True),
    "get-layers": _downloads,
    "no-blob": lambda client, p: say.blob_missing(client, len(p.digests)),
    "put-manifest": lambda client, p: say.put_manifest(client, p.target.reference),
    "head-manifest": lambda client, p: say.head_manifest(client, p.target.reference),
    "get-manifest": _get_manifest,
    "no-manifest": lambda client, p: say.no_manifest(client, p.target.reference),
    "tags": lambda client, p: say.tags(client, p.target.repository, p.exchanges[0].is_fine),
    "catalog": lambda client, _: say.catalog(client),
    "search": lambda client, _: say.search(client),
    "delete": lambda client, p: say.deletion(client, p.exchanges[0].status),
}
