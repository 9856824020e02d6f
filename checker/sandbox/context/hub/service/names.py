"""The sandbox's name server: the known names, and at once « no such name » for all others."""

import socket
import struct
import subprocess
import sys
import time

_PAUSE_S = 0.01
_TIMEOUT_S = 0.5


class NameServer:
    """A dnsmasq without upstream, started again if it ever dies."""

    def __init__(self, names: dict[str, str]) -> None:
        # Any name that is not known is said not to exist: the client does not try again elsewhere.
        self._command = [
            "/usr/sbin/dnsmasq",
            "--keep-in-foreground",
            "--conf-file=/dev/null",
            "--no-resolv",
            "--no-hosts",
            "--no-poll",
            "--user=",
            "--group=",
            "--pid-file=",
            "--log-facility=/dev/null",
            "--local-ttl=5",
            "--cache-size=0",
            "--address=/#/",
            *(f"--host-record={name},{address}" for name, address in names.items()),
        ]
        self._probe = next(iter(names))
        self._process = subprocess.Popen(self._command)

    def wait_ready(self) -> None:
        """Wait until it answers."""
        question = struct.pack(">HHHHHH", 1, 0x0100, 1, 0, 0, 0)
        question += b"".join(bytes([len(p)]) + p.encode() for p in self._probe.split("."))
        question += b"\0" + struct.pack(">HH", 1, 1)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(_TIMEOUT_S)
            while True:
                try:
                    client.sendto(question, ("127.0.0.1", 53))
                    client.recv(512)
                    return
                except OSError:
                    time.sleep(_PAUSE_S)

    def keep_alive(self) -> None:
        """Start it again whenever it ends; never returns."""
        while True:
            code = self._process.wait()
            sys.stderr.write(f"dnsmasq ended ({code}), starting it again\n")
            time.sleep(_TIMEOUT_S)
            self._process = subprocess.Popen(self._command)
