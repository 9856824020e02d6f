"""A worker like the real one, whose world answers from a dictionary (started by the tests' grader)."""

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


def attach(run_id: str) -> World:
    if run_id == "unknown":
        raise SandboxError("Aucun bac à sable « unknown ».", do="Redémarrez le noyau.")
    if run_id == "lost":
        return World(LostMachine(), FakeHub())
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
