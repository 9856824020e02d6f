"""The learner's progress from one kernel to the next, on the real kernel."""

import contextlib

from checker.course.lab import read_labs
from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.progress.journal import NAME, Journal
from checker.sandbox import engine
from checker.sandbox.inventory import list_runs

FIRST = "02-registre-prive/01-demarrer-un-registre"


def plain(told):
    return told.text.replace("\u202f", " ") + "".join(
        content["data"]["text/plain"] for content in told.of("display_data")
    ).replace("\u202f", " ")


def owners():
    with contextlib.closing(engine.connect()) as client:
        return {run.owner.pid for run in list_runs(client) if run.owner}


def test_a_solved_exercise_is_there_in_the_next_kernel(start_kernel, course_images):
    kernel = start_kernel(JPY_SESSION_NAME="02-registre-prive.ipynb")
    assert "0 / 47" in plain(kernel.run("%progression"))
    kernel.run(f"%exercice {FIRST}")
    kernel.run("docker run -d -p 5000:5000 --name registry registry:2")
    assert "Exercice réussi" in kernel.run("%verifier").text
    kernel.close()
    later = start_kernel(JPY_SESSION_NAME="accueil.ipynb")
    shown = plain(later.run("%progression"))
    assert "1 / 47" in shown
    assert "1 / 8" in shown
    assert "Continuer : Votre registre privé" in shown


def test_the_home_notebook_starts_a_sandbox_only_when_asked(start_kernel, course_images):
    kernel = start_kernel(JPY_SESSION_NAME="notebooks/accueil.ipynb")
    assert kernel.run("%progression").status == "ok"
    assert kernel.pid not in owners()
    assert kernel.run("hostname").text == "poste\n"
    assert kernel.pid in owners()
    assert kernel.run("%progression tout").status == "error"


def test_a_sandbox_that_is_somebody_elses_writes_no_progress(attached, tmp_path):
    attached.run(f"%exercice {FIRST}")
    assert "Exercice" in attached.run("%verifier").text
    assert not (tmp_path / "donnees").exists()


def test_the_attestation_waits_for_the_end_and_asks_for_a_name(start_kernel, tmp_path):
    kernel = start_kernel(JPY_SESSION_NAME="accueil.ipynb")
    told = plain(kernel.run("%attestation"))
    assert "Il reste des exercices" in told and "« Démarrer un registre »" in told and "Continuer" in told
    (tmp_path / "donnees").mkdir(exist_ok=True)
    journal = Journal(tmp_path / "donnees" / NAME)
    for exercise in (exercise for lab in read_labs() for exercise in lab.exercises):
        results = (CriterionResult(c.id, c.text, c.points, Outcome.PASSED) for c in exercise.criteria)
        journal.judged(exercise, Verdict(exercise.id, tuple(results)))
    journal.close()
    assert "À quel nom" in kernel.run("%attestation").error
    assert "ne peut pas être écrit" in kernel.run("%attestation " + "x" * 101).error
    assert "attestation-zoe-o-neil.html" in plain(kernel.run('%attestation  Zoé  "O\'Neil"'))
    page = (tmp_path / "donnees/attestation-zoe-o-neil.html").read_text(encoding="utf-8")
    assert "Zoé O&#x27;Neil</p>" in page
