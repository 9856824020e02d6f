"""Who and what is in a sandbox: fixed host names, fixed places in its subnet, training accounts."""

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


def address(subnet: IPv4Network, role: str) -> str:
    """The fixed address of a role (`hub`, `hub-api`, `machine`, `acme`, `machine2`) in a sandbox's subnet."""
    return str(subnet[_PLACES[role]])


def host_names(subnet: IPv4Network) -> dict[str, str]:
    """Every name that the sandbox's name server knows, with its address."""
    return {name: address(subnet, role) for role, names in _NAMES.items() for name in names}
