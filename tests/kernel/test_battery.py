"""What learners do to a shell: every case ends, with the right exit code, and the next cell works.

The cases are those on which in-band shells (prompt markers, pexpect) break; see checker/decisions/0040.
"""

from __future__ import annotations

import pytest

CASES, MACHINE_CASES = {}, {}


def case(id_, table=CASES):
    def register(function):
        assert id_ not in table
        table[id_] = function
        return function

    return register


def machine_case(id_):
    return case(id_, MACHINE_CASES)


# State


@case("cd lasts")
def _(b):
    b.run("mkdir -p 'un dossier' && cd 'un dossier'")
    assert b.run("pwd").text == f"{b.home}/un dossier\n"


@case("variables last")
def _(b):
    b.run("x='a b'; export y=2; declare -a t=(1 2 3); declare -A m=([k]=v)")
    assert b.run("echo $x $(bash -c 'echo $y') ${t[2]} ${m[k]}").text == "a b 2 3 v\n"


@case("functions last")
def _(b):
    b.run('salut() { local n=$1; echo "salut $n"; }')
    assert b.run("salut Zoé").text == "salut Zoé\n"


@case("aliases last")
def _(b):
    b.run("alias dire='echo alias:'")
    assert b.run("dire oui").text == "alias: oui\n"


@case("declare is global")
def _(b):
    b.run("declare valeur=7; declare -i n=3")
    assert b.run("n+=1; echo $valeur $n").text == "7 4\n"


@case("last exit code is in the next cell's $?")
def _(b):
    assert b.run("(exit 42)").code == 42
    assert b.run("echo $?").text == "42\n"
    assert b.run("echo $?").text == "0\n"


@case("shopt and set last")
def _(b):
    b.run("shopt -s nullglob; set -o pipefail")
    assert b.run("echo [*.absent]; false | true; echo $?").text == "\n1\n"


# Exit codes


@case("exit code of the last command")
def _(b):
    assert b.run("true; false").code == 1
    assert b.run("false; true").code == 0
    assert b.run("ls /absent").code == 2


@case("command not found is 127")
def _(b):
    ran = b.run("commande_absente")
    assert ran.code == 127
    assert "command not found" in ran.text


@case("not executable is 126")
def _(b):
    assert b.run("echo > f; ./f").code == 126


@case("killed command is 137")
def _(b):
    assert b.run("bash -c 'kill -9 $$'").code == 137


@case("pipeline status")
def _(b):
    assert b.run("false | true").code == 0
    assert b.run("true | false; echo ${PIPESTATUS[@]}").text == "0 1\n"


# Syntax


@case("unclosed quote")
def _(b):
    ran = b.run('echo "jamais fermé')
    assert ran.code != 0
    assert "unexpected EOF" in ran.text


@case("unclosed heredoc")
def _(b):
    ran = b.run("cat <<FIN\nligne")
    assert ran.code == 0
    assert "ligne\n" in ran.text


@case("unclosed parenthesis and if")
def _(b):
    assert b.run("(echo a").code != 0
    assert b.run("if true; then echo a").code != 0


@case("heredoc")
def _(b):
    b.run("cat > f <<'FIN'\n$x `y` \"z\"\n%exercice\nFIN")
    assert b.run("cat f").text == '$x `y` "z"\n%exercice\n'


@case("many lines, comments, blank lines")
def _(b):
    assert b.run("\n# rien\n\nfor i in 1 2; do\n  # deux\n  echo $i\ndone\n\n").text == "1\n2\n"


@case("comment only")
def _(b):
    ran = b.run("# votre réponse ici")
    assert (ran.code, ran.text) == (0, "")


@case("line longer than a terminal takes (4095)")
def _(b):
    assert b.run(f"echo {'é' * 9000} | wc -m").text.strip() == "9001"


@case("script of 300 KB")
def _(b):
    script = "\n".join(f"v{i % 7}={i}" for i in range(25_000)) + "\necho $v1 $v6\n"
    assert len(script) > 200_000
    assert b.run(script + "#" * 100_000).text == "24998 24996\n"


@case("line continuation and backslashes")
def _(b):
    assert b.run("echo a \\\n  b '\\n' \\\\").text == "a b \\n \\\n"


@case("history expansion stays off")
def _(b):
    assert b.run('echo "bravo!" !!').text == "bravo! !!\n"


@case("a % in a shell cell is bash's")
def _(b):
    assert b.run("printf '%s\\n' ok; date +%Y >/dev/null").text == "ok\n"


@case("NUL byte in the code")
def _(b):
    assert b.run("echo a\0b").text == "ab\n"


# Options that leak


@case("set -e with a failure")
def _(b):
    b.run("avant=1")
    ran = b.run("set -e; pendant=2; false; echo jamais")
    assert (ran.code, ran.new_shell) == (1, True)
    assert "jamais" not in ran.text
    assert b.run("false; echo $avant $pendant").text == "1 2\n"


@case("set -e does not leak")
def _(b):
    b.run("set -e; true")
    assert b.run("false; echo suite").text == "suite\n"


@case("set -x does not leak")
def _(b):
    assert "echo bonjour" in b.run("set -x; echo bonjour").text
    assert b.run("echo net").text == "net\n"


@case("set -u does not leak")
def _(b):
    ran = b.run("set -u; echo $inconnue; echo jamais")
    assert ran.code != 0
    assert "unbound variable" in ran.text
    assert b.run("echo [$inconnue]").text == "[]\n"


@case("set -v and set -n")
def _(b):
    b.run("set -v; echo a")
    b.run("set -n")
    assert b.run("echo net").text == "net\n"


# Shells that end


@case("exit 4 keeps the state")
def _(b):
    b.run("x=5; f() { echo f$x; }; alias g='echo alias'; cd /tmp")
    ran = b.run("y=6; exit 4")
    assert (ran.code, ran.new_shell) == (4, True)
    assert b.run("f; g; echo $y; pwd").text == "f5\nalias\n6\n/tmp\n"


@case("exec of a program")
def _(b):
    b.run("x=5")
    ran = b.run("exec echo remplacé")
    assert (ran.code, ran.text, ran.new_shell) == (0, "remplacé\n", True)
    assert b.run("echo $x").text == "5\n"


@case("kill -9 $$")
def _(b):
    b.run("x=5; f() { echo f; }")
    ran = b.run("kill -9 $$")
    assert (ran.code, ran.new_shell) == (137, True)
    assert b.run("f; echo $x").text == "f\n5\n"


@case("kill -9 of the shell between two cells")
def _(b):
    b.run("x=5; (sleep 0.3; kill -9 $$) & sleep 0.05")
    b.run("sleep 0.6")
    assert b.run("echo $x").text == "5\n"


@case("logout and return at top level")
def _(b):
    assert b.run("logout").code != 0
    assert b.run("return 3; echo suite").text.endswith("suite\n")


@case("exec bash")
def _(b):
    assert b.run("exec bash --norc").new_shell


@case("kill -STOP $$")
def _(b):
    ran = b.run("kill -STOP $$", interrupts=(0.3, 0.7, 1.1, 1.5))
    assert ran.new_shell


# Descriptors


@case("exec >file does not blind the next cells")
def _(b):
    assert b.run("exec >journal 2>&1; echo caché").text == ""
    assert b.run("echo visible; cat journal").text == "visible\ncaché\n"


@case("closed stdin")
def _(b):
    b.run("exec <&-")
    assert b.run("read x; echo $?").text == "1\n"


@case("stdin from a file")
def _(b):
    b.run("printf 'un\\ndeux\\n' > f; exec <f; read x")
    assert b.run("echo $x").text == "un\n"


@case("closed stdout and stderr")
def _(b):
    b.run("exec >&- 2>&-")
    assert b.run("echo revenu").text == "revenu\n"


@case("our own descriptors closed")
def _(b):
    b.run("x=5")
    b.run("exec 195>&- 196<&- 197>&- 198>&- 199<&-")
    assert b.run("echo $x").text == "5\n"


@case("forged reports")
def _(b):
    ran = b.run("printf 'D0 /etc\\0' >&198; printf 'rien\\0X9\\0B\\0' >&198; sleep 0.2; false")
    assert ran.code in (0, 1)
    assert b.run("true").code in (0, 1)


@case("ulimit on descriptors")
def _(b):
    b.run("ulimit -Sn 64")
    assert b.run("echo ok; exit 0").code == 0


@case("ulimit on file size")
def _(b):
    b.run("ulimit -Sf 1; head -c 100000 /dev/zero > gros")
    assert b.run("echo ok").text == "ok\n"
    b.run("exit 0")


# Prompts of bash itself


@case("PS1 and PROMPT_COMMAND changed")
def _(b):
    assert b.run("PS1='\\u@\\h \\w $ '; PROMPT_COMMAND='echo invite'; PS2='... '").text == ""
    assert b.run("echo net").text == "net\n"


@case("PROMPT_COMMAND changed, then interrupted")
def _(b):
    ran = b.run("PROMPT_COMMAND='echo invite'; sleep 20", interrupts=(0.3,))
    assert ran.code == 130


@case("everything of ours unset")
def _(b):
    b.run("unset PROMPT_COMMAND PS1; unset -f __registres_end __registres_begin __registres_save")
    b.run("true")


@case("readonly PROMPT_COMMAND")
def _(b):
    b.run("readonly PROMPT_COMMAND PS1")
    b.run("true")


# Jobs, traps, interrupts


@case("background job gives the hand back")
def _(b):
    ran = b.run("sleep 5 & echo lancé")
    assert ran.seconds < 3
    assert "lancé" in ran.text
    assert "sleep 5" in b.run("jobs").text
    assert b.run("kill %1; wait %1").code == 143


@case("wait and $!")
def _(b):
    b.run("(sleep 0.2; exit 9) & p=$!")
    assert b.run("wait $p").code == 9


@case("background spam does not starve the next cell")
def _(b):
    b.run("yes spam & p=$!")
    ran = b.run("echo fini > marque; kill $p; cat marque")
    assert ran.seconds < 10
    assert ran.code == 0
    b.run("wait; sleep 0.2")
    b.run("true")


@case("traps INT, ERR, EXIT, DEBUG")
def _(b):
    assert b.run("trap 'echo ERR' ERR; false").text == "ERR\n"
    assert b.run("echo $?; trap - ERR").text == "1\n"
    b.run("trap 'echo adieu' EXIT; trap ':' DEBUG")
    ran = b.run("exit 3")
    assert (ran.code, "adieu" in ran.text) == (3, True)
    b.run("trap - DEBUG EXIT")


@case("^C")
def _(b):
    ran = b.run("sleep 60; echo jamais", interrupts=(0.3,))
    assert ran.code == 130
    assert "jamais" not in ran.text
    assert not ran.new_shell


@case("^C in a loop of builtins")
def _(b):
    assert b.run("while :; do :; done", interrupts=(0.3,)).code == 130


@case("^C in a pipeline")
def _(b):
    assert b.run("yes | cat > /dev/null", interrupts=(0.3,)).code == 130


@case("ladder: ^C ignored, SIGTERM")
def _(b):
    ran = b.run("trap '' INT; sleep 60; echo suite", interrupts=(0.3,))
    assert "suite" in ran.text
    assert not ran.new_shell
    assert ran.seconds < 10


@case("ladder: ^C and SIGTERM ignored, SIGKILL")
def _(b):
    ran = b.run("bash -c \"trap '' INT TERM; while :; do sleep 1; done\"", interrupts=(0.3,))
    assert ran.code == 137
    assert not ran.new_shell


@case("ladder: a shell that ignores everything")
def _(b):
    ran = b.run("trap '' INT TERM; while :; do :; done", interrupts=(0.3,))
    assert (ran.code, ran.new_shell) == (137, True)


@case("insisting climbs the ladder faster")
def _(b):
    ran = b.run("trap '' INT TERM; while :; do :; done", interrupts=(0.3, 0.7, 1.1, 1.5))
    assert ran.new_shell
    assert ran.seconds < 3.5


@case("interrupt while nothing runs")
def _(b):
    b.shell.interrupt()
    assert b.run("echo a").text == "a\n"


@case("stopped job")
def _(b):
    ran = b.run("bash -c 'kill -STOP $$'; echo suite")
    assert "suite" in ran.text
    b.run("kill -9 %1; wait; sleep 0.1")
    b.run("true")


@case("fork and subshells")
def _(b):
    assert b.run("for i in 1 2 3; do (echo $i) & done; wait").code == 0
    assert b.run("x=1; (x=2; exit 5); echo $? $x").text == "5 1\n"


# Output


@case("UTF-8 in and out")
def _(b):
    assert b.run("echo 'œuf à 3 €, naïveté 日本 🐳'").text == "œuf à 3 €, naïveté 日本 🐳\n"


@case("binary output")
def _(b):
    noise = "import random, sys; sys.stdout.buffer.write(random.Random(1).randbytes(200000))"
    ran = b.run(f"python3 -c '{noise}'; echo; echo fin")
    assert ran.code == 0
    assert "\nfin" in ran.text


@case("colours are kept, other escapes are not")
def _(b):
    ran = b.run("printf '\\033[31mrouge\\033[0m \\033]0;titre\\007\\033[?2004hfin\\n'")
    assert ran.text == "rouge fin\n"
    assert b"\x1b[31m" in ran.raw


@case("carriage returns of a progress bar")
def _(b):
    ran = b.run("for i in 1 2 3; do printf '\\rétape %d' $i; sleep 0.05; done; echo")
    assert ran.text.split("\r")[-1] == "étape 3\n"


@case("bars on several lines")
def _(b):
    ran = b.run("printf 'a: 0%%\\nb: 0%%\\n'; printf '\\033[2A\\033[2K\\ra: 100%%\\n\\033[2K\\rb: 100%%\\n'")
    assert ran.text == "a: 100%\nb: 100%\n"


@case("stdout and stderr keep their order")
def _(b):
    ran = b.run("for i in 1 2 3; do echo o$i; echo e$i >&2; done")
    assert ran.text == "o1\ne1\no2\ne2\no3\ne3\n"


@case("output without a final newline")
def _(b):
    assert b.run("printf abc").text == "abc"
    assert b.run("printf def").text == "def"


@case("flood of 100 MB is cut in the middle")
def _(b):
    ran = b.run("echo début; yes | head -c 100M; echo fin")
    assert ran.code == 0
    assert ran.text.startswith("début\n")
    assert ran.text.endswith("fin\n")
    assert len(ran.raw) < 400_000
    assert ran.omitted + len(ran.raw) == 100 * 1024 * 1024 + len("début\nfin\n".encode())


@case("endless flood can be interrupted")
def _(b):
    assert b.run("yes", interrupts=(0.5,)).code == 130


@case("stty does not leak")
def _(b):
    b.run("stty -echo raw")
    assert b.run("read -p 'nom ? ' x; echo $x", "zoé").text.endswith("zoé\n")


# Input: a person types


@case("read")
def _(b):
    ran = b.run("read -p 'Votre nom ? ' nom; echo \"Bonjour $nom\"", "Zoé")
    assert ran.text == "Votre nom ? Bonjour Zoé\n"
    assert [p.password for p in ran.prompts] == [False]


@case("read -s hides")
def _(b):
    ran = b.run("read -rsp 'Secret : ' s; echo; echo ${#s}", "abc")
    assert ran.text == "Secret : \n3\n"
    assert [p.password for p in ran.prompts] == [True]


@case("cat until ^D")
def _(b):
    ran = b.run("cat", "un", "deux", stdin=True)
    assert ran.text == "un\ndeux\n"
    assert len(ran.prompts) == 3


@case("python input()")
def _(b):
    ran = b.run("python3 -c 'print(input(\"nom ? \").upper())'", "zoé")
    assert ran.text == "nom ? ZOÉ\n"


@case("nested bash, line by line")
def _(b):
    ran = b.run("bash --norc", "echo $((20+2))", "exit 3")
    assert ran.code == 3
    assert "22" in ran.text


@case("nested python")
def _(b):
    ran = b.run("python3 -q", "print(20+2)", stdin=True)
    assert "22" in ran.text
    assert ran.code == 0


@case("a silent bar is no question")
def _(b):
    waiting = (
        "import select; print(chr(27) + '[1Acouche: 42%', end='', flush=True); select.select([0], [], [], 2)"
    )
    assert b.run(f'echo; python3 -c "{waiting}"', stdin=True).prompts == []


@case("what nobody read is no command afterwards")
def _(b):
    b.run("timeout 1 head -c 0 >/dev/null; read -t 1 x; sleep 0.2", "echo INTRUS")
    assert "INTRUS" not in b.run("sleep 0.2; echo net").text


@case("read -n1 and select")
def _(b):
    assert b.run("read -n1 -p 'o/n ? ' r; echo; echo [$r]", "o").text.endswith("[o]\n")
    assert "choisi b" in b.run("select v in a b; do echo choisi $v; break; done", "2").text


# Input: nobody types (nbclient)


@case("nobody: read, cat, several prompts")
def _(b):
    ran = b.run("read x; echo $?; cat; for i in 1 2 3 4 5; do read y; done; echo fin")
    assert ran.text == "1\nfin\n"


@case("nobody: an endless question is cut")
def _(b):
    assert b.run("while true; do read -p '? ' x; done").seconds < 30


@case("nobody: nested shells and interpreters")
def _(b):
    b.run("bash --norc")
    b.run("python3 -q")
    assert b.run("python3 -c 'input()'").code == 1


@case("nobody: a program that ignores the end of file")
def _(b):
    ran = b.run(
        'python3 -c "\nimport os, signal\nsignal.signal(2, signal.SIG_IGN)\nwhile True: os.read(0, 9)"'
    )
    assert ran.code == 137


# Full screen


@case("less")
def _(b):
    ran = b.run("seq 1 2000 > f; echo avant; less f; echo après")
    assert ran.screens == ["less"]
    assert "avant" in ran.text
    assert "après" in ran.text
    assert "\n1000\n" not in ran.text


@case("top")
def _(b):
    ran = b.run("top; echo après")
    assert ran.screens == ["top"]
    assert ran.text.splitlines()[-1] == "après"
    assert "PID" not in ran.text


@case("watch")
def _(b):
    ran = b.run("watch -n 1 date", stdin=True)
    assert ran.screens == ["watch"]


@case("clear is no full-screen program")
def _(b):
    ran = b.run("clear; echo suite")
    assert ran.screens == []
    assert ran.text.endswith("suite\n")


# Programs of the course


@machine_case("nano")
def _(b):
    ran = b.run("nano ~/notes.txt; echo après")
    assert ran.screens == ["nano"]
    assert ran.text.endswith("après\n")


@machine_case("htpasswd asks twice")
def _(b):
    ran = b.run("htpasswd -c -B ~/htpasswd zoe && cat ~/htpasswd", "secret", "secret")
    assert ran.code == 0
    assert [p.password for p in ran.prompts] == [True, True]
    assert "zoe:$2y$" in ran.text


@machine_case("openssl req asks seven questions")
def _(b):
    command = "openssl req -x509 -newkey rsa:2048 -nodes -keyout c.key -out c.crt -days 1 2>&1"
    ran = b.run(
        command + "; openssl x509 -in c.crt -noout -subject", "FR", "", "Lyon", "ACME", "", "localhost", ""
    )
    assert ran.code == 0
    assert len(ran.prompts) == 7
    assert "localhost" in ran.text.splitlines()[-1]


@machine_case("nobody: openssl req, htpasswd, docker login")
def _(b):
    assert b.run("openssl req -x509 -newkey rsa:2048 -nodes -keyout d.key -out d.crt").code != 0
    assert b.run("htpasswd -c ~/vide zoe").seconds < 30
    assert b.run("docker login").code != 0


@machine_case("docker login, password hidden")
def _(b):
    ran = b.run("docker login", "apprenant", "apprenant-2026")
    assert [p.password for p in ran.prompts] == [False, True]
    assert "Login Succeeded" in ran.text
    assert ran.code == 0
    assert "apprenant-2026" not in ran.text
    b.run("docker logout")


@machine_case("docker pull draws its bars right")
def _(b):
    b.run("docker rmi -f nginx:1.25.0")
    ran = b.run("docker pull nginx:1.25.0")
    assert ran.code == 0
    assert "Pull complete" in ran.text
    assert "Pulling fs layer" not in ran.text
    assert ran.text.splitlines()[-1].endswith("nginx:1.25.0")


@machine_case("docker run -d asks nothing")
def _(b):
    b.run("docker rm -f silencieux; docker rmi -f registry:2")
    ran = b.run("docker run -d --name silencieux registry:2; docker logs silencieux; sleep 1", stdin=True)
    assert (ran.code, ran.prompts) == (0, [])
    assert b.run("timeout 2 docker logs -f silencieux; docker rm -f silencieux", stdin=True).prompts == []


@machine_case("docker run -it, line by line")
def _(b):
    ran = b.run("docker run -it --rm busybox sh", "echo $((20+2))", "exit 7")
    assert ran.code == 7
    assert "22" in ran.text


@machine_case("nobody: docker run -it")
def _(b):
    ran = b.run("docker run -it --rm busybox sh")
    assert ran.seconds < 30


@machine_case("^C in docker run")
def _(b):
    ran = b.run("docker run --rm busybox sleep 60", interrupts=(1.5,))
    assert ran.code != 0
    assert ran.seconds < 15


@machine_case("whoami, home and machine's name")
def _(b):
    assert b.run("whoami; hostname; cd; pwd").text == "root\nposte\n/home/apprenant\n"


def ids(table):
    return [pytest.param(function, id=id_) for id_, function in table.items()]


@pytest.mark.parametrize("check", ids(CASES))
def test_cell(bench, check):
    check(bench)
    after = bench.run("echo vivant")
    assert (after.code, after.text) == (0, "vivant\n")


@pytest.mark.parametrize("check", ids(MACHINE_CASES))
def test_cell_in_machine(machine_bench, check):
    check(machine_bench)
    after = machine_bench.run("echo vivant")
    assert (after.code, after.text) == (0, "vivant\n")


def test_battery_is_whole():
    assert len(CASES) + len(MACHINE_CASES) >= 61
