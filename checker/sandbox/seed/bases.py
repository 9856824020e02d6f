"""The images that start from nothing: busybox, alpine and debian, one layer each."""

from __future__ import annotations

from pathlib import Path

from checker.sandbox.seed.catalogue import Miniature
from checker.sandbox.seed.layer import Layer, Tree

ROOTFS = Path(__file__).parent / "rootfs"
TEMPLATES = Path(__file__).parent / "templates"
FOLDERS = (
    "bin dev etc home mnt opt proc run sbin srv sys usr/bin usr/local/bin usr/sbin var/lib var/log var/www"
)
# Applets that would pass for programs of the real image, and do something else.
MISLEADING = frozenset({"dpkg", "dpkg-deb", "httpd", "linuxrc", "rpm", "rpm2cpio"})
CODENAMES = {"12": "bookworm", "13": "trixie"}


def base_layer(miniature: Miniature, busybox: bytes, applets: tuple[str, ...]) -> Layer:
    """The only layer of a busybox, alpine or debian miniature."""
    tree = Tree()
    for folder in FOLDERS.split():
        tree.folder(folder)
    tree.folder("root", 0o700)
    tree.folder("tmp", 0o1777)
    tree.folder("var/tmp", 0o1777)
    tree.file("bin/busybox", busybox, 0o755)
    for applet in applets:
        if miniature.repository == "busybox" or applet not in MISLEADING:
            tree.link(f"bin/{applet}", "busybox")
    tree.link("usr/bin/env", "../../bin/busybox")
    tree.copy(ROOTFS / "unix")
    if miniature.repository == "debian":
        _debian(tree, miniature)
    elif miniature.repository == "alpine":
        _alpine(tree, miniature)
    identify(tree, miniature)
    return tree.layer(f"#(nop) ADD rootfs.tar.gz in / # {miniature.name}")


def identify(tree: Tree, miniature: Miniature) -> None:
    """Add the files by which a container says which image it comes from."""
    tree.file("etc/image-tag", f"{miniature.name}\n")
    tree.file("etc/image-version", f"{miniature.version}\n")
    tree.file("LISEZMOI", fill("LISEZMOI", miniature))


def fill(template: str, miniature: Miniature, **values: str) -> str:
    """A template's text, with the image's own name and version in it."""
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    return text.format(name=miniature.name, version=miniature.version, **values)


def _debian(tree: Tree, miniature: Miniature) -> None:
    major = miniature.version.split(".")[0]
    tree.copy(ROOTFS / "debian")
    tree.file("etc/debian_version", f"{miniature.version}\n")
    release = fill("debian-os-release", miniature, major=major, codename=CODENAMES[major])
    tree.file("etc/os-release", release)
    if "slim" not in miniature.tags[0]:
        # What the slim variants go without.
        tree.folder("usr/share/doc")
        tree.folder("usr/share/man")


def _alpine(tree: Tree, miniature: Miniature) -> None:
    branch = miniature.version.rsplit(".", 1)[0]
    tree.copy(ROOTFS / "alpine")
    tree.file("etc/alpine-release", f"{miniature.version}\n")
    tree.file("etc/os-release", fill("alpine-os-release", miniature, branch=branch))
