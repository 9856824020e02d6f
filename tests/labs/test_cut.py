"""Hidden criteria leave with what only they used; what stays is as it was."""

from __future__ import annotations

import ast
import tomllib

import pytest

from checker.authoring.criteria_cut import without
from checker.authoring.exercise_cut import without_hidden
from checker.errors import LabError

MODULE = '''\
"""Exercise 01: a specimen."""

from __future__ import annotations

import functools
import json as secret_json
from os import path, sep as secret_sep

from checker.grading import (
    Failure,
    criterion,
    wait_for,
)

# Shared.
FOLDER, SECRET_DIGEST, PORT = "~/a", "sha256:secret", (
    5000
)  # secret remark
SECRET_TABLE: dict = {"secret": FOLDER}
BOTH = TWICE = 1


# Why this one is shared.
@functools.cache
def shared(name):
    return path.join(FOLDER, name)


# A secret remark, far above.

# A secret remark, just above.
@criterion(
    "secret",
    needs="la",
)
def check_secret(files, secret_fixture):
    """Secret docstring."""
    if secret_helper(files) != SECRET_DIGEST:
        raise Failure(expected="secret", observed="secret", advice="secret")
    # a secret remark at the end


def secret_helper(files):
    return Secret().read(files, secret_json, secret_sep, SECRET_TABLE)


class Secret:
    def read(self, *args):
        return secret_recursion(self)


def secret_recursion(x):
    return secret_recursion(x) or secret_helper(x)


# Of the criterion below.
@criterion("la")
def check_there(files, port=PORT):
    wait_for(lambda: files(shared("x")))  # stays


@criterion("autre", needs="la")
def check_other(fixture):
    raise Failure(expected="", observed=str(TWICE), advice="")


@criterion("secret-2")
def check_secret_2(files): ...


# Secret end.
'''
EXPECTED = '''\
"""Exercise 01: a specimen."""

from __future__ import annotations

import functools
from os import path

from checker.grading import (
    Failure,
    criterion,
    wait_for,
)

# Shared.
FOLDER, PORT = "~/a", 5000
BOTH = TWICE = 1


# Why this one is shared.
@functools.cache
def shared(name):
    return path.join(FOLDER, name)


# Of the criterion below.
@criterion("la")
def check_there(files, port=PORT):
    wait_for(lambda: files(shared("x")))  # stays


@criterion("autre", needs="la")
def check_other(fixture):
    raise Failure(expected="", observed=str(TWICE), advice="")
'''


def test_a_criterion_leaves_with_what_only_it_used():
    cut = without(MODULE, {"secret", "secret-2"})
    assert cut == EXPECTED
    assert "secret" not in cut.lower()
    assert [n for n in ast.walk(ast.parse(cut)) if isinstance(n, ast.FunctionDef)]


def test_what_a_fixture_gives_by_its_name_stays():
    module = (
        "import pytest\n\n\n@pytest.fixture\ndef thing():\n    return 1\n\n\n"
        '@criterion("a")\ndef a(thing): ...\n\n\n@criterion("b")\ndef b(other): ...\n'
    )
    assert without(module, {"b"}) == module[: module.index('\n\n@criterion("b")')]


def test_what_acts_by_itself_stays():
    module = 'X = []\nX.append(1)\nif X:\n    Y = 2\n\n\n@criterion("a")\ndef a(): ...\n'
    assert without(module, {"a"}) == module[: module.index("\n\n@criterion")]


def test_lines_are_those_of_python():
    module = 'from x import *\n\nA = "\u2028\x0c"\n\n\n@criterion("a")\ndef a():\n    A\n'
    assert without(module + '\n\n@criterion("b")\ndef b(): ...\n', {"b"}) == module


def test_values_on_several_lines_stay_whole():
    values = "A, B = (\n    1\n    + 1\n), 2\n"
    module = values + '\n\n@criterion("a")\ndef a():\n    A\n\n\n@criterion("b")\ndef b():\n    B\n'
    scope: dict = {"criterion": lambda id_: lambda function: function}
    exec(without(module, {"b"}), scope)
    assert scope["A"] == 2
    assert "B" not in scope


def test_a_criterion_whose_function_serves_another_is_refused():
    module = '@criterion("a")\ndef a(): ...\n\n\n@criterion("b")\ndef b():\n    a()\n'
    with pytest.raises(LabError, match="sert à d'autres critères"):
        without(module, {"a"})


def test_two_statements_on_a_line_are_refused():
    with pytest.raises(LabError, match="sur la même ligne"):
        without('A = 1; B = 2\n\n\n@criterion("a")\ndef a(): ...\n', {"a"})


BLOCKS = '''\
# Head.
title = "Titre"  # beside

# About la.
[[criteria]]
id = "la"  # its id
points = 1
text = "Le fichier est là."
hint = """
[[criteria]]
"""

# Secret one.

# Secret two.
[[criteria]]
id = "secret"
points = 1.5
hidden = true
text = "Secret."
hint = "Secret."

# About plein.
[[criteria]]
  id = 'plein'
  points = 2
  text = "Plein."
  hint = "Regardez."

[[criteria]]
id = "secret-2"
points = 2.5
hidden = true
text = "Secret."
hint = "Secret."
# Secret end.
'''
CUT = '''\
# Head.
title = "Titre"  # beside
hidden_points = 4 # jugés à la correction, avec le cours complet

# About la.
[[criteria]]
id = "la"  # its id
points = 1
text = "Le fichier est là."
hint = """
[[criteria]]
"""

# About plein.
[[criteria]]
  id = 'plein'
  points = 2
  text = "Plein."
  hint = "Regardez."
'''


def test_the_form_and_the_comments_of_what_stays_are_kept():
    assert without_hidden(BLOCKS) == CUT


def test_the_first_block_leaves_with_its_comments():
    first = BLOCKS.replace('id = "la"  # its id', 'id = "la"\nhidden = true').replace(
        "# About la.", "# Secret la."
    )
    cut = without_hidden(first)
    assert "secret" not in cut.lower()
    assert "# About plein." in cut
    data = tomllib.loads(cut)
    assert [c["id"] for c in data["criteria"]] == ["plein"]
    assert data["hidden_points"] == 5


def test_points_that_are_no_whole_number_are_kept():
    assert tomllib.loads(without_hidden(BLOCKS.replace("2.5", "2")))["hidden_points"] == 3.5


def test_criteria_that_are_no_blocks_are_refused():
    with pytest.raises(LabError, match="blocs"):
        without_hidden('title = "x"\ncriteria = [{id = "a", points = 1, hidden = true}]\n')
