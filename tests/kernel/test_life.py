"""The kernel and its sandbox: started while the learner reads, revived when it dies, gone with the kernel."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack

import pytest
from docker.errors import APIError
from jupyter_client.kernelspec import KernelSpec

from checker.course.lab import course_root
from checker.sandbox import engine
from checker.sandbox.admission import FOLDER, at_once, turn
from checker.sandbox.inventory import list_runs


@pytest.fixture
def docker():
    client = engine.connect()
    yield client
    client.close()


def run_of(docker, pid):
    """The sandbox that belongs to a kernel."""
    for _ in range(200):
        found = [run.run_id for run in list_runs(docker) if run.owner and run.owner.pid == pid]
        if found:
            return found[0]
        time.sleep(0.05)
    raise AssertionError("no sandbox")


def machine_of(docker, run_id):
    marks = [f"registres.run={run_id}", "registres.role=machine"]
    (container,) = docker.containers.list(all=True, filters={"label": marks})
    return container


def is_gone(docker, run_id, timeout_s=20):
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        if run_id not in [run.run_id for run in list_runs(docker)]:
            return True
        time.sleep(0.2)
    return False


@pytest.fixture
def owner(start_kernel, course_images):
    """A kernel that owns its sandbox."""
    return start_kernel()


def test_first_cell_says_that_the_sandbox_starts(owner):
    told = owner.run("docker version --format '{{.Server.Os}}'", stdin=True)
    notices = [c["data"]["text/plain"] for c in told.of("display_data") if "text/plain" in c["data"]]
    assert notices[0].startswith("Le bac à sable démarre…")
    assert told.text == "linux\n"
    # The notice is gone once it is ready, and does not come back.
    assert owner.run("echo suite", stdin=True).messages == [("stream", {"name": "stdout", "text": "suite\n"})]


def test_a_start_that_waits_for_others_says_how_many(start_kernel, course_images, tmp_path):
    with ExitStack() as others:
        for _ in range(at_once() + 1):
            others.enter_context(turn(most=99, folder=tmp_path / "etat" / FOLDER))
        kernel = start_kernel(REGISTRES_STATE=str(tmp_path / "etat"))
        message = kernel.send("echo a", allow_stdin=True)

        def is_told(_kind, content):
            told = content.get("data", {}).get("text/plain", "")
            return "attend son tour\u202f: encore 2 avant lui…" in told

        kernel.follow(message, until=is_told)
    assert kernel.follow(message).text == "a\n"
    assert kernel.run("echo b", stdin=True).text == "b\n"


def test_waiting_for_the_sandbox_can_be_interrupted(owner):
    message = owner.send("echo a")
    owner.follow(message, until=lambda kind, _: kind == "display_data")
    owner.manager.interrupt_kernel()
    told = owner.follow(message)
    assert told.reply["ename"] == "Interruption"
    assert owner.run("echo b").text == "b\n"


def test_sandbox_ends_with_its_kernel(owner, docker):
    owner.run("true")
    run_id = run_of(docker, owner.pid)
    owner.close()
    assert is_gone(docker, run_id)


def test_sandbox_that_starts_ends_with_its_kernel(owner, docker):
    run_id = run_of(docker, owner.pid)
    owner.close()
    assert is_gone(docker, run_id)


def test_sandbox_ends_when_the_kernel_is_told_by_signal(owner, docker):
    owner.run("true")
    run_id = run_of(docker, owner.pid)
    os.kill(owner.pid, signal.SIGTERM)
    assert is_gone(docker, run_id)


def test_sandbox_ends_when_the_server_dies(docker, course_images, tmp_path):
    """The kernel's parent is killed: nobody tells the kernel anything."""
    script = (
        "import sys, time\n"
        "from jupyter_client.manager import KernelManager\n"
        "from jupyter_client.kernelspec import KernelSpec\n"
        "m = KernelManager()\n"
        "m._kernel_spec = KernelSpec(argv=[sys.executable, '-I', '-m', 'checker.kernel', '-f',"
        " '{connection_file}'], language='bash', interrupt_mode='message')\n"
        "m.start_kernel()\n"
        "print(m.provisioner.process.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    server = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=tmp_path)
    pid = int(server.stdout.readline())
    run_id = run_of(docker, pid)
    server.kill()
    server.wait()
    assert is_gone(docker, run_id)


def test_machine_that_dies_is_replaced_and_said(owner, docker):
    owner.run("touch ~/fichier; docker pull -q busybox")
    message = owner.send("echo avant; sleep 60", allow_stdin=False)
    owner.follow(message, until=lambda kind, _: kind == "stream")
    machine_of(docker, run_of(docker, owner.pid)).kill()
    told = owner.follow(message)
    assert told.status == "error"
    assert "Votre poste s'est arrêté" in told.error
    told = owner.run("ls ~/fichier; docker version --format '{{.Server.Os}}'")
    assert told.text.endswith("linux\n")


def test_machine_that_dies_between_cells(owner, docker):
    owner.run("true")
    machine_of(docker, run_of(docker, owner.pid)).kill()
    time.sleep(0.5)
    told = owner.run("echo a")
    assert "Votre poste s'est arrêté" in told.error
    assert owner.run("echo b").text == "b\n"


def test_everything_gone_gives_another_sandbox(owner, docker):
    owner.run("true")
    first = run_of(docker, owner.pid)
    from checker.sandbox.removal import remove_run

    remove_run(docker, first)
    time.sleep(0.5)
    assert owner.run("echo a").status == "error"
    assert owner.run("echo b").text == "b\n"
    assert run_of(docker, owner.pid) != first


def test_paused_machine_goes_on(owner, docker):
    owner.run("true")
    machine = machine_of(docker, run_of(docker, owner.pid))
    message = owner.send("sleep 1.5; echo fini")
    # The kernel's freezer may give up on a busy machine; that is the engine's affair, not the subject here.
    for left in reversed(range(5)):
        try:
            machine.pause()
            break
        except APIError:
            if not left:
                raise
    time.sleep(1.5)
    machine.unpause()
    assert owner.follow(message).text == "fini\n"


def test_restart_command_gives_a_fresh_sandbox(owner, docker):
    owner.run("touch ~/fichier")
    first = run_of(docker, owner.pid)
    told = owner.run("%redemarrer")
    assert told.status == "ok"
    assert "prêt" in told.text
    assert owner.run("ls ~/fichier").status == "error"
    assert is_gone(docker, first)


HOSTILE = [
    "kill -9 -1",
    "pkill -9 python3; true",
    "yes > /dev/null & yes & sleep 0.5; kill %1 %2",
    "head -c 3G /dev/zero > ~/plein",
    "head -c 3G /dev/zero > /tmp/plein",
    "head -c 3G /dev/zero > /var/lib/docker/plein",
    "python3 -c 'x = bytearray(8 * 2**30)'",
    "timeout 3 bash -c 'cat < /dev/tcp/1.1.1.1/53'",
    "ls /var/run/docker.sock.host /host; cat /proc/1/environ; mount -o remount,rw /usr",
    "rm -rf /usr /bin /lib /etc 2>/dev/null; true",
    ":(){ :|:& };: ; sleep 1",
    ":(){ :|:& };: ; sleep 1; pkill -9 python3",
]


def test_hostile_cells_leave_a_kernel_that_works(owner, tmp_path):
    """Each one harms the learner's own machine at most; what follows works, if need be in a fresh sandbox."""
    before = sorted(p.name for p in tmp_path.iterdir())
    for code in HOSTILE:
        message = owner.send(code, allow_stdin=False)
        owner.follow(message, timeout_s=240)
        # The cell after a fork bomb may be the bomb's last victim; the next one is not.
        for _ in range(2):
            told = owner.follow(owner.send("echo vivant", allow_stdin=False), timeout_s=240)
            if works := "vivant\n" in told.text or "%redemarrer" in told.error:
                break
        assert works, (code, told.text[-500:], told.error)
    assert owner.run("%redemarrer").status == "ok"
    assert owner.run("docker version --format '{{.Server.Os}}'").text == "linux\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_fork_bomb_that_kills_the_shell(owner):
    owner.run("touch ~/garde")
    told = owner.run(":(){ :|:& };: ; sleep 1; pkill -9 python3; sleep 5")
    # The agent is gone with the shell, or bash could not even start what kills it.
    assert "Un nouveau shell est prêt" in told.error + told.text
    assert owner.run("echo ~/garde").text.endswith("/home/apprenant/garde\n")


def test_sandbox_that_cannot_start_is_said(start_kernel, tmp_path):
    client = start_kernel(DOCKER_HOST="unix:///absent.sock", DOCKER_CONFIG=str(tmp_path))
    told = client.run("echo a")
    assert told.status == "error"
    assert "Traceback" not in told.error
    assert "«" in told.error or "Docker" in told.error
    assert client.run("%aide").status == "ok"


def test_attached_kernel_leaves_the_sandbox(start_kernel, sandbox):
    client = start_kernel(REGISTRES_SANDBOX=sandbox.run_id)
    assert client.run("hostname").text == "poste\n"
    client.close()
    assert sandbox.is_alive()


def test_attached_kernel_with_an_unknown_sandbox(start_kernel):
    client = start_kernel(REGISTRES_SANDBOX="0123456789ab")
    told = client.run("echo a")
    assert "0123456789ab" in told.error


def test_clicks_are_answered_while_a_cell_runs(attached):
    """`%editer` shows a button; saving works although a cell is running."""
    told = attached.run("%editer ~/notes.txt", stdin=True)
    opened = {c["comm_id"]: c["data"]["state"] for c in told.of("comm_open")}
    (area,) = [i for i, s in opened.items() if s["_model_name"] == "TextareaModel"]
    (button,) = [i for i, s in opened.items() if s.get("description") == "Enregistrer"]
    message = attached.send("sleep 3; cat ~/notes.txt", allow_stdin=False)
    time.sleep(0.5)
    state = {"method": "update", "state": {"value": "bonjour œuf\n"}, "buffer_paths": []}
    attached.shell_message("comm_msg", {"comm_id": area, "data": state})
    attached.click(button)
    assert attached.follow(message).text == "bonjour œuf\n"


@pytest.mark.parametrize(
    ("code", "match"),
    [
        ("docker pu", "pull"),
        ("docker volume l", "ls"),
        ("cat ~/compl", "~/complete.txt"),
        ("ech", "echo"),
        ("docker pull nginx && docker ima", "images"),
    ],
)
def test_completion_in_the_machine(attached, code, match):
    attached.run("touch ~/complete.txt")
    reply = attached.client.complete(code, len(code), reply=True, timeout=20)["content"]
    assert match in [m.strip() for m in reply["matches"]]


def test_completion_survives_its_helper(attached):
    attached.run("true")
    assert attached.client.complete("ech", 3, reply=True, timeout=20)["content"]["matches"]
    attached.run("pkill -f completion.bash; true")
    reply = attached.client.complete("ech", 3, reply=True, timeout=20)["content"]
    assert "echo" in reply["matches"]


def test_completion_of_commands_needs_no_engine(attached, sandbox):
    attached.run("true")
    try:
        sandbox.machine.run("pkill -STOP dockerd")
        reply = attached.client.complete("docker pu", 9, reply=True, timeout=20)["content"]
    finally:
        sandbox.machine.run("pkill -CONT dockerd")
    assert [m.strip() for m in reply["matches"]] == ["pull", "push"]


def test_prompts_of_docker_login(attached):
    told = attached.run("docker login", "apprenant", "apprenant-2026")
    assert [b["password"] for b in told.boxes] == [False, True]
    # A busy machine may have shown the question before the box was there: then it stays above it.
    assert "Username: " in told.boxes[0]["prompt"] + told.text
    assert told.boxes[1]["prompt"] in ("Password: ", "")
    assert "Login Succeeded" in told.text
    attached.run("docker logout")


def test_a_question_that_stood_there_for_a_while_stays_above_its_box(attached):
    told = attached.run("echo debut; printf 'Nom : '; sleep 1; read nom; echo \"<$nom>\"", "moi")
    assert [b["prompt"] for b in told.boxes] == [""]
    assert told.text == "debut\nNom : <moi>\n"


def test_bars_of_docker_pull(attached):
    attached.run("docker rmi -f nginx:1.25.0; true")
    told = attached.run("docker pull nginx:1.25.0", stdin=True)
    assert "Pull complete" in told.text
    assert "Pulling fs layer" not in told.text
    assert "\x1b[1A" not in str(told.messages)


def test_kernelspec_is_what_the_tests_run(tmp_path):
    from checker.kernel.kernelspec import install

    spec = KernelSpec.from_resource_dir(str(install(prefix=tmp_path)))
    assert spec.argv[1:4] == ["-I", "-m", "checker.kernel"]


def test_containers_of_a_lab_start_with_its_notebook_even_copied(start_kernel, course_images):
    kernel = start_kernel(JPY_SESSION_NAME="carnets/06-projet-final-Copy1.ipynb")
    assert kernel.run("ssh machine2 hostname").text == "machine2\n"
    assert (
        kernel.run("curl -s https://acme-v02.api.letsencrypt.org/directory | jq 'has(\"newOrder\")'").text
        == "true\n"
    )


def test_a_lab_s_notebook_begins_with_the_lab_s_images(start_kernel, course_images):
    kernel = start_kernel(JPY_SESSION_NAME="03-tls.ipynb")
    images = "docker images --format '{{.Repository}}:{{.Tag}}'"
    assert kernel.run(images).text == "registry:2\n"
    kernel.run("docker rmi registry:2")
    kernel.run("%redemarrer")
    assert kernel.run(images).text == "registry:2\n"


def test_containers_of_a_lab_come_with_its_exercise_in_a_notebook_of_another_name(
    start_kernel, course_images
):
    kernel = start_kernel(JPY_SESSION_NAME="perso.ipynb")
    told = kernel.run("%exercice 06-projet-final/01-livrer-la-vitrine")
    assert "un second serveur" in told.text
    assert kernel.run("ssh machine2 hostname; ls -1 ~/projet").text == "machine2\nDockerfile\nsite\n"
    # The sandbox that replaces this one has them too, and they are not announced again.
    kernel.run("%redemarrer")
    assert "second serveur" not in kernel.run("%exercice 06-projet-final/01-livrer-la-vitrine").text
    assert kernel.run("ssh machine2 hostname").text == "machine2\n"


def test_an_exercise_of_another_lab_replaces_no_sandbox_that_holds_work(start_kernel, course_images):
    kernel = start_kernel(JPY_SESSION_NAME="02-registre-prive.ipynb")
    kernel.run("echo travail > ~/garde")
    assert kernel.run("getent hosts machine2.atelier.test && ssh machine2 true").status == "error"
    told = kernel.run("%exercice 06-projet-final/01-livrer-la-vitrine")
    assert "un second serveur" in told.error
    assert "%redemarrer" in told.error
    assert kernel.run("cat ~/garde").text == "travail\n"
    # Asked for in so many words, the work goes and the second server comes.
    kernel.run("%redemarrer")
    assert kernel.run("%exercice 06-projet-final/01-livrer-la-vitrine").status == "ok"
    assert kernel.run("ssh machine2 hostname; ls ~/garde").text.startswith("machine2\n")


def test_an_exercise_is_shown_without_reading_its_neighbours(start_kernel, course_images, tmp_path):
    # What showing one costs does not grow with its lab either.
    shutil.copytree(course_root() / "labs" / "00-prise-en-main", tmp_path / "labs" / "00-prise-en-main")
    shown, neighbour = sorted(path.parent for path in (tmp_path / "labs").glob("*/*/exercise.toml"))[:2]
    (neighbour / "exercise.toml").write_text("title =")
    kernel = start_kernel(JPY_SESSION_NAME="perso.ipynb", REGISTRES_COURSE=str(tmp_path))
    assert kernel.run(f"%exercice 00-prise-en-main/{shown.name}").status == "ok"
    assert neighbour.name in kernel.run(f"%exercice 00-prise-en-main/{neighbour.name}").error
