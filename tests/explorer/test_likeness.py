"""Which tags are one image, which layers are shared, and what of it reaches the page."""

import re

from checker.explorer.inventory import Inventory, parse_addresses
from checker.explorer.likeness import Likeness, Place, layers_of, letters
from checker.explorer.page import layers_chart, tag_detail, tags_table
from checker.explorer.shelf import Image, Layer, Repository, Shelf, Tag
from checker.explorer.wording import date, weight

EVIL = '<img src=x onerror="alert(1)">\u202e'


def read(world, *addresses):
    return Inventory(parse_addresses(list(addresses))).read(world)


def test_tags_of_one_digest_are_the_same_image(world, registry):
    registry.push("mysql", "8.0")
    registry.push("mysql", "stable")
    registry.push("copie", "1.0")
    registry.push("mysql", "8.4", layers=("b",))
    (shelf,) = read(world, "localhost:5000")
    likeness = Likeness([shelf])
    tags = {tag.name: tag for tag in shelf.repository("mysql").tags}
    place = Place("localhost:5000", "mysql", "8.0")
    assert likeness.same_digest(place, tags["8.0"]) == ["stable", "copie:1.0"]
    assert likeness.same_digest(Place("localhost:5000", "mysql", "8.4"), tags["8.4"]) == []


def test_one_image_under_two_manifests_is_recognized_by_its_configuration(world, registry):
    registry.push("mysql", "8.0")
    world.hub.registry.push("library/mysql", "8.0", layers=("compressed otherwise",))
    shelves = read(world, "docker.io", "localhost:5000")
    tag = shelves[1].repository("mysql").tags[0]
    place = Place("localhost:5000", "mysql", "8.0")
    assert Likeness(shelves).same_digest(place, tag) == []
    assert Likeness(shelves).same_content(place, tag) == ["docker.io/library/mysql:8.0"]


def test_layers_are_named_once_and_counted_once(world, registry):
    registry.push("app", "1.0", layers=("base", "a"))
    registry.push("app", "latest", layers=("base", "a"))
    registry.push("app", "2.0", layers=("base", "b"))
    (shelf,) = read(world, "localhost:5000")
    layers = layers_of(shelf.repository("app"))
    assert [row.name for row in layers.rows] == ["latest = 1.0", "2.0"]
    assert [(block.letter, block.is_shared) for block in layers.blocks] == [
        ("A", True),
        ("B", False),
        ("C", False),
    ]
    assert (layers.stored, layers.added, layers.shared) == (3000, 4000, 1)


def test_the_drawing_says_in_words_what_it_shows(world, registry):
    registry.push("app", "1.0", layers=("base", "a"))
    registry.push("app", "2.0", layers=("base", "b"))
    (shelf,) = read(world, "localhost:5000")
    page = layers_chart(shelf, shelf.repository("app"))
    assert re.findall('aria-label="([^"]+)"', page)[:2] == [
        "1.0\u202f: couches A*, B",
        "2.0\u202f: couches A*, C",
    ]
    assert "1 couche est partagée" in page
    assert '<th scope="row">A*</th>' in page


def test_what_came_from_a_registry_is_escaped_and_bounded():
    image = Image(EVIL, "sha256:m", "sha256:c", EVIL, (Layer(EVIL, 10), Layer("b" * 9999, 10**30)))
    tags = tuple(Tag(EVIL + "x" * 5000 + str(n), "sha256:t" + EVIL, EVIL, (image,)) for n in range(3))
    shelf = Shelf(EVIL, (Repository(EVIL, tags),))
    likeness = Likeness([shelf])
    place = Place(EVIL, EVIL, tags[0].name)
    pages = (
        tags_table(shelf, shelf.repositories[0], likeness),
        tag_detail(place, tags[0], likeness),
        layers_chart(shelf, shelf.repositories[0]),
    )
    for page in pages:
        assert "<img" not in page
        assert "\u202e" not in page
        assert len(page) < 20_000


def test_a_thousand_layers_are_drawn_within_bounds():
    layers = tuple(Layer(f"sha256:{n}", 1) for n in range(200))
    tags = tuple(Tag(str(n), f"d{n}", "", (Image("", f"m{n}", "c", "", layers),)) for n in range(200))
    shelf = Shelf("a", (Repository("b", tags),))
    assert len(layers_chart(shelf, shelf.repositories[0])) < 400_000


def test_letters_go_on_after_z():
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_dates_and_weights_are_those_of_a_french_reader():
    assert date("2026-03-01T10:20:30.123456789Z") == "01/03/2026 10:20"
    assert date("1970-01-01T00:00:00Z") == date("0001-01-01T00:00:00Z") == "non datée"
    assert date("hier") == date("") == "inconnue"
    assert [weight(n) for n in (0, 431, 1364, 28_000_000, 3_200_000_000)] == [
        "0 octets",
        "431 octets",
        "1,4 ko",
        "28 Mo",
        "3,2 Go",
    ]
