"""Who is who, and who may do what on which repository: the rules of Docker Hub."""

import hmac
import json
import re
from dataclasses import dataclass

from repositories import Repositories

REPOSITORY = re.compile(r"[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)+")
_LONGEST_NAME = 255


@dataclass(frozen=True)
class Accounts:
    """The training accounts."""

    passwords: dict[str, str]
    tokens: dict[str, str]

    @classmethod
    def read(cls, path: str) -> "Accounts":
        """Read the accounts baked into the image."""
        with open(path, encoding="utf-8") as file:
            known = json.load(file)
        return cls(known["accounts"], known["tokens"])

    def is_token(self, password: str) -> bool:
        """Whether this is somebody's personal access token, which pushes and pulls but manages nothing."""
        return password in self.tokens

    def check(self, user: str, password: str) -> bool:
        """Whether this is the user's password, or one of their personal access tokens."""
        accepted = [self.passwords.get(user)] + [t for t, owner in self.tokens.items() if owner == user]
        return any(a is not None and hmac.compare_digest(a.encode(), password.encode()) for a in accepted)


class Gate:
    """Turns the scopes that a client asks for into what it is granted."""

    def __init__(self, repositories: Repositories) -> None:
        self._repositories = repositories

    def grant(self, user: str, scopes: list[str]) -> list[dict]:
        """What `user` ("" for nobody) gets, in the form of a token's `access` claim."""
        granted = []
        for scope in scopes:
            kind, _, rest = scope.partition(":")
            name, _, actions = rest.rpartition(":")
            if kind != "repository" or len(name) > _LONGEST_NAME or not REPOSITORY.fullmatch(name):
                continue
            allowed = self._allowed(user, name, set(actions.split(",")))
            if allowed:
                granted.append({"type": kind, "name": name, "actions": allowed})
        return granted

    def _allowed(self, user: str, name: str, asked: set[str]) -> list[str]:
        if user and name.split("/")[0] == user and "push" in asked:
            return ["pull", "push"]
        # A repository that is not there and one that is hidden get the same answer, as on the real Hub.
        if "pull" in asked and self._repositories.is_visible(name, user):
            return ["pull"]
        return []
