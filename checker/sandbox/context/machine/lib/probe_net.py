"""HTTP and TLS from the machine's own network, by somebody who has no rights at all."""

import base64
import encodings.idna  # noqa: F401 - looked up by the resolver; never to be loaded from the learner's world
import http.client
import socket
import ssl
import stringprep  # noqa: F401 - as above
import unicodedata  # noqa: F401 - as above
from urllib.parse import urlsplit

BODY_LIMIT = 2_000_000
CONNECT_TIMEOUT_S = 4.0


def preload() -> None:
    """Make the parent load what the children need."""
    "été.test".encode("idna")
    ssl.create_default_context()


def unreachable(error: Exception) -> dict:
    """Sort a failure: refused, timeout, dns, tls, reset, eof, protocol or network."""
    return {"unreachable": code_of(error), "detail": detail_of(error)}


def code_of(error: Exception) -> str:
    """Name a failure."""
    kinds = (
        (ConnectionRefusedError, "refused"),
        (http.client.RemoteDisconnected, "eof"),
        (ssl.SSLEOFError, "eof"),
        (ssl.SSLZeroReturnError, "eof"),
        (ssl.SSLError, "tls"),
        (ConnectionError, "reset"),
        (TimeoutError, "timeout"),
        (socket.gaierror, "dns"),
        (UnicodeError, "dns"),
        (http.client.HTTPException, "protocol"),
    )
    return next((code for kind, code in kinds if isinstance(error, kind)), "network")


def detail_of(error: Exception) -> str:
    """Say what the library says of a failure, without its place in the sources."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    return str(getattr(error, "reason", None) or getattr(error, "strerror", None) or error)[:500]


def connect(host: str, port: int) -> socket.socket:
    """Open a connection."""
    return socket.create_connection((host, port), timeout=CONNECT_TIMEOUT_S)


def is_plain_http(host: str, port: int) -> bool:
    """Say whether the server that fails a TLS handshake answers to plain HTTP."""
    try:
        with connect(host, port) as plain:
            plain.sendall(b"GET / HTTP/1.0\r\n\r\n")
            return plain.recv(5) == b"HTTP/"
    except OSError:
        return False


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


def http_context(ca_pem: str | None) -> ssl.SSLContext:
    """Make the context of a request: without an authority given, nothing is judged."""
    return facts_context() if ca_pem is None else judging_context(ca_pem)


def http(request: dict) -> dict:
    """Send one request; redirections are not followed, no proxy is asked."""
    url = urlsplit(str(request["url"]))
    host = url.hostname or ""
    secure = url.scheme == "https"
    port = url.port or (443 if secure else 80)
    try:
        connection = connect(host, port)
        if secure:
            name = request.get("server_name") or host
            connection = http_context(request.get("ca_pem")).wrap_socket(connection, server_hostname=name)
        # The whole question is bounded in time from outside.
        connection.settimeout(None)
        return exchange(connection, url, request)
    except ssl.SSLCertVerificationError as error:
        return unreachable(error)
    except (ssl.SSLError, ConnectionError) as error:
        if secure and is_plain_http(host, port):
            return {"unreachable": "tls", "detail": "plain-http"}
        return unreachable(error)
    except (OSError, http_errors(), UnicodeError) as error:
        return unreachable(error)


def http_errors() -> type[Exception]:
    """Give what http.client raises (its name is hidden by the operation's)."""
    return globals()["_client"].HTTPException


def exchange(connection: socket.socket, url, request: dict) -> dict:
    """Say the request over an open connection, and read the answer."""
    client = _client.HTTPConnection(url.netloc.rpartition("@")[2])
    client.sock = connection
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    body = base64.b64decode(request["body_b64"]) if request.get("body_b64") else None
    client.request(request.get("method", "GET"), target, body=body, headers=request.get("headers") or {})
    answer = client.getresponse()
    try:
        content, whole = answer.read(BODY_LIMIT + 1), True
    except _client.IncompleteRead as error:
        content, whole = error.partial, False
    return {
        "status": answer.status,
        "headers": {name.lower(): value for name, value in answer.getheaders()},
        "body_b64": base64.b64encode(content[:BODY_LIMIT]).decode(),
        "truncated": not whole or len(content) > BODY_LIMIT,
    }


def tls(request: dict) -> dict:
    """Look at the certificates that a server shows, then judge them as Docker would."""
    host, port = str(request["host"]), int(request["port"])
    name = request.get("server_name") or host
    try:
        with facts_context().wrap_socket(connect(host, port), server_hostname=name) as secured:
            chain = secured.get_unverified_chain()
            version = secured.version()
    except (OSError, UnicodeError, ValueError) as error:
        if isinstance(error, (ssl.SSLError, ConnectionError)) and not isinstance(error, ConnectionRefusedError):
            if is_plain_http(host, port):
                return {"unreachable": "tls", "detail": "plain-http"}
        return unreachable(error)
    verdict = verify(host, port, name, request.get("ca_pem"))
    return {"chain_der_b64": [base64.b64encode(der).decode() for der in chain], "version": version, **verdict}


def verify(host: str, port: int, name: str, ca_pem: str | None) -> dict:
    """Do the handshake again, with eyes open."""
    try:
        context = judging_context(ca_pem)
        with context.wrap_socket(connect(host, port), server_hostname=name):
            return {"verified": True, "verify_error": ""}
    except (OSError, ValueError) as error:
        return {"verified": False, "verify_error": detail_of(error)}


_client = http.client if hasattr(http, "client") else __import__("http.client").client
