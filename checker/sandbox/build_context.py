"""The files that an image is built from: those of its folder and the generated ones, as one tar."""

from __future__ import annotations

import hashlib
import io
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

CONTEXTS = Path(__file__).parent / "context"
_IGNORED = {"__pycache__", ".dockerignore", ".DS_Store"}


@dataclass(frozen=True)
class ContextFile:
    """A file of a build context; its path has slashes and no leading one."""

    path: str
    content: bytes
    is_executable: bool

    @property
    def mode(self) -> int:
        """The mode in the image: the umask of whoever cloned the course must not count."""
        return 0o755 if self.is_executable else 0o644


def folder_files(folder: Path, place: str = "") -> list[ContextFile]:
    """Return the files of a folder, sorted by path, as those of a context or of a folder of it (`place`)."""
    found = []
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and not _IGNORED & set(relative.parts):
            found.append(_file((PurePosixPath(place) / relative).as_posix(), path.read_bytes()))
    return found


def with_generated(files: list[ContextFile], generated: dict[str, bytes]) -> list[ContextFile]:
    """Return the files with the generated ones, which take the place of those of the same path."""
    by_path = {file.path: file for file in files}
    by_path |= {path: _file(path, content) for path, content in generated.items()}
    return [by_path[path] for path in sorted(by_path)]


def digest(files: list[ContextFile]) -> str:
    """Return the sha256 of the files: paths, modes and contents."""
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.path}\0{file.mode:o}\0{hashlib.sha256(file.content).hexdigest()}\n".encode())
    return total.hexdigest()


def tar(files: list[ContextFile]) -> bytes:
    """Return the context as the engine wants it; the same files give the same bytes."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for file in files:
            entry = tarfile.TarInfo(file.path)
            entry.size, entry.mode = len(file.content), file.mode
            archive.addfile(entry, io.BytesIO(file.content))
    return buffer.getvalue()


def _file(path: str, content: bytes) -> ContextFile:
    # Git's executable bit is lost on some systems; the first line of a program is not.
    return ContextFile(path, content, is_executable=content.startswith(b"#!"))
