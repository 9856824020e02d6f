"""Exercise 06: the machine is emptied, and what existed nowhere else is in the registry."""

from checker.grading import Absent, Failure, criterion, require, wait_for

ADDRESS = "localhost:5000"
PIECE = "atelier.piece"
MONTHS = ("2026-10", "2026-11")
SHOWN = 6


@criterion("a-l-abri")
def check_saved(engine, registry):
    client = registry(ADDRESS)
    expected = f"factures:2026-10 et factures:2026-11 dans {ADDRESS}."
    require(
        wait_for(client.ping),
        expected=expected,
        advice="Remettez en marche le conteneur « registry », avec son volume « donnees-registre ».",
    )
    for month in MONTHS:
        image = client.image("factures", month)
        if isinstance(image, Absent):
            raise Failure(
                expected=expected, observed=where_is(engine, month), advice=what_to_do(engine, month)
            )
        image = require(image, expected=expected, advice="Envoyez de nouveau cette image.")
        found = image.labels.get(PIECE, "")
        if found != f"factures-{month}":
            raise Failure(
                expected=expected,
                observed=f"Sous le nom factures:{month}, le registre contient « {found or 'autre chose'} ».",
                advice="Envoyez la bonne image sous ce nom.",
            )


def is_here(engine, month):
    return any(image.labels.get(PIECE) == f"factures-{month}" for image in engine.images)


def where_is(engine, month):
    if is_here(engine, month):
        return f"factures:{month} est sur le poste, et nulle part ailleurs."
    return f"factures:{month} n'est plus ni sur le poste ni dans le registre : elle est perdue."


def what_to_do(engine, month):
    if is_here(engine, month):
        return "Donnez-lui le nom qui mène au registre, puis envoyez-la, avant de vider."
    return "Exécutez de nouveau la cellule de l'exercice, qui remet les images en place."


@criterion("conteneurs", needs="a-l-abri")
def check_containers(engine):
    if engine.container("export") is not None:
        return
    raise Failure(
        expected="Le conteneur « export », arrêté, et son image outils:3.",
        observed="Le conteneur « export » n'existe plus, et rien ne retient plus outils:3.",
        advice="Nettoyer le système supprime aussi les conteneurs arrêtés. Exécutez de nouveau la cellule "
        "de l'exercice, puis videz seulement les images.",
    )


@criterion("vide", needs="a-l-abri")
def check_empty(engine):
    used = {container.image_id for container in engine.containers}
    idle = [image for image in engine.images if image.id not in used]
    if not idle:
        return
    names = sorted(tag for image in idle for tag in image.tags)
    seen = ", ".join(f"« {name} »" for name in names[:SHOWN])
    if len(names) > SHOWN:
        seen += f" et {len(names) - SHOWN} autres"
    raise Failure(
        expected="Aucune image dont aucun conteneur ne se sert.",
        observed=f"Des images ne servent à aucun conteneur : {seen}."
        if names
        else "Des images sans nom ne servent à aucun conteneur.",
        advice="Quand ce qui compte est à l'abri, videz aussi les images qui portent un nom.",
    )
