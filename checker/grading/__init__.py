"""Grading: judge the state that a learner reached, criterion by criterion.

This module is all that a lab's `criteria.py` imports::

    from checker.grading import Failure, criterion

    @criterion("publie", needs="conteneur")
    def check_published(engine):
        if not engine.container("registry").publishes(5000):
            raise Failure(expected="…", observed="…", advice="…")

Importing it stays cheap: pytest and the adapters are loaded by the worker only.
"""

from checker.grading.content import describe_content
from checker.grading.criterion import Failure, criterion
from checker.grading.durability import describe_mount, require_restart
from checker.grading.trouble import Absent, Malformed, Refused, Trouble, Unreachable, require, wait_for
from checker.grading.versions import require_same_build, require_version, version_of
from checker.messages.quantities import quoted

__all__ = [
    "Absent",
    "Failure",
    "Malformed",
    "Refused",
    "Trouble",
    "Unreachable",
    "criterion",
    "describe_content",
    "describe_mount",
    "quoted",
    "require",
    "require_restart",
    "require_same_build",
    "require_version",
    "version_of",
    "wait_for",
]
