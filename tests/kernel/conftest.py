from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import re
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

from checker.kernel.shell import AGENT, Finished, FullScreen, Omitted, Output, Shell, Waiting
from checker.kernel.terminal import Terminal

HERE = Path(__file__).parent
LOCAL_KERNEL = HERE / "local_kernel.py"


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass
class Ran:
    """One cell that a shell ran."""

    code: int
    text: str
    raw: bytes
    new_shell: bool
    prompts: list[Any]
    screens: list[str]
    omitted: int
    seconds: float


@dataclass
class Bench:
    """A shell to run cells in, one after the other."""

    shell: Shell
    channel: Any
    loop: asyncio.AbstractEventLoop
    home: str
    where: str
    ran: list[Ran] = field(default_factory=list)

    def run(self, code: str, *answers: str, stdin: bool = False, interrupts: tuple[float, ...] = ()) -> Ran:
        """Run a cell. With answers (or stdin) a person types; then nothing more: end of file."""
        coroutine = self._run(code, list(answers), stdin or bool(answers), interrupts)
        done = self.loop.run_until_complete(asyncio.wait_for(coroutine, 90))
        self.ran.append(done)
        return done

    async def _run(self, code: str, answers: list[str], stdin: bool, interrupts: tuple[float, ...]) -> Ran:
        started = time.monotonic()
        terminal, raw, prompts, screens, omitted = Terminal(), b"", [], [], 0
        timers = [self.loop.call_later(delay, self.shell.interrupt) for delay in interrupts]
        async for event in self.shell.run(code, stdin=stdin):
            match event:
                case Output(data):
                    terminal.feed(data)
                    raw += data
                case Omitted(count):
                    omitted += count
                case FullScreen(program):
                    terminal.forget_screen()
                    screens.append(program)
                case Waiting():
                    prompts.append(event)
                    if answers:
                        self.shell.answer(answers.pop(0))
                    else:
                        self.shell.end_input()
                case Finished(exit_code, _, new_shell):
                    terminal.feed(b"", final=True)
        for timer in timers:
            timer.cancel()
        seconds = time.monotonic() - started
        return Ran(exit_code, plain(terminal.text()), raw, new_shell, prompts, screens, omitted, seconds)


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@contextlib.contextmanager
def opened(where: str, channel: Any, home: str) -> Any:
    loop = asyncio.new_event_loop()
    shell = Shell(channel, loop)
    loop.run_until_complete(shell.wait_ready())
    yield Bench(shell, channel, loop, home, where)
    shell.close()
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()


@pytest.fixture
def local_bench(tmp_path):
    """A fresh shell on this machine."""
    home = str(tmp_path)
    with opened("local", load(LOCAL_KERNEL).LocalChannel(AGENT, home), home) as bench:
        yield bench


@pytest.fixture
def machine_bench(sandbox):
    """A fresh shell in the learner's machine."""
    with opened("machine", sandbox.machine.open(AGENT, as_learner=True), "/home/apprenant") as bench:
        yield bench


@pytest.fixture(params=["local", "machine"])
def bench(request):
    """A fresh shell: on this machine, and in the learner's."""
    return request.getfixturevalue(f"{request.param}_bench")


@dataclass
class Told:
    """What a front end heard of one cell."""

    status: str
    reply: dict[str, Any]
    messages: list[tuple[str, dict[str, Any]]]
    boxes: list[dict[str, Any]]

    @property
    def text(self) -> str:
        """The streams, as a front end shows them at the end."""
        text = ""
        for kind, content in self.messages:
            if kind == "clear_output":
                text = ""
            elif kind == "stream":
                text += content["text"]
        return plain(text)

    @property
    def error(self) -> str:
        return plain("\n".join(line for k, c in self.messages if k == "error" for line in c["traceback"]))

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [content for k, content in self.messages if k == kind]


class Client:
    """A front end: one kernel, one cell at a time."""

    def __init__(self, argv: list[str], cwd: Path, env: dict[str, str]) -> None:
        self._closed = False
        self.manager = KernelManager()
        self.manager._kernel_spec = KernelSpec(
            argv=[*argv, "-f", "{connection_file}"], language="bash", interrupt_mode="message"
        )
        self.manager.start_kernel(cwd=str(cwd), env=env)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    @property
    def pid(self) -> int:
        return self.manager.provisioner.process.pid

    def send(self, code: str, **options: Any) -> str:
        return self.client.execute(code, **options)

    def run(self, code: str, *answers: str, stdin: bool = False, **options: Any) -> Told:
        """Run a cell to its end."""
        return self.follow(self.send(code, allow_stdin=stdin or bool(answers), **options), *answers)

    def follow(self, message_id: str, *answers: str, until: Any = None, timeout_s: float = 90) -> Told:
        """Hear a request to its end, or until a message (kind, content) satisfies `until`."""
        messages, boxes, waiting = [], [], list(answers)
        deadline = time.monotonic() + timeout_s
        while True:
            assert time.monotonic() < deadline, (messages, boxes)
            with contextlib.suppress(Exception):
                box = self.client.get_stdin_msg(timeout=0)
                boxes.append(box["content"])
                self.client.input(waiting.pop(0) if waiting else "^D")
            try:
                message = self.client.get_iopub_msg(timeout=0.05)
            except Exception:
                continue
            if message["parent_header"].get("msg_id") != message_id:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                break
            if kind not in ("status", "execute_input"):
                messages.append((kind, content))
                if until and until(kind, content):
                    return Told("running", {}, messages, boxes)
        reply = self.reply(message_id)
        return Told(reply.get("status", ""), reply, messages, boxes)

    def reply(self, message_id: str) -> dict[str, Any]:
        while True:
            message = self.client.get_shell_msg(timeout=30)
            if message["parent_header"].get("msg_id") == message_id:
                return message["content"]

    def control(self, kind: str, content: dict[str, Any], timeout_s: float = 2) -> dict[str, Any] | None:
        """Send on the control channel; None when nothing answers."""
        message = self.client.session.msg(kind, content)
        self.client.control_channel.send(message)
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            with contextlib.suppress(Exception):
                answer = self.client.get_control_msg(timeout=0.2)
                if answer["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                    return answer["content"]
        return None

    def shell_message(self, kind: str, content: dict[str, Any]) -> str:
        """Send something that is no execute request on the shell channel."""
        message = self.client.session.msg(kind, content)
        self.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def click(self, model_id: str) -> str:
        return self.shell_message(
            "comm_msg", {"comm_id": model_id, "data": {"method": "custom", "content": {"event": "click"}}}
        )

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self.client.stop_channels()
            self.manager.shutdown_kernel()


def environment(**more: str) -> dict[str, str]:
    import os

    return {**{k: v for k, v in os.environ.items() if k != "REGISTRES_SANDBOX"}, **more}


@pytest.fixture
def start_local(tmp_path):
    """Start a kernel whose shell is on this machine; the notebook's folder is the current one."""
    started = []

    def start(cwd: Path | None = None, **env: str) -> Client:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        argv = [sys.executable, "-I", str(LOCAL_KERNEL)]
        started.append(
            Client(
                argv,
                cwd or tmp_path,
                environment(REGISTRES_DATA=str(tmp_path / "donnees"), LOCAL_KERNEL_HOME=str(home), **env),
            )
        )
        return started[-1]

    yield start
    for client in started:
        client.close()


@pytest.fixture
def local(start_local):
    """A kernel whose shell is on this machine."""
    return start_local()


@pytest.fixture
def start_kernel(tmp_path):
    """Start the real kernel, as the kernelspec does."""
    started = []

    def start(cwd: Path | None = None, **env: str) -> Client:
        argv = [sys.executable, "-I", "-m", "checker.kernel"]
        started.append(
            Client(argv, cwd or tmp_path, environment(REGISTRES_DATA=str(tmp_path / "donnees"), **env))
        )
        return started[-1]

    yield start
    for client in started:
        client.close()


@pytest.fixture
def attached(start_kernel, sandbox):
    """The real kernel on the session's sandbox."""
    return start_kernel(REGISTRES_SANDBOX=sandbox.run_id)
