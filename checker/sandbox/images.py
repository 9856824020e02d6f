"""The images of the course on the engine: which ones are there, making the others, removing the old ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import docker

from checker.errors import SandboxError
from checker.messages import images as messages
from checker.sandbox import base_image, builder, engine, recipes
from checker.sandbox.build_context import ContextFile
from checker.sandbox.docker_hub import DockerHub
from checker.sandbox.engine import translated
from checker.sandbox.lock import held
from checker.sandbox.places import cache_folder
from checker.sandbox.progress import Progress, silent
from checker.sandbox.recipes import Recipe

NAME_LABEL = "registres.image"
SOURCE_LABEL = "registres.source"
PULLED = "pulled"
BUILT = "built"


@dataclass(frozen=True)
class ImageState:
    """An image of the course, as it is on the engine."""

    name: str
    tag: str
    source: str | None
    size: int
    created: datetime | None
    is_current: bool

    @property
    def is_present(self) -> bool:
        """Whether the engine has it."""
        return self.source is not None


def tag(name: str) -> str:
    """Return the full tag of an image without looking whether the engine has it."""
    return recipes.tag(name)


def image(name: str, client: docker.DockerClient | None = None) -> str:
    """Return the full tag of an image that the engine has.

    Raises:
        SandboxError: it does not have it.
    """
    wanted = recipes.tag(name)
    if not _has(client or engine.connect(), wanted):
        raise SandboxError(messages.absent(name, wanted), do=messages.PREPARE)
    return wanted


def missing(client: docker.DockerClient) -> list[str]:
    """Return the names of the images that the engine does not have, in the order of their making."""
    there = _tags_there(client)
    return [name for name, wanted in recipes.tags().items() if wanted not in there]


def ensure_images(
    progress: Progress = silent,
    *,
    client: docker.DockerClient | None = None,
    done: Callable[[str], None] = silent,
) -> None:
    """Pull or build the images that are missing; safe when several processes do it at once.

    Args:
        progress: told a line at each step.
        client: the engine; the one that answers if not given.
        done: told the name of each image once it is there.

    Raises:
        SandboxError: an image can be neither pulled nor built.
    """
    client = client or engine.connect()
    wanted = missing(client)
    if not wanted:
        return
    with held(cache_folder() / "images.lock", on_wait=lambda: progress(messages.WAITING)):
        hub = DockerHub(client)
        tags = recipes.tags()
        for name in wanted:
            # Another process may have made it while this one waited.
            if not _has(client, tags[name]):
                _make(client, hub, recipes.recipe(name), tags, progress)
            done(name)


def states(client: docker.DockerClient) -> list[ImageState]:
    """Return the images of this version of the course, absent ones included, then the old ones."""
    tags = recipes.tags()
    found = {
        each: ImageState(
            name=attributes["Labels"].get(NAME_LABEL, ""),
            tag=each,
            source=attributes["Labels"].get(SOURCE_LABEL, BUILT),
            size=attributes["Size"],
            created=datetime.fromtimestamp(attributes["Created"]).astimezone(),
            is_current=each in tags.values(),
        )
        for attributes in _ours(client)
        for each in attributes["RepoTags"] or []
        if each.startswith(recipes.PREFIX)
    }
    current = [
        found.get(each) or ImageState(name, each, None, 0, None, is_current=True)
        for name, each in tags.items()
    ]
    old = (state for state in found.values() if not state.is_current)
    return current + sorted(old, key=lambda state: state.tag)


def prune(client: docker.DockerClient) -> list[str]:
    """Remove the images of other versions of the course; return their tags. Those in use are left."""
    removed = []
    # Children before their parents: an image with children loses its tag only.
    order = list(recipes.RECIPES)
    old = [state for state in states(client) if not state.is_current]
    for state in sorted(old, key=lambda state: -order.index(state.name) if state.name in order else 0):
        try:
            with translated(messages.REMOVAL):
                client.images.remove(state.tag)
        except SandboxError:
            continue
        removed.append(state.tag)
    return removed


def _make(
    client: docker.DockerClient, hub: DockerHub, recipe: Recipe, tags: dict[str, str], progress: Progress
) -> None:
    """Pull an image or build it, and give it its tag."""
    wanted = tags[recipe.name]
    if recipe.pin and hub.answers(recipe.pin) and hub.pull(recipe.pin, progress):
        # A build of one line: it only adds our labels.
        dockerfile = ContextFile("Dockerfile", f"FROM {recipe.pin}\n".encode(), is_executable=False)
        files, arguments, source = [dockerfile], {}, PULLED
    else:
        arguments = {argument: tags[parent] for argument, parent in recipe.parents.items()}
        files, source = recipe.files, BUILT
    labels = {NAME_LABEL: recipe.name, SOURCE_LABEL: source}
    if recipe.name == "base" and source == BUILT:
        base_image.make(client, wanted, labels, progress)
    else:
        builder.build(
            client, recipe.name, files, tag=wanted, arguments=arguments, labels=labels, progress=progress
        )


def _has(client: docker.DockerClient, wanted: str) -> bool:
    with translated(messages.LISTING):
        try:
            client.api.inspect_image(wanted)
        except docker.errors.ImageNotFound:
            return False
    return True


def _tags_there(client: docker.DockerClient) -> set[str]:
    return {each for attributes in _ours(client) for each in attributes["RepoTags"] or []}


def _ours(client: docker.DockerClient) -> list[dict[str, Any]]:
    with translated(messages.LISTING):
        return list(client.api.images(filters={"label": NAME_LABEL}))
