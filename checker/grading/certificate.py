"""Certificates as frozen data, and what a certificate file really holds."""

from __future__ import annotations

import contextlib
import ipaddress
import re
import warnings
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.oid import NameOID

from checker.messages import grading as say

_CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


class FileCause(StrEnum):
    """Why a file is no certificate."""

    EMPTY = "empty"
    CSR = "csr"
    PRIVATE_KEY = "private-key"
    GARBAGE = "garbage"


@dataclass(frozen=True)
class BadCertificate:
    """A file that should hold a certificate and does not; false."""

    cause: FileCause

    @property
    def sentence(self) -> str:
        """The fact, in French."""
        return {
            FileCause.EMPTY: say.TLS_EMPTY,
            FileCause.CSR: say.TLS_CSR,
            FileCause.PRIVATE_KEY: say.TLS_KEY_AS_CERTIFICATE,
            FileCause.GARBAGE: say.TLS_GARBAGE,
        }[self.cause]

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True)
class Certificate:
    """One X.509 certificate."""

    subject: str
    common_name: str
    issuer: str
    dns_names: tuple[str, ...]
    """DNS entries of subjectAltName, the only names that Docker reads."""
    ip_addresses: tuple[str, ...]
    has_san: bool
    not_before: datetime
    not_after: datetime
    serial: int
    fingerprint: str
    """sha256 of the DER form, hexadecimal."""
    public_key: bytes = field(repr=False)
    """SubjectPublicKeyInfo, DER: equal for a certificate and its key."""
    _parsed: x509.Certificate = field(repr=False, compare=False)

    @property
    def is_self_signed(self) -> bool:
        """True when it is its own authority."""
        return self.is_issued_by(self)

    def is_issued_by(self, authority: Certificate) -> bool:
        """True when the authority's key really signed it."""
        try:
            self._parsed.verify_directly_issued_by(authority._parsed)
        except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
            return False
        return True

    def covers(self, host: str) -> bool:
        """True when subjectAltName holds this name or address; CN does not count."""
        try:
            address = str(ipaddress.ip_address(host))
        except ValueError:
            return any(_matches(pattern.lower(), host.lower().rstrip(".")) for pattern in self.dns_names)
        return address in self.ip_addresses

    def matches_key(self, key_pem: bytes) -> bool:
        """True when this private key (PEM, without passphrase) belongs to the certificate."""
        try:
            key = serialization.load_pem_private_key(key_pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            return False
        return _public_bytes(key.public_key()) == self.public_key


def read_certificate(pem: bytes) -> Certificate | BadCertificate:
    """The first certificate of a PEM file."""
    found = read_certificates(pem)
    if found:
        return found[0]
    if not pem.strip():
        return BadCertificate(FileCause.EMPTY)
    if b"CERTIFICATE REQUEST-----" in pem:
        return BadCertificate(FileCause.CSR)
    if b"PRIVATE KEY-----" in pem:
        return BadCertificate(FileCause.PRIVATE_KEY)
    return BadCertificate(FileCause.GARBAGE)


def read_certificates(pem: bytes) -> tuple[Certificate, ...]:
    """All the certificates of a PEM file; what cannot be read is left out."""
    found = []
    with warnings.catch_warnings():
        # System stores hold old authorities that the library finds fault with; they are not ours to judge.
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        for block in _CERTIFICATE.findall(pem):
            with contextlib.suppress(ValueError):
                found.append(_describe(x509.load_pem_x509_certificate(block)))
    return tuple(found)


def read_der(der: bytes) -> Certificate | None:
    """A certificate as a server presents it."""
    try:
        return _describe(x509.load_der_x509_certificate(der))
    except ValueError:
        return None


def _describe(parsed: x509.Certificate) -> Certificate:
    names = parsed.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    try:
        san = parsed.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        san = None
    return Certificate(
        subject=parsed.subject.rfc4514_string(),
        common_name=str(names[0].value) if names else "",
        issuer=parsed.issuer.rfc4514_string(),
        dns_names=tuple(san.get_values_for_type(x509.DNSName)) if san else (),
        ip_addresses=tuple(map(str, san.get_values_for_type(x509.IPAddress))) if san else (),
        has_san=san is not None,
        not_before=parsed.not_valid_before_utc,
        not_after=parsed.not_valid_after_utc,
        serial=parsed.serial_number,
        fingerprint=parsed.fingerprint(hashes.SHA256()).hex(),
        public_key=_public_bytes(parsed.public_key()),
        _parsed=parsed,
    )


def _public_bytes(key: object) -> bytes:
    encoded: bytes = key.public_bytes(  # type: ignore[attr-defined]
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return encoded


def _matches(pattern: str, host: str) -> bool:
    """Go's rule: a `*` stands for exactly one first label."""
    if not pattern.startswith("*."):
        return pattern.rstrip(".") == host
    return host.partition(".")[2] == pattern[2:] and not host.startswith(".")
