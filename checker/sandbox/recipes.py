"""The images of the course, declared: what each one is made of, hence its tag.

A tag is the hash of all that goes into the image. The same inputs are never built twice, and a
change of any of them, a parent's included, makes a new tag: nothing is ever rebuilt « to be sure ».
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field
from functools import cache

from checker.errors import SandboxError
from checker.messages import images as messages
from checker.sandbox import build_context
from checker.sandbox.build_context import ContextFile
from checker.sandbox.build_inputs import generated_files

PREFIX = "registres/"


@dataclass(frozen=True)
class Recipe:
    """How one image is made."""

    name: str
    parents: dict[str, str] = field(default_factory=dict)
    """Build argument of the Dockerfile to the name of the image that it stands for."""
    on_docker_hub: bool = False
    """Whether Docker Hub has it: pulled by digest when it answers, built otherwise."""

    shared: dict[str, str] = field(default_factory=dict)
    """Folder of `context/` that several images share to the folder of this context where its files go."""

    @property
    def pin(self) -> str | None:
        """The reference by digest on Docker Hub; None when there is none or it is not known for sure."""
        return _pins().get(self.name) if self.on_docker_hub else None

    @property
    def static_files(self) -> list[ContextFile]:
        """The files of its folder and those that it shares, which are the same for everybody."""
        files = build_context.folder_files(build_context.CONTEXTS / self.name)
        for folder, place in self.shared.items():
            files += build_context.folder_files(build_context.CONTEXTS / folder, place)
        return files

    @property
    def files(self) -> list[ContextFile]:
        """All the files that it is built from."""
        return build_context.with_generated(self.static_files, generated_files(self.name))


# In the order in which they can be made.
RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe("base", on_docker_hub=True),
        Recipe("registry2", {"BASE": "base"}, on_docker_hub=True),
        Recipe("hub-tools", {"BASE": "base"}),
        Recipe("hub", {"REGISTRY": "registry2", "TOOLS": "hub-tools"}, shared={"web": "service"}),
        Recipe("machine", {"BASE": "base", "HUB": "hub"}),
        Recipe("acme", {"BASE": "base"}, shared={"web": "service"}),
    )
}


def recipe(name: str) -> Recipe:
    """Return the recipe of this name.

    Raises:
        SandboxError: there is none.
    """
    if name not in RECIPES:
        raise SandboxError(messages.unknown(name), do=messages.known(list(RECIPES)))
    return RECIPES[name]


def tag(name: str) -> str:
    """Return the full tag of an image, whether it is there or not."""
    return f"{PREFIX}{name}:{_hash(recipe(name), {})}"


def tags() -> dict[str, str]:
    """Return the tags of all the images, by name; quicker than one by one."""
    known: dict[str, str] = {}
    return {name: f"{PREFIX}{name}:{_hash(each, known)}" for name, each in RECIPES.items()}


def edition() -> str:
    """Return a hash of what the course itself puts into the images: the installation's keys are left out.

    Two installations of the same edition can exchange their images.
    """
    parts = [
        f"{name}\0{each.pin}\0{build_context.digest(each.static_files)}" for name, each in RECIPES.items()
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _hash(wanted: Recipe, known: dict[str, str]) -> str:
    if wanted.name not in known:
        inputs = [wanted.name, build_context.digest(wanted.files), str(wanted.pin)]
        for argument, parent in sorted(wanted.parents.items()):
            inputs.append(f"{argument}={_hash(recipe(parent), known)}")
        known[wanted.name] = hashlib.sha256("\n".join(inputs).encode()).hexdigest()[:12]
    return known[wanted.name]


@cache
def _pins() -> dict[str, str]:
    text = (build_context.CONTEXTS.parent / "pins.toml").read_text("utf-8")
    return {name: pin["reference"] for name, pin in tomllib.loads(text).items()}
