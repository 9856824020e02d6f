"""The host reads the Hub without leaving a trace."""

import base64
import json

ACCEPT = "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json"


def test_many_things_are_read_at_once_and_no_event_tells_of_it(sandbox):
    before = sandbox.hub.events()
    requests = [
        ("library/mysql", "tags/list", {}),
        ("library/mysql", "manifests/8.0", {"Accept": ACCEPT}),
        ("library/rien", "tags/list", {}),
        ("library/nginx", "tags/list", {}),
    ]
    answers = sandbox.hub.fetch(requests)
    assert [answer["status"] for answer in answers] == [200, 200, 404, 200]
    digest = answers[1]["headers"]["docker-content-digest"]
    assert "8.0" in json.loads(base64.b64decode(answers[0]["body_b64"]))["tags"]
    again = ("library/mysql", "manifests/8.0", {"Accept": ACCEPT, "If-None-Match": f'"{digest}"'})
    assert sandbox.hub.fetch([again])[0]["status"] == 304
    assert sandbox.hub.events() == before


def test_names_come_without_their_tags(sandbox):
    names = sandbox.hub.names()
    assert {"name": "library/mysql", "private": False} in names
    assert [entry["name"] for entry in names] == [entry["name"] for entry in sandbox.hub.repositories()]


def test_nonsense_is_an_error_and_the_hub_goes_on(sandbox):
    answers = sandbox.hub.fetch([("library/mysql", "manifests/a b\r\nX: y", {})])
    assert "unreachable" in answers[0]
    assert sandbox.hub.names()
