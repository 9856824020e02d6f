"""An answer to a question of a quiz, as it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Answer:
    """One answer to one question."""

    given: tuple[str, ...]
    """The texts chosen; the steps in the order given; what was typed, alone."""
    is_right: bool
    """As judged that day: the quiz may have changed since."""

    def to_json(self) -> dict[str, Any]:
        """Plain data with the schema's version."""
        return {"version": SCHEMA_VERSION, "given": list(self.given), "right": self.is_right}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Answer:
        """Rebuild an answer.

        Raises:
            ValueError: the data is of another schema version, or malformed.
        """
        if data.get("version") != SCHEMA_VERSION:
            raise ValueError(f"answer schema {data.get('version')!r}, expected {SCHEMA_VERSION}")
        try:
            return cls(tuple(str(text) for text in data["given"]), bool(data["right"]))
        except (KeyError, TypeError) as exc:
            raise ValueError(f"malformed answer: {exc}") from exc
