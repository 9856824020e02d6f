"""What the results of a class say: reports, overview, tables."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from checker.messages.quantities import counted, duration_of
from checker.messages.report import number, points

# --- the files ---------------------------------------------------------------------------------

WRITE_AGAIN = (
    "Vérifiez les droits et la place disponible, fermez ce fichier s'il est ouvert ailleurs, puis relancez : "
    "le carnet de notes a tout gardé."
)


def not_written(path: Path, why: str) -> str:
    return f"Le fichier « {path} » ne peut pas être écrit ({why})."


def written(path: Path) -> str:
    return f"Résultats : ouvrez « {path} »."


def cut(count: int) -> str:
    return f"[… {counted(count, 'caractère')} de moins …]"


# --- marks -------------------------------------------------------------------------------------

NOT_EVALUATED = "non évalué"
NOT_YET = "Pas encore noté."
NOT_EVALUATED_WHY = "Ce n'est pas une faute : un exercice non évalué ne compte ni pour ni contre."


def mark(score: float | None, maximum: float) -> str:
    return NOT_EVALUATED if score is None else f"{number(score)} / {points(maximum)}"


def total(score: float, maximum: float, not_graded: int) -> str:
    if not maximum:
        return NOT_EVALUATED
    rest = f" ({counted(not_graded, 'exercice non évalué', 'exercices non évalués')})" if not_graded else ""
    return f"{mark(score, maximum)}{rest}"


def in_table(score: float, maximum: float) -> str:
    return f"{number(score)} / {number(maximum)}" if maximum else NOT_EVALUATED


def incomplete(count: int) -> str:
    return counted(count, "non évalué", "non évalués")


def labelled(label: str, text: str) -> str:
    return f"{label} : {text}"


def adjustment(value: str, reason: str) -> str:
    """What a person decided; the value as it is kept: `3`, `+1`, `-0.5`, or empty."""
    said = value.replace(".", ",").replace("-", "\N{MINUS SIGN}")
    if not value:
        return f"Note rendue au verdict par l'enseignant. Raison : {reason}"
    kind = "corrigée de" if value[0] in "+-" else "fixée à"
    return f"Note {kind} {said} par l'enseignant. Raison : {reason}"


def on(moment: float) -> str:
    return f"Le {datetime.fromtimestamp(moment).astimezone():%d/%m/%Y}."


def pending(score: float | None, maximum: float) -> str:
    return (
        f"Une correction plus récente donne {mark(score, maximum)} : la note ci-dessus reste, "
        "tant que l'enseignant n'en décide pas autrement."
    )


def percent(part: float) -> str:
    return f"{100 * part:.0f} %"


# --- one learner's report ----------------------------------------------------------------------

TO_KNOW = "À savoir"
EXERCISE = "Exercice"
POINTS = "Points"
OUT_OF = "Sur"
CRITERIA = "Critères"
TO_GO_ON = "Pour continuer"
YOUR_ANSWER = "Votre réponse"
PRINTED = "Ce qu'elle a affiché"
NO_ANSWER = "Aucune réponse : la cellule est vide, ou ne contient rien à exécuter."
INTERRUPTED = (
    "Cette réponse n'avait pas fini à temps : elle a été interrompue, et ce qu'elle avait atteint est jugé."
)
EXECUTED_NOTEBOOK = "Le carnet exécuté, avec vos réponses et leurs sorties"
REFERENCE_PLAYED = (
    "Quand un exercice n'est pas réussi, sa solution de référence est jouée avant le suivant : "
    "une faute n'est payée qu'une fois."
)


def report_title(lab: str, learner: str) -> str:
    return f"{lab}, {learner}"


def exercise_title(rank: int, title: str) -> str:
    return f"{rank}. {title}"


# --- the class ---------------------------------------------------------------------------------

CLASS_TITLE = "Résultats de la classe"
GRADES = "Les notes"
LEARNER = "Apprenant"
HANDLE = "Numéro"
LAB = "Atelier"
SOURCE = "Copie"
REMARKS = "Remarques"
ADJUSTMENTS = "Notes revues"
NOT_HANDED_IN = "pas de copie"
NOTHING_GRADED = "Aucune copie n'est notée."
DISTRIBUTION = "La répartition des notes"
RANGE = "Part des points"
LEARNERS = "Apprenants"
FAILING = "Ce qui échoue"
FAILING_NOTE = (
    "Par critère, du plus manqué au moins manqué, sur les copies où l'exercice est évalué. « Sauté » : le "
    "critère en attendait un autre, qui n'est pas réussi."
)
CRITERION = "Critère"
FAILED = "Échoué"
SKIPPED = "Sauté"
RATE = "Part des échecs"
MISTAKES = "Les erreurs les plus courantes"
MISTAKES_NOTE = (
    "Ce qui a été constaté chez plusieurs apprenants, aux nombres, aux empreintes et aux noms près ; "
    "la forme la plus fréquente est citée."
)
NO_MISTAKE = "Aucune erreur ne revient chez deux apprenants."
OBSERVED = "Constaté"
TIMES = "Le temps par exercice"
MEDIAN_TIME = "Médiane"
SOLVED = "Réussi"
EMPTY = "Sans réponse"
TIMES_NOTE = "Temps d'exécution d'une réponse, jusqu'à son verdict ; les cellules vides ne comptent pas."
NOT_GRADED = "Ce qui n'est pas noté"
NOT_GRADED_NOTE = "De notre fait : relancez la même commande, elle reprend où elle en est."
WHY = "Raison"
REFUSED = "Les fichiers sans note"
FILE = "Fichier"
LOWER = "Les notes qui baisseraient"
LOWER_NOTE = (
    "Une correction plus récente est moins bonne ; la note donnée reste, sauf si « --lower » admet la baisse."
)
GIVEN = "Note donnée"
LATER = "Correction récente"
REVIEWED = "Les notes revues par l'enseignant"
DECIDED = "Décision"
WHOLE_LAB = "Tout l'atelier"
OTHER_FORMS = "Les mêmes notes, pour d'autres programmes"
FORMS = (
    ("notes.xlsx", "un classeur Excel ou LibreOffice, une feuille par atelier"),
    ("notes.csv", "un tableau, pour un tableur en français"),
    ("moodle.csv", "le carnet de notes de Moodle, par nom d'utilisateur"),
    ("canvas.csv", "le carnet de notes de Canvas"),
    ("junit.xml", "l'intégration continue"),
    ("notes.json", "vos propres programmes : tout y est"),
)


def worksheet_of(lab: str) -> str:
    return f"la feuille d'évaluation du devoir Moodle « {lab} », par numéro de participant"


def count_of(part: int, whole: int) -> str:
    return f"{part} sur {whole}"


def range_of(rank: int, ranks: int) -> str:
    low, high = 100 * rank // ranks, 100 * (rank + 1) // ranks
    return f"{low} à {high} %"


def averages(mean: float | None, median: float | None, incomplete: int) -> str:
    parts = []
    if mean is not None and median is not None:
        parts.append(f"Moyenne : {percent(mean)} ; médiane : {percent(median)}.")
    if incomplete:
        left = counted(incomplete, "copie incomplètement évaluée", "copies incomplètement évaluées")
        parts.append(f"{left} : hors de cette répartition.")
    return " ".join(parts)


def median_of(seconds: float | None) -> str:
    return "" if seconds is None else duration_of(seconds)


# --- tables ------------------------------------------------------------------------------------

SHEET_SUMMARY = "Résumé"
SHEET_CRITERIA = "Critères"
CSV_COLUMNS = (LEARNER, HANDLE, LAB, POINTS, OUT_OF, "Exercices non évalués", SOURCE, REMARKS)
CRITERIA_COLUMNS = (LAB, EXERCISE, CRITERION, "Évalué", FAILED, SKIPPED, RATE)
# The words of Moodle's French interface: it knows its columns by them.
MOODLE_COLUMNS = (
    "Identifiant",
    "Nom complet",
    "Note",
    "Note maximale",
    "Dernière modification (note)",
    "Feedback par commentaires",
)
MOODLE_USER = "Nom d'utilisateur"


def moodle_participant(handle: str) -> str:
    return f"Participant {handle}"


def feedback_on(lab: str) -> str:
    return f"{lab} (commentaire)"
