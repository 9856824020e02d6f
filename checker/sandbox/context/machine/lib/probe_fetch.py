"""Many GETs to one server of the learner's world, over a connection that is kept, in one question."""

import base64
import signal
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, urlsplit

import probe_net

ONE_LIMIT = 4_000_000
ALL_LIMIT = 6_000_000
MOST_REQUESTS = 200
#: What is left of the question's time for saying what was found.
MARGIN_S = 0.4


class Line:
    """A connection to the server, opened again when the server closes it."""

    def __init__(self, target: probe_net.Target, url: SplitResult, request: dict) -> None:
        self.target, self.url, self.request = target, url, request
        self.client: HTTPConnection | None = None

    def get(self, path: str, headers: dict, limit: int) -> tuple[HTTPResponse, bytes]:
        """Send one GET; gives the answer and the beginning of its body.

        Raises:
            OSError: nothing answers, or not in time.
            HTTPException: what answers is no HTTP.
        """
        fresh = self.client is None
        try:
            return self.exchange(path, headers, limit)
        except TimeoutError:
            raise
        except (ConnectionError, HTTPException):
            # A server may close a kept connection at any time: that is no fault of its own.
            self.close()
            if fresh:
                raise
        return self.exchange(path, headers, limit)

    def exchange(self, path: str, headers: dict, limit: int) -> tuple[HTTPResponse, bytes]:
        """Send one GET over the open connection, or over a new one."""
        if self.client is None:
            self.client = self.connect()
        self.client.sock.settimeout(time_left())
        self.client.request("GET", path, headers=headers)
        answer = self.client.getresponse()
        content = answer.read(limit + 1)
        if not answer.isclosed() or self.client.sock is None:
            self.close()
        return answer, content

    def connect(self) -> HTTPConnection:
        """Open a connection, secured when the address says so."""
        connection = self.target.connect()
        if self.url.scheme == "https":
            name = self.request.get("server_name") or self.url.hostname or ""
            connection.settimeout(time_left())
            connection = probe_net.facts_context().wrap_socket(connection, server_hostname=name)
        client = HTTPConnection(self.url.netloc.rpartition("@")[2])
        # Reading an answer to its end does not open another connection behind our back.
        client.auto_open = 0
        client.sock = connection
        return client

    def close(self) -> None:
        """Hang up."""
        if self.client is not None:
            self.client.close()
        self.client = None


def fetch(request: dict) -> dict:
    """Send GETs to one server, in their order; the certificate is not judged, redirections are not followed.

    `url` is the server's, `headers` go with every request; `requests` are pairs of a path and of headers of
    its own. There is an answer for each, as `http` would give it; those that come too late are `timeout`.
    """
    url = urlsplit(str(request["url"]))
    try:
        target = probe_net.target_of(url.hostname or "", url.port or (443 if url.scheme == "https" else 80))
    except (OSError, UnicodeError) as error:
        return probe_net.unreachable(error)
    line, room = Line(target, url, request), ALL_LIMIT
    answers: list[dict] = []
    for path, headers in request["requests"][:MOST_REQUESTS]:
        try:
            found, content = line.get(
                str(path), {**(request.get("headers") or {}), **headers}, min(ONE_LIMIT, room)
            )
        except (OSError, HTTPException, ValueError) as error:
            line.close()
            failure = probe_net.failed_handshake(error, target) if url.scheme == "https" else None
            answers.append(failure or probe_net.unreachable(error))
            if not isinstance(error, (HTTPException, ValueError)):
                # Nothing listens there, or it hangs: asking on would only take longer to say so.
                break
            continue
        answers.append(told(found, content, min(ONE_LIMIT, room)))
        room = max(0, room - len(content))
    line.close()
    last = (
        answers[-1] if answers and "unreachable" in answers[-1] else {"unreachable": "timeout", "detail": ""}
    )
    return {"answers": answers + [last] * (len(request["requests"]) - len(answers))}


def told(answer: HTTPResponse, content: bytes, limit: int) -> dict:
    """Put one answer into words that JSON can carry."""
    return {
        "status": answer.status,
        "headers": {name.lower(): value for name, value in answer.getheaders()},
        "body_b64": base64.b64encode(content[:limit]).decode(),
        "truncated": len(content) > limit or bool(answer.length),
    }


def time_left() -> float:
    """Say how long a server may still take, in seconds.

    Raises:
        TimeoutError: no time is left.
    """
    left = signal.getitimer(signal.ITIMER_REAL)[0] - MARGIN_S
    if left <= 0:
        raise TimeoutError
    return left
