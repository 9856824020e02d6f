"""The frames between kernel and agent, on stdin and stdout: one byte of type, four of length, data."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterator

HEADER = struct.Struct(">cI")


class Wire:
    """Frames in, frames out."""

    def __init__(self) -> None:
        self._buffer = b""

    def say(self, kind: bytes, data: object) -> None:
        """Send a frame; blocks while the kernel is slow, which slows the cell down."""
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        view = memoryview(HEADER.pack(kind, len(body)) + body)
        while view:
            view = view[os.write(1, view) :]

    def emit(self, pieces: list[tuple[int, bytes]]) -> None:
        """Send output, and how much of it is missing."""
        for omitted, data in pieces:
            if omitted:
                self.say(b"T", {"omitted": omitted})
            if data:
                self.say(b"O", data)

    def heard(self) -> Iterator[tuple[bytes, bytes]]:
        """The frames that the kernel sent.

        Raises:
            EOFError: it hung up.
        """
        data = os.read(0, 65536)
        if not data:
            raise EOFError
        self._buffer += data
        while len(self._buffer) >= HEADER.size:
            kind, length = HEADER.unpack_from(self._buffer)
            end = HEADER.size + length
            if len(self._buffer) < end:
                return
            body, self._buffer = self._buffer[HEADER.size : end], self._buffer[end:]
            yield kind, body
