"""What `checker grade` says of a class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from checker.messages.batch import WORDS, points
from checker.messages.quantities import counted

EXERCISES = "Exercices notés"
LEFT = "reste"
WAITING = "Une autre correction écrit dans ce dossier : celle-ci attend qu'elle finisse."
KEPT = " (la note d'avant est gardée ; « --lower » admet la baisse)"

NOTHING_CHANGES = "Aucune note ne change."


class Tally(Protocol):
    """What a run did (`checker.batch.run.Tally`)."""

    submissions: int
    refused: int
    outdated: tuple[str, ...]
    known: int
    graded: int
    faults: dict[int, str]


def too_many(wanted: int, most: int) -> str:
    return f"La mémoire permet {most} bacs à sable à la fois, et non {wanted}."


def beginning(tally: Tally, jobs: int) -> Iterator[str]:
    yield f"{counted(tally.submissions, 'copie')}, dont {jobs} à noter."
    if tally.known:
        yield f"{counted(tally.known, 'exercice déjà noté', 'exercices déjà notés')} : rien n'est refait."
    for lab in tally.outdated:
        yield (
            f"L'atelier « {lab} » a changé depuis que des copies ont été notées : "
            "« --again » les note de nouveau."
        )


def doing(learner: str, lab: str, title: str) -> str:
    return f"  {learner} · {lab} · {title}"


def ended(learner: str, lab: str, score: float, maximum: float, fault: str) -> str:
    told = [points(score, maximum)] if maximum else []
    return f"{learner} · {lab} : {' · '.join([*told, *([fault] if fault else [])])}"


def changed(where: str, before: str, after: str, adopted: bool) -> str:
    return f"{where} : {before} → {after}{'' if adopted else KEPT}"


def criterion(outcome: str, text: str) -> str:
    return f"    {WORDS[outcome]} : {text}"


def ending(tally: Tally) -> Iterator[str]:
    yield f"{counted(tally.graded, 'exercice noté', 'exercices notés')} cette fois."
    if tally.refused:
        yield f"{counted(tally.refused, 'fichier')} sans note : voyez pourquoi dans les résultats."
    for fault in sorted({fault for fault in tally.faults.values() if fault}):
        yield f"Panne : {fault}"
    if tally.faults:
        left = counted(
            len(tally.faults), "copie n'est pas entièrement notée", "copies ne sont pas entièrement notées"
        )
        yield f"{left}, de notre fait : relancez la même commande, elle reprend où elle en est."
