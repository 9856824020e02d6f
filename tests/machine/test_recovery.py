"""What a learner breaks, by mistake or on purpose, comes back; and the host does not notice."""

import json
import time

import psutil

EVENTS = "/run/registres/events.jsonl"


def events(world):
    lines = world.root("cat", EVENTS).text.splitlines()
    return [(event["Type"], event["Action"], event["Actor"]["ID"]) for event in map(json.loads, lines)]


def test_kill_everything_brings_the_engine_back_with_its_data(victim):
    prepare = "docker volume create garde; cd; touch trace; echo 192.0.2.9 garde >> /etc/hosts; docker ps -q"
    assert victim.learner(prepare).code == 0
    victim.learner("kill -9 -1; sleep 60")
    assert victim.until(victim.engine_answers)
    assert victim.inspect()["State"]["Running"]
    kept = victim.learner("docker volume ls -q; ls ~/trace; getent hosts garde").text
    assert kept.split() == ["garde", "/home/apprenant/trace", "192.0.2.9", "garde"]


def test_a_container_that_restarts_always_comes_back_after_kill_everything(world):
    assert world.learner("docker run -d --name tenace --restart=always mini:1 /bin/sleep 600").code == 0
    world.learner("kill -9 -1; sleep 60")
    look = "docker inspect -f '{{.State.Running}}' tenace"
    came_back = world.until(lambda: world.learner(look).text.strip() == "true")
    world.learner("docker rm -f tenace")
    assert came_back


def test_each_part_that_dies_alone_comes_back(victim):
    for part in ("dockerd", "containerd", "inner.sh"):
        victim.learner(f"pkill -9 {part}")
        assert victim.until(victim.engine_answers), part


def test_a_cable_that_was_cut_is_laid_again_with_the_world(victim):
    victim.learner("ip link delete eth0")
    assert victim.learner("getent hosts auth.docker.io").code != 0
    victim.learner("kill -9 -1")
    assert victim.until(victim.engine_answers)
    assert victim.learner("docker pull -q busybox").code == 0


def test_nothing_that_a_learner_writes_or_removes_locks_them_out(victim):
    victim.learner("for mark in /run{,/user/1000}/world{,.pid,.ready}; do echo 1 > $mark; done")
    assert victim.learner("echo bonjour").text == "bonjour\n"
    victim.learner("rm -rf /run/user/1000/* /run/*; echo ici > ~/note")
    assert victim.learner("cat ~/note").text == "ici\n"
    assert victim.sandbox.machine.probe("file", path="~/note")["kind"] == "file"
    victim.learner("kill -9 -1")
    assert victim.until(victim.engine_answers)


def test_a_ruined_system_is_made_anew(victim):
    assert victim.learner("echo mienne > ~/lettre; docker volume create v-gardee").code == 0
    ruin = (
        "rm -rf /mnt /opt /srv /var/lib/registres /etc/[a-d]* 2> /dev/null; echo x > /mnt; mkdir /etc/hosts.d"
    )
    victim.learner(ruin)
    victim.learner("kill -9 -1")
    assert victim.until(victim.engine_answers, limit_s=60)
    assert victim.learner("cat ~/lettre; docker volume ls -q; ls -d /etc/docker").text.split()[0] == "mienne"
    assert victim.learner("docker volume inspect v-gardee; getent hosts poste").code == 0


def test_a_folder_in_the_place_of_a_system_link_gives_way(victim):
    victim.learner("rm /bin /lib64; mkdir /bin /lib64; echo x > /bin/y; echo bonjour > ~/lettre; kill -9 -1")
    assert victim.until(victim.engine_answers)
    assert victim.learner("cat ~/lettre; readlink /bin /lib64").text == "bonjour\nusr/bin\nusr/lib64\n"


def end_the_bomb(victim):
    """The stroke itself needs a process: a bomb may leave no room for it at first, or grow again."""

    def is_over():
        victim.learner("kill -9 -1")
        time.sleep(0.5)
        return not victim.sandbox.machine.is_crowded()

    assert victim.until(is_over)
    assert victim.until(victim.engine_answers)


def test_a_fork_bomb_leaves_room_for_us_and_for_the_others(victim, world):
    victim.learner("(bomb() { bomb | bomb & }; bomb) > /dev/null 2>&1; sleep 3", timeout_s=30)
    assert victim.root("bash", "-c", "cat /proc/self/status | grep -c Pid:").text.strip()
    assert len(psutil.pids()) < 6000
    assert world.learner("docker run --rm mini:1 /bin/id").code == 0
    end_the_bomb(victim)


def test_a_fork_bomb_of_several_users_still_lets_us_in(victim):
    bomb = "setpriv --reuid $u --clear-groups bash -c 'bomb() { bomb | bomb & }; bomb'"
    victim.learner(f"for u in 2001 2002 2003; do {bomb} > /dev/null 2>&1 & done; sleep 3", timeout_s=30)
    assert victim.root("python3", "-I", "-c", "print('ici')").text == "ici\n"
    end_the_bomb(victim)


FILL = """
for d in ~ /tmp /etc /var/lib/docker; do
  fallocate -l $(df --output=avail -B1 $d | tail -1) $d/plein || echo "$d : rien"
  head -c 1M /dev/zero >> $d/plein
done
"""


def test_a_full_disk_is_only_the_learner_s(victim):
    full = victim.learner(FILL)
    assert full.text.count("No space left") == 4, full.text
    assert victim.inspect()["State"]["Running"]
    assert victim.root("bash", "-c", "head -c 1M /dev/zero > /run/registres/essai").code == 0
    assert victim.learner("rm -f {~,/tmp,/etc,/var/lib/docker}/plein && docker volume create vide").code == 0


def test_memory_runs_out_for_the_learner_first(victim):
    eaten = victim.learner("python3 -c 'x = bytearray(4 << 30)'", timeout_s=120)
    assert eaten.code not in (0, None)
    assert victim.inspect()["State"]["Running"]
    assert victim.until(victim.engine_answers)


def test_events_are_recorded_from_the_start_and_across_restarts(victim):
    script = "docker volume create v-un && systemctl restart docker && docker volume create v-deux"
    assert victim.learner(script).code == 0
    expected = {("volume", "create", "v-un"), ("volume", "create", "v-deux")}
    assert victim.until(lambda: expected <= set(events(victim)))
    victim.learner("kill -9 -1")
    assert victim.until(victim.engine_answers)
    assert victim.learner("tar -c --files-from=/dev/null | docker import - vide:1").code == 0
    assert victim.until(lambda: ("image", "import") in [event[:2] for event in events(victim)])


def test_the_learner_cannot_touch_the_recorded_events(world):
    for command in (f"cat {EVENTS}", f"echo x >> {EVENTS}", "ls /run/registres", "kill -9 1", "kill -9 7"):
        assert world.execute(["bash", "-c", command], "1000", 10).code != 0, command
    seen = world.learner("ls /run/registres/events.jsonl; pkill -9 recorder; pgrep recorder").text
    assert "No such file" in seen
    assert world.root("pgrep", "recorder").code == 0


def test_nothing_is_waited_for_when_a_machine_is_stopped(world):
    assert world.inspect()["Config"]["StopSignal"] == "SIGKILL"
