"""Registry credentials that somebody typed, or that a command printed: found and taken out of a text."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator

_VALUE = r"""(?:"(?P<d>[^"\n]{1,400})"|'(?P<s>[^'\n]{1,400})'|(?P<b>[^\s"'|;&<>()`]{1,400}))"""
_PROGRAMS = r"(?:docker|podman|skopeo|crane|oras|regctl|helm(?:\s+registry)?|buildah)"
# Where a secret follows; what it looks like does not matter.
_PLACES = tuple(
    re.compile(pattern + _VALUE)
    for pattern in (
        rf"\b{_PROGRAMS}\s+login\b[^\n|;&]*?\s(?:--password(?:=|\s+)|-p\s*)",
        r"\s--(?:src-|dest-)?creds(?:=|\s+)(?:[^\s:\"']+:)",
        r"\bcurl\b[^\n|;&]*?\s(?:--user(?:=|\s+)|-u\s*)['\"]?[^\s:\"']+:",
        # Only -b takes the password from the command line; an image may stand before (--entrypoint htpasswd).
        r"(?<![=\w])htpasswd\s+(?:[^\s-]\S*\s+)?(?:-\w+\s+)*-\w*b\w*\s+(?:-\w+\s+)*(?:[^\s-]\S*\s+)?[^\s-]\S*\s+",
        r"https?://[^\s:/@]+:(?=[^\s/@]+@)",
        r"(?i:authorization:\s*(?:basic|bearer)\s+)",
        r"(?i:\"(?:auth|identitytoken|registrytoken|password)\"[ \t]*:[ \t]*)",
        r"(?im:^\s*(?:export\s+)?\w*(?:passw(?:or)?d|mot_?de_?passe|mdp|token|jeton|secret|pat)\w*=)",
    )
)
# What is handed to `login --password-stdin`.
_PIPED = re.compile(
    rf"(?:echo|printf)\s+(?:-\w+\s+|['\"]?%s(?:\\n)?['\"]?\s+)*{_VALUE}\s*\|[^\n|;&]*\blogin\b"
    rf"|\blogin\b[^\n|;&]*--password-stdin[^\n|;&]*<<<\s*{_VALUE.replace('?P<', '?P<h')}"
)
# Secrets that are known by their looks.
_LOOKS = re.compile(
    r"\b(?:dckr_(?:pat|oat)_[\w-]{4,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{10,}"
    r"|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})"
)
_LEAST = 3


def find_credentials(text: str) -> Iterator[str]:
    """Give the secrets of a text, some of them twice; what a variable or a command gives is none."""
    for pattern in (*_PLACES, _PIPED):
        for match in pattern.finditer(text):
            value = next((group for group in match.groups() if group), "").split("@", 1)[0]
            if len(value) >= _LEAST and not re.match(r"[$<{%*…]|sha256:", value):
                yield value
    yield from _LOOKS.findall(text)


class Scrubber:
    """Puts the same word in the place of the same secret, so that a notebook still plays as it did.

    Args:
        public: texts of the course: what they say is no secret.
    """

    def __init__(self, public: Iterable[str]) -> None:
        self._public = "\n".join(public)
        self._words: dict[str, str] = {}

    @property
    def count(self) -> int:
        """How many different secrets were found."""
        return len(self._words)

    def look_at(self, text: str) -> None:
        """Note the secrets of a text."""
        for value in find_credentials(text):
            if not self._is_public(value):
                self._words.setdefault(value, f"secret-retire-{len(self._words) + 1}")

    def clean(self, text: str) -> str:
        """The text without any secret noted so far."""
        for value in sorted(self._words, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", self._words[value], text)
        return text

    def _is_public(self, value: str) -> bool:
        try:
            decoded = base64.b64decode(value, validate=True).decode()
        except ValueError:
            decoded = ""
        secret = decoded.partition(":")[2]
        return value in self._public or (bool(secret) and secret in self._public)


def strings_of(value: object) -> Iterator[str]:
    """The strings of a JSON value, keys apart."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings_of(each)


def map_strings(value: object, function: Callable[[str], str]) -> object:
    """The same JSON value with a function applied to each of its strings, keys apart."""
    if isinstance(value, str):
        return function(value)
    if isinstance(value, list):
        return [map_strings(each, function) for each in value]
    if isinstance(value, dict):
        return {key: map_strings(each, function) for key, each in value.items()}
    return value
