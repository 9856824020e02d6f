from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from checker.grading.certificate import FileCause, read_certificate
from checker.grading.testing import FakeMachine
from checker.grading.tls import CERTS_D, SYSTEM_STORE, Cause, Tls
from checker.grading.trouble import Unreachable

HOST = "registre.atelier.test"
NAMES = {HOST: ["10.213.0.4"]}
NOW = datetime.now(UTC)


def new_key():
    return ec.generate_private_key(ec.SECP256R1())


def certificate(cn, *, key, names=None, issuer=None, issuer_key=None, start=-1, end=365, ca=False):
    """A certificate; self-signed unless issuer and issuer_key are given. names=None: no SAN."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, cn)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + timedelta(days=start))
        .not_valid_after(NOW + timedelta(days=end))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    if names is not None:
        builder = builder.add_extension(
            x509.SubjectAlternativeName([x509.DNSName(n) for n in names]), critical=False
        )
    return builder.sign(issuer_key or key, hashes.SHA256())


def pem(cert):
    return cert.public_bytes(serialization.Encoding.PEM)


def der(cert):
    return cert.public_bytes(serialization.Encoding.DER)


def key_pem(key):
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


KEY, CA_KEY = new_key(), new_key()
AUTHORITY = certificate("AC", key=CA_KEY, ca=True)
SIGNED = certificate(HOST, key=KEY, names=[HOST], issuer=AUTHORITY, issuer_key=CA_KEY)


def shake(cert, *, trusted=None, host=HOST, port=443, chain=()):
    files = {SYSTEM_STORE: b""}
    if trusted is not None:
        files[f"{CERTS_D}/{host}" + ("" if port == 443 else f":{port}") + "/ca.crt"] = pem(trusted)
    machine = FakeMachine(names=NAMES, files=files, tls={f"{host}:{port}": [der(cert), *map(der, chain)]})
    return Tls(machine)(host, port)


SELF = certificate(HOST, key=KEY, names=[HOST], ca=True)


@pytest.mark.parametrize(
    ("cert", "cause", "words"),
    [
        pytest.param(certificate(HOST, key=KEY, ca=True), Cause.NO_SAN, "subjectAltName", id="no SAN"),
        pytest.param(
            certificate(HOST, key=KEY, names=["autre.example"], ca=True),
            Cause.WRONG_NAME,
            "autre.example",
            id="other name",
        ),
        pytest.param(
            certificate(HOST, key=KEY, names=[HOST], start=-9, end=-1, ca=True),
            Cause.EXPIRED,
            "expiré",
            id="expired",
        ),
        pytest.param(
            certificate(HOST, key=KEY, names=[HOST], start=2, ca=True),
            Cause.NOT_YET_VALID,
            "à partir",
            id="not yet valid",
        ),
        pytest.param(SELF, Cause.NONE, "accepté", id="self-signed and trusted"),
        pytest.param(
            certificate("x", key=KEY, names=["*.atelier.test"], ca=True), Cause.NONE, "accepté", id="wildcard"
        ),
        pytest.param(
            certificate("x", key=KEY, names=["*.test"], ca=True),
            Cause.WRONG_NAME,
            "test",
            id="wildcard too wide",
        ),
    ],
)
def test_handshake_is_judged_as_docker_does(cert, cause, words):
    found = shake(cert, trusted=cert)
    assert found.cause is cause
    assert words in found.sentence


def test_an_authority_that_the_engine_does_not_know():
    assert shake(SELF).cause is Cause.UNKNOWN_CA
    assert shake(SIGNED, trusted=SELF).cause is Cause.UNKNOWN_CA


def test_a_certificate_signed_by_a_trusted_authority():
    assert shake(SIGNED, trusted=AUTHORITY).is_trusted


def test_a_chain_through_an_intermediate():
    middle_key = new_key()
    middle = certificate("Milieu", key=middle_key, issuer=AUTHORITY, issuer_key=CA_KEY, ca=True)
    leaf = certificate(HOST, key=KEY, names=[HOST], issuer=middle, issuer_key=middle_key)
    assert shake(leaf, trusted=AUTHORITY, chain=[middle]).is_trusted
    assert shake(leaf, trusted=AUTHORITY).cause is Cause.UNKNOWN_CA


def test_an_authority_of_the_same_name_with_another_key_is_unknown():
    impostor = certificate("AC", key=new_key(), ca=True)
    assert shake(SIGNED, trusted=impostor).cause is Cause.UNKNOWN_CA


def test_certs_d_folder_bears_the_port_unless_443():
    assert shake(SELF, trusted=SELF, port=5000).is_trusted
    machine = FakeMachine(
        names=NAMES,
        files={f"{CERTS_D}/{HOST}:443/ca.crt": pem(SELF), SYSTEM_STORE: b""},
        tls={f"{HOST}:443": [der(SELF)]},
    )
    assert Tls(machine)(HOST).cause is Cause.UNKNOWN_CA


def test_only_crt_files_of_certs_d_count():
    machine = FakeMachine(
        names=NAMES,
        files={f"{CERTS_D}/{HOST}/ca.pem": pem(SELF), SYSTEM_STORE: b""},
        tls={f"{HOST}:443": [der(SELF)]},
    )
    assert Tls(machine)(HOST).cause is Cause.UNKNOWN_CA


def test_the_system_store_counts():
    machine = FakeMachine(
        names=NAMES, files={SYSTEM_STORE: pem(AUTHORITY) + pem(SELF)}, tls={f"{HOST}:443": [der(SIGNED)]}
    )
    assert Tls(machine)(HOST).is_trusted


@pytest.mark.parametrize("code", ["refused", "tls", "dns", "eof"])
def test_no_handshake_is_a_value(code):
    assert Tls(FakeMachine(names=NAMES, tls={f"{HOST}:443": code}))(HOST) == Unreachable(f"{HOST}:443", code)


def test_loopback_name_is_told():
    tls = Tls(FakeMachine(names={"a.test": ["127.0.0.1"], "b.test": ["10.213.0.4"]}))
    assert (tls.is_loopback("a.test"), tls.is_loopback("b.test"), tls.is_loopback("c.test")) == (
        True,
        False,
        False,
    )


def test_key_of_another_certificate_does_not_match():
    found = read_certificate(pem(SELF))
    assert found.matches_key(key_pem(KEY))
    assert not found.matches_key(key_pem(CA_KEY))
    assert not found.matches_key(b"garbage")
    assert found.is_self_signed
    assert not read_certificate(pem(SIGNED)).is_self_signed


def request_pem():
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    return (
        x509.CertificateSigningRequestBuilder()
        .subject_name(name)
        .sign(KEY, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        pytest.param(request_pem(), FileCause.CSR, id="forgot -x509"),
        pytest.param(key_pem(KEY), FileCause.PRIVATE_KEY, id="key instead of certificate"),
        pytest.param(b" \n", FileCause.EMPTY, id="empty"),
        pytest.param(b"hello", FileCause.GARBAGE, id="text"),
        pytest.param(
            b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", FileCause.GARBAGE, id="broken"
        ),
    ],
)
def test_a_file_that_is_no_certificate_says_what_it_is(content, cause):
    found = read_certificate(content)
    assert found.cause is cause
    assert found.sentence


def test_name_that_the_learners_world_does_not_know():
    assert Tls(FakeMachine())(HOST) == Unreachable(f"{HOST}:443", "dns")
