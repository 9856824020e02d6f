"""A duplex line to a program in a container: `docker exec` over the SDK's attach socket."""

from __future__ import annotations

import contextlib
import selectors
import socket
import ssl
import struct
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

import docker
from docker.errors import APIError, DockerException

from checker.errors import SandboxError
from checker.messages import sandbox as say

STDERR_LIMIT = 64 * 1024
CHUNK = 256 * 1024
_STDERR = 2
_HEADER = struct.Struct(">BxxxL")
#: Without a handle of its own, and not limited to the first 1024 of the process where the system can.
_Selector: type[selectors.BaseSelector] = getattr(selectors, "PollSelector", selectors.SelectSelector)


class Channel:
    """Bytes in, bytes out. One thread may receive while others send.

    What the program says on its standard error is kept apart in `stderr`, its end only. With a
    terminal (`tty`) the two are one.
    """

    def __init__(self, client: docker.DockerClient, exec_id: str, sock: Any, *, tty: bool = False) -> None:
        self._client = client
        self._exec_id = exec_id
        self._response: Any = getattr(sock, "_response", None)
        self._tty = tty
        # The SDK gives the socket itself, or a file object around it.
        self._sock: Any = getattr(sock, "_sock", sock)
        self._holder = sock
        self._plain = isinstance(self._sock, socket.socket) and not isinstance(self._sock, ssl.SSLSocket)
        if self._plain:
            self._sock.setblocking(False)
        self._raw = bytearray(_early_bytes(self._response) if self._plain else b"")
        self._out = bytearray()
        self._stderr = bytearray()
        self._ended = False
        self._closed = False
        self._sending = threading.Lock()
        self._decode()

    @classmethod
    def open(
        cls,
        client: docker.DockerClient,
        container: str,
        argv: Sequence[str],
        *,
        user: str = "",
        tty: bool = False,
        environment: Mapping[str, str] | None = None,
    ) -> Channel:
        """Start a program in a container.

        Raises:
            SandboxError: the container is not running, or the engine is lost.
        """
        try:
            made = client.api.exec_create(
                container, list(argv), stdin=True, tty=tty, user=user, environment=dict(environment or {})
            )
            sock = client.api.exec_start(made["Id"], socket=True, tty=tty)
        except (DockerException, OSError) as error:
            raise SandboxError(say.exec_refused(_reason(error)), do=say.RESTART_MACHINE) from error
        return cls(client, made["Id"], sock, tty=tty)

    @property
    def pending(self) -> bool:
        """Whether `receive` has something to give without reading the socket."""
        return bool(self._out) or self._ended

    @property
    def stderr(self) -> bytes:
        """The end of what the program said on its standard error so far."""
        return bytes(self._stderr)

    def fileno(self) -> int:
        """Give the socket's number, to wait for it; after each event, `receive` until TimeoutError."""
        return int(self._sock.fileno())

    def send(self, data: bytes, timeout_s: float | None = None) -> None:
        """Send all of it.

        Raises:
            BrokenPipeError: the other end is gone.
            TimeoutError: the program did not read it in time; how much it read is unknown.
        """
        end = None if timeout_s is None else time.monotonic() + timeout_s
        with self._sending:
            # The engine may keep its side open after the program's end, and take what nobody will read.
            if self._closed or self._ended:
                raise BrokenPipeError
            view = memoryview(data)
            while view:
                view = view[self._send_some(view, end) :]

    def _send_some(self, view: memoryview, end: float | None) -> int:
        try:
            if not self._plain:
                self._sock.sendall(view)
                return len(view)
            try:
                return int(self._sock.send(view[:CHUNK]))
            except BlockingIOError:
                self._wait(selectors.EVENT_WRITE, end)
                return 0
        except TimeoutError:
            raise
        except (OSError, ValueError) as error:
            raise BrokenPipeError from error

    def receive(self, size: int = 65536, timeout_s: float | None = None) -> bytes:
        """Give what the program said, as soon as there is something; b"" at the end.

        Raises:
            TimeoutError: nothing came in time (with 0: nothing is there now).
        """
        end = None if timeout_s is None else time.monotonic() + timeout_s
        while not self._out and not self._ended:
            self._read_some(end)
        data = bytes(self._out[:size])
        del self._out[:size]
        return data

    def _read_some(self, end: float | None) -> None:
        try:
            data = self._recv(end)
        except TimeoutError:
            raise
        except (OSError, ValueError):
            data = b""
        if data:
            self._raw += data
            self._decode()
        else:
            self._ended = True

    def _recv(self, end: float | None) -> bytes:
        if not self._plain:
            self._sock.settimeout(None if end is None else max(0.001, end - time.monotonic()))
            return bytes(self._sock.recv(CHUNK))
        while True:
            try:
                return bytes(self._sock.recv(CHUNK))
            except BlockingIOError:
                self._wait(selectors.EVENT_READ, end)

    def _wait(self, event: int, end: float | None) -> None:
        left = None if end is None else end - time.monotonic()
        if left is not None and left <= 0:
            raise TimeoutError
        if self._closed:
            raise ValueError
        with _Selector() as selector:
            selector.register(self._sock, event)
            if not selector.select(left):
                raise TimeoutError

    def _decode(self) -> None:
        """Sort the frames that are whole, and the beginning of the last."""
        if self._tty:
            self._out += self._raw
            self._raw.clear()
            return
        position = 0
        while len(self._raw) - position >= _HEADER.size:
            stream, length = _HEADER.unpack_from(self._raw, position)
            if len(self._raw) - position - _HEADER.size < length:
                break
            position += _HEADER.size
            data = self._raw[position : position + length]
            position += length
            if stream == _STDERR:
                self._stderr = (self._stderr + data)[-STDERR_LIMIT:]
            else:
                self._out += data
        del self._raw[:position]

    def close_stdin(self) -> None:
        """Tell the program that nothing more comes."""
        with contextlib.suppress(OSError, AttributeError):
            if isinstance(self._sock, ssl.SSLSocket):
                self._sock.unwrap()
            else:
                self._sock.shutdown(socket.SHUT_WR)

    def resize(self, rows: int, columns: int) -> None:
        """Give the program's terminal another size; nothing happens once it has ended."""
        with contextlib.suppress(APIError):
            self._client.api.exec_resize(self._exec_id, height=rows, width=columns)

    def exit_code(self) -> int | None:
        """Give the program's status; None while it runs or when nobody knows."""
        try:
            code = self._client.api.exec_inspect(self._exec_id)["ExitCode"]
        except (DockerException, OSError):
            return None
        return None if code is None else int(code)

    def close(self) -> None:
        """Hang up; who waits in `receive` sees the end."""
        if self._closed:
            return
        self._closed = True
        with contextlib.suppress(OSError, AttributeError):
            self._sock.shutdown(socket.SHUT_RDWR)
        for part in (self._response, self._holder, self._sock):
            with contextlib.suppress(OSError, AttributeError):
                part.close()


def _early_bytes(response: Any) -> bytes:
    """Take what the HTTP library read beyond the headers: the SDK forgets it.

    Must be called with a socket that does not block.
    """
    buffered = getattr(getattr(getattr(response, "raw", None), "_fp", None), "fp", None)
    if buffered is None or not hasattr(buffered, "peek"):
        return b""
    return bytes(buffered.peek(1))


def _reason(error: Exception) -> str:
    return str(getattr(error, "explanation", None) or error)
