"""The command `%variante`: whose values the exercises show."""

from __future__ import annotations

from checker.course.variant import read_variant
from checker.errors import CheckerError
from checker.kernel.desk import Context
from checker.messages import variants as say
from checker.progress.own_variant import given_variant, keep_variant, own_variant


def variante(context: Context, args: list[str]) -> None:
    """Say which variant is in use, or keep another one.

    Raises:
        CheckerError: no code, or it is not the learner's to choose here.
    """
    if not args:
        context.print(say.in_use(own_variant(with_kept=context.keeps_progress)))
        return
    typed = " ".join(args)
    variant = "" if typed.casefold() == say.NONE else read_variant(typed)
    if given_variant() or not context.keeps_progress:
        raise CheckerError(say.GIVEN, do=say.ASK_INSTRUCTOR)
    keep_variant(variant)
    context.print(f"{say.in_use(variant)} {say.SHOW_AGAIN}")
