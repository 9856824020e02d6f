"""The image of the floors: the machine's, with what makes an engine rootless as it is packaged."""

from __future__ import annotations

import hashlib
from typing import Any

from docker.errors import ImageNotFound

from checker.sandbox import builder, images
from checker.sandbox.build_context import ContextFile
from checker.sandbox.progress import silent

# The machine's own apt-get tells learners that there is no network.
DOCKERFILE = """\
ARG BASE
FROM ${BASE}
RUN /usr/bin/apt-get update \\
 && /usr/bin/apt-get install -y --no-install-recommends rootlesskit passt \\
 && rm -rf /var/lib/apt/lists/*
"""


def bare_image(client: Any) -> str:
    """The image's tag; built once for each edition of the machine's. `checker images prune` removes it."""
    machine = images.tag("machine")
    tag = f"registres/bench:{hashlib.sha256(f'{machine}{DOCKERFILE}'.encode()).hexdigest()[:12]}"
    try:
        client.api.inspect_image(tag)
    except ImageNotFound:
        builder.build(
            client,
            "bench",
            [ContextFile("Dockerfile", DOCKERFILE.encode(), is_executable=False)],
            tag=tag,
            arguments={"BASE": machine},
            labels={images.NAME_LABEL: "bench", images.SOURCE_LABEL: images.BUILT},
            progress=silent,
        )
    return tag
