"""What a learner breaks, by mistake or on purpose, comes back; and the host does not notice."""

import json

import psutil

EVENTS = "/run/registres/events.jsonl"


def events(world):
    text = world.root("cat", EVENTS).text
    return [(e["Type"], e["Action"], e["Actor"]["Attributes"].get("name", "")) for e in map(json.loads, text.splitlines())]


def test_kill_everything_brings_the_engine_back_with_its_data(fresh_world):
    world = fresh_world
    prepare = "docker volume create garde; cd; touch trace; echo 192.0.2.9 garde >> /etc/hosts; docker ps -q"
    assert world.learner(prepare).code == 0
    world.learner("kill -9 -1; sleep 60")
    assert world.until(world.engine_answers)
    assert world.inspect()["State"]["Running"]
    kept = world.learner("docker volume ls -q; ls ~/trace; getent hosts garde").text
    assert kept.split() == ["garde", "/home/apprenant/trace", "192.0.2.9", "garde"]


def test_a_container_that_restarts_always_comes_back_after_kill_everything(world):
    assert world.learner("docker run -d --name tenace --restart=always mini:1 /bin/sleep 600").code == 0
    world.learner("kill -9 -1; sleep 60")
    look = "docker inspect -f '{{.State.Running}}' tenace"
    came_back = world.until(lambda: world.learner(look).text.strip() == "true")
    world.learner("docker rm -f tenace")
    assert came_back


def test_each_part_that_dies_alone_comes_back(fresh_world):
    for part in ("dockerd", "containerd", "pasta", "rootlesskit"):
        fresh_world.learner(f"pkill -9 {part}")
        assert fresh_world.until(fresh_world.engine_answers), part


def test_a_fork_bomb_leaves_room_for_us_and_for_the_others(fresh_world, world):
    fresh_world.learner("(bomb() { bomb | bomb & }; bomb) > /dev/null 2>&1; sleep 3", timeout_s=30)
    assert fresh_world.root("bash", "-c", "cat /proc/self/status | grep -c Pid:").text.strip()
    assert len(psutil.pids()) < 6000
    assert world.learner("docker run --rm mini:1 /bin/id").code == 0
    fresh_world.learner("kill -9 -1")
    assert fresh_world.until(fresh_world.engine_answers)


def test_a_fork_bomb_of_several_users_still_lets_us_in(fresh_world):
    bomb = "setpriv --reuid $u --clear-groups bash -c 'bomb() { bomb | bomb & }; bomb'"
    fresh_world.learner(f"for u in 2001 2002 2003; do {bomb} > /dev/null 2>&1 & done; sleep 3", timeout_s=30)
    assert fresh_world.root("python3", "-I", "-c", "print('ici')").text == "ici\n"


def test_a_full_disk_is_only_the_learner_s(fresh_world):
    world = fresh_world
    full = world.learner("for d in ~ /tmp /etc /var/lib/docker; do head -c 3G /dev/zero > $d/plein; done; df -P / ~ /tmp")
    assert full.text.count("No space left") >= 4
    assert world.inspect()["State"]["Running"]
    assert world.root("python3", "-I", "-c", "open('/run/registres/essai', 'w').write('x' * 1000000)").code == 0
    assert world.learner("rm -f ~/plein /tmp/plein /etc/plein /var/lib/docker/plein && docker volume create vide").code == 0


def test_memory_runs_out_for_the_learner_first(fresh_world):
    eaten = fresh_world.learner("python3 -c 'x = bytearray(4 << 30)'", timeout_s=120)
    assert eaten.code not in (0, None)
    assert fresh_world.inspect()["State"]["Running"]
    assert fresh_world.until(fresh_world.engine_answers)


def test_events_are_recorded_from_the_start_and_across_restarts(fresh_world):
    world = fresh_world
    assert world.learner("docker volume create un && systemctl restart docker && docker volume create deux").code == 0
    assert world.until(lambda: len([e for e in events(world) if e[:2] == ("volume", "create")]) == 2)
    world.learner("kill -9 -1")
    assert world.until(world.engine_answers)
    assert world.learner("tar -c --files-from=/dev/null | docker import - vide:1").code == 0
    assert world.until(lambda: ("image", "import") in [e[:2] for e in events(world)])


def test_the_learner_cannot_touch_the_recorded_events(world):
    for command in (f"cat {EVENTS}", f"echo x >> {EVENTS}", "ls /run/registres", "kill -9 1", "kill -9 7"):
        assert world.execute(["bash", "-c", command], "1000", 10).code != 0, command
    seen = world.learner("ls /run/registres/events.jsonl; pkill -9 -f recorder.py; pgrep -f recorder.py").text
    assert "No such file" in seen
    assert world.root("pgrep", "-f", "recorder.py").code == 0


def test_the_machine_stops_at_once_and_properly(fresh_world):
    fresh_world.client.api.stop(fresh_world.container, timeout=20)
    assert fresh_world.inspect()["State"]["ExitCode"] == 0
