"""The folder of a site: all of it or nothing, and nobody else's."""

from __future__ import annotations

import pytest

from checker.errors import CheckerError
from checker.site.place import require_place, swapped_in


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def write(place, text="page"):
    with swapped_in(require_place(place)) as fresh:
        (fresh / "index.html").write_text(text, encoding="utf-8")


def test_a_site_is_written_then_replaced(tmp_path):
    place = tmp_path / "site"
    write(place, "un")
    (place / "vieille.html").touch()
    write(place, "deux")
    assert (place / "index.html").read_text(encoding="utf-8") == "deux"
    assert not (place / "vieille.html").exists()
    assert names(tmp_path) == ["site"]
    (tmp_path / "temoin").mkdir()
    assert place.stat().st_mode == (tmp_path / "temoin").stat().st_mode


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_build_that_fails_leaves_what_was_there(tmp_path, error):
    place = tmp_path / "site"
    write(place, "un")
    with pytest.raises(error), swapped_in(place) as fresh:
        (fresh / "index.html").write_text("à moitié", encoding="utf-8")
        raise error
    assert (place / "index.html").read_text(encoding="utf-8") == "un"
    assert names(tmp_path) == ["site"]


def test_an_empty_folder_may_be_used(tmp_path):
    (tmp_path / "site").mkdir()
    write(tmp_path / "site")
    assert (tmp_path / "site/index.html").exists()


def test_what_is_not_a_site_of_ours_is_refused(tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/mer.jpg").touch()
    (tmp_path / "fichier").touch()
    for name in ("photos", "fichier"):
        with pytest.raises(CheckerError, match=name):
            require_place(tmp_path / name)
    with pytest.raises(CheckerError, match="absent"):
        require_place(tmp_path / "absent/site")
    assert (tmp_path / "photos/mer.jpg").exists()


def test_a_folder_that_was_filled_meanwhile_is_left_alone(tmp_path):
    place = tmp_path / "site"
    with pytest.raises(CheckerError, match="site"), swapped_in(require_place(place)):
        place.mkdir()
        (place / "à-moi.txt").touch()
    assert names(tmp_path) == ["site"]
    assert names(place) == ["à-moi.txt"]
