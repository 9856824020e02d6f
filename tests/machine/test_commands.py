"""The machine looks like an ordinary Linux machine with an ordinary engine."""

import pytest


def test_the_learner_is_root_at_home(world):
    assert world.learner("whoami; hostname; pwd; echo $HOME $LANG").text.split() == [
        "root",
        "poste",
        "/home/apprenant",
        "/home/apprenant",
        "C.UTF-8",
    ]


def test_the_engine_is_an_ordinary_one(world):
    driver = world.learner("docker info -f '{{.Driver}} {{.DockerRootDir}} {{.DriverStatus}}'").text
    assert driver.startswith("overlay2 /var/lib/docker")


def test_an_image_is_built_from_the_home(world):
    script = r"""
    cd ~ && printf 'FROM mini:1\nSHELL ["/bin/bash", "-c"]\n' > Dockerfile
    printf 'COPY lettre /lettre\nRUN cat /lettre > /copie; id >> /copie\n' >> Dockerfile
    echo bonjour > lettre && docker build -t courrier:1 . && docker run --rm courrier:1 /bin/cat /copie
    docker image rm courrier:1; rm -f Dockerfile lettre
    """
    answer = world.learner(script)
    assert "bonjour\nuid=0" in answer.text, answer.text
    assert world.learner("docker buildx version").code == 0


def test_a_container_sees_a_folder_of_the_home(world):
    assert world.learner("mkdir -p ~/dossier && echo coucou > ~/dossier/f").code == 0
    assert world.learner("docker run --rm -v ~/dossier:/d mini:1 /bin/cat /d/f").text == "coucou\n"


def test_a_container_runs_as_another_user_and_keeps_a_volume(world):
    script = """
    docker run --rm -v garde:/g mini:1 /bin/bash -c 'echo tenu > /g/f'
    docker run --rm -u 1234 -v garde:/g mini:1 /bin/cat /g/f
    docker volume rm garde
    """
    assert world.learner(script).text.splitlines() == ["tenu", "garde"]


def test_containers_find_each_other_by_name(world):
    script = """
    docker network create n > /dev/null
    docker run -d --name voisin --network n mini:1 /bin/sleep 60 > /dev/null
    docker run --rm --network n mini:1 /usr/bin/getent hosts voisin
    docker rm -f voisin > /dev/null; docker network rm n > /dev/null
    """
    assert "voisin" in world.learner(script).text


def test_names_are_asked_of_the_sandbox_s_server(world):
    expected = f"nameserver {world.name_server}"
    assert expected in world.learner("cat /etc/resolv.conf").text
    assert expected in world.learner("docker run --rm mini:1 /bin/cat /etc/resolv.conf").text


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("sudo whoami", "root"),
        ("sudo -u root -E whoami", "root"),
        ("sudo -i whoami", "root"),
        ("sudo A=b printenv A", "b"),
        ("sudo -- echo -n x", "x"),
        ("systemctl is-active docker", "active"),
        ("mkdir /data && rmdir /data && echo fait", "fait"),
        ("touch /opt/x /srv/x /var/log/x /etc/x /usr/local/bin/x && rm -v /opt/x | wc -l", "1"),
        ("ls -d /etc/docker/certs.d /etc/letsencrypt /var/lib/letsencrypt /var/log/letsencrypt | wc -l", "4"),
        ("dpkg -s curl | grep -c 'Status: install ok installed'", "1"),
    ],
)
def test_usual_commands_do_what_is_usual(world, command, expected):
    assert world.learner(command).text.strip() == expected


def test_the_tools_are_there(world):
    tools = "docker openssl curl jq htpasswd less nano tree ps ip"
    assert len(world.learner(f"command -v {tools}").text.split()) == len(tools.split())


def test_apt_says_that_there_is_no_network(world):
    absent = world.learner("apt-get install -y cowsay")
    assert absent.code == 100
    assert "n'a pas de réseau" in absent.text
    assert "cowsay" in absent.text
    assert world.learner("sudo apt update && sudo apt install -y jq").code == 0


def test_an_unknown_service_is_refused_in_french(world):
    answer = world.learner("systemctl restart nginx")
    assert answer.code == 5
    assert "nginx" in answer.text


def test_the_engine_can_be_stopped_and_started(victim):
    assert victim.learner("systemctl stop docker; systemctl is-active docker").text.strip() == "inactive"
    assert victim.learner("docker ps").code != 0
    assert victim.learner("systemctl start docker && docker ps").code == 0


def test_docker_commands_are_completed(world):
    load = "source /usr/share/bash-completion/bash_completion; _completion_loader docker"
    assert "docker" in world.learner(f"{load}; complete -p docker").text
