"""Where the learner's `docker` is logged in: what `~/.docker/config.json` holds, as data."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from checker.grading.files import Files
from checker.grading.reference import HUB_NAMES

CONFIG = "~/.docker/config.json"
HUB = "docker.io"


@dataclass(frozen=True)
class Login:
    """One account kept for one registry."""

    server: str
    """`docker.io` for Docker Hub, else the registry's address."""
    user: str
    """Empty when it cannot be read."""
    secret: str = field(repr=False)
    """Password or token: to compare, never to show."""


class Logins:
    """The accounts that `docker` keeps; anything else in the file, or no file, is no account."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def __iter__(self) -> Iterator[Login]:
        return iter(self._found.values())

    def __call__(self, server: str = HUB) -> Login | None:
        """The account kept for this registry."""
        return self._found.get(server)

    @cached_property
    def _found(self) -> Mapping[str, Login]:
        try:
            auths = json.loads(self._files(CONFIG).text)["auths"].items()
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return {}
        logins = (_read(str(key), entry) for key, entry in auths)
        return {login.server: login for login in logins}


def _read(key: str, entry: Any) -> Login:
    host = key.partition("://")[2] or key
    host = host.partition("/")[0]
    server = HUB if host in HUB_NAMES else host
    try:
        user, _, secret = base64.b64decode(entry["auth"]).decode().partition(":")
    except (ValueError, TypeError, KeyError):
        user, secret = "", ""
    return Login(server, user, secret)
