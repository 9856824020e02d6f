"""First process of the learner's machine: starts the learner's world, and starts it again when it dies.

It stays root and does as little as it can: the learner's world (the engine, the shells) runs in namespaces
of an unprivileged user that has no way back. The learner may kill all of that world: this process is out
of reach, and so is the network namespace that it shares with the sandbox's services. It lays the cable
from there to the world's own.

It and the recorder, a fork of it, wait for hours in every sandbox: they import little, and so does what
they import.
"""

import os
import resource
import sys
import time

# Isolated mode leaves this program's own folder out.
sys.path.insert(0, "/usr/lib/registres")

import marks
from powers import LEARNER, end_learners_processes

RUNTIME = f"/run/user/{LEARNER}"
PROGRAMS = "/usr/lib/registres"
# Root of the world is the learner outside; its other users are those of /etc/subuid.
CHAIN = [
    "/usr/bin/unshare",
    *("--map-users=0:1000:1", "--map-users=1:100000:65536"),
    *("--map-groups=0:1000:1", "--map-groups=1:100000:65536"),
    *("--mount", "--net", "--uts"),
    f"{PROGRAMS}/inner.sh",
]
ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/home/apprenant",
    "USER": "apprenant",
    "LANG": "C.UTF-8",
    "XDG_RUNTIME_DIR": RUNTIME,
    **{name: value for name, value in os.environ.items() if name.startswith("REGISTRES_")},
}
ROLE = os.environ["REGISTRES_ROLE"]
ADDRESS = os.environ["REGISTRES_ADDRESS"]
# Here a new world says that its network is made; there it waits until that is connected.
ASKS, IS_TOLD = 8, 9
# Here a world says that it is ready.
IS_READY = 10
# The network namespace of a world, for the program that lays its cable.
THERE = 8
# Where the sandbox's cables meet. The Hub makes it, as the first thing it does.
SWITCH = "atelier0"
OPEN_FILES = 65536
# When memory runs out, the kernel takes the learner's processes first, this one last.
OOM_SCORE = "500"
# A world that dies at once is not started again at once.
SETTLED_S = 5.0
LONGEST_PAUSE_S = 5.0
# The dead that were met while there was something else to do.
BURIED: list[int] = []


def fork() -> int:
    """Fork, when need be once the dead have made room: a learner may have used up the machine's processes."""
    while True:
        try:
            return os.fork()
        except BlockingIOError:
            time.sleep(0.02)
            try:
                while pid := os.waitpid(-1, os.WNOHANG)[0]:
                    BURIED.append(pid)
            except ChildProcessError:
                pass


def empty(folder: str) -> None:
    """Remove what a dead world has left in a folder, as far as that goes."""
    for entry in os.scandir(folder):
        try:
            if entry.is_dir(follow_symlinks=False):
                empty(entry.path)
                os.rmdir(entry.path)
            else:
                os.unlink(entry.path)
        except OSError:
            pass


def wait() -> int:
    """Wait until a process ends; gives its pid."""
    return BURIED.pop() if BURIED else os.waitpid(-1, 0)[0]


def become_learner() -> None:
    """Give up root, all capabilities with it, and the right to be spared."""
    with open("/proc/self/oom_score_adj", "w") as score:
        score.write(OOM_SCORE)
    os.setgroups([])
    os.setresgid(LEARNER, LEARNER, LEARNER)
    os.setresuid(LEARNER, LEARNER, LEARNER)
    os.chdir("/")


def limit_resources() -> None:
    """Set the limits that every process of the machine inherits."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(1024, most), most))


def start_recorder() -> int:
    """Start what writes down the engine's events: a child, which shares this process's Python."""
    pid = fork()
    if pid:
        return pid
    try:
        os.setsid()
        with open("/proc/self/comm", "w") as name:
            name.write("recorder")
        import recorder

        recorder.main()
    finally:
        os._exit(1)


def start_world(failures: int) -> tuple[int, int, int]:
    """Start the learner's world, which is told how often in a row it has just failed.

    Gives its pid, where it asks for its network, and where it is told that it has one.
    """
    ENVIRONMENT["REGISTRES_FAILURES"] = str(failures)
    asked, asks = os.pipe()
    is_told, told = os.pipe()
    # Empty from now on: the world before is gone.
    ready = os.open(marks.READY, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    pid = fork()
    if pid:
        with open(marks.PID, "w") as file:
            file.write(f"{pid}\n")
        os.close(ready)
        os.close(asks)
        os.close(is_told)
        return pid, asked, told
    try:
        os.setsid()
        become_learner()
        empty(RUNTIME)
        os.dup2(asks, ASKS)
        os.dup2(is_told, IS_TOLD)
        os.dup2(ready, IS_READY)
        os.execve(CHAIN[0], CHAIN, ENVIRONMENT)
    finally:
        os._exit(127)


def connect(world: int, asked: int, told: int) -> None:
    """Lay the cable to a world's network, once that is made, and say so; a world that died needs none."""
    try:
        if os.read(asked, 1):
            lay_cable(world)
            os.write(told, b"\n")
    except OSError:
        pass
    finally:
        os.close(asked)
        os.close(told)


def lay_cable(world: int) -> None:
    """Connect a world's network namespace to the switch of the sandbox."""
    os.seteuid(LEARNER)  # whose it is: root is not given the right to look into it
    try:
        network = os.open(f"/proc/{world}/ns/net", os.O_RDONLY)
    finally:
        os.seteuid(0)
    orders = [
        f"link add {ROLE} type veth peer name eth0 address {hardware_address()} netns /dev/fd/{THERE}",
        f"link set {ROLE} master {SWITCH} up",
    ]
    if os.path.exists(f"/sys/class/net/{ROLE}"):
        # The one to the world before would go with that, but in its own time.
        orders.insert(0, f"link delete {ROLE}")
    while not os.path.exists(f"/sys/class/net/{SWITCH}"):
        time.sleep(0.01)
    read, write = os.pipe()
    os.write(write, "\n".join(orders).encode("ascii"))
    os.close(write)
    program = fork()
    if not program:
        try:
            os.dup2(read, 0)
            os.dup2(network, THERE)
            os.execv("/usr/sbin/ip", ["ip", "-force", "-batch", "-"])
        finally:
            os._exit(127)
    os.close(read)
    os.close(network)
    os.waitpid(program, 0)


def hardware_address() -> str:
    """Give the address of the world's card: the same for each world, for its neighbours remember it."""
    octets = ADDRESS.partition("/")[0].split(".")
    return "02:42:" + ":".join(f"{int(octet):02x}" for octet in octets)


def main() -> None:
    """Prepare the machine, then keep the recorder and the learner's world alive."""
    limit_resources()
    # The world first: everybody waits for it.
    world, *line = start_world(0)
    started, failures = time.monotonic(), 0
    recorder = start_recorder()
    connect(world, *line)
    while True:
        dead = wait()
        if dead == recorder:
            time.sleep(0.2)
            recorder = start_recorder()
        elif dead == world:
            print("registres: le poste redémarre", file=sys.stderr, flush=True)
            failures = 0 if time.monotonic() - started > SETTLED_S else failures + 1
            time.sleep(min(0.5 * failures, LONGEST_PAUSE_S))
            end_learners_processes()
            world, *line = start_world(failures)
            started = time.monotonic()
            connect(world, *line)


if __name__ == "__main__":
    main()
