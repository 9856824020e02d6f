"""`checker verify --shape` sees each thing that an author can get wrong, and says where."""

from __future__ import annotations

import pytest

from checker.authoring.shape import check_lab
from checker.authoring.verify import verify
from checker.errors import LabError

E = "01-premier"


def whats(toy) -> str:
    return "\n".join(f"{f.where}: {f.what}" for f in check_lab(toy.lab)[1])


def test_a_sound_lab_has_no_finding(toy):
    assert whats(toy) == ""


BROKEN = {
    "repeated criterion": (
        lambda t: t.replace(f"{E}/exercise.toml", 'id = "plein"', 'id = "la"'),
        "le critère « la » est déclaré deux fois",
    ),
    "no function": (
        lambda t: t.replace(f"{E}/criteria.py", '@criterion("plein", needs="la")', ""),
        "aucune fonction de criteria.py ne juge le critère « plein »",
    ),
    "no module": (
        lambda t: (t.first / "criteria.py").unlink(),
        "aucune fonction de criteria.py ne juge le critère « la »",
    ),
    "no such criterion": (
        lambda t: t.replace(f"{E}/criteria.py", '@criterion("la")', '@criterion("autre")'),
        "criteria.py juge « autre »",
    ),
    "judged twice": (
        lambda t: t.replace(f"{E}/criteria.py", '@criterion("plein", needs="la")', '@criterion("la")'),
        "deux fonctions de criteria.py jugent le critère « la »",
    ),
    "computed id": (
        lambda t: t.replace(f"{E}/criteria.py", '@criterion("la")', '@criterion("l" + str(1))'),
        "en toutes lettres",
    ),
    "python syntax": (
        lambda t: t.replace(f"{E}/criteria.py", "def check_there", "def def"),
        "n'est pas du Python valable",
    ),
    "unknown need": (
        lambda t: t.replace(f"{E}/criteria.py", 'needs="la"', 'needs="rien"'),
        "a besoin de « rien », qui n'existe pas",
    ),
    "cycle": (
        lambda t: t.replace(f"{E}/criteria.py", '@criterion("la")', '@criterion("la", needs="plein")'),
        "s'attendent les uns les autres : la → plein → la",
    ),
    "need after": (
        lambda t: (
            t.replace(f"{E}/criteria.py", '"plein", needs="la"', '"plein"'),
            t.replace(f"{E}/criteria.py", '@criterion("la")', '@criterion("la", needs="plein")'),
        ),
        "le critère « la » vient avant « plein »",
    ),
    "hint with a command": (
        lambda t: t.replace(f"{E}/exercise.toml", "Regardez sa taille.", "Lancez docker run -d registry:2."),
        "l'indice du critère « plein » contient une commande : « docker run »",
    ),
    "hint with curl": (
        lambda t: t.replace(f"{E}/exercise.toml", "Regardez sa taille.", "Essayez curl -s http://localhost."),
        "contient une commande",
    ),
    "no hint": (
        lambda t: t.replace(f"{E}/exercise.toml", 'hint = "Regardez sa taille."', ""),
        "La clé « hint » manque",
    ),
    "no points": (
        lambda t: t.replace(f"{E}/exercise.toml", "points = 2", "points = 0"),
        "vaut « 0 » point",
    ),
    "hidden that is no flag": (
        lambda t: t.replace(f"{E}/exercise.toml", "points = 2", 'points = 2\nhidden = "oui"'),
        "n'est ni vrai ni faux",
    ),
    "visible needs hidden": (
        lambda t: t.replace(f"{E}/exercise.toml", "points = 1", "points = 1\nhidden = true"),
        "le critère « plein » a besoin de « la », qui est caché",
    ),
    "all hidden": (
        lambda t: (
            t.replace(f"{E}/exercise.toml", "points = 1", "points = 1\nhidden = true"),
            t.replace(f"{E}/exercise.toml", "points = 2", "points = 2\nhidden = true"),
        ),
        "tous les critères sont cachés",
    ),
    "visible uses hidden": (
        lambda t: (
            t.replace(f"{E}/exercise.toml", "points = 2", "points = 2\nhidden = true"),
            t.replace(f"{E}/criteria.py", "(files):\n    pass", "(files):\n    check_full(files)"),
        ),
        "sert à d'autres critères",
    ),
    "points of an edition in the full course": (
        lambda t: t.replace(f"{E}/exercise.toml", "title =", "hidden_points = 1\ntitle ="),
        "la clé « hidden_points » n'est lue par personne",
    ),
    "broken toml": (lambda t: t.write("lab.toml", "title = "), "illisible"),
    "unknown key": (
        lambda t: t.replace(f"{E}/exercise.toml", 'title = "Premier"', 'title = "Premier"\nindice = "x"'),
        "la clé « indice » n'est lue par personne",
    ),
    "stray file": (lambda t: t.write(f"{E}/notes.txt", "x"), "« notes.txt » n'a pas de place prévue ici"),
    "stray answer": (lambda t: t.write(f"{E}/right/plan.md", "x"), "« right/plan.md »"),
    "stray in lab": (lambda t: t.write("brouillon.md", "x"), "« brouillon.md »"),
    "one right": (
        lambda t: (t.first / "right/02-printf.sh").unlink(),
        "1 bonne(s) réponse(s) dans ce dossier, il en faut au moins 2",
    ),
    "two wrong": (
        lambda t: (t.first / "wrong/ailleurs.sh").unlink(),
        "2 mauvaise(s) réponse(s) dans ce dossier, il en faut au moins 3",
    ),
    "same right": (
        lambda t: t.write(f"{E}/right/02-printf.sh", "# Pareil.\n\necho 1 > ~/x\n"),
        "sont la même réponse",
    ),
    "wrong fails an unknown criterion": (
        lambda t: t.replace(f"{E}/wrong/vide.sh", "fails: plein", "fails: creux"),
        "« vide.sh » doit manquer le critère « creux »",
    ),
    "a criterion that no wrong answer misses": (
        lambda t: t.replace(f"{E}/wrong/vide.sh", "fails: plein", "fails: la"),
        "aucune mauvaise réponse ne manque le critère « plein »",
    ),
    "wrong without header": (
        lambda t: t.write(f"{E}/wrong/vide.sh", "touch ~/x\n"),
        "ne dit pas quel critère elle doit manquer",
    ),
    "same number": (lambda t: t.first.rename(t.lab / "02-premier"), "portent le même numéro"),
    "no quiz": (lambda t: (t.lab / "quiz.toml").unlink(), "l'atelier n'a pas de quiz"),
    "broken quiz": (lambda t: t.write("quiz.toml", "questions = 1"), "ne pose aucune question"),
    "no notebook": (lambda t: t.notebook.unlink(), "le carnet manque"),
    "not a notebook": (lambda t: t.notebook.write_text("{}"), "n'est pas un fichier JSON de carnet valable"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_lab_is_told(toy, case):
    break_it, words = BROKEN[case]
    break_it(toy)
    assert words.replace("« ", "«\u202f").replace(" »", "\u202f»") in whats(toy).replace("\u202f:", " :")


def edit(change):
    def apply(toy):
        content = toy.read_notebook()
        change(content)
        toy.write_notebook(content)

    return apply


NOTEBOOKS = {
    "kernel": (lambda n: n["metadata"]["kernelspec"].update(name="python3"), "nomment le noyau"),
    "language": (lambda n: n["metadata"]["kernelspec"].update(language="python"), "comme langage"),
    "outputs": (
        lambda n: n["cells"][0]["outputs"].append({"output_type": "stream", "name": "stdout", "text": "x"}),
        "garde des résultats",
    ),
    "count": (lambda n: n["cells"][0].update(execution_count=3), "garde des résultats"),
    "exercise not shown": (lambda n: n["cells"].pop(1), "n'a pas de cellule"),
    "answer cell gone": (lambda n: n["cells"].pop(2), "n'est pas suivie de sa cellule de réponse"),
    "shown twice": (lambda n: n["cells"].extend(n["cells"][1:3]), "montre deux fois"),
    "order": (
        lambda n: n.update(cells=n["cells"][3:5] + n["cells"][1:3]),
        "ne sont pas dans l'ordre de leurs dossiers",
    ),
    "for nobody": (lambda n: n["cells"][1].update(source="%exercice 01-jouet/09-rien"), "n'existe pas"),
    "already answered": (
        lambda n: n["cells"][2].update(source="touch ~/x"),
        "autre chose que des commentaires",
    ),
    "solution in a lesson": (
        lambda n: n["cells"][0].update(source="echo bonjour\necho 1 > ~/x"),
        "donne la bonne réponse",
    ),
    "no quiz": (lambda n: n["cells"].pop(), "le carnet a 0 cellule(s)"),
    "quiz twice": (lambda n: n["cells"].append(n["cells"][-1]), "le carnet a 2 cellule(s)"),
    "quiz of another": (lambda n: n["cells"][-1].update(source="%quiz 02-b"), "qui n'est pas le sien"),
    "no id": (lambda n: n["cells"][0].pop("id"), "n'a pas d'identifiant"),
    "repeated id": (lambda n: n["cells"][0].update(id="reponse-01-premier"), "deux cellules s'appellent"),
}


@pytest.mark.parametrize("case", NOTEBOOKS)
def test_a_broken_notebook_is_told(toy, case):
    change, words = NOTEBOOKS[case]
    edit(change)(toy)
    found = whats(toy)
    assert found
    assert words in found


def test_the_shape_of_one_exercise_is_asked_for_by_name(toy):
    found = verify(toy.root, "01-jouet/02-second", shape_only=True)
    assert found.exercises == ("01-jouet/02-second",)
    assert found.problems == 0


@pytest.mark.parametrize("target", ["09-rien", "01-jouet/09-rien", "../labs"])
def test_an_unknown_target_is_told_with_the_known_ones(toy, target):
    with pytest.raises(LabError) as told:
        verify(toy.root, target, shape_only=True)
    assert "01-jouet" in told.value.do
