"""The requests of a step as one writes them: method and path, digests and identifiers shortened."""

from __future__ import annotations

from collections import Counter

from checker.trace.exchange import Exchange, Target
from checker.trace.phase import Phase

SHOWN_DIGITS = 8
LONGEST = 160
LONGEST_SHORT = 60


_SHORT = {"ping": "/v2/", "token": "/token", "blob": "blobs/…", "tags": "tags/list", "catalog": "_catalog"}


def short_label(phase: Phase) -> str:
    """What fits on an arrow: `HEAD ×3 blobs/…`."""
    target = phase.target
    if target.kind == "manifest":
        path = f"manifests/{target.reference if target.is_tag else '…'}"
    elif target.kind == "upload":
        path = "uploads/" + ("?mount=…" if target.mounted_from else "")
    else:
        path = _SHORT.get(target.kind, phase.exchanges[0].path)
    return f"{_methods(phase)} {path}"[:LONGEST_SHORT]


def request_label(phase: Phase) -> str:
    """`HEAD /v2/mysql/blobs/sha256:…` for several blobs, with the digest for one."""
    counts = Counter(e.method for e in phase.exchanges)
    several = len({e.target.digest or e.target.reference for e in phase.exchanges}) > 1 or len(counts) > 1
    return f"{_methods(phase)} {_path(phase.exchanges[0], several=several)}"[:LONGEST]


def _methods(phase: Phase) -> str:
    counts = Counter(e.method for e in phase.exchanges)
    return ", ".join(method if count == 1 else f"{method} ×{count}" for method, count in counts.items())


def short_digest(digest: str) -> str:
    """`sha256:6f0bb0bd…`."""
    kind, colon, digits = digest.partition(":")
    return f"{kind}:{digits[:SHOWN_DIGITS]}…" if colon else digest[: SHOWN_DIGITS + 1]


def _path(exchange: Exchange, *, several: bool) -> str:
    target = exchange.target
    digest = "sha256:…" if several else short_digest(target.digest)
    base = f"/v2/{target.repository}"
    if target.kind == "blob":
        return f"{base}/blobs/{digest}"
    if target.kind == "manifest":
        return f"{base}/manifests/{digest if target.digest else target.reference}"
    if target.kind == "upload":
        return f"{base}/blobs/uploads/{_upload(target, digest, several=several)}"
    if target.kind == "token" and exchange.scopes:
        return f"/token?scope={exchange.scopes[0]}" + ("…" if exchange.scopes[1:] else "")
    return exchange.path


def _upload(target: Target, digest: str, *, several: bool) -> str:
    if target.mounted_from:
        return f"?mount={digest}&from={target.mounted_from}"
    if several or not target.reference:
        return "…" if target.reference or several else ""
    return f"{target.reference[:SHOWN_DIGITS]}…" + (f"?digest={digest}" if target.digest else "")
