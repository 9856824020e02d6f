"""The Hub's content depends on its inputs alone, and is what a registry expects."""

import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from checker.sandbox.seed import catalogue

ROOT = Path(__file__).resolve().parents[2]
FAKE_BUSYBOX = "#!/bin/sh\nprintf 'sh\\nls\\nhttpd\\nbusybox\\n'\n"


def build(folder, *, umask=0o022, seed="0"):
    """Build the content from small stand-ins of its inputs; gives the output's folder."""
    inputs = folder / "inputs"
    for name, mode in (("bin/registry", 0o755), ("etc/docker/registry/config.yml", 0o644)):
        (inputs / "root" / name).parent.mkdir(parents=True, exist_ok=True)
        (inputs / "root" / name).write_text(f"stand-in for {name}")
        (inputs / "root" / name).chmod(mode)
    for path in inputs.rglob("*"):
        if path.is_dir():
            path.chmod(0o755)
    (inputs / "root/lib").symlink_to("usr/lib")
    busybox = inputs / "busybox"
    busybox.write_text(FAKE_BUSYBOX)
    busybox.chmod(0o755)
    subprocess.run(
        [sys.executable, "-m", "checker.sandbox.seed", inputs / "root", busybox, folder / "output"],
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        preexec_fn=lambda: os.umask(umask),
    )
    return folder / "output"


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    return build(tmp_path_factory.mktemp("seed"))


@pytest.fixture(scope="module")
def tags(output):
    return json.loads((output / "seed.json").read_text())


def blob(output, name):
    return (output / "blobs" / name.removeprefix("sha256:") / "data").read_bytes()


def test_the_same_inputs_give_the_same_digests(output, tmp_path):
    again = build(tmp_path, umask=0o077, seed="7")
    assert (again / "seed.json").read_bytes() == (output / "seed.json").read_bytes()
    names = [sorted(p.name for p in (side / "blobs").iterdir()) for side in (output, again)]
    assert names[0] == names[1]


def test_every_tag_of_the_course_is_listed(tags):
    expected = {
        "nginx": "1.24.0 1.24 1.25.0 1.25 1.28.0 1.28 stable mainline latest alpine mainline-alpine",
        "mysql": "8.0 8.4 9 lts latest",
        "httpd": "2.4 latest alpine",
        "python": "3.11 3.12 3.13 3.11-slim 3.12-slim 3.13-slim slim latest",
        "alpine": "3.20 3.21 3.22 latest",
        "debian": "bookworm trixie bookworm-slim trixie-slim latest",
        "busybox": "1.36 1.37 stable latest",
        "hello-world": "latest",
        "registry": "2 2.8.3 3 latest",
    }
    missing = {r: set(wanted.split()) - tags[f"library/{r}"].keys() for r, wanted in expected.items()}
    assert missing == {repository: set() for repository in expected}
    assert tags.keys() == {f"library/{repository}" for repository in expected}
    assert catalogue.DESCRIPTIONS.keys() == expected.keys()


def test_floating_tags_follow_docker_hub(tags):
    nginx, mysql = tags["library/nginx"], tags["library/mysql"]
    assert nginx["latest"] == nginx["mainline"] == nginx["1.29.4"]
    assert nginx["stable"] == nginx["1.28.0"] != nginx["latest"]
    assert nginx["alpine"] == nginx["mainline-alpine"] != nginx["mainline"]
    assert nginx["1.24"] == nginx["1.24.0"]
    assert mysql["latest"] == mysql["9"]
    assert mysql["lts"] == mysql["8.4"] != mysql["latest"]


def test_no_two_images_share_a_digest(tags):
    digests = {digest for repository in tags.values() for digest in repository.values()}
    assert len(digests) == len(catalogue.MINIATURES) + 2


def test_blobs_are_named_after_their_content(output):
    for path in (output / "blobs").iterdir():
        assert hashlib.sha256((path / "data").read_bytes()).hexdigest() == path.name


def test_each_manifest_leads_to_a_whole_image(output, tags):
    for repository, named in tags.items():
        for digest in set(named.values()):
            manifest = json.loads(blob(output, digest))
            config = json.loads(blob(output, manifest["config"]["digest"]))
            layers = [blob(output, layer["digest"]) for layer in manifest["layers"]]
            assert [layer["size"] for layer in manifest["layers"]] == [len(data) for data in layers]
            found = ["sha256:" + hashlib.sha256(gzip.decompress(data)).hexdigest() for data in layers]
            assert found == config["rootfs"]["diff_ids"]
            kept = [entry for entry in config["history"] if not entry.get("empty_layer")]
            assert len(kept) == len(layers)
            home = output / "repositories" / repository
            for name in (manifest["config"], *manifest["layers"]):
                assert (home / "_layers" / name["digest"].replace(":", "/") / "link").is_file()


def test_the_tree_of_links_reaches_the_content(output, tags):
    root = output / "tree/docker/registry/v2"
    assert (root / "repositories/library").readlink() == Path("/seed/repositories/library")
    for path in (output / "blobs").iterdir():
        link = root / "blobs/sha256" / path.name[:2] / path.name
        assert link.readlink() == Path(f"/seed/blobs/{path.name}")
    for repository, named in tags.items():
        for tag, digest in named.items():
            link = output / f"repositories/{repository}/_manifests/tags/{tag}/current/link"
            assert link.read_text() == digest


def test_every_miniature_says_what_it_is(output, tags):
    for miniature in catalogue.MINIATURES:
        manifest = json.loads(blob(output, tags[f"library/{miniature.repository}"][miniature.tags[0]]))
        with tarfile.open(fileobj=io.BytesIO(blob(output, manifest["layers"][-1]["digest"]))) as top:
            assert top.extractfile("etc/image-tag").read().decode() == f"{miniature.name}\n"
            assert "miniature" in top.extractfile("LISEZMOI").read().decode()
            assert {(entry.uid, entry.gid, entry.mtime) for entry in top} == {(0, 0, 0)}
        config = json.loads(blob(output, manifest["config"]["digest"]))["config"]
        assert config["Labels"]["org.opencontainers.image.version"] == miniature.version
        assert config["Labels"]["org.opencontainers.image.title"] == miniature.repository


def test_misleading_applets_are_left_to_busybox_itself(output, tags):
    def names(repository, tag):
        manifest = json.loads(blob(output, tags[repository][tag]))
        with tarfile.open(fileobj=io.BytesIO(blob(output, manifest["layers"][0]["digest"]))) as base:
            return set(base.getnames())

    assert "bin/httpd" in names("library/busybox", "latest")
    assert "bin/httpd" not in names("library/debian", "trixie")
