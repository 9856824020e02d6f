"""Docker Hub, where the engine reaches it: whether it answers, and pulling by digest."""

from __future__ import annotations

import json

import docker
import requests
from docker.auth import get_config_header

from checker.messages import images as messages
from checker.sandbox.progress import Progress

ANSWER_TIMEOUT_S = 8
SILENCE_TIMEOUT_S = 60


class DockerHub:
    """Docker Hub as one engine sees it; the first failure settles that it does not answer."""

    def __init__(self, client: docker.DockerClient) -> None:
        self._client = client
        self._answers: bool | None = None

    def answers(self, reference: str) -> bool:
        """Say whether Docker Hub has this image to give; asked once, with a short time limit."""
        if self._answers is None:
            url = self._url(f"/distribution/{reference}/json")
            try:
                self._answers = bool(self._client.api.get(url, timeout=ANSWER_TIMEOUT_S).ok)
            except (docker.errors.DockerException, requests.exceptions.RequestException):
                self._answers = False
        return self._answers

    def pull(self, reference: str, progress: Progress) -> bool:
        """Pull an image by digest; return whether it arrived whole."""
        progress(messages.pulling(reference.partition("@")[0]))
        headers = {}
        credentials = get_config_header(self._client.api, "docker.io")
        if credentials:
            headers["X-Registry-Auth"] = credentials
        try:
            answer = self._client.api.post(
                self._url("/images/create"),
                params={"fromImage": reference},
                headers=headers,
                stream=True,
                timeout=SILENCE_TIMEOUT_S,
            )
            arrived = answer.ok and not any(
                "error" in json.loads(line) for line in answer.iter_lines() if line
            )
        except (docker.errors.DockerException, requests.exceptions.RequestException, ValueError):
            arrived = False
        self._answers = arrived
        return arrived

    def _url(self, path: str) -> str:
        return f"{self._client.api.base_url}/v{self._client.api.api_version}{path}"
