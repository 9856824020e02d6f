"""The sandboxes' own certification authority: one certificate that machines trust, one leaf per server.

All is made once per installation, in the cache folder, and baked into the images. The authority's private
key is forgotten as soon as it has signed the leaves: nothing can be signed with it afterwards.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from checker.sandbox import accounts
from checker.sandbox.lock import held
from checker.sandbox.places import cache_folder

# Fixed dates, well around any clock: a machine whose clock is wrong must not see an expired authority.
NOT_BEFORE = datetime(2024, 1, 1, tzinfo=UTC)
NOT_AFTER = datetime(2049, 12, 31, tzinfo=UTC)
LEAVES = {
    "hub": accounts.HUB_NAMES,
    "hub-api": accounts.API_NAMES,
    "acme": accounts.ACME_NAMES,
}
"""Server (the role of its container) to the host names that its certificate is good for."""
CA_FILE = "ca.crt"


def ca_pem() -> str:
    """The authority's certificate, PEM."""
    return (folder() / CA_FILE).read_text(encoding="ascii")


def folder() -> Path:
    """Where the authority's certificate and the leaves are; made at the first call.

    Its name depends on the names that are certified: with a new name, everything is made anew.
    """
    home = cache_folder() / f"authority-{_spec_hash()}"
    if not home.is_dir():
        # Two first starts at once must end with one authority.
        with held(home.with_suffix(".lock")):
            if not home.is_dir():
                _make(home)
    return home


@cache
def _spec_hash() -> str:
    spec = json.dumps([LEAVES, NOT_BEFORE.isoformat(), NOT_AFTER.isoformat()], sort_keys=True)
    return hashlib.sha256(spec.encode()).hexdigest()[:12]


def _make(home: Path) -> None:
    """Create the folder, complete or not at all."""
    from checker.sandbox.issuing import issue  # once per installation, and its library is slow to import

    root, leaves = issue(LEAVES, NOT_BEFORE, NOT_AFTER)
    draft = Path(tempfile.mkdtemp(prefix=".authority-", dir=home.parent))
    try:
        _write(draft / CA_FILE, root, 0o644)
        for server, leaf in leaves.items():
            _write(draft / f"{server}.crt", leaf.certificate, 0o644)
            _write(draft / f"{server}.key", leaf.key, 0o600)
        draft.rename(home)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _write(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
