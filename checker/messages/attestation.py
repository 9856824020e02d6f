"""What is said of a finished course: on the page, in the notebook, and when a page is checked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

USAGE = "%attestation Prénom Nom"
HELP = "Écrit une page à imprimer, une fois tous les exercices réussis ; avant cela, dit ce qui reste."

# The page
TITLE = "Attestation"
COURSE = "Cours sur les registres Docker"
COLUMNS = ("Exercice", "Points", "Réussi le", "Essais", "Indices", "Solution vue avant")
NEVER = "pas réussi"
YES = "oui"
NO = "non"
TOTAL = "Tout le cours"
DATES = "Les essais et les indices sont comptés jusqu'à la première réussite."
WORTH_TITLE = "Ce que vaut cette page"
WORTH = (
    "Chaque exercice a été vérifié par le programme du cours, sur l'état réellement atteint. Les verdicts "
    "viennent du fichier de progression, qui est sur la machine de l'apprenant et qu'il peut modifier ; les "
    "solutions sont fournies avec le cours ; le nom est celui qui a été saisi. Cette page ne remplace donc "
    "pas un examen : pour noter, un enseignant rejoue les carnets avec « checker grade »."
)
FINGERPRINT = "Empreinte SHA-256 des données de cette page :"
CHECK_IT = "« checker attestation verify fichier.html » compare cette page au fichier de progression."
HOW_TO_PRINT = "Pour imprimer cette page ou en faire un PDF : Ctrl+P."

# The notebook
NOT_FINISHED = "Il reste des exercices à réussir avant l'attestation."
GIVE_A_NAME = "Tous les exercices sont réussis. À quel nom écrire l'attestation ?"
GIVE_A_NAME_DO = "Exemple : « %attestation Ada Lovelace »."
BAD_NAME = "Ce nom ne peut pas être écrit : il a plus de 100 caractères, ou des caractères invisibles."
READY = "Votre attestation est prête."
SAVE_THEN_PRINT = "Enregistrez-la, ouvrez le fichier dans votre navigateur, puis imprimez-la (Ctrl+P)."
PREVIEW = "Aperçu de l'attestation"

# The check
GROUP_HELP = "Vérifie une attestation de fin de cours."
VERIFY_HELP = (
    "Compare une attestation à un fichier de progression : dit si la page est bien celle de ces verdicts, "
    "sinon ce qui diffère."
)
METAVAR_FILE = "FICHIER"
PROGRESS_HELP = "Le fichier de progression ; par défaut, le vôtre."
CHOOSE_A_PAGE = "Donnez la page qu'a écrite « %attestation »."
CHOOSE_A_PROGRESS = "Indiquez le fichier « progression.sqlite » de l'apprenant avec --progression."
SAME_FINGERPRINT = "L'empreinte écrite sur la page est celle de ses données."
OTHER_FINGERPRINT = "L'empreinte écrite sur la page n'est pas celle de ses données : la page a été modifiée."
SAME_TEXT = "Le texte de la page est celui que le cours écrit de ces données."
OTHER_TEXT = "Le texte de la page a été modifié :"
SAME_VERDICTS = "Les données de la page sont celles du fichier de progression."
OTHER_VERDICTS = "Les données de la page ne sont pas celles du fichier de progression :"
OTHER_EVENTS = "les résultats sont les mêmes, mais le détail des essais diffère"
OTHER_COURSE = "les titres des ateliers diffèrent"
NOT_ALL_SOLVED = "D'après le fichier de progression, le cours n'est pas terminé."
GOOD = "Cette page est bien celle de ces verdicts. Le nom n'est pas vérifiable : c'est celui qui a été saisi."
BAD = "Cette page n'est pas, telle quelle, celle de ces verdicts."
ABSENT = "absent"
YES_SIGN, NO_SIGN, UNKNOWN_SIGN = "✔", "✘", "?"


def date(moment: float, utc_offset_s: int) -> str:
    zone = timezone(timedelta(seconds=utc_offset_s)) if utc_offset_s else UTC
    return f"{datetime.fromtimestamp(moment, zone):%d/%m/%Y}"


def statement(version: str, exercises: int, issued: str) -> str:
    return (
        f"a réussi les {exercises} exercices du cours sur les registres Docker (version {version}), "
        f"d'après son fichier de progression, le {issued}."
    )


def remaining(lab: str, exercises: list[str]) -> str:
    return f"{lab} : " + ", ".join(f"« {title} »" for title in exercises)


def kept_at(path: Path) -> str:
    return f"Une copie est gardée sur cette machine : « {path} »."


def not_kept(why: str) -> str:
    return f"Aucune copie n'a pu être gardée sur cette machine ({why})."


def no_such_page(path: Path) -> str:
    return f"Le fichier « {path} » n'existe pas, ou ne peut pas être lu."


def no_attestation(path: Path) -> str:
    return f"Le fichier « {path} » n'est pas une attestation de ce cours."


def no_such_progress(path: Path) -> str:
    return f"Le fichier de progression « {path} » n'existe pas, ou ne peut pas être lu."


def other_version(page: str, here: str) -> str:
    return (
        f"La page vient de la version {page} du cours, et cette machine a la version {here} : son texte ne "
        "peut être comparé qu'avec la même version."
    )


def read_instead(wanted: str, found: str) -> str:
    return f"  « {found} » au lieu de « {wanted} »"


def differs(title: str, on_page: str, in_file: str) -> str:
    return f"  « {title} » : {on_page} sur la page, {in_file} d'après le fichier"


def facts(score: str, solved: str, attempts: str, hints: str, solution: str) -> str:
    return f"{score}, {solved}, essais : {attempts}, indices : {hints}, solution vue avant : {solution}"


def more(count: int) -> str:
    return f"  et {count} autre" + ("s" if count > 1 else "")
