"""Exercise 09: nothing of the account is left on a shared machine; what was published stays."""

from checker.grading import Failure, criterion

REPOSITORY, TAG = "apprenant/page", "1.0"
FILE = "~/jeton.txt"


@criterion("session")
def check_logged_out(logins):
    login = logins()
    if login is None:
        return
    raise Failure(
        expected="Aucun compte Docker Hub dans ~/.docker/config.json.",
        observed=f"Le compte « {login.user} » y est encore, avec son secret.",
        advice="Fermez la session.",
    )


@criterion("jeton", needs="session")
def check_token(files):
    if not files(FILE).exists:
        return
    raise Failure(
        expected=f"Plus de fichier « {FILE} ».",
        observed="Ce fichier est toujours là : qui le lit peut se connecter à votre place.",
        advice="Effacez-le. En vrai, révoquez aussi le jeton sur le site de Docker Hub.",
    )


@criterion("image", needs="session")
def check_image(engine, hub):
    remote = hub.image(REPOSITORY, TAG)
    expected = "L'image apprenant/page:1.0 sur Docker Hub, et plus sur le poste."
    if remote is None:
        raise Failure(
            expected=expected,
            observed="Docker Hub n'a plus cette image.",
            advice="Publiez-la de nouveau, puis effacez-la du poste.",
        )
    left = [image for image in engine.images if image.diff_ids == remote.diff_ids]
    if not left:
        return
    names = ", ".join(f"« {name} »" for image in left for name in image.tags)
    raise Failure(
        expected=expected,
        observed=f"Elle est encore sur le poste, sous le nom {names}."
        if names
        else f"Elle est encore sur le poste, sans nom, sous l'identifiant « {left[0].id[7:19]} ».",
        advice="Retirez de ce poste tous les noms de l'image.",
    )
