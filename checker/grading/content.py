"""What a registry holds, as a learner who looks for something else in it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.grading.trouble import Trouble
from checker.messages import grading as say

if TYPE_CHECKING:
    from checker.grading.registry import RegistryClient


def describe_content(client: RegistryClient, repository: str, *, registry: str = say.OF_THE_REGISTRY) -> str:
    """Say which tags a repository has; without the repository, which ones there are.

    Args:
        client: asks the registry.
        repository: where something was looked for.
        registry: the registry, as the words after « le catalogue » name it.
    """
    tags = client.tags(repository)
    if tags and not isinstance(tags, Trouble):
        return say.tags_of(repository, tags)
    repositories = client.catalog()
    return say.catalog(() if isinstance(repositories, Trouble) else repositories, registry)
