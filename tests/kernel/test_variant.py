"""`%variante` on the real kernel: a code typed once, and the values that the panels show from then on."""

import pytest

from checker.course.lab import find_exercise
from checker.course.variant import new_variant

EXERCISE = "02-registre-prive/08-a-votre-nom"


def plain(told):
    return (told.text + told.error).replace("\u202f", " ")


def values(variant=""):
    return {value.name: value.text for value in find_exercise(EXERCISE, variant=variant).values}


@pytest.fixture
def code():
    return next(c for c in iter(new_variant, "") if not set(values(c).values()) & set(values().values()))


def test_a_code_is_kept_and_changes_what_is_asked(start_kernel, course_images, code):
    kernel = start_kernel(JPY_SESSION_NAME="02-registre-prive.ipynb")
    assert "les valeurs de tout le monde" in plain(kernel.run("%variante"))
    before = plain(kernel.run(f"%exercice {EXERCISE}"))
    assert all(f"« {text} »" in before for text in values().values())
    assert code in plain(kernel.run(f"%variante {code.lower()}"))
    after = plain(kernel.run(f"%exercice {EXERCISE}"))
    assert all(f"« {text} »" in after for text in values(code).values())
    assert f"port {values(code)['port']}" in after
    # The judge knows them too: what the neighbour would do is not what is asked here.
    kernel.run(f"docker run -d -p {values()['port']}:5000 registry:2")
    assert f"http://localhost:{values(code)['port']}/v2/" in plain(kernel.run("%verifier"))
    kernel.close()
    later = start_kernel(JPY_SESSION_NAME="02-registre-prive.ipynb")
    assert code in plain(later.run("%variante"))
    assert "tout le monde" in plain(later.run("%variante aucune"))
    assert "tout le monde" in plain(later.run("%variante"))


def test_a_code_with_a_mistake_in_it_is_not_taken(start_kernel, code):
    kernel = start_kernel(JPY_SESSION_NAME="accueil.ipynb")
    other = code[:-1] + ("A" if code[-1] != "A" else "B")
    told = kernel.run(f"%variante {other}")
    assert told.status == "error"
    assert "n'est pas une variante" in plain(told)
    assert "tout le monde" in plain(kernel.run("%variante"))


def test_a_spoilt_file_is_made_again_by_the_code(start_kernel, code, tmp_path):
    (tmp_path / "donnees").mkdir(exist_ok=True)
    (tmp_path / "donnees" / "variante").write_bytes(b"\xff\x00\x1b[31m" * 1000)
    kernel = start_kernel(JPY_SESSION_NAME="accueil.ipynb")
    told = plain(kernel.run("%variante"))
    assert "est abîmé" in told and "%variante aucune" in told and "\x00" not in told
    assert code in plain(kernel.run(f"%variante {code}"))
    assert "tout le monde" in plain(kernel.run("%variante AUCUNE"))


def test_a_code_of_the_classroom_that_is_wrong_is_the_instructor_s_to_mend(start_kernel):
    kernel = start_kernel(JPY_SESSION_NAME="accueil.ipynb", REGISTRES_VARIANT="n'importe quoi")
    told = kernel.run("%variante")
    assert told.status == "error"
    assert "Dites à votre formateur" in plain(told) and "REGISTRES_VARIANT" in plain(told)


def test_a_code_that_the_classroom_gives_is_not_the_learner_s_to_change(start_kernel, code):
    kernel = start_kernel(JPY_SESSION_NAME="accueil.ipynb", REGISTRES_VARIANT=code)
    assert code in plain(kernel.run("%variante"))
    told = kernel.run("%variante aucune")
    assert told.status == "error"
    assert "vous est donnée ici" in plain(told)
