"""First process of the learner's machine: starts the learner's world, and starts it again when it dies.

It stays root and does as little as it can: the learner's world (rootlesskit, the engine, the shells) runs
as an unprivileged user that has no way back. The learner may kill all of that world: this process is out
of reach.

It and the recorder, a fork of it, wait for hours in every sandbox: they import little, and so does what
they import.
"""

import os
import resource
import sys
import time

# Isolated mode leaves this program's own folder out.
sys.path.insert(0, "/usr/lib/registres")

from powers import LEARNER, end_learners_processes

RUNTIME = f"/run/user/{LEARNER}"
PROGRAMS = "/usr/lib/registres"
CHAIN = [
    "/usr/bin/rootlesskit",
    f"--state-dir={RUNTIME}/rk",
    "--net=pasta",
    "--mtu=65520",
    "--disable-host-loopback",
    "--port-driver=implicit",
    f"{PROGRAMS}/inner.sh",
]
ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/home/apprenant",
    "USER": "apprenant",
    "LANG": "C.UTF-8",
    "XDG_RUNTIME_DIR": RUNTIME,
    "REGISTRES_ADDRESS": "",
    "REGISTRES_SUBNET": "",
    "REGISTRES_DNS": os.environ.get("REGISTRES_DNS", ""),
    "REGISTRES_PROCESSES": os.environ.get("REGISTRES_PROCESSES", ""),
    "REGISTRES_ROLE": os.environ.get("REGISTRES_ROLE", ""),
    "REGISTRES_AUTHORITY": os.environ.get("REGISTRES_AUTHORITY", ""),
}
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


def own_address() -> str:
    """Give the machine's address in the sandbox's network, as the engine wrote it down; "" if it has none."""
    name = os.uname().nodename
    with open("/etc/hosts", encoding="utf-8", errors="replace") as hosts:
        lines = [line.split() for line in hosts]
    return next((line[0] for line in lines if name in line[1:] and ":" not in line[0]), "")


def own_subnet() -> str:
    """Give the sandbox's range of addresses, as the kernel routes it; "" when there is no network."""
    with open("/proc/net/route", encoding="ascii") as routes:
        rows = [line.split() for line in routes][1:]
    for _, target, gateway, _, _, _, _, mask, *_ in rows:
        if int(gateway, 16) == 0 and int(mask, 16):
            address = ".".join(str(octet) for octet in int(target, 16).to_bytes(4, sys.byteorder))
            return f"{address}/{int(mask, 16).bit_count()}"
    return ""


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


def start_world(failures: int) -> int:
    """Start the learner's world, which is told how often in a row it has just failed."""
    ENVIRONMENT["REGISTRES_FAILURES"] = str(failures)
    pid = fork()
    if pid:
        return pid
    try:
        os.setsid()
        become_learner()
        empty(RUNTIME)
        os.execve(CHAIN[0], CHAIN, ENVIRONMENT)
    finally:
        os._exit(127)


def main() -> None:
    """Prepare the machine, then keep the recorder and the learner's world alive."""
    os.chmod("/dev/net/tun", 0o666)
    limit_resources()
    ENVIRONMENT.update(REGISTRES_ADDRESS=own_address(), REGISTRES_SUBNET=own_subnet())
    # The world first: everybody waits for it.
    world, started, failures = start_world(0), time.monotonic(), 0
    recorder = start_recorder()
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
            world, started = start_world(failures), time.monotonic()


if __name__ == "__main__":
    main()
