"""The certificates of the sandboxes' own authority, made all at once: its key signs nothing afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_NAME = "Autorité de certification d'entraînement"
ORGANIZATION = "Registres Docker, le cours"


@dataclass(frozen=True)
class Leaf:
    """What a server shows, and its proof; both PEM."""

    certificate: bytes
    key: bytes


def issue(
    servers: Mapping[str, tuple[str, ...]], not_before: datetime, not_after: datetime
) -> tuple[bytes, dict[str, Leaf]]:
    """Make an authority and a leaf for each server; the authority's private key is forgotten.

    Args:
        servers: name of each to the host names that its certificate is good for.
        not_before: from when on all of them are valid.
        not_after: until when.

    Returns:
        The authority's certificate, PEM, and the leaf of each server.
    """
    validity = (not_before, not_after)
    key = ec.generate_private_key(ec.SECP256R1())
    authority = _certificate(
        AUTHORITY_NAME, key.public_key(), issuer_key=key, issuer=None, names=(), validity=validity
    )
    leaves = {}
    for server, names in servers.items():
        leaf_key = ec.generate_private_key(ec.SECP256R1())
        leaf = _certificate(
            names[0],
            leaf_key.public_key(),
            issuer_key=key,
            issuer=authority.subject,
            names=names,
            validity=validity,
        )
        leaves[server] = Leaf(leaf.public_bytes(serialization.Encoding.PEM), _key_pem(leaf_key))
    return authority.public_bytes(serialization.Encoding.PEM), leaves


def _certificate(
    common_name: str,
    public_key: ec.EllipticCurvePublicKey,
    *,
    issuer_key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name | None,
    names: tuple[str, ...],
    validity: tuple[datetime, datetime],
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
        .not_valid_before(validity[0])
        .not_valid_after(validity[1])
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
