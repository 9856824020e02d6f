"""How Docker would reach a registry: over HTTPS or not, trusting it or not, logged in or not."""

from __future__ import annotations

import base64
import ipaddress
import re
from dataclasses import dataclass
from typing import Any

from checker.explorer.source import MachineSource
from checker.grading.engine import Engine
from checker.grading.files import Files
from checker.grading.logins import Logins
from checker.grading.probing import Probing, addresses_of, route_to
from checker.grading.registry import Reply
from checker.grading.tls import Handshake, Tls
from checker.grading.trouble import Malformed, Refused, Trouble, Unreachable
from checker.messages import explorer as say

TLS_WANTED = b"HTTPS server"
"""What a Go server that speaks TLS says to plain HTTP, with the status 400."""
_HOST = re.compile(r"[a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?")


@dataclass(frozen=True)
class Address:
    """Where a registry is, as the part of an image reference that names it."""

    text: str
    host: str
    port: int | None

    @classmethod
    def parse(cls, text: str) -> Address | None:
        """The address in what a learner typed; a scheme or a path are left out, since Docker takes none."""
        bare = text.partition("://")[2] or text
        bare = bare.partition("/")[0].strip().lower()
        host, colon, port = bare.rpartition(":")
        if not colon:
            host, port = bare, ""
        if not _HOST.fullmatch(host) or (
            colon and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536)
        ):
            return None
        return cls(bare, host, int(port) if port else None)


@dataclass(frozen=True)
class Closed:
    """No reading this registry, and what to do about it."""

    sentence: str
    advice: str = ""


class Access:
    """Opens registries the way the learner's engine would.

    Args:
        machine: what answers `probe`.
        schemes: what earlier visits found, address to scheme; completed by this one.
    """

    def __init__(self, machine: Probing, schemes: dict[str, str]) -> None:
        self._machine = machine
        self._schemes = schemes
        self._engine = Engine(machine)
        self._tls = Tls(machine)

    def open(self, address: Address) -> MachineSource | Closed:
        """A source to read from, or why Docker could not read there either.

        Raises:
            SandboxError: the learner's world does not stand.
            Failure: the learner's engine does not answer.
        """
        route = route_to(self._machine, address.host)
        if route is None:
            return Closed(Unreachable(address.text, "dns").sentence, say.CHECK_NAME)
        if not self._may_be_insecure(address, route):
            refusal = self._judge(address)
            if refusal is not None:
                return refusal
            return self._source(address, route, "https")
        return self._open_insecure(address, route)

    def forget(self, address: Address) -> bool:
        """Whether something was taken for granted about this registry: then it is worth opening it afresh."""
        return self._schemes.pop(address.text, None) is not None

    def explain(self, address: Address, trouble: Trouble) -> Closed:
        """What a trouble met while reading means for a learner."""
        if isinstance(trouble, Refused) and trouble.status == 401:
            if self.login(address):
                return Closed(say.login_refused(address.text), say.log_in_again(address.text))
            return Closed(trouble.sentence, say.log_in(address.text))
        if isinstance(trouble, Refused):
            return Closed(trouble.sentence, say.NO_RIGHT)
        if isinstance(trouble, Unreachable):
            return Closed(trouble.sentence, say.CHECK_RUNNING)
        return Closed(trouble.sentence, say.IS_IT_A_REGISTRY)

    def login(self, address: Address) -> str:
        """What `docker login` wrote down for this registry (base64 of name:password), empty when nothing."""
        kept = Logins(Files(self._machine))(address.text)
        if kept is None or not kept.user:
            return ""
        return base64.b64encode(f"{kept.user}:{kept.secret}".encode()).decode()

    def _open_insecure(self, address: Address, route: str) -> MachineSource | Closed:
        """Docker asks for no valid certificate there, and takes plain HTTP."""
        known = self._schemes.get(address.text)
        if known is not None:
            return self._source(address, route, known)
        trouble: Trouble | None = None  # a trouble is false: compared with None
        for scheme in ("http", "https"):
            source = self._source(address, route, scheme)
            (reply,) = source.get([("/v2/", {})])
            if isinstance(reply, Reply | Refused):
                self._schemes[address.text] = scheme
                return source
            trouble = reply if trouble is None else trouble
        return self.explain(address, Malformed(address.text, "") if trouble is None else trouble)

    def _source(self, address: Address, route: str, scheme: str) -> MachineSource:
        host = f"[{route}]" if ":" in route else route
        port = address.port or (443 if scheme == "https" else 80)
        encoded = self.login(address)
        return MachineSource(
            self._machine,
            address.text,
            f"{scheme}://{host}:{port}",
            host=address.text,
            authorization=f"Basic {encoded}" if encoded else "",
        )

    def _judge(self, address: Address) -> Closed | None:
        """Why Docker would hang up, None when it would not."""
        handshake = self._tls(address.host, address.port or 443)
        if isinstance(handshake, Handshake):
            refusal = Closed(say.untrusted(address.text, handshake.sentence), say.TRUST)
            return None if handshake.is_trusted else refusal
        if isinstance(handshake, Unreachable) and handshake.code == "tls":
            return Closed(say.plain_http(address.text), say.PLAIN_HTTP_DO)
        return self.explain(address, handshake)

    def _may_be_insecure(self, address: Address, route: str) -> bool:
        """Whether Docker would do without a certificate: loopback, or `insecure-registries`."""
        if address.host == "localhost":
            return True
        config: dict[str, Any] = self._engine.info.get("RegistryConfig") or {}
        entry = (config.get("IndexConfigs") or {}).get(address.text) or {}
        if entry.get("Secure") is False:
            return True
        ranges = ["127.0.0.0/8", "::1/128", *(config.get("InsecureRegistryCIDRs") or ())]
        found = [route, *addresses_of(self._machine, address.host)]
        return any(_within(one, str(range_)) for one in found for range_ in ranges)


def _within(address: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
