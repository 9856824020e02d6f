"""Tags that must lead to one version: what each wrong state is told."""

import json

import pytest

from checker.grading import Failure, require_same_build, require_version
from checker.grading.labelled import TITLE, VERSION, read_labels
from checker.grading.manifest import DOCKER_MANIFEST, digest_of
from checker.grading.registry import RegistryClient
from checker.grading.testing import FakeMachine

REPOSITORY = "http://localhost:5000/v2/boutique"


def configuration(version, *, title="boutique", built=""):
    labels = {TITLE: title, VERSION: version}
    return json.dumps({"created": built, "config": {"Labels": labels}, "rootfs": {"diff_ids": []}}).encode()


def client(**tags):
    """A registry whose repository « boutique » has these configurations under these tags."""
    names = {name.removeprefix("v").replace("_", "."): config for name, config in tags.items()}
    http = {f"{REPOSITORY}/tags/list": (200, {}, json.dumps({"tags": list(names)}).encode())}
    for name, config in names.items():
        manifest = {"mediaType": DOCKER_MANIFEST, "config": {"digest": digest_of(config)}}
        http[f"{REPOSITORY}/manifests/{name}"] = (200, {}, json.dumps(manifest).encode())
        http[f"{REPOSITORY}/blobs/{digest_of(config)}"] = (200, {}, config)
    return RegistryClient(FakeMachine(http=http), "localhost:5000")


def told(check, *arguments):
    with pytest.raises(Failure) as failed:
        check(*arguments, advice="Déplacez l'étiquette.")
    return failed.value


def test_a_tag_that_leads_to_its_version_passes():
    one = configuration("1.4.2")
    registry = client(v1_4_2=one, v1_4=one)
    assert require_version(registry, "boutique", "1.4", "1.4.2", advice="").version == "1.4.2"
    require_same_build(registry, "boutique", "1.4", "1.4.2", advice="")


def test_a_tag_that_is_not_there_is_told_with_those_that_are():
    failure = told(require_version, client(v1_4_2=configuration("1.4.2")), "boutique", "1.4", "1.4.2")
    assert "n'a pas l'étiquette «\u202f1.4\u202f»" in failure.observed
    assert "«\u202f1.4.2\u202f»" in failure.observed.partition("Il a")[2]
    assert failure.advice == "Déplacez l'étiquette."
    bare = told(require_version, client(), "boutique", "1.4", "1.4.2")
    assert "Il a" not in bare.observed


@pytest.mark.parametrize(
    ("config", "seen"),
    [
        (configuration("1.3.8"), "1.3.8"),
        (configuration("1.4.2", title="autre"), "inconnue"),
        (configuration(""), "?"),
    ],
)
def test_a_tag_that_leads_elsewhere_is_told_where(config, seen):
    failure = told(require_version, client(v1_4=config), "boutique", "1.4", "1.4.2")
    assert failure.observed == f"boutique:1.4 désigne la version «\u202f{seen}\u202f»."


def test_two_builds_of_one_version_are_two_images():
    registry = client(v1_4_2=configuration("1.4.2"), v1_4=configuration("1.4.2", built="later"))
    failure = told(require_same_build, registry, "boutique", "1.4", "1.4.2")
    assert "deux constructions différentes" in failure.observed
    assert "Construisez une fois" in failure.advice


@pytest.mark.parametrize(
    ("raw", "labels"),
    [(None, {}), ([], {}), ("text", {}), (3, {}), ({"a": 1, "b": None}, {"a": "1", "b": "None"})],
)
def test_labels_are_text_whatever_was_pushed(raw, labels):
    assert read_labels(raw) == labels
