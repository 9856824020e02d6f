"""The kernel on a shell of this machine instead of a sandbox: for tests that need no container.

Run as a kernel (`python -I local_kernel.py -f connection.json`), or loaded by conftest.py for its classes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import checker.sandbox

PROGRAMS = Path(checker.sandbox.__file__).parent / "context" / "machine" / "lib"


class LocalChannel:
    """A program of this machine as a channel."""

    def __init__(self, argv: list[str], home: str) -> None:
        argv = [a.replace("/usr/lib/registres", str(PROGRAMS)) for a in argv]
        environment = {"PATH": os.environ["PATH"], "HOME": home, "USER": "root", "LANG": "C.UTF-8"}
        self._process = subprocess.Popen(
            argv,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            cwd=home,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, data: bytes, timeout_s: float | None = None) -> None:
        self._process.stdin.write(data)

    def receive(self, size: int = 65536, timeout_s: float | None = None) -> bytes:
        return self._process.stdout.read(size)

    def close(self) -> None:
        self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class LocalMachine:
    def __init__(self, home: str) -> None:
        self._home = home

    def open(self, argv: list[str], *, as_learner: bool) -> LocalChannel:
        return LocalChannel(list(argv), self._home)

    def is_crowded(self) -> bool:
        return False


class LocalSandbox:
    run_id = "000000000000"

    def __init__(self, home: str) -> None:
        self.machine = LocalMachine(home)

    def is_alive(self) -> bool:
        return True

    def revive(self) -> bool:
        return True

    def stop(self) -> None:
        pass


def main() -> None:
    from checker.kernel.app import SandboxKernelApp
    from checker.kernel.session import SandboxSession

    home = os.environ["LOCAL_KERNEL_HOME"]
    os.environ["IPYTHONDIR"] = home

    def local(cls, loop):
        return cls(loop, start=lambda: LocalSandbox(home))

    SandboxSession.from_environment = classmethod(local)
    app = SandboxKernelApp.instance()
    app.initialize(sys.argv[1:])
    app.start()


if __name__ == "__main__":
    main()
