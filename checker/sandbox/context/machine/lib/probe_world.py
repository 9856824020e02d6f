"""The learner's world as the learner sees it: files and names, inside the learner's namespaces.

The process that runs these has given up root before it goes in, and only reads ordinary files.
"""

import base64
import os
import signal
import socket
import stat
import time

import marks

LEARNER = 1000
HOME = "/home/apprenant"
NAMESPACES = ("user", "mnt", "net")
NETWORK_NAMESPACES = ("user", "net")
FILE_LIMIT = 1_000_000
LARGEST_LIMIT = 8_000_000
MOST_ENTRIES = 2000
MOST_ADDRESSES = 16


class WorldLostError(Exception):
    """The learner's namespaces are gone, and did not come back in time."""


def become(user: int) -> None:
    """Become somebody else for good; fine when that is done already."""
    if os.getuid() == user:
        return
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def enter(*, network_only: bool = False) -> None:
    """Go into the learner's namespaces, as the learner; waits for them while they are made again.

    Args:
        network_only: keep the container's own files.

    Raises:
        WorldLostError: when this process's time is nearly over.
    """
    become(LEARNER)
    end = time.monotonic() + signal.getitimer(signal.ITIMER_REAL)[0] - 0.2
    while True:
        try:
            namespaces = open_namespaces(NETWORK_NAMESPACES if network_only else NAMESPACES)
            break
        except (OSError, ValueError):
            if time.monotonic() >= end:
                raise WorldLostError from None
            time.sleep(0.02)
    for namespace in namespaces:
        os.setns(namespace)
        os.close(namespace)
    os.chdir("/")


def open_namespaces(names: tuple[str, ...]) -> list[int]:
    """Open the namespaces of the world that is up now."""
    if not os.stat(marks.READY).st_size:
        raise ValueError("the world is not ready")
    with open(marks.PID, encoding="ascii") as file:
        pid = int(file.read())
    return [os.open(f"/proc/{pid}/ns/{name}", os.O_RDONLY | os.O_CLOEXEC) for name in names]


def place(path: str) -> str:
    """Give the absolute path that a learner means."""
    if path == "~" or path.startswith("~/"):
        path = HOME + path[1:]
    return os.path.join(HOME, path)


def kind_of(mode: int) -> str:
    """Name what a path leads to."""
    if stat.S_ISREG(mode):
        return "file"
    return "directory" if stat.S_ISDIR(mode) else "other"


def describe(status: os.stat_result) -> dict:
    """Give the facts that a listing and a single question have in common."""
    return {
        "kind": kind_of(status.st_mode),
        "size": status.st_size,
        "mode": stat.S_IMODE(status.st_mode),
        "mtime": status.st_mtime,
        "uid": status.st_uid,
    }


def link_of(path: str) -> str | None:
    """Give what a symbolic link says, None for anything else."""
    try:
        return os.readlink(path)
    except (OSError, ValueError):
        return None


def file(request: dict) -> dict:
    """Describe a path, with the content of an ordinary file: its beginning, or its end when `end` is true."""
    path = place(str(request["path"]))
    limit = min(int(request.get("limit") or FILE_LIMIT), LARGEST_LIMIT)
    enter()
    link = link_of(path)
    answer: dict = {"link": link} if link is not None else {}
    try:
        status = os.stat(path)
        answer.update(describe(status))
        if answer["kind"] != "file":
            return answer
        start = max(0, status.st_size - limit) if request.get("end") else 0
        content = read(path, limit + 1, start)
    except (FileNotFoundError, NotADirectoryError):
        return {**answer, "kind": "absent"}
    except (OSError, ValueError) as error:
        return {"kind": "other", "size": 0, "mode": 0, **answer, "error_text": str(error)}
    answer["content_b64"] = base64.b64encode(content[:limit]).decode()
    answer["truncated"] = start > 0 or len(content) > limit
    return answer


def read(path: str, limit: int, start: int = 0) -> bytes:
    """Read a part of an ordinary file, and of nothing else."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return b""
        os.lseek(handle, start, os.SEEK_SET)
        content = bytearray()
        while len(content) < limit and (data := os.read(handle, limit - len(content))):
            content += data
        return bytes(content)
    finally:
        os.close(handle)


def listing(request: dict) -> dict:
    """Name what a folder holds."""
    path = place(str(request["path"]))
    enter()
    try:
        with os.scandir(path) as found:
            entries = [
                describe_entry(entry) for _, entry in zip(range(MOST_ENTRIES + 1), found, strict=False)
            ]
    except FileNotFoundError:
        return {"kind": "absent", "names": [], "entries": []}
    except NotADirectoryError:
        return {"kind": "file", "names": [], "entries": []}
    except (OSError, ValueError) as error:
        return {"kind": "other", "names": [], "entries": [], "error_text": str(error)}
    truncated = len(entries) > MOST_ENTRIES
    entries = sorted(entries[:MOST_ENTRIES], key=lambda entry: entry["name"])
    return {
        "kind": "directory",
        "names": [entry["name"] for entry in entries],
        "entries": entries,
        "truncated": truncated,
    }


def describe_entry(entry: os.DirEntry) -> dict:
    """Describe one entry without following it."""
    name = entry.name.encode(errors="surrogateescape").decode(errors="replace")
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return {"name": name, "kind": "other", "size": 0, "mode": 0}
    facts = {"name": name, **describe(status)}
    if stat.S_ISLNK(status.st_mode):
        facts["link"] = link_of(entry.path)
    return facts


def write(request: dict) -> dict:
    """Write an ordinary file as the learner would, with the folders above it."""
    path = place(str(request["path"]))
    data = memoryview(base64.b64decode(request["content_b64"]))
    enter()
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC, 0o600)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return {"written": False, "error_text": "not an ordinary file"}
            os.ftruncate(handle, 0)
            while data:
                data = data[os.write(handle, data) :]
            os.fchmod(handle, int(request.get("mode", 0o644)) & 0o777)
        finally:
            os.close(handle)
    except (OSError, ValueError) as error:
        return {"written": False, "error_text": str(error)}
    return {"written": True}


def resolve(request: dict) -> dict:
    """Look a name up as the learner's programs do, /etc/hosts included."""
    enter()
    try:
        found = socket.getaddrinfo(str(request["name"]), None, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        return {"addresses": [], "error_text": str(error)}
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    return {"addresses": addresses[:MOST_ADDRESSES]}
