"""Exercise 07: one repository is private, the other one is not, and a stranger's refusal proves it."""

from checker.grading import Failure, criterion

REPOSITORY, NEIGHBOUR = "apprenant/page", "apprenant/rapport"
ANSWER = "~/reponses/refus.txt"
REFUSAL = f"pull access denied for {REPOSITORY}"


@criterion("prive")
def check_private(hub):
    repository = hub.repositories.get(REPOSITORY)
    if repository is not None and repository.is_private:
        return
    others = sorted(name for name, other in hub.repositories.items() if other.is_private)
    observed = "Ce dépôt est public : tout le monde peut le tirer."
    if repository is None:
        observed = "Ce dépôt n'existe pas sur Docker Hub."
    elif others:
        observed += f" Un autre est privé : « {others[0]} »."
    raise Failure(
        expected=f"Un dépôt « {REPOSITORY} » privé.",
        observed=observed,
        advice="Demandez son changement à l'API, et lisez ce qu'elle répond.",
    )


@criterion("voisin", needs="prive")
def check_neighbour(hub):
    repository = hub.repositories.get(NEIGHBOUR)
    if repository is not None and not repository.is_private:
        return
    raise Failure(
        expected=f"Un dépôt « {NEIGHBOUR} » public.",
        observed="Ce dépôt est devenu privé lui aussi."
        if repository is not None
        else "Ce dépôt n'existe pas sur Docker Hub.",
        advice="Rendez-le public : le réglage se fait dépôt par dépôt.",
    )


@criterion("preuve", needs="prive")
def check_proof(files):
    file = files(ANSWER)
    text = " ".join(file.text.split())
    if REFUSAL in text:
        return
    if not file.is_file:
        observed = "Ce fichier n'existe pas."
    elif not text:
        observed = "Ce fichier est vide."
    else:
        observed = f"Le fichier dit : « {text[-160:]} »."
    raise Failure(
        expected=f"Un fichier « {ANSWER} » qui contient le refus d'un tirage de {REPOSITORY}:1.0.",
        observed=observed,
        advice="Tirez l'image sans session ouverte, et gardez dans le fichier le message d'erreur.",
    )
