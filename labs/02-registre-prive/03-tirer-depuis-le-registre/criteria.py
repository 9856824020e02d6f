"""Exercise 03: the image was gone from the machine, then came back from the learner's own registry."""

from checker.grading import Failure, criterion

PRIVATE = "localhost:5000/mysql:8.0"
PUBLIC = "mysql:8.0"
AGAIN = (
    "Retirez les deux noms de l'image, assurez-vous qu'elle n'apparaît plus, "
    "puis tirez-la par son nom complet."
)


@criterion("tiree")
def check_pulled(engine):
    expected = "L'image « localhost:5000/mysql:8.0 » présente sur le poste après avoir été tirée."
    if engine.image(PRIVATE) is None:
        names = sorted(tag for image in engine.images for tag in image.tags if "mysql" in tag)
        seen = ", ".join(f"« {name} »" for name in names)
        raise Failure(
            expected=expected,
            observed=f"Ce nom est absent du poste ; on y trouve {seen}."
            if seen
            else "Aucune image du poste n'a « mysql » dans son nom.",
            advice="Tirez l'image par son nom complet, adresse et port du registre compris.",
        )
    if not engine.events.pulled(PRIVATE):
        raise Failure(
            expected=expected,
            observed="Le nom est là, mais le moteur n'a enregistré aucun tirage de "
            "« localhost:5000/mysql:8.0 ».",
            advice=AGAIN,
        )


@criterion("effacee", needs="tiree")
def check_removed(engine):
    image = engine.image(PRIVATE)
    deleted = engine.events.deleted(image.id)
    if deleted and engine.events.pulled(PRIVATE).after(deleted.first):
        return
    if deleted:
        observed = "L'image a été effacée, mais rien n'a été tiré ensuite."
    elif engine.events.untagged(image.id):
        observed = "Vous avez retiré un nom de l'image, mais un autre nom la gardait sur le poste."
    else:
        observed = (
            "L'image n'a jamais quitté le poste : le tirage a trouvé tout ce qu'il cherchait sur place."
        )
    raise Failure(
        expected="Une image effacée du poste, puis tirée.",
        observed=observed,
        advice=AGAIN,
    )


@criterion("registre", needs="effacee")
def check_source(engine):
    events = engine.events
    deleted = events.deleted(engine.image(PRIVATE).id)
    for deletion in deleted:
        pull = events.pulled(PRIVATE).after(deletion).first
        if pull is not None and not events.pulled(PUBLIC).after(deletion).before(pull):
            return
    raise Failure(
        expected="Un tirage depuis localhost:5000 qui apporte les couches.",
        observed="Entre l'effacement et le tirage, « mysql:8.0 » est revenue de Docker Hub : "
        "ses couches étaient déjà sur le poste.",
        advice=AGAIN,
    )
