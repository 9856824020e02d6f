"""TLS as the learner's Docker engine would judge it: no fallback to the common name, its own trust store."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from checker.grading.certificate import (
    BadCertificate,
    Certificate,
    read_certificate,
    read_certificates,
    read_der,
)
from checker.grading.files import Files
from checker.grading.probing import Probing, addresses_of, route_to
from checker.grading.trouble import Malformed, Unreachable
from checker.messages import grading as say

CERTS_D = "/etc/docker/certs.d"
SYSTEM_STORE = "/etc/ssl/certs/ca-certificates.crt"


class Cause(StrEnum):
    """Why Docker would refuse a handshake, in the order in which Go looks."""

    NONE = "none"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    NO_SAN = "no-san"
    WRONG_NAME = "wrong-name"
    UNKNOWN_CA = "unknown-ca"


@dataclass(frozen=True)
class Handshake:
    """A TLS server's answer, judged."""

    host: str
    port: int
    chain: tuple[Certificate, ...]
    """As presented, the server's own certificate first."""
    cause: Cause
    moment: datetime
    """When it was judged."""

    @property
    def certificate(self) -> Certificate:
        """The server's own."""
        return self.chain[0]

    @property
    def is_trusted(self) -> bool:
        """True when the learner's engine accepts it."""
        return self.cause is Cause.NONE

    @property
    def sentence(self) -> str:
        """The fact, in French."""
        leaf = self.certificate
        names = [*leaf.dns_names, *leaf.ip_addresses] or [leaf.common_name or leaf.subject]
        return {
            Cause.NONE: say.TLS_OK,
            Cause.EXPIRED: say.tls_expired(leaf.not_after),
            Cause.NOT_YET_VALID: say.tls_not_yet_valid(leaf.not_before),
            Cause.NO_SAN: say.TLS_NO_SAN,
            Cause.WRONG_NAME: say.tls_wrong_name(names, self.host),
            Cause.UNKNOWN_CA: say.TLS_UNKNOWN_CA,
        }[self.cause]


class Tls:
    """Callable: `tls("registre.atelier.test", 443)`."""

    def __init__(self, machine: Probing) -> None:
        self._machine = machine
        self._files = Files(machine)

    def __call__(
        self, host: str, port: int = 443, *, ca_pem: bytes | None = None
    ) -> Handshake | Unreachable | Malformed:
        """Shake hands and judge.

        Args:
            host: the name as written in the image reference.
            port: where the server listens.
            ca_pem: authorities to trust; by default those that the learner's engine trusts.

        Returns:
            A handshake; Unreachable with code `tls` when the server speaks no TLS (plain HTTP).
        """
        where = f"{host}:{port}"
        address = route_to(self._machine, host)
        if address is None:
            return Unreachable(where, "dns")
        answer = self._machine.probe("tls", host=address, port=port, server_name=host)
        if "unreachable" in answer:
            return Unreachable(where, answer["unreachable"], answer.get("detail", ""))
        chain = tuple(filter(None, (read_der(base64.b64decode(der)) for der in answer["chain_der_b64"])))
        if not chain:
            return Malformed(where, say.TLS_GARBAGE)
        moment = datetime.now(UTC)
        trusted = self.folder_authorities(host, port) if ca_pem is None else ca_pem
        cause = judge(chain, host, read_certificates(trusted), moment)
        if cause is Cause.UNKNOWN_CA and ca_pem is None:
            # The system store is long to read: only when the folder did not settle it.
            cause = judge(chain, host, read_certificates(self._files(SYSTEM_STORE).content), moment)
        return Handshake(host, port, chain, cause, moment)

    def folder_authorities(self, host: str, port: int = 443) -> bytes:
        """The authorities in certs.d for this host, PEM; the engine adds the system's to them.

        The folder is named as in image references: without the port when that is 443.
        """
        folder = f"{CERTS_D}/{host}" + ("" if port == 443 else f":{port}")
        names = [name for name in self._files.list(folder) if name.endswith(".crt")]
        return b"\n".join(self._files(f"{folder}/{name}").content for name in names)

    def addresses(self, host: str) -> tuple[str, ...]:
        """What a name resolves to in the learner's world, its /etc/hosts included."""
        return addresses_of(self._machine, host)

    def is_loopback(self, host: str) -> bool:
        """True when the name leads to 127.0.0.0/8: Docker then asks for no valid certificate."""
        return any(a.startswith("127.") or a == "::1" for a in self.addresses(host))

    @staticmethod
    def certificate(pem: bytes) -> Certificate | BadCertificate:
        """The first certificate of a file's content, or what the file holds instead."""
        return read_certificate(pem)


def judge(
    chain: tuple[Certificate, ...], host: str, trusted: tuple[Certificate, ...], moment: datetime
) -> Cause:
    """The first reason that Go's verification would give, NONE when it would accept."""
    leaf = chain[0]
    if moment > leaf.not_after:
        return Cause.EXPIRED
    if moment < leaf.not_before:
        return Cause.NOT_YET_VALID
    if not leaf.covers(host):
        return Cause.WRONG_NAME if leaf.has_san else Cause.NO_SAN
    return Cause.NONE if _leads_to(chain, trusted, moment) else Cause.UNKNOWN_CA


def _leads_to(chain: tuple[Certificate, ...], trusted: tuple[Certificate, ...], moment: datetime) -> bool:
    """True when a path of valid signatures goes from the leaf to a trusted authority."""
    anchors = {c.fingerprint for c in trusted}
    current, remaining = chain[0], list(chain[1:])
    while True:
        if current.fingerprint in anchors:
            return True
        if any(current.is_issued_by(a) and a.not_before <= moment <= a.not_after for a in trusted):
            return True
        parent = next((c for c in remaining if current.is_issued_by(c) and moment <= c.not_after), None)
        if parent is None:
            return False
        remaining.remove(parent)
        current = parent
