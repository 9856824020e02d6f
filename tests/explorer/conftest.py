"""A registry that answers `fetch` from a dictionary, as the probe and the Hub do."""

import base64
import hashlib
import json

import pytest

from checker.grading.manifest import DOCKER_MANIFEST, OCI_INDEX
from checker.grading.testing import FakeMachine


def digest_of(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


class FakeRegistry:
    """Repositories, tags and blobs; counts what it is asked."""

    def __init__(self):
        self.tags = {}
        self.manifests = {}
        self.blobs = {}
        self.asked = []
        self.password = ""

    def push(self, repository, tag, *, layers=("a",), config=None, **more):
        """Push an image; gives its digest."""
        config = {"os": "linux", "architecture": "amd64", "created": "2026-03-01T10:00:00Z"} | (config or {})
        blob = json.dumps(config).encode()
        self.blobs[digest_of(blob)] = blob
        stored = [{"digest": digest_of(layer.encode()), "size": 1000} for layer in layers]
        body = {"mediaType": DOCKER_MANIFEST, "config": {"digest": digest_of(blob)}, "layers": stored, **more}
        return self.put(repository, tag, json.dumps(body).encode())

    def index(self, repository, tag, *digests, attestation=False):
        """Push an index of manifests that are there, or not."""
        entries = [
            {"digest": digest, "platform": {"os": "linux", "architecture": f"arch{n}"}}
            for n, digest in enumerate(digests)
        ]
        if attestation:
            entries.append(
                {
                    "digest": "sha256:" + "0" * 64,
                    "platform": {"os": "unknown", "architecture": "unknown"},
                    "annotations": {"vnd.docker.reference.type": "attestation-manifest"},
                }
            )
        body = json.dumps({"mediaType": OCI_INDEX, "manifests": entries}).encode()
        return self.put(repository, tag, body)

    def put(self, repository, tag, body):
        self.manifests[digest_of(body)] = body
        if tag:
            self.tags.setdefault(repository, {})[tag] = digest_of(body)
        return digest_of(body)

    def answer(self, path, headers):
        """Answer one GET."""
        self.asked.append(path)
        if self.password:
            given = base64.b64decode(headers.get("Authorization", "").removeprefix("Basic ")).decode()
            if given != self.password:
                return self.reply(401)
        if path == "/v2/":
            return self.reply(200, b"{}")
        if path.startswith("/v2/_catalog"):
            return self.reply(200, json.dumps({"repositories": sorted(self.tags)}).encode())
        repository, kind, reference = path.removeprefix("/v2/").rsplit("/", 2)
        if kind == "tags":
            body = {"tags": list(self.tags[repository]) or None}
            return self.reply(200, json.dumps(body).encode())
        if kind == "blobs":
            found = self.blobs.get(reference)
        else:
            digest = self.tags.get(repository, {}).get(reference, reference)
            if headers.get("If-None-Match") == f'"{digest}"':
                return self.reply(304)
            found = self.manifests.get(digest)
        return self.reply(404) if found is None else self.reply(200, found)

    @staticmethod
    def reply(status, body=b""):
        return {
            "status": status,
            "headers": {},
            "body_b64": base64.b64encode(body).decode(),
            "truncated": False,
        }


class Machine(FakeMachine):
    """A machine on which registries listen: `scheme://host:port` to what answers there."""

    def __post_init__(self):
        super().__post_init__()
        self.servers = {}

    def _fetch(self, args):
        server = self.servers.get(args["url"])
        if server is None or isinstance(server, str):
            return {"unreachable": server or "refused", "detail": "", "answers": []}
        return {
            "answers": [server.answer(path, {**args["headers"], **own}) for path, own in args["requests"]]
        }


class Hub:
    """A Hub in front of a registry, private repositories told apart."""

    def __init__(self, registry):
        self.registry = registry
        self.private = set()
        self.history = []

    def names(self):
        return [{"name": n, "private": n in self.private} for n in sorted(self.registry.tags)]

    def fetch(self, requests):
        return [self.registry.answer(f"/v2/{name}/{path}", headers) for name, path, headers in requests]

    def events(self):
        return list(self.history)


class World:
    """A sandbox: a machine and a Hub."""

    def __init__(self):
        self.machine = Machine()
        self.hub = Hub(FakeRegistry())


@pytest.fixture
def world():
    return World()


@pytest.fixture
def registry(world):
    """A registry on port 5000 of the learner's machine."""
    world.machine.servers["http://localhost:5000"] = FakeRegistry()
    return world.machine.servers["http://localhost:5000"]
