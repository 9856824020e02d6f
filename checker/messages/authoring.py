"""What `checker verify` says to the author of a lab."""

from __future__ import annotations

from collections.abc import Iterable

from checker.messages.quantities import quoted

# --- shape of the folders ----------------------------------------------------------------------

NO_EXERCISE = "l'atelier n'a aucun exercice"
NO_QUIZ = "l'atelier n'a pas de quiz : « quiz.toml » manque"
NOTEBOOK_MISSING = "le carnet manque"
NOTEBOOK_UNREADABLE = "le carnet n'est pas un fichier JSON de carnet valable"
CELL_ID_MISSING = "une cellule n'a pas d'identifiant"


def stray_file(path: str) -> str:
    return f"« {path} » n'a pas de place prévue ici : personne ne le lit"


def unknown_key(key: str) -> str:
    return f"la clé « {key} » n'est lue par personne"


def same_number(names: list[str]) -> str:
    return f"ces dossiers portent le même numéro : {quoted(names)}"


def repeated_criterion(id_: str) -> str:
    return f"le critère « {id_} » est déclaré deux fois"


def criterion_without_function(id_: str) -> str:
    return f"aucune fonction de criteria.py ne juge le critère « {id_} »"


def function_without_criterion(id_: str) -> str:
    return f"criteria.py juge « {id_} », que exercise.toml ne déclare pas"


def function_repeated(id_: str) -> str:
    return f"deux fonctions de criteria.py jugent le critère « {id_} »"


def criterion_not_literal(line: int) -> str:
    return f"criteria.py, ligne {line} : l'identifiant et « needs » doivent être écrits en toutes lettres"


def bad_syntax(line: int | None) -> str:
    return f"criteria.py n'est pas du Python valable (ligne {line})"


def unknown_need(id_: str, need: str) -> str:
    return f"le critère « {id_} » a besoin de « {need} », qui n'existe pas"


def need_cycle(ids: list[str]) -> str:
    return "ces critères s'attendent les uns les autres : " + " → ".join(ids)


def need_order(id_: str, need: str) -> str:
    return f"le critère « {id_} » vient avant « {need} », dont il a besoin"


def hint_with_command(id_: str, words: str) -> str:
    return f"l'indice du critère « {id_} » contient une commande : « {words} »"


NO_VISIBLE_CRITERION = "tous les critères sont cachés : il en faut au moins un que l'apprenant voie"


def need_hidden(id_: str, need: str) -> str:
    return f"le critère « {id_} » a besoin de « {need} », qui est caché"


def too_few(kind: str, count: int, least: int) -> str:
    return f"{count} {kind} dans ce dossier, il en faut au moins {least}"


RIGHT_ANSWERS = "bonne(s) réponse(s)"
WRONG_ANSWERS = "mauvaise(s) réponse(s)"


def same_answer(first: str, second: str) -> str:
    return f"« {first} » et « {second} » sont la même réponse"


def unknown_failure(answer: str, id_: str) -> str:
    return f"« {answer} » doit manquer le critère « {id_} », qui n'existe pas"


def untouched_criterion(id_: str) -> str:
    return f"aucune mauvaise réponse ne manque le critère « {id_} »"


# --- shape of the notebook ---------------------------------------------------------------------


def wrong_kernel(name: str) -> str:
    return f"les métadonnées du carnet nomment le noyau « {name} » et non « bac-a-sable »"


def wrong_language(name: str) -> str:
    return f"les métadonnées du carnet disent « {name} » comme langage, et non « bash »"


def cell_with_outputs(cell: str) -> str:
    return f"la cellule « {cell} » garde des résultats d'exécution"


def repeated_cell_id(cell: str) -> str:
    return f"deux cellules s'appellent « {cell} »"


def exercise_without_cell(exercise: str) -> str:
    return f"le carnet n'a pas de cellule « %exercice {exercise} »"


def exercise_without_answer(exercise: str) -> str:
    return f"la cellule « %exercice {exercise} » n'est pas suivie de sa cellule de réponse"


def answer_without_exercise(exercise: str) -> str:
    return f"une cellule de réponse porte l'identifiant « {exercise} » sans cellule %exercice juste avant"


def cell_for_nobody(exercise: str) -> str:
    return f"le carnet renvoie à l'exercice « {exercise} », qui n'existe pas dans cet atelier"


def repeated_exercise(exercise: str) -> str:
    return f"le carnet montre deux fois l'exercice « {exercise} »"


def wrong_order(order: list[str]) -> str:
    return f"les exercices ne sont pas dans l'ordre de leurs dossiers : {quoted(order)}"


def quiz_cells(lab: str, count: int) -> str:
    return f"le carnet a {count} cellule(s) « %quiz {lab} », il en faut une"


def quiz_of_another_lab(lab: str) -> str:
    return f"le carnet pose le quiz de « {lab} », qui n'est pas le sien"


def answer_already_there(exercise: str) -> str:
    return f"la cellule de réponse de « {exercise} » contient autre chose que des commentaires"


def solution_in_cell(cell: str, answer: str) -> str:
    return f"la cellule « {cell} » donne la bonne réponse « {answer} »"


# --- proof with an engine ----------------------------------------------------------------------

ALREADY_SOLVED = "l'exercice est déjà résolu sans aucune réponse"
AS_SHIPPED = "tel que livré"
NOT_JUDGED = "non évalué"
NOTHING_FAILED = "aucun critère n'échoue"
TIMED_OUT = "la commande n'était pas finie au bout du délai"


def earned_for_nothing(id_: str) -> str:
    return f"« {id_} » réussit sans aucune réponse"


def setup_failed(exercise: str, exit_code: int | None, output: str) -> str:
    return f"setup.sh de « {exercise} » s'arrête en erreur ({exit_code}) : {last_line(output)}"


def on_the_way(exercise: str, reason: str) -> str:
    return f"la solution de référence de « {exercise} », jouée avant, ne tient pas : {reason}"


def criterion_failed(id_: str, observed: str) -> str:
    return f"« {id_} » échoue : {observed}"


def criterion_skipped(id_: str) -> str:
    return f"« {id_} » est sauté"


def criterion_error(id_: str, reason: str) -> str:
    return f"« {id_} » n'est pas évalué : {reason or 'sans raison donnée'}"


def criterion_passed(id_: str) -> str:
    return f"« {id_} » réussit, alors qu'il est annoncé en échec"


def words_not_said(words: str, said: str) -> str:
    return f"le message ne contient pas « {words} » ; il dit : {said}"


def second_time(reason: str) -> str:
    return f"jugé une seconde fois : {reason}"


def script_output(output: str) -> str:
    return f"dernière ligne affichée : {last_line(output)}"


def last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return f"« {lines[-1][:200]} »" if lines else "(rien)"


# --- the table ---------------------------------------------------------------------------------

TITLE_SHAPE = "Forme des ateliers"
TITLE_PROOF = "Réponses jouées dans un bac à sable"
COLUMN_EXERCISE = "Exercice"
COLUMN_ANSWER = "Réponse"
COLUMN_FINDING = "Constat"
COLUMN_RIGHT = "Bonnes"
COLUMN_WRONG = "Mauvaises"
COLUMN_NEIGHBOUR = "D'un voisin"
COLUMN_SECONDS = "Durée"
COLUMN_WHERE = "Où"
TITLE_REPORT = "Ce que le cours prouve de lui-même"
REPORT_COLUMNS = [
    "Atelier",
    "Exercice",
    "Tel que livré",
    "Bonnes réponses",
    "Mauvaises réponses",
    "Réponse d'un voisin",
    "Tout est comme annoncé",
]
TOTAL = "**Total**"
NOTHING = "—"
YES = "oui"
NO = "**non**"
COLUMN_WHAT = "Ce qui ne va pas"
SHAPE_IS_GOOD = "La forme est bonne."
HELP = (
    "Vérifie la forme des ateliers, puis joue toutes leurs réponses dans des bacs à sable. "
    "Sans argument, tout le cours ; sinon un atelier (02-registre-prive) "
    "ou un exercice (02-registre-prive/01-…)."
)
HELP_SHAPE = "Vérifie seulement la forme, sans moteur Docker."
HELP_JOBS = "Nombre de bacs à sable en même temps."
HELP_PART = "Des mauvaises réponses, ne joue que la part K de N : de quoi partager entre machines."
METAVAR_PART = "K/N"
HELP_JSON = "Affiche le résultat en JSON."
HELP_REPORT = "Affiche le tableau en Markdown, pour le garder ou le publier : --report > preuve.md."
ONE_FORMAT = "Choisissez --json ou --report, pas les deux."
METAVAR_TARGET = "[ATELIER[/EXERCICE]]"


def no_part(value: str) -> str:
    return f"« {value} » n'est pas une part. Écrivez 1/3, 2/3 ou 3/3."


def as_declared(count: int, total: int) -> str:
    return f"{count}/{total}"


def seconds(duration_s: float) -> str:
    return f"{duration_s:.1f} s".replace(".", ",")


def summary(labs: int, exercises: int, right: int, wrong: int, problems: int, duration_s: float) -> str:
    played = f" ; {right} bonnes et {wrong} mauvaises réponses jouées" if right + wrong else ""
    result = "tout est comme annoncé" if not problems else f"{problems} problème(s)"
    return f"{labs} atelier(s), {exercises} exercice(s){played} en {seconds(duration_s)} : {result}."


def unknown_target(target: str) -> str:
    return f"Aucun atelier ni exercice ne s'appelle « {target} »."


def known_targets(names: Iterable[str]) -> str:
    return f"Les ateliers sont {quoted(names)}."
