"""Who and what is in a sandbox: fixed host names, fixed addresses, training accounts."""

from __future__ import annotations

from ipaddress import IPv4Network
from types import MappingProxyType

HUB_NAMES = ("registry-1.docker.io", "docker.io")
"""Names of the registry; engines before 28 look the bare `docker.io` up before any pull."""
API_NAMES = ("auth.docker.io", "index.docker.io", "hub.docker.com")
"""Names of the token service, of the search and of the Hub's own API."""
ACME_NAMES = ("acme-v02.api.letsencrypt.org", "acme-staging-v02.api.letsencrypt.org")
MACHINE_NAME = "registre.atelier.test"
"""The learner's machine; never a loopback address, for which Docker would skip TLS verification."""
MACHINE2_NAME = "machine2.atelier.test"

LEARNER = "apprenant"
LEARNER_PASSWORD = "apprenant-2026"
LEARNER_TOKEN = "dckr_pat_atelier"
COLLEAGUE = "collegue"
COLLEAGUE_PASSWORD = "collegue-2026"

ACCOUNTS = MappingProxyType({LEARNER: LEARNER_PASSWORD, COLLEAGUE: COLLEAGUE_PASSWORD})
"""User name to password, on the training Hub."""
TOKENS = MappingProxyType({LEARNER_TOKEN: LEARNER})
"""Personal access token to user name: a token stands for the password."""

SUBNET = IPv4Network("10.213.0.0/28")
"""The same in every sandbox: each has a network of its own, which no other and no host is in."""

_PLACES = MappingProxyType({"hub": 2, "hub-api": 3, "machine": 4, "acme": 5, "machine2": 6})
_NAMES = MappingProxyType(
    {
        "hub": HUB_NAMES,
        "hub-api": API_NAMES,
        "machine": (MACHINE_NAME,),
        "acme": ACME_NAMES,
        "machine2": (MACHINE2_NAME,),
    }
)


#: What a lab may ask for beside the machine and the hub.
EXTRA_ROLES = ("acme", "machine2")


def address(role: str) -> str:
    """The address of a role: `hub`, `hub-api`, `machine`, `acme` or `machine2`."""
    return str(SUBNET[_PLACES[role]])


def interface(role: str) -> str:
    """The address of a role with the length of its prefix: `10.213.0.4/28`."""
    return f"{address(role)}/{SUBNET.prefixlen}"


def host_names() -> dict[str, str]:
    """Every name that the sandbox's name server knows, with its address."""
    return {name: address(role) for role, names in _NAMES.items() for name in names}
