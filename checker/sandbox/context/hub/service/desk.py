"""The Hub's answers: tokens for the registry, `docker search`, the part of its API that we need."""

import base64
import datetime
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import parse_qs

from access import REPOSITORY, Accounts, Gate
from journal import Journal
from repositories import Repositories
from tokens import HUB, HUB_LIFETIME_S, HUB_LIMITED, LIFETIME_S, REGISTRY, Signer

_MOST_RESULTS = 100
_DEFAULT_RESULTS = 25
_MOST_SCOPES = 20


@dataclass(frozen=True)
class Request:
    """What was asked."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: Message
    body: bytes

    def json(self) -> dict:
        """The body as a JSON object."""
        value = json.loads(self.body or b"{}")
        if not isinstance(value, dict):
            raise TypeError("not an object")
        return value


@dataclass(frozen=True)
class Answer:
    """What is answered."""

    status: int
    body: dict | list | bool
    headers: dict[str, str] = field(default_factory=dict)


NOT_FOUND = Answer(404, {"message": "object not found"})
NOT_LOGGED_IN = Answer(401, {"details": "incorrect username or password"})


class Desk:
    """Finds who answers a request, and answers."""

    def __init__(
        self,
        accounts: Accounts,
        gate: Gate,
        signer: Signer,
        repositories: Repositories,
        journal: Journal,
        descriptions: str,
    ) -> None:
        self._accounts = accounts
        self._gate = gate
        self._signer = signer
        self._repositories = repositories
        self.journal = journal
        with open(descriptions, encoding="utf-8") as file:
            self._descriptions: dict[str, str] = json.load(file)
        self._routes: list[tuple[str, re.Pattern[str], Callable[..., Answer]]] = [
            (method, re.compile(pattern), function)
            for method, pattern, function in (
                ("GET", r"/token", self._token),
                ("POST", r"/token", self._oauth_token),
                ("GET", r"/v1/_ping", lambda _: Answer(200, True, {"X-Docker-Registry-Standalone": "false"})),
                ("GET", r"/v1/search", self._search),
                ("POST", r"/v2/users/login/?", lambda r: self._log_in(r, "username", "password", "token")),
                (
                    "POST",
                    r"/v2/auth/token/?",
                    lambda r: self._log_in(r, "identifier", "secret", "access_token"),
                ),
                ("GET", r"/v2/(?:repositories|namespaces)/([^/]+)(?:/repositories)?/?", self._list),
                ("POST", r"/v2/namespaces/([^/]+)/repositories/?", self._create),
                ("GET", r"/v2/(?:repositories|namespaces)/([^/]+)/(?:repositories/)?([^/]+)/?", self._show),
                (
                    "GET",
                    r"/v2/(?:repositories|namespaces)/([^/]+)/(?:repositories/)?([^/]+)/tags/?",
                    self._tags,
                ),
                ("POST", r"/v2/repositories/([^/]+)/([^/]+)/privacy/?", self._set_privacy),
            )
        ]

    def answer(self, request: Request) -> Answer:
        """The answer to any request."""
        method = "GET" if request.method == "HEAD" else request.method
        for accepted, pattern, function in self._routes:
            found = pattern.fullmatch(request.path)
            if found and accepted == method:
                return function(request, *found.groups())
        return NOT_FOUND

    # Tokens for the registry

    def _token(self, request: Request) -> Answer:
        header = request.headers.get("Authorization", "")
        user = ""
        if header:
            user, _, password = basic(header).partition(":")
            if not self._accounts.check(user, password):
                self.journal.add_login(user, accepted=False)
                return NOT_LOGGED_IN
        scopes = [s for value in request.query.get("scope", []) for s in value.split()]
        # `docker login` asks for no scope: it only wants to know whether the password is right.
        if user and not scopes:
            self.journal.add_login(user, accepted=True)
        return self._granted(user, scopes)

    def _oauth_token(self, request: Request) -> Answer:
        form = form_of(request)
        user = form.get("username", "")
        if form.get("grant_type") != "password" or not self._accounts.check(user, form.get("password", "")):
            return NOT_LOGGED_IN
        return self._granted(user, form.get("scope", "").split())

    def _granted(self, user: str, scopes: list[str]) -> Answer:
        access = self._gate.grant(user, scopes[:_MOST_SCOPES])
        token = self._signer.sign(REGISTRY, user, access)
        now = datetime.datetime.now(datetime.UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
        body = {"token": token, "access_token": token, "expires_in": LIFETIME_S, "issued_at": now}
        return Answer(200, body)

    # Search

    def _search(self, request: Request) -> Answer:
        query = request.query.get("q", [""])[0].lower()
        limit = int(request.query.get("n", [str(_DEFAULT_RESULTS)])[0])
        words = query.removeprefix("library/")
        found = [self._result(name) for name in self._repositories.visible("")]
        found = [r for r in found if words in r["name"] or words in r["description"].lower()]
        # As on the Hub: the repository of that very name first, then the official ones.
        found.sort(key=lambda r: (r["name"] != words, not r["is_official"], r["name"]))
        results = found[: max(1, min(limit, _MOST_RESULTS))]
        return Answer(200, {"num_results": len(results), "query": query, "results": results})

    def _result(self, name: str) -> dict:
        official = name.startswith("library/")
        short = name.removeprefix("library/")
        return {
            "name": short,
            "description": self._descriptions.get(short, "") if official else "",
            "is_official": official,
            "is_automated": False,
            "is_trusted": False,
            "star_count": 0,
        }

    # The Hub's own API

    def _log_in(self, request: Request, user_key: str, password_key: str, token_key: str) -> Answer:
        asked = request.json()
        user, password = str(asked.get(user_key, "")), str(asked.get(password_key, ""))
        if not self._accounts.check(user, password):
            return Answer(401, {"detail": "Incorrect authentication credentials"})
        audience = HUB_LIMITED if self._accounts.is_token(password) else HUB
        return Answer(200, {token_key: self._signer.sign(audience, user, lifetime_s=HUB_LIFETIME_S)})

    def _user(self, request: Request) -> str:
        return self._bearer(request, HUB) or self._bearer(request, HUB_LIMITED)

    def _bearer(self, request: Request, audience: str) -> str:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        return (self._signer.read(audience, token) or "") if kind in ("Bearer", "JWT") else ""

    def _refusal(self, request: Request, namespace: str) -> Answer | None:
        """Why the bearer may not manage a namespace; None when they may."""
        if self._bearer(request, HUB) == namespace:
            return None
        limited = self._bearer(request, HUB_LIMITED) == namespace
        return Answer(403, {"message": f"access denied{': insufficient scope' if limited else ''}"})

    def _list(self, request: Request, namespace: str) -> Answer:
        names = self._repositories.visible(self._user(request), namespace)
        results = [self._card(name) for name in names]
        return Answer(200, {"count": len(results), "next": None, "previous": None, "results": results})

    def _show(self, request: Request, namespace: str, name: str) -> Answer:
        full = f"{namespace}/{name}"
        if not self._repositories.is_visible(full, self._user(request)):
            return NOT_FOUND
        return Answer(200, self._card(full))

    def _tags(self, request: Request, namespace: str, name: str) -> Answer:
        full = f"{namespace}/{name}"
        if not self._repositories.is_visible(full, self._user(request)):
            return NOT_FOUND
        results = [{"name": tag} for tag in self._repositories.tags(full)]
        return Answer(200, {"count": len(results), "next": None, "previous": None, "results": results})

    def _create(self, request: Request, namespace: str) -> Answer:
        asked = request.json()
        full = f"{namespace}/{asked['name']}"
        refusal = self._refusal(request, namespace)
        if refusal:
            return refusal
        if not REPOSITORY.fullmatch(full):
            return Answer(400, {"message": "invalid repository name"})
        if self._repositories.exists(full):
            return Answer(400, {"message": "Repository with this Name and Namespace already exists."})
        self._repositories.create(full, private=bool(asked.get("is_private")))
        return Answer(201, self._card(full))

    def _set_privacy(self, request: Request, namespace: str, name: str) -> Answer:
        full = f"{namespace}/{name}"
        private = request.json()["is_private"]
        refusal = self._refusal(request, namespace)
        if refusal:
            return refusal
        if not isinstance(private, bool):
            return Answer(400, {"message": "is_private: true or false"})
        if not self._repositories.exists(full):
            return NOT_FOUND
        self._repositories.set_private(full, private=private)
        return Answer(200, {})

    def _card(self, full: str) -> dict:
        namespace, _, name = full.partition("/")
        description = self._descriptions.get(name, "") if namespace == "library" else ""
        return {
            "namespace": namespace,
            "name": name,
            "description": description,
            "is_private": self._repositories.is_private(full),
        }


def form_of(request: Request) -> dict[str, str]:
    """The fields of a form; the first value of each."""
    return {key: values[0] for key, values in parse_qs(request.body.decode(), max_num_fields=50).items()}


def basic(header: str) -> str:
    """What a header of basic authentication says, `name:password`; empty for any other header."""
    kind, _, value = header.partition(" ")
    if kind.lower() != "basic":
        return ""
    return base64.b64decode(value, validate=True).decode()
