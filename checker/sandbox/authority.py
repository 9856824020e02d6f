"""The sandboxes' own certification authority: one certificate that machines trust, one leaf per server.

All is made once per installation, in the cache folder, and baked into the images. The authority's private
key is forgotten as soon as it has signed the leaves: nothing can be signed with it afterwards.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from checker.sandbox import accounts
from checker.sandbox.places import cache_folder

AUTHORITY_NAME = "Autorité de certification d'entraînement"
ORGANIZATION = "Registres Docker, le cours"
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
        with _lock(home.with_suffix(".lock")):
            if not home.is_dir():
                _make(home)
    return home


@cache
def _spec_hash() -> str:
    spec = json.dumps([LEAVES, NOT_BEFORE.isoformat(), NOT_AFTER.isoformat()], sort_keys=True)
    return hashlib.sha256(spec.encode()).hexdigest()[:12]


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold a lock between processes: two first starts at once must end with one authority."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _make(home: Path) -> None:
    """Create the folder, complete or not at all."""
    draft = Path(tempfile.mkdtemp(prefix=".authority-", dir=home.parent))
    try:
        key = ec.generate_private_key(ec.SECP256R1())
        authority = _certificate(AUTHORITY_NAME, key.public_key(), issuer_key=key, issuer=None, names=())
        _write(draft / CA_FILE, authority.public_bytes(serialization.Encoding.PEM), 0o644)
        for server, names in LEAVES.items():
            leaf_key = ec.generate_private_key(ec.SECP256R1())
            leaf = _certificate(
                names[0], leaf_key.public_key(), issuer_key=key, issuer=authority.subject, names=names
            )
            _write(draft / f"{server}.crt", leaf.public_bytes(serialization.Encoding.PEM), 0o644)
            _write(draft / f"{server}.key", _key_pem(leaf_key), 0o600)
        draft.rename(home)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _certificate(
    common_name: str,
    public_key: ec.EllipticCurvePublicKey,
    *,
    issuer_key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name | None,
    names: tuple[str, ...],
) -> x509.Certificate:
    """A certificate signed with `issuer_key`: an authority when it has no `issuer`, else a server's leaf."""
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANIZATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )
    is_authority = issuer is None
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOT_BEFORE)
        .not_valid_after(NOT_AFTER)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_key_usage(is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
    )
    if not is_authority:
        builder = builder.add_extension(
            x509.SubjectAlternativeName([x509.DNSName(n) for n in names]), critical=False
        ).add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _key_usage(is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
