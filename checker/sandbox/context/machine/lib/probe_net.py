"""HTTP and TLS to what listens in the learner's world.

Asked from the learner's network, but with the container's own files: names are looked up, and authorities
read, where the learner cannot change them.
"""

import base64
import encodings.idna  # noqa: F401 - looked up by the resolver; never to be loaded from the learner's world
import socket
import ssl
import stringprep  # noqa: F401 - as above
import unicodedata  # noqa: F401 - as above
from http.client import HTTPConnection, HTTPException, IncompleteRead, RemoteDisconnected
from urllib.parse import SplitResult, urlsplit

import probe_world

#: By this the learner, and the command that tells what was said to a registry, know our own questions.
AGENT = "registres-sonde"
BODY_LIMIT = 2_000_000
CONNECT_TIMEOUT_S = 4.0
CODES = (
    (ConnectionRefusedError, "refused"),
    (RemoteDisconnected, "eof"),
    (ssl.SSLEOFError, "eof"),
    (ssl.SSLZeroReturnError, "eof"),
    (ssl.SSLError, "tls"),
    (ConnectionError, "reset"),
    (TimeoutError, "timeout"),
    (socket.gaierror, "dns"),
    (UnicodeError, "dns"),
    (HTTPException, "protocol"),
)


def preload() -> None:
    """Make the parent load what the children need."""
    "été.test".encode("idna")
    judging_context(None)


def unreachable(error: Exception) -> dict:
    """Sort a failure: refused, timeout, dns, tls, reset, eof, protocol or network."""
    code = next((code for kind, code in CODES if isinstance(error, kind)), "network")
    return {"unreachable": code, "detail": detail_of(error)}


def detail_of(error: Exception) -> str:
    """Say what the library says of a failure, without its place in the sources."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    text = str(getattr(error, "reason", None) or getattr(error, "strerror", None) or error)
    return text[:500]


class Target:
    """Where to connect to: the addresses of a name, looked up before going into the learner's network."""

    def __init__(self, host: str, port: int) -> None:
        probe_world.become(probe_world.LEARNER)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        self.addresses = list(dict.fromkeys(entry[4][:2] for entry in found))
        probe_world.enter(network_only=True)

    def connect(self) -> socket.socket:
        """Open a connection to the first address that accepts it.

        Raises:
            OSError: none does; this is the last one's refusal.
        """
        failure = OSError("no address")
        for address in self.addresses:
            try:
                return socket.create_connection(address, timeout=CONNECT_TIMEOUT_S)
            except OSError as error:
                failure = error
        raise failure


def is_plain_http(target: Target) -> bool:
    """Say whether the server that fails a TLS handshake answers to plain HTTP."""
    try:
        with target.connect() as plain:
            plain.sendall(b"GET / HTTP/1.0\r\nUser-Agent: %b\r\n\r\n" % AGENT.encode("ascii"))
            return plain.recv(5) == b"HTTP/"
    except OSError:
        return False


def failed_handshake(error: Exception, target: Target) -> dict:
    """Sort the failure of a connection that was to be secured."""
    judged = isinstance(error, (ssl.SSLCertVerificationError, ConnectionRefusedError))
    if isinstance(error, (ssl.SSLError, ConnectionError)) and not judged and is_plain_http(target):
        return {"unreachable": "tls", "detail": "plain-http"}
    return unreachable(error)


def facts_context() -> ssl.SSLContext:
    """Make a context that accepts whatever is shown, weak keys included: it is there to be looked at."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context


def judging_context(ca_pem: str | None) -> ssl.SSLContext:
    """Make a context that judges as Docker does: the name must be in the alternative names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.hostname_checks_common_name = False
    # Any certificate in certs.d is an anchor for Docker, be it a root or not.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.set_ciphers("DEFAULT@SECLEVEL=1")
    if ca_pem is None:
        context.load_default_certs()
    else:
        context.load_verify_locations(cadata=ca_pem)
    return context


def target_of(host: str, port: int) -> Target:
    """Look the target up, and go to the learner's network.

    Raises:
        OSError: the name is unknown.
        ConnectionRefusedError: the learner's world is being started again: nothing listens in it.
    """
    try:
        return Target(host, port)
    except probe_world.WorldLostError:
        raise ConnectionRefusedError("world") from None


def http(request: dict) -> dict:
    """Send one request; redirections are not followed, no proxy is asked.

    Without an authority given, the certificate is not judged.
    """
    url = urlsplit(str(request["url"]))
    host, secure = url.hostname or "", url.scheme == "https"
    try:
        target = target_of(host, url.port or (443 if secure else 80))
    except (OSError, UnicodeError) as error:
        return unreachable(error)
    try:
        connection = target.connect()
        if secure:
            ca_pem, name = request.get("ca_pem"), request.get("server_name") or host
            context = judging_context(ca_pem) if ca_pem else facts_context()
            connection = context.wrap_socket(connection, server_hostname=name)
        # The whole question is bounded in time from outside.
        connection.settimeout(None)
        return exchange(connection, url, request)
    except (OSError, HTTPException, ValueError) as error:
        return failed_handshake(error, target) if secure else unreachable(error)


def exchange(connection: socket.socket, url: SplitResult, request: dict) -> dict:
    """Say the request over an open connection, and read the answer."""
    client = HTTPConnection(url.netloc.rpartition("@")[2])
    client.sock = connection
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    body = base64.b64decode(request["body_b64"]) if request.get("body_b64") else None
    headers = dict(request.get("headers") or {})
    if not any(name.lower() == "user-agent" for name in headers):
        headers["User-Agent"] = AGENT
    client.request(request.get("method", "GET"), target, body=body, headers=headers)
    answer = client.getresponse()
    try:
        # A body that was announced longer than it is leaves a remainder.
        content, whole = answer.read(BODY_LIMIT + 1), not answer.length
    except IncompleteRead as error:
        content, whole = error.partial, False
    return {
        "status": answer.status,
        "headers": {name.lower(): value for name, value in answer.getheaders()},
        "body_b64": base64.b64encode(content[:BODY_LIMIT]).decode(),
        "truncated": not whole or len(content) > BODY_LIMIT,
    }


def tls(request: dict) -> dict:
    """Look at the certificates that a server shows, then judge them as Docker would."""
    host = str(request["host"])
    name = request.get("server_name") or host
    try:
        target = target_of(host, int(request["port"]))
    except (OSError, UnicodeError) as error:
        return unreachable(error)
    try:
        with facts_context().wrap_socket(target.connect(), server_hostname=name) as secured:
            chain, version = secured.get_unverified_chain(), secured.version()
    except (OSError, ValueError) as error:
        return failed_handshake(error, target)
    verdict = verify(target, name, request.get("ca_pem"))
    return {"chain_der_b64": [base64.b64encode(der).decode() for der in chain], "version": version, **verdict}


def verify(target: Target, name: str, ca_pem: str | None) -> dict:
    """Do the handshake again, with eyes open."""
    try:
        with judging_context(ca_pem).wrap_socket(target.connect(), server_hostname=name):
            return {"verified": True, "verify_error": ""}
    except (OSError, ValueError) as error:
        return {"verified": False, "verify_error": detail_of(error)}
