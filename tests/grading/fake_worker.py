"""A worker like the real one, whose world answers from a dictionary (started by the tests' grader)."""

from pathlib import Path

from checker.errors import SandboxError
from checker.grading.testing import FakeHub, FakeMachine
from checker.grading.worker import serve
from checker.grading.world import World

REGISTRY = {
    "Id": "c1",
    "Name": "/registry",
    "Image": "sha256:r",
    "RestartCount": 0,
    "State": {"Status": "running", "ExitCode": 0},
    "Config": {"Image": "registry:2", "Env": ["A=b=c"]},
    "HostConfig": {"PortBindings": {"5000/tcp": [{"HostIp": "", "HostPort": "5000"}]}},
}


class LostMachine:
    """A machine whose sandbox is gone."""

    def probe(self, op, **args):
        raise SandboxError("Le bac à sable a disparu.", do="Redémarrez le noyau.")


class HomeMachine:
    """A folder plays the learner's home; read at each question, as a real machine is."""

    def __init__(self, home):
        self._home = home

    def probe(self, op, **args):
        files = {f"/home/apprenant/{p.name}": p.read_bytes() for p in self._home.iterdir() if p.is_file()}
        return FakeMachine(files=files).probe(op, **args)


def attach(run_id: str) -> World:
    if run_id == "unknown":
        raise SandboxError("Aucun bac à sable « unknown ».", do="Redémarrez le noyau.")
    if run_id == "lost":
        return World(LostMachine(), FakeHub())
    if run_id.startswith("/"):
        return World(HomeMachine(Path(run_id)), FakeHub())
    machine = FakeMachine(
        engine={
            "/containers/registry/json": REGISTRY,
            "/containers/json?all=1": [{"Id": "registry"}],
        },
        http={"http://localhost:5000/v2/": (200, {"Docker-Distribution-Api-Version": "registry/2.0"}, b"{}")},
        engine_down="refused" if run_id == "down" else "",
    )
    return World(machine, FakeHub())


serve(attach)
