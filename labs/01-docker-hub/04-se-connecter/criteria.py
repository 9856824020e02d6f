"""Exercise 04: logged in to Docker Hub with the token, which nobody else can read."""

from checker.grading import Failure, criterion

ACCOUNT = "apprenant"
TOKEN = "dckr_pat_atelier"
FILE = "~/jeton.txt"


@criterion("connecte")
def check_logged_in(logins):
    login = logins()
    if login is not None and login.user == ACCOUNT:
        return
    others = ", ".join(f"« {other.server} »" for other in logins)
    if login is not None:
        observed = f"La session ouverte sur Docker Hub est celle du compte « {login.user} »."
    elif others:
        observed = f"Aucune session n'est ouverte sur Docker Hub ; il y en a une sur {others}."
    else:
        observed = "Aucune session n'est ouverte : ~/.docker/config.json ne contient aucun compte."
    raise Failure(
        expected=f"Une session Docker Hub pour le compte « {ACCOUNT} ».",
        observed=observed,
        advice="Connectez-vous, et lisez la dernière ligne affichée : elle dit si le compte est accepté.",
    )


@criterion("jeton", needs="connecte")
def check_token(logins):
    if logins().secret == TOKEN:
        return
    raise Failure(
        expected="Le jeton de ~/jeton.txt, gardé pour cette session.",
        observed="Le secret gardé dans ~/.docker/config.json n'est pas ce jeton.",
        advice="Reconnectez-vous en donnant le jeton là où vous avez donné le mot de passe.",
    )


@criterion("droits", needs="connecte")
def check_rights(files):
    file = files(FILE)
    if not file.exists or not file.mode & 0o077:
        return
    raise Failure(
        expected=f"Un fichier « {FILE} » que son propriétaire seul peut lire, ou plus de fichier du tout.",
        observed=f"Les droits de ce fichier sont « {file.mode & 0o777:03o} » : d'autres peuvent l'ouvrir.",
        advice="Retirez au groupe et aux autres tous leurs droits sur ce fichier, ou effacez-le.",
    )
