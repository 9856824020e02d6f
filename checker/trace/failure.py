"""Sorts the words in which Docker's programs tell that a connection came to nothing."""

from __future__ import annotations

_CONNECTION = (
    ("connection refused", "nobody"),
    ("no such host", "no-name"),
    ("timeout", "silence"),
    ("deadline", "silence"),
    ("unreachable", "no-way"),
    ("no route", "no-way"),
    ("EOF", "cut"),
    ("reset", "cut"),
)
_CERTIFICATE = (
    ("unknown authority", "unknown-ca"),
    ("legacy Common Name", "no-san"),
    ("doesn't contain any IP SANs", "no-ip"),
    ("is valid for", "wrong-name"),
    ("not valid for any names", "wrong-name"),
    ("expired or is not yet valid", "dates"),
)
_HANDSHAKE = (
    ("HTTP request to an HTTPS server", "in-clear"),
    ("certificate", "refused"),
    # What a registry makes of the refusal of a client that speaks TLS 1.3 by OpenSSL.
    ("bad record MAC", "refused"),
    ("EOF", "cut"),
    ("reset", "cut"),
    ("first record", "not-tls"),
)


def connection_cause(words: str) -> str:
    """Why nobody answered: `nobody`, `no-name`, `silence`, `no-way`, `cut` or empty."""
    return _cause(words, _CONNECTION)


def certificate_cause(words: str) -> str:
    """Why a certificate was refused: `unknown-ca`, `no-san`, `no-ip`, `wrong-name`, `dates` or empty."""
    return _cause(words, _CERTIFICATE)


def handshake_cause(words: str) -> str:
    """What a registry saw of a handshake: `in-clear`, `refused`, `cut`, `not-tls` or empty."""
    return _cause(words, _HANDSHAKE)


def _cause(words: str, signs: tuple[tuple[str, str], ...]) -> str:
    return next((cause for sign, cause in signs if sign in words), "")
