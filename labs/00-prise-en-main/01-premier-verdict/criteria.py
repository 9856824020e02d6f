"""Exercise 01: a folder, a file in it, a word in the file."""

from checker.grading import Failure, criterion, quoted

FOLDER, FILE, WORD = "~/carnet", "~/carnet/bonjour.txt", "Bonjour"


@criterion("dossier")
def check_folder(files):
    kind = files(FOLDER).kind
    if kind == "directory":
        return
    raise Failure(
        expected=f"Un dossier « {FOLDER} ».",
        observed="Rien ne porte ce nom." if kind == "absent" else "Ce nom est celui d'un fichier.",
        advice="Créez le dossier, dans votre dossier personnel.",
    )


@criterion("fichier", needs="dossier")
def check_file(files):
    if files(FILE).is_file:
        return
    names = files.list(FOLDER)
    if names:
        observed = f"Dans ce dossier, il y a {quoted(names[:5])}."
    elif files("~/bonjour.txt").exists:
        observed = "Le dossier est vide ; « bonjour.txt » est à côté, dans votre dossier personnel."
    else:
        observed = "Le dossier est vide."
    raise Failure(
        expected=f"Un fichier « {FILE} ».",
        observed=observed,
        advice="Créez le fichier dans ce dossier, sous ce nom exactement.",
    )


@criterion("contenu", needs="fichier")
def check_content(files):
    text = files(FILE).text.strip()
    if WORD.lower() in text.lower():
        return
    raise Failure(
        expected=f"Un fichier qui contient le mot « {WORD} ».",
        observed=f"Il contient « {text[:80]} »." if text else "Il est vide.",
        advice="Écrivez ce mot dans le fichier.",
    )
