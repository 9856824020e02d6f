"""What listens in the machine answers inside it and to its neighbours."""

# The server takes a moment to listen.
ASK = "curl -s -o /dev/null --retry 20 --retry-all-errors --retry-delay 1 -m 30"
SERVE = """docker run -d --name {name} -p {port}:8000 -v /usr:/usr:ro -v /lib:/lib:ro -v /lib64:/lib64:ro \\
  mini:1 /usr/bin/python3 -m http.server 8000"""


def test_a_published_port_answers_everywhere(world, neighbour):
    assert world.learner(SERVE.format(name="serveur", port=443)).code == 0
    assert world.learner(f"{ASK} http://localhost:443/").code == 0
    assert world.learner(f"{ASK} http://{world.address}:443/").code == 0
    assert neighbour(f"{ASK} http://{world.address}:443/").code == 0
    taken = world.learner(SERVE.format(name="second", port=443))
    world.learner("docker rm -f serveur second")
    assert taken.code == 125
    assert "port is already allocated" in taken.text


def test_the_machine_s_own_address_answers_at_once(world):
    script = f"""
    cd /tmp && python3 -m http.server 8099 > /dev/null 2>&1 &
    until curl -s -o /dev/null http://localhost:8099/; do sleep 0.05; done
    curl -s -o /dev/null http://{world.address}:8099/; echo $?; kill %1
    """
    assert world.learner(script).text.strip() == "0"


def test_a_program_on_port_80_answers_to_a_neighbour(world, neighbour):
    world.learner("cd /tmp && (setsid python3 -m http.server 80 > /dev/null 2>&1 & echo $! > /tmp/pid)")
    answer = neighbour(f"{ASK} http://{world.address}/")
    world.learner("pkill -f 'http.server 80'")
    assert answer.code == 0
