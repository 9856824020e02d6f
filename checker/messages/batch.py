"""What `checker grade` says: about a submission, and about the grading of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

# --- a submission that cannot be graded --------------------------------------------------------

ASK_AGAIN = "Demandez à son auteur le fichier .ipynb enregistré par JupyterLab."
CHOOSE_FILE = "Donnez le chemin d'un fichier .ipynb."
CHOOSE_COPY = "Vérifiez que c'est bien le carnet d'un atelier de ce cours, rempli et enregistré."
ONE_LAB = "Une copie répond à un seul atelier : demandez à son auteur un carnet par atelier."
CLEAN_COPY = (
    "Effacez les résultats des cellules (Édition → Effacer les sorties de toutes les cellules) "
    "et enregistrez."
)


def no_such_file(name: str) -> str:
    return f"Le fichier « {name} » n'existe pas."


def not_a_file(name: str) -> str:
    return f"« {name} » n'est pas un fichier ordinaire."


def unreadable(name: str, why: str) -> str:
    return f"Le fichier « {name} » ne peut pas être lu ({why})."


def too_big(name: str, limit: int) -> str:
    return f"Le fichier « {name} » dépasse {limit // 1_000_000} Mo."


def not_json(name: str) -> str:
    return f"Le fichier « {name} » n'est pas un carnet : son contenu n'est pas du JSON."


def not_notebook(name: str) -> str:
    return f"Le fichier « {name} » est du JSON, mais pas un carnet Jupyter (version 4)."


def no_answer(name: str) -> str:
    return f"La copie « {name} » ne contient aucune cellule de réponse du cours."


def unknown_lab(name: str, lab: str) -> str:
    return f"La copie « {name} » répond à l'atelier « {lab} », que ce cours n'a pas."


def known_labs(labs: Iterable[str]) -> str:
    return "Les ateliers de ce cours sont " + ", ".join(f"« {lab} »" for lab in labs) + "."


def several_labs(name: str, labs: Iterable[str]) -> str:
    return (
        f"La copie « {name} » mélange plusieurs ateliers : " + ", ".join(f"« {lab} »" for lab in labs) + "."
    )


# --- remarks beside the grades -----------------------------------------------------------------


def missing(exercise: str) -> str:
    return f"Exercice {exercise} : la cellule de réponse manque ; il est noté comme une réponse vide."


def repeated(exercise: str, count: int) -> str:
    return f"Exercice {exercise} : {count} cellules de réponse, exécutées dans leur ordre."


def only_command(exercise: str) -> str:
    return f"Exercice {exercise} : la réponse commence par « % » ; elle est notée comme une réponse vide."


def too_long(exercise: str, limit: int) -> str:
    return (
        f"Exercice {exercise} : la réponse dépasse {limit} caractères ; "
        "elle est notée comme une réponse vide."
    )


def interrupted(exercise: str, timeout_s: float) -> str:
    return (
        f"Exercice {exercise} : la réponse tournait encore après {timeout_s:.0f} s ; elle a été interrompue."
    )


def unknown_exercise(exercise: str) -> str:
    return f"La copie répond à « {exercise} », qui n'existe pas dans cet atelier : c'est ignoré."


def extra_cells(count: int) -> str:
    return f"{count} cellule(s) de code ajoutée(s) hors des cellules de réponse : ignorée(s)."


CHANGED_SINCE = "La copie a été modifiée après avoir été préparée par « checker collect »."


def more_unknown(count: int) -> str:
    return f"La copie répond à {count} autres exercices qui n'existent pas : c'est ignoré."


def too_many_cells(exercise: str, limit: int) -> str:
    return f"Exercice {exercise} : seules les {limit} premières cellules de réponse sont exécutées."


def cut(count: int) -> str:
    return f"[… {count} caractères de moins …]"


# --- our own faults ----------------------------------------------------------------------------

KERNEL_MISSING = "Le noyau Jupyter « Bac à sable (Docker) » n'est pas installé."
PREPARE = "Lancez « checker prepare », puis recommencez."
KERNEL_LOST = "Le noyau Jupyter s'est arrêté pendant la correction."
KERNEL_STUCK = "Le noyau Jupyter ne répond plus."
TRY_AGAIN = "Recommencez ; si cela se répète, lancez « checker doctor »."
SETUP_FAILED = "La mise en place de l'exercice n'a pas abouti."


def broken(kind: str, why: str) -> str:
    return f"Erreur interne ({kind} : {why[:200]})."


HALTED = "La correction de cette copie a été arrêtée avant sa fin."
RUN_AGAIN = "Relancez la même commande : ce qui est déjà noté est gardé."

# --- the course's own notebooks ----------------------------------------------------------------

MEND_CELL = (
    "Corrigez la cellule, ou son annonce (l'étiquette de cellule « raises-exception ») ; « checker verify » "
    "dit si la solution de référence est encore juste."
)


FULL_EDITION = "Prenez l'édition complète du cours, celle qui a ses solutions."


def no_reference(exercise: str) -> str:
    return f"Cette édition du cours n'a pas la solution de « {exercise} » : son carnet ne peut pas être joué."


def cell_of(cell: str, lab: str) -> str:
    return f"La cellule « {cell} » de l'atelier « {lab} »"


def lesson_failed(where: str, last: str) -> str:
    return f"{where} a échoué, alors qu'elle ne l'annonce pas" + (f" : « {last} »." if last else ".")


def lesson_did_not_fail(where: str) -> str:
    return f"{where} annonce un échec, et n'échoue pas."


def lesson_stuck(where: str, timeout_s: float) -> str:
    return f"{where} tournait encore après {timeout_s:.0f} s : elle a été interrompue."


# --- the report --------------------------------------------------------------------------------

HELP = (
    "Note une copie : la rejoue dans un bac à sable neuf et affiche le verdict de chaque critère. "
    "Le code de sortie est 0 dès que la correction a eu lieu, quelle que soit la note."
)
HELP_JSON = "Écrit les verdicts en JSON dans ce fichier (« - » : sur la sortie standard, sans le tableau)."
HELP_TIMEOUT = "Temps laissé à chaque cellule de réponse, en secondes."
HELP_DEADLINE = (
    "Temps laissé à une copie entière, en secondes ; au-delà, ce qui reste n'est pas noté, de notre fait."
)
HELP_JOBS = "Nombre de copies notées à la fois (par défaut : selon les cœurs et la mémoire)."
HELP_OUT = "Dossier des résultats (par défaut : « COPIES-notes », à côté des copies)."
HELP_BOOK = "Carnet de notes, par son adresse SQLAlchemy (par défaut : « notes.sqlite » dans les résultats)."
HELP_SCHEDULER = "Fait noter par les machines d'un ordonnanceur Dask, chacune avec son moteur Docker."
METAVAR_ADDRESS = "ADRESSE"
JOBS_OF_CLUSTER = "« -j » est pour cette machine : avec Dask, donnez « --nthreads » à chaque « dask worker »."
HELP_AGAIN = "Note de nouveau ce que l'atelier jugeait autrement, et dit ce qui change."
HELP_LOWER = "Avec --again : admet aussi les notes qui baissent."
CLASS_JSON = "« --json » est pour une seule copie : les résultats d'une classe sont écrits dans un dossier."
ONE_COPY = "Pour une seule copie, il n'y a que « --json », « --timeout », « --deadline » et « --variant »."
CLASS_VARIANT = "« --variant » est pour une seule copie : pour une classe, c'est « --variants » et sa liste."
HELP_VARIANTS = "Liste des variantes, écrite par « checker variants » : qui a reçu quelles valeurs."
HELP_VARIANT = "Variante de l'auteur de cette copie."
METAVAR_COPIES = "COPIES"
METAVAR_FOLDER = "DOSSIER"
METAVAR_FILE = "FICHIER"
METAVAR_SECONDS = "SECONDES"
COLUMN_CRITERION = "Critère"
COLUMN_VERDICT = "Verdict"
COLUMN_POINTS = "Points"
COLUMN_DETAIL = "Attendu, obtenu, que faire"
EXPECTED = "Attendu"
OBSERVED = "Obtenu"
ADVICE = "Que faire"
REASON = "Raison"
REMARKS = "Remarques"
WORDS = {"passed": "✓ réussi", "failed": "✗ échoué", "skipped": "– sauté", "error": "! non évalué"}
COLOURS = {"passed": "green", "failed": "red", "skipped": "bright_black", "error": "yellow"}


def number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def points(score: float, maximum: float) -> str:
    return f"{number(score)} / {number(maximum)}"


def progress(exercise: str, score: str) -> str:
    return f"{exercise} : {score}"


def labelled(label: str, text: str) -> str:
    return f"{label} : {text}"


def exercise_title(number_: str, title: str, score: str) -> str:
    return f"{number_} · {title} — {score}"


def total(lab: str, score: str, duration_s: float) -> str:
    return f"Total {lab} : {score} points, en {number(round(duration_s, 1))} s."


NOT_GRADED = "non évalué"


def not_evaluated(count: int) -> str:
    return f"{count} exercice(s) non évalué(s), de notre fait : ils ne comptent ni pour ni contre."


def written(path: Path) -> str:
    return f"Verdicts écrits dans « {path} »."
