import io
import json
import tarfile

import pytest

from checker.cli.main import main
from checker.errors import SandboxError
from checker.sandbox import archive, authority, images, recipes
from checker.sandbox.progress import silent


@pytest.fixture
def exported(small_course, apart_client, archive_bytes, tmp_path):
    """An archive that another installation has made of this same course."""
    path = tmp_path / "images.tar"
    path.write_bytes(archive_bytes)
    return path


def rewrite(path, change):
    """Write an archive again with its members changed by `change(name, content)`."""
    buffer = io.BytesIO()
    with tarfile.open(path) as source, tarfile.open(fileobj=buffer, mode="w") as target:
        for member in source:
            content = change(member.name, source.extractfile(member).read())
            entry = tarfile.TarInfo(member.name)
            entry.size = len(content)
            target.addfile(entry, io.BytesIO(content))
    path.write_bytes(buffer.getvalue())


def change_manifest(path, **fields):
    rewrite(
        path,
        lambda name, content: (
            json.dumps({**json.loads(content), **fields}).encode() if name == archive.MANIFEST else content
        ),
    )


def authority_files():
    return {path.name: path.read_bytes() for path in authority.folder().iterdir()}


def test_another_installation_takes_the_images_and_the_authority_that_they_trust(exported, apart_client):
    before = authority_files()
    loaded = archive.load(exported, apart_client, silent)
    assert loaded == recipes.tags()
    assert images.missing(apart_client) == []
    assert authority_files().keys() == before.keys()
    assert authority_files() != before
    assert all(path.stat().st_mode & 0o077 == 0 for path in authority.folder().glob("*.key"))
    folders = [path.name for path in authority.folder().parent.iterdir() if path.is_dir()]
    assert folders == [authority.folder().name]


def test_an_archive_may_be_imported_twice(exported, apart_client):
    archive.load(exported, apart_client, silent)
    after = authority_files()
    archive.load(exported, apart_client, silent)
    assert authority_files() == after


def truncate(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip_a_byte_of_the_images(path):
    rewrite(
        path, lambda name, content: content[:-9] + b"X" + content[-8:] if name == archive.IMAGES else content
    )


def forget_the_images(path):
    with tarfile.open(path) as source:
        first = source.next()
        manifest = source.extractfile(first).read()
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as target:
        entry = tarfile.TarInfo(archive.MANIFEST)
        entry.size = len(manifest)
        target.addfile(entry, io.BytesIO(manifest))
    path.write_bytes(buffer.getvalue())


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(truncate, "abîmée ou incomplète", id="truncated"),
        pytest.param(flip_a_byte_of_the_images, "abîmée ou incomplète", id="flipped byte"),
        pytest.param(forget_the_images, "abîmée ou incomplète", id="no images"),
        pytest.param(lambda path: path.write_bytes(b""), "n'est pas une archive", id="empty"),
        pytest.param(lambda path: path.write_text("bonjour" * 999), "n'est pas une archive", id="text"),
        pytest.param(lambda path: path.unlink(), "n'existe pas", id="absent"),
        pytest.param(
            lambda path: change_manifest(path, edition="0" * 12), "autre version du cours", id="edition"
        ),
        pytest.param(lambda path: change_manifest(path, architecture="s390x"), "s390x", id="architecture"),
        pytest.param(lambda path: change_manifest(path, format=99), "abîmée ou incomplète", id="format"),
    ],
)
def test_a_bad_archive_is_refused_in_french_and_nothing_is_loaded(spoil, said, exported, apart_client):
    before = authority_files()
    spoil(exported)
    with pytest.raises(SandboxError, match=said) as refused:
        archive.load(exported, apart_client, silent)
    assert refused.value.do
    assert images.missing(apart_client) == ["petite", "fille"]
    assert authority_files() == before


def test_an_archive_cannot_write_outside_the_authority(exported, apart_client, tmp_path):
    rewrite(exported, lambda name, content: content)
    with tarfile.open(exported, "a") as target:
        for name in ("authority/../../evil", "authority/sub/evil"):
            entry = tarfile.TarInfo(name)
            entry.size = 4
            target.addfile(entry, io.BytesIO(b"evil"))
    archive.load(exported, apart_client, silent)
    assert list(tmp_path.rglob("evil")) == []


def test_an_export_that_fails_leaves_nothing(small_course, apart_client, tmp_path):
    images.ensure_images(client=apart_client)
    (tmp_path / "folder").mkdir()
    with pytest.raises(SandboxError, match="n'a pas pu être écrite"):
        archive.export(tmp_path / "absent" / "images.tar", apart_client, silent)
    apart_client.images.remove(recipes.tag("fille"))
    with pytest.raises(SandboxError, match="n'est pas sur ce moteur"):
        archive.export(tmp_path / "folder" / "images.tar", apart_client, silent)
    assert list((tmp_path / "folder").iterdir()) == []


def test_the_command_line_exports_lists_and_imports(small_course, apart_client, tmp_path, capsys):
    images.ensure_images(client=apart_client)
    path = tmp_path / "images.tar"
    assert main(["images", "export", str(path)]) == 0
    assert "checker images import images.tar" in capsys.readouterr().out
    for tag in recipes.tags().values():
        apart_client.images.remove(tag)
    assert main(["images", "import", str(path)]) == 0
    assert capsys.readouterr().out == "2 images chargées.\n"
    assert main(["images"]) == 0
    listed = capsys.readouterr().out
    assert all(tag in listed for tag in recipes.tags().values())
    assert "construite ici" in listed
    assert main(["images", "prune"]) == 0
    assert capsys.readouterr().out == "Aucune ancienne image à supprimer.\n"
