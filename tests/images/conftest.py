import shutil
import tempfile
from pathlib import Path

import pytest

from checker.sandbox import archive, build_context, daemon, engine, images, recipes
from checker.sandbox.progress import silent
from checker.sandbox.recipes import Recipe


@pytest.fixture(scope="session")
def apart():
    """A folder with a second engine that runs in it; its path is short, as a socket's must be."""
    folder = Path(tempfile.mkdtemp(prefix="registres-apart-", dir="/tmp"))
    try:
        engine.ensure_apart(folder, silent)
        yield folder
    finally:
        daemon.stop(folder)
        shutil.rmtree(folder)


@pytest.fixture
def apart_client(apart, monkeypatch):
    """A client of the second engine, which is also what `connect` finds during the test."""
    monkeypatch.setenv("DOCKER_HOST", address_of(apart))
    client = engine.connect()
    yield client
    empty(client)
    client.close()


@pytest.fixture
def small_course(tmp_path, monkeypatch):
    """Two images that need neither a network nor a package: `petite`, and `fille` made from it."""
    return offer_small_course(tmp_path, monkeypatch)


@pytest.fixture(scope="session")
def archive_bytes(apart, tmp_path_factory):
    """An archive of the small course, made by another installation than the tests'."""
    folder = tmp_path_factory.mktemp("export")
    with pytest.MonkeyPatch.context() as patch:
        offer_small_course(folder, patch)
        patch.setenv("DOCKER_HOST", address_of(apart))
        client = engine.connect()
        images.ensure_images(client=client)
        archive.export(folder / "images.tar", client, silent)
        empty(client)
        client.close()
    return (folder / "images.tar").read_bytes()


def address_of(apart):
    return f"unix://{apart}/docker.sock"


def empty(client):
    """Remove all the images of the second engine."""
    client.images.prune({"dangling": False})  # in its own order: a parent cannot go before its children


def offer_small_course(folder, patch):
    patch.setenv("REGISTRES_CACHE", str(folder / "cache"))
    contexts = folder / "context"
    for name, dockerfile in {
        "petite": "FROM scratch\nCOPY fichier /fichier\n",
        "fille": "ARG BASE\nFROM ${BASE}\nCOPY fichier /autre\n",
    }.items():
        (contexts / name).mkdir(parents=True)
        (contexts / name / "Dockerfile").write_text(dockerfile)
        (contexts / name / "fichier").write_text(name)
    patch.setattr(build_context, "CONTEXTS", contexts)
    made = {"petite": Recipe("petite"), "fille": Recipe("fille", {"BASE": "petite"})}
    patch.setattr(recipes, "RECIPES", made)
    return contexts
