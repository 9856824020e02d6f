import io
import os
import tarfile

import pytest

from checker.errors import SandboxError
from checker.sandbox import build_context, recipes


def test_the_same_inputs_give_the_same_tags(small_course):
    assert recipes.tags() == recipes.tags()
    assert recipes.tags()["petite"] == recipes.tag("petite")
    assert recipes.tag("fille").startswith("registres/fille:")


def test_a_change_of_a_file_changes_the_image_and_those_made_from_it(small_course):
    before = recipes.tags()
    (small_course / "petite" / "fichier").write_text("autre chose")
    after = recipes.tags()
    assert before["petite"] != after["petite"]
    assert before["fille"] != after["fille"]


def test_a_change_of_a_child_leaves_its_parent(small_course):
    before = recipes.tags()
    (small_course / "fille" / "nouveau").write_text("")
    after = recipes.tags()
    assert before["petite"] == after["petite"]
    assert before["fille"] != after["fille"]


def test_the_keys_of_an_installation_count_in_its_tags_and_not_in_its_edition(small_course, monkeypatch):
    before, edition = recipes.tags(), recipes.edition()
    monkeypatch.setattr(recipes, "generated_files", lambda name: {"ca.crt": b"another authority"})
    assert before["petite"] != recipes.tag("petite")
    assert edition == recipes.edition()
    (small_course / "petite" / "fichier").write_text("autre chose")
    assert edition != recipes.edition()


def test_permissions_and_dates_of_a_clone_do_not_count(small_course):
    before = recipes.tags()
    path = small_course / "petite" / "fichier"
    path.chmod(0o600)
    os.utime(path, (0, 0))
    (small_course / "petite" / "__pycache__").mkdir()
    (small_course / "petite" / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert recipes.tags() == before


def test_a_program_is_executable_in_the_image_and_nothing_else_is(tmp_path):
    (tmp_path / "programme").write_text("#!/bin/sh\n")
    (tmp_path / "texte").write_text("bonjour\n")
    (tmp_path / "texte").chmod(0o777)
    with tarfile.open(fileobj=io.BytesIO(build_context.tar(build_context.folder_files(tmp_path)))) as archive:
        modes = {entry.name: entry.mode for entry in archive}
        owners = {(entry.uid, entry.gid, entry.mtime) for entry in archive}
    assert modes == {"programme": 0o755, "texte": 0o644}
    assert owners == {(0, 0, 0)}


def test_a_generated_file_takes_the_place_of_the_one_in_the_folder(tmp_path):
    (tmp_path / "ca.crt").write_text("placeholder")
    files = build_context.with_generated(
        build_context.folder_files(tmp_path), {"ca.crt": b"real", "a/b": b""}
    )
    assert [(file.path, file.content) for file in files] == [("a/b", b""), ("ca.crt", b"real")]


def test_an_unknown_image_is_refused_in_french():
    with pytest.raises(SandboxError, match="n'a pas d'image") as refused:
        recipes.tag("nginx")
    assert "machine" in refused.value.do


def test_images_come_after_those_that_they_are_made_from():
    names = list(recipes.RECIPES)
    for name, recipe in recipes.RECIPES.items():
        assert all(names.index(parent) < names.index(name) for parent in recipe.parents.values())


def test_every_build_argument_is_declared_in_its_dockerfile():
    for name, recipe in recipes.RECIPES.items():
        files = {
            file.path: file.content.decode() for file in recipe.static_files if file.path == "Dockerfile"
        }
        declared = {
            line.split()[1] for line in files.get("Dockerfile", "").splitlines() if line.startswith("ARG ")
        }
        assert declared == set(recipe.parents), name


def test_pins_are_digests_of_images_that_we_can_also_build():
    pinned = {name: recipe.pin for name, recipe in recipes.RECIPES.items() if recipe.pin}
    assert set(pinned) <= {"base", "registry2"}
    for pin in pinned.values():
        repository, _, digest = pin.partition("@sha256:")
        assert repository
        assert len(digest) == 64
