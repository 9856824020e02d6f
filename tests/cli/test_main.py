import ast
import io
import os
import subprocess
import sys
import types
from importlib import resources

import click
import pytest

from checker.cli import commands
from checker.cli.main import main
from checker.errors import CheckerError
from checker.messages import cli as messages

CLICK_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types", "utils")


@pytest.fixture
def offer(monkeypatch):
    """Offer one more command, `essai`, with this body."""

    def offer(body):
        module = types.ModuleType("essai")
        module.command = click.command("essai")(click.argument("valeur", type=int)(lambda valeur: body()))
        monkeypatch.setitem(sys.modules, "essai", module)
        monkeypatch.setitem(commands.MODULES, "essai", "essai")
        monkeypatch.setitem(messages.SUMMARIES, "essai", "Essaie.")

    return offer


def fail(exception):
    raise exception


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(
            ["engin"], "La commande « engin » n'existe pas. Vouliez-vous dire 'engine' ?", id="command"
        ),
        pytest.param(["engine", "run"], "La commande « run » n'existe pas", id="sub-command"),
        pytest.param(["--dbg"], "L'option « --dbg » n'existe pas", id="option"),
        pytest.param(["doctor", "--jsn"], "L'option « --jsn » n'existe pas", id="option of a command"),
        pytest.param(["images", "export"], "Il manque l'argument 'ARCHIVE'", id="missing argument"),
        pytest.param(["doctor", "trop", "plein"], "Ces arguments sont de trop : « trop plein »", id="extra"),
        pytest.param(["doctor", "--json=1"], "L'option « --json » n'attend pas de valeur", id="value"),
        pytest.param(["engine", "start", "--apart"], "L'option « --apart » attend une valeur", id="no value"),
        pytest.param(
            ["essai", "x"], "Valeur incorrecte pour 'VALEUR' : « x » n'est pas un nombre", id="type"
        ),
    ],
)
def test_misuse_is_explained_in_french_with_exit_code_2(arguments, said, offer, capsys):
    offer(lambda: None)
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert said in captured.err.replace("\u202f", " ").replace("\n", " ")
    assert captured.out == ""
    for english in ("Error", "Try '", "No such", "Usage:", "COMMAND ", "Traceback"):
        assert english not in captured.err


def test_an_error_is_said_in_french_with_its_remedy_and_no_traceback(offer, capsys):
    offer(lambda: fail(CheckerError("Le port 5000 est pris.", do="Choisissez-en un autre.")))
    assert main(["essai", "1"]) == 1
    assert capsys.readouterr().err == "Erreur\u202f: Le port 5000 est pris.\nChoisissez-en un autre.\n"


@pytest.mark.parametrize("arguments", [["--debug", "essai", "1"], ["essai", "1", "--debug"]])
def test_debug_shows_the_traceback_too(arguments, offer, capsys):
    offer(lambda: fail(CheckerError("Le port 5000 est pris.", do="Choisissez-en un autre.")))
    assert main(arguments) == 1
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert said.endswith("Choisissez-en un autre.\n")


def test_an_unexpected_exception_gives_70_and_the_way_to_its_traceback(offer, capsys):
    offer(lambda: fail(ZeroDivisionError("division by zero")))
    assert main(["essai", "1"]) == 70
    said = capsys.readouterr().err
    assert said.startswith("Erreur inattendue (ZeroDivisionError\u202f: division by zero).")
    assert "--debug" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("exception", [KeyboardInterrupt(), click.Abort()])
def test_an_interruption_is_quiet(exception, offer, capsys):
    offer(lambda: fail(exception))
    assert main(["essai", "1"]) == 130
    assert capsys.readouterr().err.strip() == "Interrompu."


def test_a_command_chooses_its_exit_code(offer):
    offer(lambda: sys.exit(3))
    assert main(["essai", "1"]) == 3


def test_every_sentence_of_click_is_known_in_french():
    said = {sentence for name in CLICK_MODULES for sentence in sentences_of(name)}
    assert len(said) > 50
    assert [
        sentence for sentence in sorted(said - messages.CLICK.keys()) if not is_for_programmers(sentence)
    ] == []


def is_for_programmers(sentence):
    """Whether it blames how a command is declared, which no user can cause."""
    return any(words in sentence for words in ("declaration", "declare", "same flag"))


def sentences_of(name):
    """The constants that a module of click gives to gettext."""
    tree = ast.parse((resources.files(click) / f"{name}.py").read_text("utf-8"))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("_", "ngettext")
        ):
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def test_every_translation_has_the_fields_of_the_original():
    def fields(text):
        return {part.split("}")[0].split("!")[0] for part in text.split("{")[1:]}

    for english, french in messages.CLICK.items():
        assert fields(french) <= fields(english), english


@pytest.mark.parametrize("name", sorted(commands.MODULES))
def test_every_command_exists_and_has_a_french_help(name, capsys):
    assert main([name, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Usage\u202f: checker {name}")
    assert "--debug" in said
    assert "Show this" not in said


def test_the_list_of_commands_imports_none_of_them():
    program = (
        "import sys; from checker.cli.main import main; main(['--help']);"
        "sys.exit(any(name in sys.modules for name in ('docker', 'rich', 'ipykernel', 'pytest')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [name for name in commands.MODULES if f"  {name} " not in done.stdout] == []


def test_a_terminal_without_french_letters_is_no_error():
    done = subprocess.run(
        [sys.executable, "-m", "checker", "--help"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert done.returncode == 0
    assert b"checker" in done.stdout


def test_a_reader_that_goes_away_is_no_traceback(offer, capsys):
    offer(lambda: fail(BrokenPipeError(32, "Broken pipe")))
    assert main(["essai", "1"]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_streams_that_cannot_be_reconfigured_are_left_alone(monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert main(["--version"]) == 0
