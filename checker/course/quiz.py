"""A lab's quiz: `quiz.toml` read and validated."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.course.exercise import _read_toml, _text
from checker.course.question import Kind, Question
from checker.errors import LabError
from checker.messages import course as say

NAME = "quiz.toml"
LEAST_STEPS = 3
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEYS = {"id", "kind", "text", "right", "explanation"}
_KEYS_OF = {
    Kind.SINGLE: _KEYS | {"wrong"},
    Kind.MULTIPLE: _KEYS | {"wrong"},
    Kind.ORDER: _KEYS | {"after"},
    Kind.FILL: _KEYS | {"wrong", "otherwise", "exact"},
}


@dataclass(frozen=True)
class Quiz:
    """The questions of a lab."""

    lab: str
    """The lab's id, `02-registre-prive`."""
    questions: tuple[Question, ...]


def read_quiz(folder: Path) -> Quiz:
    """Read the quiz of a lab's folder.

    Raises:
        LabError: the file is missing, is no TOML, or a question is not what it should be.
    """
    path = folder / NAME
    data = _read_toml(path)
    _refuse_unknown(path, data, {"questions"})
    entries = data.get("questions")
    if not isinstance(entries, list) or not entries or not all(isinstance(e, dict) for e in entries):
        raise LabError(say.no_question(path), do=say.ADD_QUESTION)
    questions = tuple(_Reader(path, entry).question() for entry in entries)
    for id_, count in Counter(question.id for question in questions).items():
        if count > 1:
            raise LabError(say.repeated_question(path, id_), do=say.RENAME_QUESTION)
    return Quiz(folder.name, questions)


def _refuse_unknown(path: Path, entry: dict[str, Any], known: set[str]) -> None:
    for key in entry:
        if key not in known:
            raise LabError(say.unknown_quiz_key(path, key), do=say.MEND_QUIZ_KEY)


class _Reader:
    """Reads one question."""

    def __init__(self, path: Path, entry: dict[str, Any]) -> None:
        self._path = path
        self._entry = entry
        self._id = _text(path, entry, "id")

    def question(self) -> Question:
        """The question.

        Raises:
            LabError: it is not what it should be.
        """
        if not _ID.fullmatch(self._id):
            raise LabError(say.bad_question_id(self._path, self._id), do=say.RENAME_CRITERION)
        try:
            kind = Kind(self._entry.get("kind", ""))
        except ValueError as exc:
            raise self._error(say.bad_kind(self._entry.get("kind")), say.known_kinds(Kind)) from exc
        _refuse_unknown(self._path, self._entry, _KEYS_OF[kind])
        question = Question(
            id=self._id,
            kind=kind,
            text=_text(self._path, self._entry, "text"),
            right=self._texts("right"),
            explanation=_text(self._path, self._entry, "explanation"),
            wrong=self._wrong(),
            after=self._texts("after"),
            otherwise=_text(self._path, self._entry, "otherwise") if kind is Kind.FILL else "",
            is_exact=self._flag("exact"),
        )
        self._check(question)
        return question

    def _check(self, question: Question) -> None:
        if question.kind is Kind.ORDER:
            if len(question.right) < LEAST_STEPS:
                raise self._error(say.TOO_FEW_STEPS, say.ADD_STEPS)
            if len(question.after) != len(question.right) - 1:
                raise self._error(say.after_count(len(question.after), len(question.right)), say.MEND_AFTER)
        elif not question.right:
            raise self._error(say.NO_RIGHT, say.ADD_RIGHT)
        if question.kind is Kind.SINGLE and len(question.right) > 1:
            raise self._error(say.SEVERAL_RIGHT, say.ONE_RIGHT)
        if question.kind in (Kind.SINGLE, Kind.MULTIPLE) and not question.wrong:
            raise self._error(say.NO_WRONG, say.ADD_WRONG)
        self._check_texts(question)

    def _check_texts(self, question: Question) -> None:
        answers = [question.normalised(text) for text in (*question.right, *question.wrong)]
        if len(set(answers)) < len(answers):
            raise self._error(say.SAME_CHOICE, say.MEND_SAME_CHOICE)
        told = (question.text, question.explanation, question.otherwise, *question.right, *question.after)
        for text in (*told, *question.wrong, *question.wrong.values()):
            if text.count("`") % 2:
                raise self._error(say.open_code(text), say.CLOSE_CODE)

    def _wrong(self) -> dict[str, str]:
        found = self._entry.get("wrong", {})
        if not isinstance(found, dict):
            raise self._error(say.WRONG_IS_NO_TABLE, say.ADD_WRONG)
        for choice, why in found.items():
            if not isinstance(why, str) or not why.strip() or not choice.strip():
                raise self._error(say.unexplained(choice), say.EXPLAIN)
        return {choice.strip(): why.strip() for choice, why in found.items()}

    def _texts(self, key: str) -> tuple[str, ...]:
        found = self._entry.get(key, [])
        if not isinstance(found, list) or not all(isinstance(t, str) and t.strip() for t in found):
            raise self._error(say.no_list(key), say.MEND_LIST)
        return tuple(text.strip() for text in found)

    def _flag(self, key: str) -> bool:
        found = self._entry.get(key, False)
        if not isinstance(found, bool):
            raise self._error(say.no_flag(key), say.MEND_FLAG)
        return found

    def _error(self, what: str, do: str) -> LabError:
        return LabError(say.in_question(self._path, self._id, what), do=do)
