"""What the command line itself says: one line per command, and click's own sentences in French."""

from __future__ import annotations

PROGRAM = "Le cours sur les registres Docker : le préparer, l'ouvrir, le noter, le vérifier."
SUMMARIES = {
    "cours": "Ouvre le cours dans JupyterLab.",
    "prepare": "Prépare cette machine : moteur Docker, images, noyau Jupyter.",
    "doctor": "Vérifie que cette machine peut faire tourner le cours.",
    "engine": "Démarre, arrête ou décrit le moteur Docker du cours.",
    "images": "Liste, exporte ou importe les images du cours.",
    "sandbox": "Ouvre, liste ou nettoie les bacs à sable.",
    "verify": "Vérifie les exercices du cours (pour leurs auteurs).",
    "lab": "Commence un atelier (pour les auteurs).",
    "release": "Fait l'édition du cours que l'on donne aux apprenants.",
    "grade": "Note une copie, ou celles d'une classe.",
    "variants": "Donne à chaque apprenant des valeurs à lui.",
    "adjust": "Change une note à la main, avec une raison.",
    "collect": "Prépare un carnet à rendre.",
    "attestation": "Vérifie une attestation de fin de cours.",
    "site": "Écrit le cours exécuté en pages à lire sans rien lancer.",
}
DEBUG_HELP = "Affiche aussi la trace Python d'une erreur."
VERSION_LINE = "%(prog)s %(version)s"
SUBCOMMAND_METAVAR = "COMMANDE [ARGUMENTS]…"
INTERRUPTED = "Interrompu."
SEE_TRACE = "Relancez la même commande avec --debug pour en voir la trace."


def error(what: str, do: str) -> str:
    return f"Erreur : {what}\n{do}"


def unexpected(exception: BaseException) -> str:
    kind = type(exception).__name__
    return f"Erreur inattendue ({kind} : {exception}).\n{SEE_TRACE}"


# --- click -------------------------------------------------------------------------------------

# Every sentence that click may show; the keys are click's own (a test compares them with its source).
CLICK = {
    "Aborted!": "Interrompu.",
    "deprecated": "obsolète",
    "Options": "Options",
    "Positional arguments": "Arguments",
    "Commands": "Commandes",
    "Usage:": "Usage :",
    "Missing command.": "Il manque une commande.",
    "Value must be an iterable.": "Plusieurs valeurs sont attendues.",
    "Name '{name}' defined twice": "Le nom « {name} » est défini deux fois",
    "env var: {var}": "variable d'environnement : {var}",
    "default: {default}": "par défaut : {default}",
    "(dynamic)": "(calculé)",
    "Do you want to continue?": "Voulez-vous continuer ?",
    "Confirm the action without prompting.": "Confirme sans poser de question.",
    "%(prog)s, version %(version)s": "%(prog)s, version %(version)s",
    "Show the version and exit.": "Affiche la version et s'arrête.",
    "Show this message and exit.": "Affiche cette aide et s'arrête.",
    "Error: {message}": "Erreur : {message}",
    "Try '{command} {option}' for help.": "« {command} {option} » affiche l'aide.",
    "Invalid value: {message}": "Valeur incorrecte : {message}",
    "Invalid value for {param_hint}: {message}": "Valeur incorrecte pour {param_hint} : {message}",
    "Missing argument": "Il manque l'argument",
    "Missing option": "Il manque l'option",
    "Missing parameter": "Il manque le paramètre",
    "Missing {param_type}": "Il manque {param_type}",
    "Missing parameter: {param_name}": "Il manque le paramètre {param_name}",
    "No such option {name!r}.": "L'option « {name} » n'existe pas.",
    "No such command {name!r}.": "La commande « {name} » n'existe pas.",
    "Did you mean {possibility}?": "Vouliez-vous dire {possibility} ?",
    "(Did you mean one of: {possibilities}?)": "Vouliez-vous dire l'une de celles-ci : {possibilities} ?",
    "unknown error": "erreur inconnue",
    "Could not open file {filename!r}: {message}": "Le fichier « {filename} » ne s'ouvre pas : {message}",
    "Invalid start character for option ({option})": "L'option « {option} » commence mal",
    "Argument {name!r} takes {nargs} values.": "L'argument « {name} » attend {nargs} valeurs.",
    "Option {name!r} does not take a value.": "L'option « {name} » n'attend pas de valeur.",
    "Option {name!r} requires an argument.": "L'option « {name} » attend une valeur.",
    "Option {name!r} requires {nargs} arguments.": "L'option « {name} » attend {nargs} valeurs.",
    "Got unexpected extra argument ({args})": "Cet argument est de trop : « {args} »",
    "Got unexpected extra arguments ({args})": "Ces arguments sont de trop : « {args} »",
    "Takes {nargs} values but 1 was given.": "{nargs} valeurs sont attendues, une seule est donnée.",
    "Takes {nargs} values but {len} were given.": "{nargs} valeurs sont attendues, {len} sont données.",
    "Repeat for confirmation": "Une seconde fois, pour confirmer",
    "Error: The two entered values do not match.": "Erreur : les deux valeurs saisies diffèrent.",
    "Error: invalid input": "Erreur : saisie incorrecte",
    "Unknown color {colour!r}": "La couleur « {colour} » n'existe pas",
    "Press any key to continue...": "Appuyez sur une touche pour continuer…",
    "Choose from:\n\t{choices}": "Choisissez parmi :\n\t{choices}",
    "{value!r} is not {choice}.": "« {value} » n'est pas {choice}.",
    "{value!r} is not one of {choices}.": "« {value} » ne figure pas parmi {choices}.",
    "Choice({choices})": "Choice({choices})",
    "{value!r} does not match the format {format}.": "« {value} » ne suit pas le format {format}.",
    "{value!r} does not match the formats {formats}.": "« {value} » ne suit aucun des formats {formats}.",
    "{value!r} is not a valid {number_type}.": "« {value} » n'est pas un nombre correct ({number_type}).",
    "{value} is not in the range {range}.": "{value} n'est pas dans l'intervalle {range}.",
    "{value!r} is not a valid UUID.": "« {value} » n'est pas un UUID.",
    "file": "fichier",
    "directory": "dossier",
    "path": "chemin",
    "{name} {filename!r} does not exist.": "{name} « {filename} » : rien de tel n'existe.",
    "{name} {filename!r} is a file.": "{name} « {filename} » : c'est un fichier.",
    "{name} {filename!r} is a directory.": "{name} « {filename} » : c'est un dossier.",
    "{name} {filename!r} is not readable.": "{name} « {filename} » : la lecture est refusée.",
    "{name} {filename!r} is not writable.": "{name} « {filename} » : l'écriture est refusée.",
    "{name} {filename!r} is not executable.": "{name} « {filename} » : l'exécution est refusée.",
    "{len_type} values are required, but {len_value} was given.": (
        "{len_type} valeurs sont attendues, {len_value} est donnée."
    ),
    "{len_type} values are required, but {len_value} were given.": (
        "{len_type} valeurs sont attendues, {len_value} sont données."
    ),
    "{editor}: Editing failed": "{editor} : échec de l'édition",
    "{editor}: Editing failed: {e}": "{editor} : échec de l'édition : {e}",
    "Unknown standard stream '{name}'": "Le flux « {name} » n'existe pas",
    "{value!r} is not a valid boolean. Recognized values: {states}": (
        "« {value} » n'est ni vrai ni faux. Valeurs possibles : {states}"
    ),
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}": (
        "La commande « {name} » est obsolète.{extra_message}"
    ),
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}": (
        "« {name} » est obsolète.{extra_message}"
    ),
}
