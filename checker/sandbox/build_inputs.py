"""The files of an image's build context that are generated instead of being kept in the repository."""

from __future__ import annotations

import json
from pathlib import Path

from checker.sandbox import accounts, authority, seed
from checker.sandbox.seed import catalogue

_SERVERS = {"hub": ("hub", "hub-api"), "acme": ("acme",)}
"""Image to the servers in it, which have a certificate each."""
_SEED_PACKAGES = ("checker", "checker/sandbox")


def generated_files(image: str) -> dict[str, bytes]:
    """The generated files that an image's build needs, by path in its context.

    `machine`, `hub` and `acme` need some, other images none.

    Raises:
        OSError: the cache folder cannot be written.
    """
    if image not in ("machine", "hub", "acme"):
        return {}
    made = {authority.CA_FILE: (authority.folder() / authority.CA_FILE).read_bytes()}
    for name in (f"{server}.{kind}" for server in _SERVERS.get(image, ()) for kind in ("crt", "key")):
        made[name] = (authority.folder() / name).read_bytes()
    if image == "hub":
        made |= _seed_sources()
        made["accounts.json"] = _json({"accounts": dict(accounts.ACCOUNTS), "tokens": dict(accounts.TOKENS)})
        made["descriptions.json"] = _json(dict(catalogue.DESCRIPTIONS))
    return made


def _seed_sources() -> dict[str, bytes]:
    """The seed's builder and its files, to run inside the build with nothing but the standard library."""
    sources = {f"build/{package}/__init__.py": b"" for package in _SEED_PACKAGES}
    home = Path(seed.__file__).parent
    for source in home.rglob("*"):
        path = source.relative_to(home)
        if source.is_file() and "__pycache__" not in path.parts:
            sources[f"build/checker/sandbox/seed/{path.as_posix()}"] = source.read_bytes()
    return sources


def _json(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False).encode()
