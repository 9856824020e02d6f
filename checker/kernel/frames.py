"""The frames that kernel and agent exchange: one byte of type, four of length, data."""

from __future__ import annotations

import struct
from dataclasses import dataclass

LONGEST = 1 << 20


class BrokenStreamError(Exception):
    """The other side does not speak frames (any more)."""


@dataclass(frozen=True)
class Frame:
    """One message."""

    kind: bytes
    data: bytes


def encode(kind: bytes, data: bytes = b"") -> bytes:
    """A frame as bytes."""
    return kind + struct.pack(">I", len(data)) + data


class Decoder:
    """Cuts a stream of bytes into frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that are complete now.

        Raises:
            BrokenStreamError: a length that no agent of ours announces.
        """
        self._buffer += data
        frames = []
        while len(self._buffer) >= 5:
            (length,) = struct.unpack_from(">I", self._buffer, 1)
            if length > LONGEST:
                raise BrokenStreamError(f"frame of {length} bytes")
            if len(self._buffer) < 5 + length:
                break
            frames.append(Frame(bytes(self._buffer[:1]), bytes(self._buffer[5 : 5 + length])))
            del self._buffer[: 5 + length]
        return frames
