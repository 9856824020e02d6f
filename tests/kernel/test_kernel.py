"""The kernel through Jupyter's protocol, on a shell of this machine."""

from __future__ import annotations

import json
import os
import re
import threading
import time

import pytest


def widgets(told):
    """Model id of each button shown, by its label."""
    opened = {c["comm_id"]: c["data"]["state"] for c in told.of("comm_open")}
    shown = [c["data"] for c in told.of("display_data")]
    views = [d["application/vnd.jupyter.widget-view+json"] for d in shown if len(d) > 1]
    return {opened[v["model_id"]]["description"]: v["model_id"] for v in views}


def test_kernel_says_what_it_is(local):
    info = local.client.kernel_info(reply=True, timeout=10)["content"]
    assert info["language_info"]["name"] == "bash"
    assert info["supported_features"] == []
    assert "Bac à sable" in info["banner"]


def test_cells_share_one_shell(local):
    assert local.run("cd /tmp; x=5").status == "ok"
    assert local.run("pwd; echo $x").text == "/tmp\n5\n"


def test_exit_code_becomes_an_error(local):
    told = local.run("echo avant; (exit 3)")
    assert told.status == "error"
    assert told.text == "avant\n"
    assert (told.reply["ename"], told.reply["evalue"]) == ("CodeDeRetour", "3")
    assert "Code de retour\u202f: 3" in told.error
    assert "commande introuvable" in local.run("absente").error
    assert local.run("true").status == "ok"


def test_line_ends_of_windows_are_line_ends(local):
    assert local.run("for i in 1 2\r\ndo\r\n  echo $i.\r\ndone\r\n").text == "1.\n2.\n"


def test_a_command_pasted_from_a_text_is_explained(local):
    told = local.run("ls\u00a0-l")
    assert told.reply["evalue"] == "127"
    assert "espace insécable" in told.error
    assert "espace insécable" not in local.run("# Vérifiez\u202f: ceci échoue\nfalse").error


def test_shell_that_ends_is_replaced_and_said(local):
    local.run("x=5")
    told = local.run("exit 4")
    assert told.reply["evalue"] == "4"
    assert "nouveau shell" in told.text
    assert local.run("echo $x").text == "5\n"


def test_output_is_live(local):
    message = local.send("echo un; sleep 1.5; echo deux", allow_stdin=False)
    started = time.monotonic()
    local.follow(message, until=lambda kind, content: kind == "stream" and "un" in content["text"])
    first = time.monotonic() - started
    local.follow(message)
    assert time.monotonic() - started - first > 1


def test_prompt_becomes_an_input_box(local):
    told = local.run("read -p 'Nom : ' n; read -sp 'Secret : ' s; echo; echo \"$n/$s\"", "Zoé", "abc")
    assert told.boxes == [
        {"prompt": "Nom : ", "password": False},
        {"prompt": "Secret : ", "password": True},
    ]
    assert "Zoé/abc" in told.text
    assert "Nom : " not in told.text  # the front end shows it beside the box


def test_end_of_file_from_a_box(local):
    told = local.run("cat; echo fini", "ligne", "^D")
    assert told.text == "ligne\nfini\n"


def test_program_that_ends_before_the_answer(local):
    told = local.run("timeout 1 cat; echo suite", "trop tard", stdin=True)
    assert "suite" in told.text


def test_interrupt_by_message(local):
    threading.Timer(0.7, local.manager.interrupt_kernel).start()
    told = local.run("sleep 60; echo jamais")
    assert told.reply["evalue"] == "130"
    assert "jamais" not in told.text
    assert local.run("echo vivant").text == "vivant\n"


def test_interrupt_closes_an_input_box(local):
    message = local.send("read -p '? ' x", allow_stdin=True)
    while True:
        try:
            local.client.get_stdin_msg(timeout=0.2)
            break
        except Exception:
            continue
    local.manager.interrupt_kernel()
    assert local.follow(message).reply["evalue"] == "130"


def test_stop_button_of_a_long_cell(local):
    message = local.send("sleep 60", allow_stdin=True)
    told = local.follow(message, until=lambda kind, _: kind == "display_data")
    local.click(widgets(told)["Arrêter"])
    told = local.follow(message)
    assert told.reply["evalue"] == "130"
    assert told.of("comm_close")
    assert told.of("clear_output")


def test_no_stop_button_when_nobody_can_click(local):
    told = local.run("sleep 2.5")
    assert told.messages == []


def test_quick_cell_leaves_nothing_but_its_text(local):
    assert local.run("echo a", stdin=True).messages == [("stream", {"name": "stdout", "text": "a\n"})]


BARS = r"""printf 'a: attente\nb: attente\n'
for i in 1 2 3 4 5 6; do printf '\033[2A\033[2K\ra: %d\n\033[2K\rb: %d\n' $i $i; sleep 0.1; done
printf '\033[2A\033[2K\ra: fini\n\033[2K\rb: fini\n'"""


def test_bars_are_recomposed(local):
    told = local.run(BARS, stdin=True)
    assert told.text == "a: fini\nb: fini\n"
    assert told.of("update_display_data")
    last = [c["data"]["text/plain"] for c in told.of("update_display_data")]
    assert all(text.count("\n") <= 2 for text in last)


def test_bars_without_anybody_looking(local):
    told = local.run(BARS)
    assert told.text == "a: fini\nb: fini\n"
    assert not told.of("update_display_data")


def test_full_screen_program_is_explained(local):
    told = local.run("seq 1000 > f; less f; echo après", stdin=True)
    assert "plein écran" in told.text
    assert "«\u202fless\u202f»" in told.text
    assert told.text.endswith("après\n")
    assert "\n500\n" not in told.text


def test_help_names_only_commands_that_exist(local):
    told = local.run("seq 1000 > f; less f", stdin=True)
    listed = local.run("%aide").text
    for name in re.findall(r"%(\w+)", told.text):
        assert f"%{name}" in listed


def test_flood_is_bounded(local):
    told = local.run("yes | head -c 20M; echo fin")
    assert "octets omis" in told.text
    assert len(told.text) < 500_000
    assert told.text.endswith("fin\n")


def test_html_is_never_sent(local):
    told = local.run("echo '<script>alert(1)</script><img src=x onerror=alert(1)>'")
    assert {kind for kind, _ in told.messages} == {"stream"}


def test_agent_killed_then_next_cell_works(local):
    local.run("x=5")
    told = local.run("kill -9 $PPID; sleep 1")
    assert told.reply["ename"] == "ShellPerdu"
    assert local.run("echo [$x]").text == "[]\n"


def test_agent_killed_between_cells(local):
    local.run("(sleep 0.2; kill -9 $PPID) & true")
    time.sleep(0.8)
    told = local.run("echo vivant")
    assert told.text.endswith("vivant\n")
    assert told.status == "ok"


def test_silent_and_empty_cells(local):
    assert local.run("").status == "ok"
    assert local.run("  \n").status == "ok"


def test_stop_on_error_cancels_what_follows(local):
    first = local.send("sleep 0.5; false")
    second = local.send("echo jamais")
    local.follow(first)
    assert local.reply(second)["status"] == "aborted"


# Commands


def test_command_list(local):
    told = local.run("%aide")
    for name in ("%aide", "%exercice", "%verifier", "%editer", "%redemarrer"):
        assert name in told.text


def test_unknown_command(local):
    told = local.run("%tirer nginx")
    assert told.status == "error"
    assert "«\u202f%tirer\u202f» n'existe pas" in told.error
    assert "%exercice" in told.error


def test_accents_and_capitals_in_commands(local):
    assert local.run("%Aide").status == "ok"
    told = local.run("%vérifier")
    assert "n'existe pas" not in told.error


def test_mixed_cell_runs_nothing(local, tmp_path):
    told = local.run(f"%aide\ntouch {tmp_path}/temoin")
    assert told.status == "error"
    assert told.text == ""
    assert not (tmp_path / "temoin").exists()


def test_comment_before_a_command(local):
    assert "%aide" in local.run("# aide\n\n%aide\n").text


def test_percent_inside_a_shell_cell(local):
    assert local.run("cat <<FIN\n%aide\nFIN").text == "%aide\n"
    assert local.run("sleep 30 & true\nkill %1").status == "ok"


def test_quotes_in_a_command(local):
    assert "guillemet" in local.run("%exercice 'a").error


def test_restart_gives_a_new_shell(local):
    local.run("x=5")
    told = local.run("%redemarrer")
    assert told.status == "ok"
    assert "neuf" not in told.error
    assert local.run("echo [$x]").text == "[]\n"


# Completion


@pytest.mark.parametrize(
    ("code", "match"),
    [
        ("cd un_dos", "un_dossier/"),
        ("echo a\ncat fich", "fichier.txt"),
        ("%exe", "%exercice"),
        ("%exercice 02-registre-prive/01", "02-registre-prive/01-demarrer"),
        ("ech", "echo"),
    ],
)
def test_completion(local, code, match):
    local.run("mkdir -p un_dossier; touch fichier.txt")
    reply = local.client.complete(code, len(code), reply=True, timeout=20)["content"]
    assert [m for m in reply["matches"] if m.startswith(match)]
    word = reply["matches"][0]
    assert code[reply["cursor_start"] :] == word[: len(code) - reply["cursor_start"]]


def test_completion_runs_nothing(local):
    code = "$(touch temoin) `touch temoin` ls "
    local.client.complete(code, len(code), reply=True, timeout=20)
    assert local.run("ls temoin").status == "error"


# The process


def test_kernel_ends_with_its_sandbox_when_told(start_local):
    client = start_local()
    client.run("true")
    pid = client.pid
    client.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_messages_are_json(local):
    told = local.run("head -c 3000 /dev/urandom")
    json.dumps(told.messages)
