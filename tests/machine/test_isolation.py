"""What the machine may do on its host: as little as a rootless engine needs."""

import socket
import threading

import psutil
import pytest

from checker.sandbox import accounts, labels

CAPABILITIES = ["DAC_OVERRIDE", "KILL", "NET_ADMIN", "SETGID", "SETUID"]
#: Numbers of system calls by machine: x86-64, and all the newer ones.
SYSCALLS = {
    "keyctl": (250, 219),
    "io_uring_setup": (425, 425),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
}
SYSCALLS |= {"kexec_load": (246, 104), "open_by_handle_at": (304, 265)}
SYSCALL = """
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
result = libc.syscall(int(sys.argv[1]), 0, 0, 0, 0, 0)
print(os.strerror(ctypes.get_errno()) if result < 0 else "done")
"""


def test_the_container_has_no_privilege(world):
    inspected = world.inspect()
    host = inspected["HostConfig"]
    assert host["Privileged"] is False
    assert {cap.removeprefix("CAP_") for cap in host["CapDrop"]} == {"ALL"}
    assert sorted(cap.removeprefix("CAP_") for cap in host["CapAdd"]) == CAPABILITIES
    assert not host["Devices"]
    assert not host["Binds"]
    assert [mount for mount in inspected["Mounts"] if mount["Type"] == "bind"] == []
    assert host["ReadonlyRootfs"] is True
    assert not host["PortBindings"]
    shared = ("NetworkMode", "PidMode", "IpcMode", "UTSMode", "UsernsMode")
    assert "host" not in [host[mode] for mode in shared]
    # What it may do to a network, it may do to that of its own sandbox only.
    hub = world.client.api.inspect_container(labels.container_name(world.sandbox.run_id, "hub"))
    assert host["NetworkMode"] == f"container:{hub['Id']}"
    assert hub["HostConfig"]["NetworkMode"] == "none"


def test_the_container_is_limited(world):
    host = world.inspect()["HostConfig"]
    assert 0 < host["Memory"] <= 2 << 30
    assert host["MemorySwap"] == host["Memory"]
    assert 0 < host["PidsLimit"] <= 1024
    assert host["NanoCpus"] > 0
    assert all("size=" in options for options in host["Tmpfs"].values())
    assert host["LogConfig"]["Config"]["max-size"] == "1m"


def test_no_program_gives_another_identity(world):
    assert world.root("find", "/", "-xdev", "-type", "f", "-perm", "/6000").text == ""
    capable = world.root("getcap", "-r", "/").text.split()
    assert capable == ["/usr/bin/newuidmap", "cap_setuid=ep", "/usr/bin/newgidmap", "cap_setgid=ep"]


def test_the_learner_s_processes_have_no_capability_on_the_host(world):
    status = world.execute(["cat", "/proc/self/status"], "1000", 10).text
    fields = dict(line.split(":\t", 1) for line in status.splitlines())
    assert int(fields["CapPrm"], 16) == int(fields["CapEff"], 16) == int(fields["CapAmb"], 16) == 0
    assert fields["Seccomp"] == "2"


def test_only_bounded_places_can_be_written(world):
    places = "/ /etc /usr /usr/lib/registres /var /opt /srv /root /run /run/registres /sys"
    script = f"for place in {places} /proc/sys/kernel/panic; do [ ! -w $place ] || echo $place; done"
    assert world.execute(["bash", "-c", script], "1000", 10).text == ""
    for user in ("0", "1000"):
        assert world.execute(["touch", "/usr/lib/registres/x"], user, 10).code != 0
    mounts = [line.split() for line in world.root("cat", "/proc/mounts").text.splitlines()]
    sizes = {
        where: options
        for _, where, kind, options, *_ in mounts
        if kind == "tmpfs" and options.startswith("rw")
    }
    assert {"/home/apprenant", "/poste", "/tmp", "/run", "/run/user/1000"} <= set(sizes)
    del sizes["/sys/fs/cgroup"]
    assert [where for where, options in sizes.items() if "size=" not in options] == []


def test_there_is_no_socket_of_the_host_s_engine(world):
    assert world.root("ls", "/var/run/docker.sock").code != 0
    found = world.root("find", "/", "-xdev", "-type", "s").text
    assert found == ""


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("keyctl", "Function not implemented"),
        ("io_uring_setup", "Function not implemented"),
        ("bpf", "Operation not permitted"),
        ("perf_event_open", "Operation not permitted"),
        ("kexec_load", "Operation not permitted"),
        ("open_by_handle_at", "Operation not permitted"),
    ],
)
def test_dangerous_system_calls_are_refused(world, name, error):
    number = SYSCALLS[name][world.client.info()["Architecture"] != "x86_64"]
    assert error in world.learner(f"python3 -c '{SYSCALL}' {number}").text


@pytest.fixture
def host_service():
    """A service of the host, on all its addresses; gives its port and the connections that it saw."""
    seen = []
    with socket.create_server(("0.0.0.0", 0)) as server:

        def serve():
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                seen.append(address)
                connection.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1], seen
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_the_host_cannot_be_reached(world, host_service):
    port, seen = host_service
    addresses = [a for each in psutil.net_if_addrs().values() for a in each if a.family == socket.AF_INET]
    mine = {a.address for a in addresses if not a.address.startswith("127.")}
    targets = [*mine, str(accounts.SUBNET[1]), "10.0.2.2"]
    connect = " & ".join(f"curl -s -m 5 http://{target}:{port}/" for target in targets)
    world.learner(f"{connect} & wait")
    world.execute(["bash", "-c", f"{connect} & wait"], "1000", 30)
    assert seen == []


@pytest.mark.parametrize("target", ["1.1.1.1", "169.254.169.254", "192.168.1.1", "10.214.0.1"])
def test_nothing_outside_the_sandbox_is_reached(world, target):
    answer = world.learner(f"curl -s -m 10 -o /dev/null -w '%{{errormsg}}' http://{target}/")
    assert answer.code == 7, answer.text


def test_a_container_of_the_learner_reaches_nothing_outside(world):
    inside = world.learner("docker run --rm mini:1 bash -c 'echo > /dev/tcp/1.1.1.1/80'")
    assert "unreachable" in inside.text


def test_another_sandbox_cannot_be_reached(world, victim):
    world.learner("cd /tmp && python3 -m http.server 8088 > /dev/null 2>&1 & sleep 2")
    all_addresses = " ".join(f"http://{host}:8088/" for host in accounts.SUBNET.hosts())
    own = world.learner(f"curl -s -m 5 -o /dev/null http://{world.address}:8088/")
    answer = victim.learner(f"curl -s -m 5 -Z {all_addresses}")
    world.learner("pkill -f 'http.server 8088'")
    assert own.code == 0
    assert answer.text == ""


def test_the_namespace_of_the_services_cannot_be_entered(victim):
    """The learner's own ends at a cable: what is beyond, even its loopback, is not theirs."""
    beyond = victim.root("readlink", "/proc/self/ns/net").text
    assert victim.learner("readlink /proc/*/ns/net | sort -u").text.split("\n") != [beyond.strip(), ""]
    assert beyond not in victim.learner("readlink /proc/*/ns/net").text
    assert victim.learner("nsenter -t 1 -n true").code != 0
    # The name server listens there on all addresses, the loopback's too.
    ask = "getent -s dns hosts auth.docker.io"
    script = f"""
    cp /etc/resolv.conf /tmp/resolv.conf; {ask}; ip address delete 127.0.0.1/8 dev lo
    ip route add 127.0.0.1/32 via {accounts.address("hub")} dev eth0
    echo nameserver 127.0.0.1 > /etc/resolv.conf; {ask}; echo $?
    cat /tmp/resolv.conf > /etc/resolv.conf; ip route delete 127.0.0.1/32; ip address add 127.0.0.1/8 dev lo
    """
    first, last = victim.learner(script).text.splitlines()
    assert first.startswith(accounts.address("hub-api"))
    assert last != "0"
