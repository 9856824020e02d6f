import os
import queue
import sys
import time
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

HERE = Path(__file__).parent
EXERCISE = "90-essai/11-panneau"
DEADLINE_S = 30


class FrontEnd:
    """A front end without a browser: follows the widgets' models and clicks on them."""

    def __init__(self, client):
        self.client = client
        self.models = {}
        self.displayed = []
        self.printed = ""
        self.idle = set()

    def run(self, code):
        return self.client.execute(code, allow_stdin=True)

    def pump(self, until):
        """Take messages in until something is true."""
        end = time.monotonic() + DEADLINE_S
        while not until():
            try:
                message = self.client.get_iopub_msg(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"not in time: {self.texts()} {self.printed}") from None
            self.take(message)

    def take(self, message):
        kind, content = message["header"]["msg_type"], message["content"]
        if kind == "comm_open":
            self.models[content["comm_id"]] = dict(content["data"].get("state", {}))
        elif kind == "comm_msg" and content["data"].get("method") == "update":
            self.models.setdefault(content["comm_id"], {}).update(content["data"]["state"])
        elif kind == "display_data":
            self.displayed.append(content["data"])
        elif kind == "stream":
            self.printed += content["text"]
        elif kind == "status" and content["execution_state"] == "idle":
            self.idle.add(message["parent_header"]["msg_id"])

    def done(self, request):
        self.pump(lambda: request in self.idle)

    def texts(self):
        return "\n".join(m["value"] for m in self.models.values() if m.get("_model_name") == "HTMLModel")

    def button(self, name):
        found = [(i, m) for i, m in self.models.items() if m.get("_model_name") == "ButtonModel"]
        return next((i, m) for i, m in found if m["description"] == name)

    def click(self, name):
        comm, model = self.button(name)
        assert not model["disabled"]
        data = {"method": "custom", "content": {"event": "click"}}
        self.client.shell_channel.send(self.client.session.msg("comm_msg", {"comm_id": comm, "data": data}))


@pytest.fixture
def front_end(tmp_path):
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(
        argv=[sys.executable, "-I", str(HERE / "panel_kernel.py"), "-f", "{connection_file}"],
        interrupt_mode="message",
        language="bash",
    )
    environment = {**os.environ, "LOCAL_KERNEL_HOME": str(tmp_path), "REGISTRES_COURSE": str(HERE)}
    manager.start_kernel(env=environment, cwd=str(tmp_path))
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=DEADLINE_S)
        yield FrontEnd(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_a_click_gives_a_verdict_also_while_a_cell_runs(front_end, tmp_path):
    front_end.done(front_end.run(f"%exercice {EXERCISE}"))
    assert "application/vnd.jupyter.widget-view+json" in front_end.displayed[-1]
    assert (tmp_path / "pret").read_text() == "pret\n"
    front_end.done(front_end.run("echo un > reponse"))
    busy = front_end.run("echo debut; until [ -e fini ]; do sleep 0.1; done; echo fin")
    front_end.pump(lambda: "debut" in front_end.printed)
    front_end.click("Vérifier")
    front_end.pump(lambda: "échoué" in front_end.texts())
    assert busy not in front_end.idle
    assert "« deux »" in front_end.texts()
    front_end.pump(lambda: not front_end.button("Indice")[1]["disabled"])
    front_end.click("Indice")
    front_end.pump(lambda: "Indice de deux" in front_end.texts())
    (tmp_path / "fini").touch()
    front_end.done(busy)
    front_end.done(front_end.run("echo un deux > reponse"))
    front_end.click("Vérifier")
    front_end.pump(lambda: "Exercice réussi" in front_end.texts())


def test_verifier_writes_the_same_verdict_without_a_widget(front_end):
    front_end.done(front_end.run("echo un > reponse"))
    front_end.done(front_end.run(f"%verifier {EXERCISE}"))
    assert "✘ échoué" in front_end.printed
    assert "Attendu" in front_end.printed
    assert front_end.models == {}


def test_an_unknown_exercise_is_an_error_in_french(front_end):
    reply = front_end.client.execute_interactive(
        "%exercice 90-essai/11-paneau", allow_stdin=True, timeout=DEADLINE_S, output_hook=lambda _: None
    )
    assert reply["content"]["status"] == "error"
    assert "11-panneau" in "".join(reply["content"]["traceback"])
