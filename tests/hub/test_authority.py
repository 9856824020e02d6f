"""The training authority: made once, whole, and good for the Hub's names only."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from checker.sandbox import authority
from checker.sandbox.accounts import ACME_NAMES, API_NAMES, HUB_NAMES
from checker.sandbox.build_inputs import generated_files


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("REGISTRES_CACHE", str(tmp_path))
    return tmp_path


def test_it_is_made_once_even_by_several_at_once(cache):
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: authority.ca_pem(), range(8)))
    assert len(found) == 1
    assert [p.name for p in cache.iterdir() if p.is_dir()] == [authority.folder().name]


def test_leaves_are_signed_by_it_for_their_names(cache):
    ca = x509.load_pem_x509_certificate(authority.ca_pem().encode())
    assert ca.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    files = generated_files("hub") | generated_files("acme")
    for server, names in (("hub", HUB_NAMES), ("hub-api", API_NAMES), ("acme", ACME_NAMES)):
        leaf = x509.load_pem_x509_certificate(files[f"{server}.crt"])
        key = serialization.load_pem_private_key(files[f"{server}.key"], None)
        leaf.verify_directly_issued_by(ca)
        alternative = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        assert tuple(alternative.get_values_for_type(x509.DNSName)) == names
        assert leaf.public_key() == key.public_key()
        assert leaf.not_valid_after_utc > datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=3650)


def test_the_authoritys_own_key_is_kept_nowhere(cache):
    keys = sorted(p.name for p in authority.folder().iterdir() if p.suffix == ".key")
    assert keys == ["acme.key", "hub-api.key", "hub.key"]
    assert all((authority.folder() / name).stat().st_mode & 0o077 == 0 for name in keys)


def test_only_the_images_that_need_generated_files_get_some(cache):
    assert set(generated_files("machine")) == {"ca.crt"}
    assert generated_files("base") == {}
    assert "build/checker/sandbox/seed/rootfs/nginx/usr/sbin/nginx" in generated_files("hub")
