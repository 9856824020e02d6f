"""The kernel's process: what ipykernel offers for IPython and that a notebook must not reach is left out."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from typing import Any

from ipykernel.kernelapp import IPKernelApp
from traitlets import Dict

from checker.kernel.kernel import SandboxKernel

PARENT_POLL_S = 1.0


class SandboxKernelApp(IPKernelApp):
    """Sockets and loops of ipykernel; none of IPython's shell, extensions, configuration or search path."""

    name = "bac-a-sable"
    # The connection file is all there is to say on the command line.
    aliases = Dict({"f": "IPKernelApp.connection_file"})
    flags = Dict({})
    kernel_class = SandboxKernel
    # What libraries print belongs in the server's log, not in the learner's notebook.
    outstream_class = None
    log_level = logging.ERROR

    def init_path(self) -> None:
        """Leave sys.path as it is: a docker.py beside the notebook must never be imported."""

    def load_config_file(self, *args: Any, **kwargs: Any) -> None:
        """Read no configuration: such files are Python code."""

    def init_pdb(self) -> None:
        """No debugger."""

    def init_control(self, context: Any) -> None:
        """No subshells: click callbacks would run in threads of their own."""
        super().init_control(context)
        self.shell_channel_thread = None

    def log_connection_info(self) -> None:
        """Record the ports, silently."""
        self._ports = {
            "shell": self.shell_port,
            "iopub": self.iopub_port,
            "stdin": self.stdin_port,
            "hb": self.hb_port,
            "control": self.control_port,
        }

    def init_poller(self) -> None:
        """End with the server that started us, sandbox included."""
        if self.parent_handle and self.parent_handle != 1:
            threading.Thread(target=self._watch_parent, name="parent-watch", daemon=True).start()

    def init_signal(self) -> None:
        """Interrupts come as messages; SIGTERM stops the sandbox first."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=self._leave).start())

    def _watch_parent(self) -> None:
        while os.getppid() == self.parent_handle:
            time.sleep(PARENT_POLL_S)
        self._leave()

    def _leave(self) -> None:
        kernel = self.kernel
        if kernel is not None:
            kernel.close_sandbox()
        self.cleanup_connection_file()
        os._exit(0)
