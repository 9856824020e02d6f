"""The learner's engine as those that are not the learner ask it: over its socket, and dockerd only."""

import os
import socket
import struct

SOCKET = "/run/user/1000/docker.sock"
PROGRAMS = ("/usr/local/sbin/dockerd", "/usr/sbin/dockerd", "/usr/bin/dockerd")
LEARNER = 1000
CREDENTIALS = struct.Struct("3i")


class ImpostorError(OSError):
    """Something else than the engine answers on the engine's socket."""


def connect(timeout_s: float | None = None) -> socket.socket:
    """Connect to whatever listens there."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(timeout_s)
    # The kernel says of each answer which process wrote it: who began to listen may have changed since.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    connection.connect(SOCKET)
    return connection


def check_answer(connection: socket.socket) -> None:
    """Wait for the beginning of the answer, and see that it is dockerd that wrote it.

    Raises:
        ImpostorError: it is another program.
        OSError: there is none any more.
    """
    size = socket.CMSG_SPACE(CREDENTIALS.size)
    _, notes, _, _ = connection.recvmsg(1, size, socket.MSG_PEEK)
    for level, kind, data in notes:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS):
            check_program(CREDENTIALS.unpack(data[: CREDENTIALS.size])[0])


def check_program(pid: int) -> None:
    """See that a process is dockerd; only its owner may look."""
    program = next(filter(os.path.isfile, PROGRAMS), None)
    if program is None:
        return
    me = os.geteuid()
    if me != LEARNER:
        os.seteuid(LEARNER)
    try:
        found = os.stat(f"/proc/{pid}/exe")
    finally:
        os.seteuid(me)
    if not os.path.samestat(found, os.stat(program)):
        raise ImpostorError
