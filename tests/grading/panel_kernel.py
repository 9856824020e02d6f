"""The kernel on a shell of this machine, its verdicts by the fake worker: for clicks without a container."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace

HERE = Path(__file__).parent


def load(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    import checker.kernel.desk as desk
    from checker.grading.grader import Grader
    from checker.grading.worker_process import start_worker
    from checker.kernel.app import SandboxKernelApp
    from checker.kernel.session import SandboxSession

    local = load(HERE.parent / "kernel" / "local_kernel.py")
    home = os.environ["LOCAL_KERNEL_HOME"]
    os.environ["IPYTHONDIR"] = home

    def run(script: str, *, timeout_s: float = 60, stdin: bytes = b"") -> SimpleNamespace:
        done = subprocess.run(
            ["bash"], input=script, text=True, cwd=home, env={"HOME": home, "PATH": os.environ["PATH"]}
        )
        return SimpleNamespace(exit_code=done.returncode, output="", timed_out=False, truncated=False)

    sandbox = local.LocalSandbox(home)
    sandbox.run_id = home
    sandbox.machine.run = run
    sandbox.machine.container = "local"
    SandboxSession.from_environment = classmethod(lambda cls, loop: cls(loop, start=lambda: sandbox))
    worker = (sys.executable, "-I", str(HERE / "fake_worker.py"))
    desk.Grader = partial(Grader, start=partial(start_worker, worker))
    app = SandboxKernelApp.instance()
    app.initialize(sys.argv[1:])
    app.start()


if __name__ == "__main__":
    main()
