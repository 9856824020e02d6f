"""A layer: a tree of files in memory, and the one tar archive that it makes."""

from __future__ import annotations

import gzip
import hashlib
import io
import stat
import tarfile
from dataclasses import dataclass, field
from pathlib import Path


def digest(data: bytes) -> str:
    """The registry's name for these bytes, `sha256:…`."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


@dataclass(frozen=True)
class Layer:
    """A layer as a registry keeps it."""

    blob: bytes
    diff_id: str
    created_by: str


@dataclass
class Tree:
    """Files, links and folders by path, without leading slash; the order of insertion does not matter."""

    entries: dict[str, tuple[tarfile.TarInfo, bytes]] = field(default_factory=dict)

    def folder(self, path: str, mode: int = 0o755) -> None:
        """Add an empty folder."""
        self._add(path, tarfile.DIRTYPE, mode)

    def link(self, path: str, target: str) -> None:
        """Add a symbolic link."""
        self._add(path, tarfile.SYMTYPE, 0o777, target=target)

    def file(self, path: str, content: bytes | str, mode: int | None = None) -> None:
        """Add a file; without a mode, it can be executed when it is a script."""
        data = content.encode() if isinstance(content, str) else content
        if mode is None:
            mode = 0o755 if data.startswith(b"#!") else 0o644
        self._add(path, tarfile.REGTYPE, mode, data=data)

    def copy(self, source: Path) -> None:
        """Add what a folder of files on disk holds; modes follow the content, not the disk."""
        for path in sorted(source.rglob("*")):
            name = path.relative_to(source).as_posix()
            if path.is_symlink():
                self.link(name, path.readlink().as_posix())
            elif path.is_file():
                self.file(name, path.read_bytes())

    def mirror(self, root: Path) -> None:
        """Add a whole root file system with its modes; devices and mount points stay empty."""
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if name.split("/")[0] in ("dev", "proc", "sys") and "/" in name:
                continue
            status = path.lstat()
            mode = stat.S_IMODE(status.st_mode)
            if stat.S_ISLNK(status.st_mode):
                self.link(name, path.readlink().as_posix())
            elif stat.S_ISDIR(status.st_mode):
                self.folder(name, mode)
            elif stat.S_ISREG(status.st_mode) and name != ".dockerenv":
                self.file(name, path.read_bytes(), mode)

    def layer(self, created_by: str) -> Layer:
        """The layer of this tree: sorted, without owner or date, so that equal trees give equal bytes."""
        self._complete()
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
            for path in sorted(self.entries):
                info, data = self.entries[path]
                archive.addfile(info, io.BytesIO(data))
        content = buffer.getvalue()
        return Layer(gzip.compress(content, compresslevel=9, mtime=0), digest(content), created_by)

    def _complete(self) -> None:
        """Every file has its folders in the archive."""
        for path in list(self.entries):
            parts = path.split("/")[:-1]
            for count in range(1, len(parts) + 1):
                parent = "/".join(parts[:count])
                if parent not in self.entries:
                    self.folder(parent)

    def _add(self, path: str, kind: bytes, mode: int, *, data: bytes = b"", target: str = "") -> None:
        info = tarfile.TarInfo(path)
        info.type, info.mode, info.size, info.linkname = kind, mode, len(data), target
        self.entries[path] = (info, data)
