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
_SAME_S = 1.0


def read_engine_log(text: str) -> tuple[list[Broken], list[Verdict]]:
    """Connections that came to nothing, and why the engine gave up, oldest first.

    The engine says each of them several times: they are told once.
    """
    broken: list[Broken] = []
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
            continue
        url, words = found.groups()
        address = _address(url)
        if address and "unauthorized" not in words:
            _keep(
                broken,
                Broken(
                    moment,
                    address,
                    "engine",
                    printable(words),
                    url.startswith("https:"),
                    verb,
                    url.endswith("/v2/"),
                ),
            )
    return broken, verdicts


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


def _keep(broken: list[Broken], new: Broken) -> None:
    for position, old in enumerate(broken):
        same = (old.server, old.secure, old.words) == (new.server, new.secure, new.words)
        if same and new.time - old.time < _SAME_S:
            if new.verb and not old.verb:
                broken[position] = replace(old, verb=new.verb)
            return
    broken.append(new)
