"""What is said when a file goes from the learner's machine to the browser, or the other way."""

from __future__ import annotations

from checker.messages.quantities import size_of

DOWNLOAD_USAGE = "%telecharger fichier"
DOWNLOAD_HELP = "Enregistre un fichier de votre poste d'entraînement sur votre ordinateur."
UPLOAD_USAGE = "%televerser [dossier]"
UPLOAD_HELP = "Dépose des fichiers de votre ordinateur sur votre poste d'entraînement."
ONE_FILE = "La commande « %telecharger » attend le nom d'un seul fichier."
ONE_FILE_DO = (
    "Exemple : « %telecharger ~/notes.txt ». Un nom qui contient une espace s'écrit entre guillemets."
)
ONE_FOLDER = "La commande « %televerser » attend le nom d'un seul dossier, ou rien pour le dossier courant."
ONE_FOLDER_DO = (
    "Exemple : « %televerser ~/donnees ». Un nom qui contient une espace s'écrit entre guillemets."
)
CHECK_THE_NAME = "« ls » montre les fichiers qui sont là."
PACK_IT = "Faites-en une archive, « tar -czf dossier.tgz dossier », puis téléchargez-la."
MAKE_IT_SMALLER = "Compressez-le, ou découpez-le en plusieurs fichiers."
READ_IT_YOURSELF = "Copiez son contenu dans un fichier ordinaire, puis téléchargez celui-là."
SEE_RIGHTS = "« ls -lL » montre à qui est ce fichier et qui peut le lire."
TRY_AGAIN = "Réessayez ; si cela se répète, exécutez « %redemarrer »."
AS_IT_IS_NOW = "C'est le fichier tel qu'il était à l'exécution de cette cellule."
DOWNLOAD_NEEDS_BROWSER = "Pour le télécharger, ouvrez ce carnet dans un navigateur."
UPLOAD_NEEDS_BROWSER = "« %televerser » demande un navigateur."
CHOOSE = "Choisir des fichiers"
STORING = "Dépôt en cours…"
REPLACE = "Remplacer"
KEEP = "Ne pas remplacer"
KEPT = "Rien n'est remplacé."
UNNAMED = "fichier"


def absent(path: str) -> str:
    return f"Le fichier « {path} » n'existe pas sur votre poste."


def is_a_folder(path: str) -> str:
    return f"« {path} » est un dossier."


def is_no_ordinary_file(path: str) -> str:
    return f"« {path} » n'est pas un fichier ordinaire : c'est un tube, un périphérique ou une socket."


def forbidden(path: str) -> str:
    return (
        f"Le fichier « {path} » ne peut pas être lu : votre poste le refuse, ou c'est un lien qui "
        "tourne en rond."
    )


def unreadable(path: str) -> str:
    return f"Le fichier « {path} » ne peut pas être lu sur votre poste : il n'a pas répondu."


def too_large(path: str, limit: int) -> str:
    return f"Le fichier « {path} » dépasse {size_of(limit)}, la limite."


def save(name: str, size: int) -> str:
    return f"Enregistrer « {name} » ({size_of(size)})"


def found(path: str, size: int) -> str:
    return f"{path} : {size_of(size)}."


def destination(folder: str, limit: int) -> str:
    return f"Vers « {folder} » sur votre poste, {size_of(limit)} au plus par fichier."


def is_a_file(path: str) -> str:
    return f"« {path} » est un fichier, et non un dossier."


def stored(path: str, size: int) -> str:
    return f"Déposé : « {path} » ({size_of(size)})."


def already_there(path: str) -> str:
    return f"« {path} » existe déjà. Le remplacer ?"


def own_fault(kind: str) -> str:
    return f"Le dépôt s'est arrêté sur une erreur interne ({kind})."
