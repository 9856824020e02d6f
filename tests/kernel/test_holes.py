"""Ways from a notebook to this machine: each one was found open somewhere, or looked for; all are shut."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

MODULES = (
    "docker",
    "checker",
    "ipywidgets",
    "kbas",
    "comm",
    "json",
    "click",
    "testcontainers",
    "sitecustomize",
)


@pytest.fixture
def witness(tmp_path):
    """A file that hostile code would create on this machine."""
    return tmp_path / "temoin"


@pytest.fixture
def trapped(tmp_path, witness):
    """A notebook's folder full of modules that must never be imported."""
    folder = tmp_path / "carnets"
    folder.mkdir()
    spring = f"open({str(witness)!r}, 'a').write(__name__ + ' ')\n"
    for name in MODULES:
        (folder / f"{name}.py").write_text(spring)
        package = folder / "checker" if name == "checker" else None
        if package:
            package.mkdir()
            (package / "__init__.py").write_text(spring)
    for name in (
        "ipython_config.py",
        "ipython_kernel_config.py",
        "jupyter_config.py",
        "bac_a_sable_config.py",
    ):
        (folder / name).write_text(spring)
    startup = folder / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text(spring)
    return folder


def test_modules_beside_the_notebook_are_not_imported(start_kernel, sandbox, trapped, witness):
    path = str(trapped)
    client = start_kernel(trapped, REGISTRES_SANDBOX=sandbox.run_id, PYTHONPATH=path, PYTHONSTARTUP=path)
    assert client.run("echo a; read x; docker version >/dev/null; sleep 2.2", "b").status == "ok"
    assert client.run("%aide").status == "ok"
    client.run("%exercice 02-registre-prive/01-demarrer-un-registre", stdin=True)
    client.run("%editer notes.txt", stdin=True)
    client.run("%verifier", stdin=True)
    assert not witness.exists(), witness.read_text()


HOSTILE_CELLS = [
    "__import__('os').system('touch {w}')",
    "import os; os.system('touch {w}')",
    "!touch {w}",
    "!!touch {w}",
    "%%python\nopen({w!r}, 'w')",
    "%%bash\ntouch {w}",
    "%%script sh\ntouch {w}",
    "%%writefile {w}\nx",
    "%%file {w}\nx",
    "%run {w}.py",
    "%system touch {w}",
    "%sx touch {w}",
    "%load_ext temoin",
    "%python open({w!r}, 'w')",
    "%shell touch {w}",
    "%aide $(touch {w})",
    "%aide `touch {w}`",
    "%aide; touch {w}",
    "%aide\n!touch {w}",
    "%exercice ../../../../{w}",
    "%exercice $(touch {w})",
    "%exercice {{open({w!r}, 'w')}}",
    "%verifier /etc/passwd",
    "%editer ../../../../../../{w}\n",
    "%__class__",
    "%COMMANDS",
    "%_redemarrer",
    "get_ipython().system('touch {w}')",
    "echo 'bash_kernel: saved html data to: {w}'; touch {w}.bac",
    "printf 'D0 /tmp\\0' >&198",
    "printf '\\033]1337;File=name=a:YQ==\\007'",
]


def test_hostile_cells_touch_nothing_here(attached, witness):
    for code in HOSTILE_CELLS:
        attached.run(code.format(w=str(witness)))
    assert list(witness.parent.glob("temoin*")) == []
    assert attached.run("echo vivant").text.endswith("vivant\n")


def test_user_expressions_are_not_evaluated(local, witness):
    hostile = {"a": f"open({str(witness)!r}, 'w')", "b": f"$(touch {witness})"}
    told = local.run("echo a", user_expressions=hostile)
    assert told.reply["user_expressions"] == {}
    assert not witness.exists()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("inspect_request", {"code": "open('temoin', 'w')", "cursor_pos": 5, "detail_level": 1}),
        ("is_complete_request", {"code": "open('temoin', 'w')"}),
        ("history_request", {"hist_access_type": "tail", "output": False, "raw": True, "n": 10}),
        ("comm_info_request", {}),
        ("connect_request", {}),
        ("apply_request", {"code": "open('temoin', 'w')"}),
        ("clear_request", {}),
        ("comm_msg", {"comm_id": "inconnu", "data": {}}),
        ("comm_close", {"comm_id": "inconnu"}),
        ("comm_open", {"comm_id": "x1", "target_name": "inconnu", "data": {}}),
        ("comm_open", {"comm_id": "x2", "target_name": "jupyter.widget.control", "data": {}}),
        (
            "comm_open",
            {
                "comm_id": "x3",
                "target_name": "jupyter.widget",
                "target_module": "os",
                "data": {"state": {"_model_name": "FileUploadModel", "_model_module": "os"}},
            },
        ),
        ("comm_open", {"comm_id": "x4"}),
        ("execute_request", {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_shell_messages_do_nothing(local, witness, kind, content):
    local.shell_message(kind, content)
    assert local.run("echo vivant").text == "vivant\n"
    assert not witness.exists()


def test_front_ends_make_no_widget(local):
    content = {
        "comm_id": "intrus",
        "target_name": "jupyter.widget",
        "data": {
            "state": {
                "_model_module": "@jupyter-widgets/controls",
                "_model_module_version": "2.0.0",
                "_model_name": "ButtonModel",
                "_view_module": "@jupyter-widgets/controls",
                "_view_module_version": "2.0.0",
                "_view_name": "ButtonView",
            }
        },
    }
    local.shell_message("comm_open", content)
    local.run("true")
    reply = local.client.comm_info(reply=True, timeout=10)["content"]
    assert "intrus" not in reply["comms"]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("debug_request", {"type": "request", "seq": 1, "command": "initialize", "arguments": {}}),
        (
            "debug_request",
            {"type": "request", "seq": 2, "command": "evaluate", "arguments": {"expression": "1"}},
        ),
        ("usage_request", {}),
        ("create_subshell_request", {}),
        ("list_subshell_request", {}),
        ("delete_subshell_request", {"subshell_id": "x"}),
    ],
)
def test_control_messages_that_are_left_out(local, kind, content):
    assert local.control(kind, content, timeout_s=0.7) is None
    assert local.run("echo vivant").text == "vivant\n"


def test_kernel_has_no_evaluator(local):
    assert local.client.kernel_info(reply=True, timeout=10)["content"]["supported_features"] == []


def test_the_language_of_a_submission_is_ignored(sandbox, tmp_path, monkeypatch, witness):
    """A notebook that says « python3 » still runs in bash when the kernel is imposed."""
    from checker.kernel.kernelspec import KERNEL_NAME, install

    install(prefix=tmp_path)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share/jupyter"))
    monkeypatch.setenv("REGISTRES_SANDBOX", sandbox.run_id)
    book = nbformat.v4.new_notebook()
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book.cells = [
        nbformat.v4.new_code_cell(f"open({str(witness)!r}, 'w')"),
        nbformat.v4.new_code_cell('docker login; read x; cat; echo "fini $BASH_VERSION" | cut -c1-6'),
        nbformat.v4.new_code_cell("less /etc/services; bash; echo dernière"),
    ]
    NotebookClient(book, kernel_name=KERNEL_NAME, timeout=120, allow_errors=True).execute()
    assert not witness.exists()
    texts = ["".join(o.get("text", "") for o in cell.outputs) for cell in book.cells]
    assert texts[1].endswith("fini 5\n")
    assert texts[2].endswith("dernière\n")
    json.dumps(book)


def test_timeout_of_nbclient_interrupts(sandbox, tmp_path, monkeypatch):
    from checker.kernel.kernelspec import KERNEL_NAME, install

    install(prefix=tmp_path)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share/jupyter"))
    monkeypatch.setenv("REGISTRES_SANDBOX", sandbox.run_id)
    book = nbformat.v4.new_notebook()
    book.cells = [nbformat.v4.new_code_cell("sleep 600"), nbformat.v4.new_code_cell("echo suite")]
    client = NotebookClient(
        book, kernel_name=KERNEL_NAME, timeout=20, interrupt_on_timeout=True, allow_errors=True
    )
    asyncio.run(client.async_execute())
    assert book.cells[0].outputs[-1]["evalue"] == "130"
    assert book.cells[1].outputs[0]["text"] == "suite\n"


# What the agent says is data


@pytest.mark.parametrize(
    "bytes_",
    [
        b"R\0\0\0\2{}E\0\0\0\4oups",
        b"R\0\0\0\2{}E\xff\xff\xff\xff",
        b"R\0\0\0\2{}\x00\x01",
        b"R\0\0\0\2{}E\0\0\0\2[]",
        b"n'importe quoi, et plus long que l'en-tete",
        b"",
    ],
)
def test_an_agent_that_lies_costs_only_its_cell(bytes_):
    from checker.kernel.shell import Shell, ShellLostError

    class Liar:
        def __init__(self):
            self._left = [bytes_]

        def send(self, data, timeout_s=None):
            pass

        def receive(self, size=65536, timeout_s=None):
            return self._left.pop() if self._left else b""

        def close(self):
            pass

    async def scenario():
        shell = Shell(Liar(), asyncio.get_running_loop())
        await shell.wait_ready()
        async for _ in shell.run("true", stdin=False):
            pass

    with pytest.raises(ShellLostError):
        asyncio.run(scenario())


class Frozen:
    """An agent that is ready, and says nothing more."""

    def __init__(self):
        self._said, self._over = [b"R\0\0\0\2{}"], threading.Event()

    def send(self, data, timeout_s=None):
        pass

    def receive(self, size=65536, timeout_s=None):
        if self._said:
            return self._said.pop()
        self._over.wait()
        return b""

    def close(self):
        self._over.set()


@pytest.mark.parametrize("presses", [1, 4])
def test_an_agent_that_says_nothing_more_is_given_up(monkeypatch, presses):
    """It was stopped, or a debugger holds it: the interrupt reaches nobody. Who insists waits less."""
    from checker.kernel import shell as module

    async def scenario():
        shell = module.Shell(Frozen(), asyncio.get_running_loop())
        await shell.wait_ready()
        for press in range(presses):
            asyncio.get_running_loop().call_later(0.1 + press / 100, shell.interrupt)
        async for _ in shell.run("sleep 1000", stdin=False):
            pass

    if presses == 1:
        monkeypatch.setattr(module, "HANG_UP_S", 0.2)
    with pytest.raises(module.ShellLostError):
        asyncio.run(asyncio.wait_for(scenario(), 10))


def test_a_shell_at_rest_is_not_given_up_when_somebody_interrupts_it(monkeypatch):
    from checker.kernel import shell as module

    async def scenario():
        shell = module.Shell(Frozen(), asyncio.get_running_loop())
        await shell.wait_ready()
        for _ in range(5):
            shell.interrupt()
        await asyncio.sleep(0.3)
        assert not shell.lost
        shell.close()

    monkeypatch.setattr(module, "HANG_UP_S", 0.1)
    monkeypatch.setattr(module, "HANG_UP_INSISTENT_S", 0.1)
    asyncio.run(scenario())


def test_output_is_bounded_here_too():
    from checker.kernel.terminal import LIMIT, Terminal

    terminal = Terminal()
    for _ in range(40):
        terminal.feed(b"x" * 100_000 + b"\n")
    assert len(terminal.text()) <= LIMIT
    assert terminal.omitted > 1_000_000


def test_the_interpreter_of_the_kernelspec_is_isolated(tmp_path):
    from checker.kernel.kernelspec import KERNEL_NAME, install

    folder = install(prefix=tmp_path, python=Path("/opt/python"))
    assert folder == tmp_path / "share/jupyter/kernels" / KERNEL_NAME
    spec = json.loads((folder / "kernel.json").read_text(encoding="utf-8"))
    assert spec["argv"] == ["/opt/python", "-I", "-m", "checker.kernel", "-f", "{connection_file}"]
    assert spec["interrupt_mode"] == "message"
    assert spec["display_name"] == "Bac à sable (Docker)"
    assert {"logo-svg.svg", "logo-32x32.png", "logo-64x64.png"} <= {p.name for p in folder.iterdir()}
    assert install(prefix=tmp_path) == folder
    assert json.loads((folder / "kernel.json").read_text(encoding="utf-8"))["argv"][0] == sys.executable
