"""Lines of logs, honest and not."""

import json

import pytest

from checker.trace.dialogue import read_dialogue, span_of
from checker.trace.engine_log import read_engine_log
from checker.trace.evidence import ContainerLog, Evidence, MachineEvidence, clock_shift
from checker.trace.exchange import client_of, printable, read_target, split_uri
from checker.trace.grouping import read_operations
from checker.trace.memory import remembered
from checker.trace.registry_log import RegistryLog

STAMP = "2026-11-25T13:45:16.715152745Z"
DOCKER = "docker/26.1.5 go/go1.24.4 UpstreamClient(Docker-Client/26.1.5 \\\\(linux\\\\))"


def access(method, uri, status, agent=DOCKER, stamp=STAMP):
    moment = "25/Nov/2026:13:45:16 +0000"
    return f'{stamp} 172.17.0.1 - - [{moment}] "{method} {uri} HTTP/1.1" {status} 157 "" "{agent}"'


def line(method, uri, status, agent=DOCKER, id_="1", host="localhost:5000", **more):
    extra = " ".join(f'{name.replace("_", ".")}="{value}"' for name, value in more.items())
    return (
        f'{STAMP} time="{STAMP}" level=info msg="response completed" http.request.host="{host}" '
        f'http.request.id={id_} http.request.method={method} http.request.remoteaddr="172.17.0.1:42292" '
        f'http.request.uri="{uri}" http.request.useragent="{agent}" http.response.status={status} '
        f"http.response.written=2 {extra}"
    )


def broken_handshake(words):
    return f"{STAMP} 2026/11/25 13:45:16 http: TLS handshake error from 10.0.0.4:55896: {words}"


def test_the_access_line_and_the_structured_one_are_one_request():
    log = RegistryLog("\n".join([access("GET", "/v2/", 200), line("GET", "/v2/", 200)]))
    (exchange,) = log.exchanges
    assert (exchange.server, exchange.client, exchange.status) == ("localhost:5000", "docker", 200)


def test_the_same_request_twice_is_two():
    text = "\n".join(
        [line("GET", "/v2/", 200, id_="1"), access("GET", "/v2/", 200), line("GET", "/v2/", 200, id_="2")]
    )
    assert len(RegistryLog(text).exchanges) == 2


def test_access_lines_alone_are_enough():
    log = RegistryLog(access("HEAD", "/v2/mysql/manifests/8.0", 404), address="localhost:5000")
    (exchange,) = log.exchanges
    assert (exchange.server, exchange.status, exchange.target.reference) == ("localhost:5000", 404, "8.0")


def test_structured_lines_alone_are_enough():
    (exchange,) = RegistryLog(line("GET", "/v2/_catalog?n=10", 200)).exchanges
    assert exchange.target.kind == "catalog"


@pytest.mark.parametrize("agent", ["registres-controle", "registres-sonde", "registres-explorateur"])
def test_our_own_probes_are_left_out(agent):
    text = "\n".join([access("GET", "/v2/", 200, agent=agent), line("GET", "/v2/", 200, agent=agent)])
    assert RegistryLog(text).exchanges == []


def test_the_hub_s_own_service_is_left_out():
    text = line("GET", "/v2/library/mysql/tags/list", 200, agent="")
    assert RegistryLog(text, server="docker.io", own_address="172.17.0.1").exchanges == []
    assert len(RegistryLog(text, server="docker.io", own_address="10.0.0.3").exchanges) == 1


def test_a_registry_with_tls_says_so():
    assert not RegistryLog(f'{STAMP} time="{STAMP}" level=info msg="listening on [::]:5000"').speaks_tls
    assert RegistryLog(f'{STAMP} time="{STAMP}" level=info msg="listening on [::]:5000, tls"').speaks_tls
    log = RegistryLog(broken_handshake("remote error: tls: bad certificate"), address="localhost:443")
    assert [(b.server, b.words) for b in log.broken] == [
        ("localhost:443", "remote error: tls: bad certificate")
    ]


def test_the_engine_says_a_thing_several_times_and_it_is_told_once():
    words = 'Get \\"https://x.test/v2/\\": dial tcp: lookup x.test: no such host'
    text = "\n".join(
        f'time="{STAMP}" level=info msg="{message}"'
        for message in (
            f"Error getting v2 registry: {words}",
            f"Attempting next endpoint for pull after error: {words}",
            f"Handler for POST /v1.45/images/create returned error: {words}",
        )
    )
    (broken,), verdicts = read_engine_log(text)
    assert (broken.server, broken.verb, broken.secure, broken.is_first) == ("x.test", "pull", True, True)
    assert verdicts == []


def test_two_operations_at_once_are_two_in_the_engine_s_log():
    words = 'Get \\"https://x.test/v2/\\": dial tcp: connection refused'
    said = f'time="{STAMP}" level=info msg="Attempting next endpoint for pull after error: {words}" traceID='
    assert len(read_engine_log("\n".join([said + "1", said + "1", said + "2"]))[0]) == 2


def test_a_refusal_of_the_registry_is_no_broken_connection():
    words = 'Get \\"https://registry-1.docker.io/v2/\\": unauthorized: incorrect username or password'
    broken, _ = read_engine_log(
        f'time="{STAMP}" level=error msg="Handler for POST /v1.45/auth returned error: {words}"'
    )
    assert broken == []


@pytest.mark.parametrize(
    ("path", "kind", "repository", "reference"),
    [
        ("/v2/", "ping", "", ""),
        ("/v2/a/b/manifests/1.0", "manifest", "a/b", "1.0"),
        ("/v2/manifests/manifests/1.0", "manifest", "manifests", "1.0"),
        ("/v2/a/blobs/sha256:0", "blob", "a", "sha256:0"),
        ("/v2/a/blobs/uploads/", "upload", "a", ""),
        ("/v2/a/blobs/uploads/4947f4bb", "upload", "a", "4947f4bb"),
        ("/v2/a/tags/list", "tags", "a", ""),
        ("/metrics", "other", "", ""),
    ],
)
def test_paths_are_understood(path, kind, repository, reference):
    target = read_target(path, {})
    assert (target.kind, target.repository, target.reference) == (kind, repository, reference)


def test_what_a_mount_asks_is_kept_and_the_rest_of_a_query_is_not():
    path, query = split_uri("/v2/a/blobs/uploads/?from=library%2Fnginx&mount=sha256%3A00&secret=1")
    target = read_target(path, query)
    assert (target.mounted_from, target.digest) == ("library/nginx", "sha256:00")
    assert "secret" not in query


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00\xff\n" * 10,
        "2026-11-25T99:99:99Z time=",
        f"{STAMP} " + "a" * 100_000,
        f'{STAMP} time="{STAMP}" msg="response completed" http.request.id=1',
        f'{STAMP} time="nonsense" msg="response completed" http.request.id=1 http.response.status=200',
        line("GET", "/v2/" + "[" * 50, 200),
        line("GET", "http://[", 200),
        line("GET", "/v2/a/blobs/uploads/x?_state=%%%&digest=sha256:0", 201),
        line("GET", "/v2/a/blobs/uploads/x?_state=" + "A" * 3000, 201),
        "\\" * 1000 + '"' * 1000,
        f'{STAMP} time="{STAMP}" msg="' + '\\"' * 3000,
        "\n".join(access("PUT", f"/v2/x/manifests/{n}", 201) for n in range(3000)),
    ],
)
def test_a_log_that_is_none_breaks_nothing(text):
    machine = MachineEvidence((ContainerLog("x", "localhost:5000", text),), engine_log=text)
    evidence = Evidence(hub_log=text, machines=(machine,))
    assert isinstance(read_operations(evidence), list)


def test_text_is_bounded_and_holds_no_control_character():
    assert printable("a\x1b[31mrouge\x07\u202e" + "b" * 5000).startswith("a [31mrouge b")
    assert len(printable("b" * 5000)) == 300
    assert client_of("Mozilla/5.0 (X11)") == "Mozilla"
    assert len(client_of("x" * 500)) == 40


def test_what_no_cell_did_is_left_out():
    text = line("GET", "/v2/", 200)
    machine = MachineEvidence((ContainerLog("x", "localhost:5000", text),))
    moment = 1795614316.715
    evidence = Evidence(machines=(machine,), spans=((moment - 100, moment - 90), (moment - 1, moment + 1)))
    assert [span for span, _ in read_dialogue(evidence)] == [1]
    assert read_dialogue(Evidence(machines=(machine,), spans=((moment - 100, moment - 90),))) == []
    # Nobody knows when cells ran: all of it is the learner's.
    assert len(read_dialogue(Evidence(machines=(machine,)))) == 1


def test_between_two_cells_the_one_that_ran_is_meant():
    spans = [(10.0, 20.0), (20.4, 30.0), (30.1, 30.2)]
    moments = (9.8, 15.0, 20.3, 20.5, 30.05, 30.9, 31.5)
    assert [span_of(moment, spans) for moment in moments] == [0, 0, 0, 1, 1, 2, None]


def test_a_slow_answer_is_no_other_clock():
    assert clock_shift(10.1, 10.0, 13.0) == 0.0
    assert clock_shift(10.0, 10.01, 10.02) == 0.0
    assert clock_shift(3610.5, 10.0, 11.0) == 3600.0


def test_what_was_told_outlives_the_log(recording):
    before = read_operations(recording("local-push"))
    evidence = recording("local-push")
    (machine,) = evidence.machines
    left = Evidence.from_dict(
        json.loads(json.dumps(evidence.as_dict() | {"machines": [machine.__dict__ | {"containers": []}]}))
    )
    after = read_operations(left)
    # Of the push, only the engine tells now.
    assert [o.unseen for o in after if o.verb == "push"] == [("push", "localhost:5000/mysql:8.0")]
    kept = remembered(before, after)
    assert [(o.verb, len(o.items)) for o in kept] == [(o.verb, len(o.items)) for o in before]
    assert remembered(kept, kept) == kept
