"""Tags that must lead to one version of an image: what its label `version` says, and one build of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.grading.criterion import Failure
from checker.grading.trouble import Absent, require
from checker.messages import grading as say

if TYPE_CHECKING:
    from checker.grading.labelled import Labelled
    from checker.grading.manifest import RemoteImage
    from checker.grading.registry import RegistryClient


def version_of(image: Labelled, title: str) -> str:
    """Which version of something an image says that it is, as a learner is told."""
    return (image.version or "?") if image.title == title else say.UNKNOWN_VERSION


def require_version(
    client: RegistryClient, repository: str, tag: str, version: str, *, advice: str
) -> RemoteImage:
    """The image under a tag, when it is this version of what the repository is named for.

    Args:
        client: asks the registry.
        repository: where the tag is; the image's title too.
        tag: what must lead there.
        version: what the image must say that it is.
        advice: que faire.

    Raises:
        Failure: the tag is not there, or leads to another version.
    """
    expected = say.must_be_version(repository, tag, version)
    image = client.image(repository, tag)
    if isinstance(image, Absent):
        tags = client.tags(repository)
        known = sorted(tags) if isinstance(tags, tuple) else ()
        raise Failure(
            expected=expected, observed=say.no_such_tag(client.address, repository, tag, known), advice=advice
        )
    image = require(image, expected=expected, advice=advice)
    found = version_of(image, repository)
    if found != version:
        raise Failure(expected=expected, observed=say.is_version(repository, tag, found), advice=advice)
    return image


def require_same_build(
    client: RegistryClient, repository: str, tag: str, version: str, *, advice: str
) -> None:
    """See that a tag leads to the very image of its version, not to another build of it.

    Args:
        client: asks the registry.
        repository: where both are.
        tag: the branch's tag, `latest`…
        version: the exact version, also a tag.
        advice: que faire, when the tag leads elsewhere.

    Raises:
        Failure: one of the two is not there, or they are two images.
    """
    image = require_version(client, repository, tag, version, advice=advice)
    exact = require_version(client, repository, version, version, advice=advice)
    if image.config_digest != exact.config_digest:
        raise Failure(
            expected=say.one_image(repository, tag, version),
            observed=say.two_builds(version, image.config_digest, exact.config_digest),
            advice=say.BUILD_ONCE,
        )
