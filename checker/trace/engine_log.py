"""Reads the log of the learner's engine: what it met where no registry could write anything down."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from checker.trace.exchange import Broken, Verdict, printable
from checker.trace.log_line import fields_of, moment_of

_NEXT = re.compile(
    r"(?:Attempting next endpoint for|Not continuing with) (push|pull) after error: (.*)", re.DOTALL
)
_PING = re.compile(r"Error getting v2 registry: (.*)", re.DOTALL)
_LOGIN = "Error logging in to endpoint"
_HANDLER = re.compile(
    r"Handler for POST (?:/v[\d.]+)?/(auth|images/create\S*|images/\S+/push\S*) returned error: (.*)"
)
_URL = re.compile(r'\b(?:Get|Head|Post|Put|Patch) "(https?://[^"]+)": (.*)', re.DOTALL)


def read_engine_log(text: str) -> tuple[list[Broken], list[Verdict]]:
    """Connections that came to nothing, and why the engine gave up, oldest first.

    The engine says each of them several times: they are told once.
    """
    broken: dict[tuple[object, ...], Broken] = {}
    verdicts: list[Verdict] = []
    for line in text.splitlines():
        fields = fields_of(line)
        moment = moment_of(fields.get("time", ""))
        verb, words = _said(fields)
        if moment is None or not words:
            continue
        found = _URL.search(words)
        if found is None:
            verdicts.append(Verdict(moment, verb, printable(words)))
        elif "unauthorized" not in found[2]:
            _keep(broken, _broken(moment, verb, *found.groups()), fields.get("traceID", ""))
    return list(broken.values()), verdicts


def _broken(moment: float, verb: str, url: str, words: str) -> Broken:
    is_first = url.endswith("/v2/")
    return Broken(moment, _address(url), "engine", printable(words), url.startswith("https:"), verb, is_first)


def _said(fields: dict[str, str]) -> tuple[str, str]:
    """What it was doing, and what it met."""
    message = fields.get("msg", "")
    if found := _NEXT.match(message):
        return found[1], found[2]
    if found := _PING.match(message):
        return "", found[1]
    if message.startswith(_LOGIN):
        return "login", fields.get("error", "")
    if found := _HANDLER.match(message):
        verbs = {"auth": "login", "images/create": "pull"}
        return next((verb for start, verb in verbs.items() if found[1].startswith(start)), "push"), found[2]
    return "", ""


def _address(url: str) -> str:
    try:
        return printable(urlsplit(url).netloc)[:100]
    except ValueError:
        return ""


def _keep(broken: dict[tuple[object, ...], Broken], new: Broken, trace: str) -> None:
    """Add it, unless it is the same request's: all that is said of one has the same trace."""
    mark = (trace or int(new.time), new.server, new.secure, new.words)
    old = broken.setdefault(mark, new)
    if new.verb and not old.verb:
        broken[mark] = replace(old, verb=new.verb)
