"""Signed tokens (JWT, ES256): those that the registry asks for, and those of the Hub's own API."""

import base64
import json
import secrets
import ssl
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

ISSUER = "auth.docker.io"
REGISTRY = "registry.docker.io"
HUB = "hub.docker.com"
HUB_LIMITED = "hub.docker.com/repo"
"""Of who logged in with a token that may push and pull, and manage nothing."""
LIFETIME_S = 300
HUB_LIFETIME_S = 24 * 3600
_HALF = 32
# A registry refuses a token that is not valid yet; its clock is ours, but rounded otherwise.
_LEEWAY_S = 10


class Signer:
    """Makes tokens, and reads its own back."""

    def __init__(self, certificate: str, key: str) -> None:
        # Without cryptography's x509: loading it would take longer than all the rest of the start.
        with open(certificate, encoding="ascii") as file:
            der = ssl.PEM_cert_to_DER_cert(file.read())
        with open(key, "rb") as file:
            self._key = serialization.load_pem_private_key(file.read(), None)
        header = {"typ": "JWT", "alg": "ES256", "x5c": [base64.b64encode(der).decode()]}
        self._header = _encode(json.dumps(header).encode())

    def sign(
        self, audience: str, subject: str, access: list[dict] | None = None, lifetime_s: int = LIFETIME_S
    ) -> str:
        """A token that says to `audience` who its bearer is and what they may do."""
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": audience,
            "sub": subject,
            "iat": now,
            "nbf": now - _LEEWAY_S,
            "exp": now + lifetime_s,
            "jti": secrets.token_hex(8),
            "access": access or [],
        }
        text = f"{self._header}.{_encode(json.dumps(claims).encode())}"
        r, s = decode_dss_signature(self._key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{text}.{_encode(r.to_bytes(_HALF, 'big') + s.to_bytes(_HALF, 'big'))}"

    def read(self, audience: str, token: str) -> str | None:
        """Whose token this is; None when it is not ours, not for this audience or too old."""
        try:
            text, _, signature = token.rpartition(".")
            raw = _decode(signature)
            r, s = int.from_bytes(raw[:_HALF], "big"), int.from_bytes(raw[_HALF:], "big")
            public = self._key.public_key()
            public.verify(encode_dss_signature(r, s), text.encode(), ec.ECDSA(hashes.SHA256()))
            claims = json.loads(_decode(text.split(".")[1]))
        except (InvalidSignature, ValueError, IndexError):
            return None
        if claims["aud"] != audience or claims["exp"] < time.time():
            return None
        return claims["sub"]


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
