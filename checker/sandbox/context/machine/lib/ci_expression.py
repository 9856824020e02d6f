"""Conditions of CI files: a small reader for what GitLab's `rules` and GitHub's `if` have in common."""

import re
from collections.abc import Callable

from ci_job import RefusedError

TOKEN = re.compile(
    r"\s*(\|\||&&|==|!=|=~|!~|[()!,]|'(?:[^']|'')*'|\"[^\"]*\"|/(?:\\.|[^/\\])+/i?|\$\{?\w+\}?|[\w.*-]+)"
)
LONGEST = 500
DEEPEST = 20


class Condition:
    """One condition, evaluated while it is read.

    Args:
        text: the condition.
        resolve: the value of a name; raises RefusedError for one that is unknown.
        call: the value of a function, given its name and arguments.
    """

    def __init__(
        self, text: str, resolve: Callable[[str], object], call: Callable[[str, list], object]
    ) -> None:
        self.text, self.resolve, self.call = text, resolve, call
        self.tokens = self.split(text)
        self.position = self.depth = 0

    def split(self, text: str) -> list[str]:
        """Cut into signs, names and values."""
        if len(text) > LONGEST:
            raise self.wrong()
        tokens, at = [], 0
        while at < len(text.rstrip()):
            found = TOKEN.match(text, at)
            if not found:
                raise self.wrong()
            tokens.append(found.group(1))
            at = found.end()
        return tokens

    def wrong(self) -> RefusedError:
        """Say that the condition is not understood."""
        return RefusedError(f"La condition « {self.text[:80]} » n'est pas comprise par ce bac à sable.")

    def value(self) -> object:
        """Evaluate the whole.

        Raises:
            RefusedError: it is not well formed, or uses what is not played here.
        """
        result = self.either()
        if self.position != len(self.tokens):
            raise self.wrong()
        return result

    def peek(self) -> str:
        """Give the next token, empty at the end."""
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def take(self, *wanted: str) -> str:
        """Take the next token if it is one of these."""
        token = self.peek()
        if token and token in wanted:
            self.position += 1
            return token
        return ""

    def either(self) -> object:
        """Read `a || b`."""
        result = self.both()
        while self.take("||"):
            other = self.both()
            result = result or other
        return result

    def both(self) -> object:
        """Read `a && b`."""
        result = self.comparison()
        while self.take("&&"):
            other = self.comparison()
            result = result and other
        return result

    def comparison(self) -> object:
        """Read `a == b`, `a =~ /b/`."""
        left = self.primary()
        sign = self.take("==", "!=", "=~", "!~")
        if not sign:
            return left
        right = self.primary()
        if sign in ("=~", "!~"):
            return self.matches(left, right) == (sign == "=~")
        return (plain(left) == plain(right)) == (sign == "==")

    def matches(self, left: object, right: object) -> bool:
        """Look a pattern up in a text."""
        found = re.fullmatch(r"/(.*)/(i?)", str(right))
        if not found or len(str(left)) > LONGEST:
            raise self.wrong()
        try:
            return bool(re.search(found[1], str(left or ""), re.IGNORECASE if found[2] else 0))
        except re.error as error:
            raise self.wrong() from error

    def primary(self) -> object:
        """A value, a name, a function, a group, a negation."""
        self.depth += 1
        token = self.peek()
        if not token or self.depth > DEEPEST:
            raise self.wrong()
        self.position += 1
        if token == "!":
            result: object = not self.primary()
        elif token == "(":
            result = self.either()
            if not self.take(")"):
                raise self.wrong()
        elif token[0] in "'\"":
            result = token[1:-1].replace("''", "'") if token[0] == "'" else token[1:-1]
        elif token[0] == "/" or token in ("true", "false", "null"):
            result = {"true": True, "false": False, "null": None}.get(token, token)
        elif self.take("("):
            result = self.call(token, self.arguments())
        elif re.fullmatch(r"[\w$]", token[0]):
            result = token if token.isdigit() else self.resolve(token)
        else:
            raise self.wrong()
        self.depth -= 1
        return result

    def arguments(self) -> list:
        """What stands between the parentheses of a function."""
        found: list = []
        while not self.take(")"):
            found.append(self.either())
            if not self.take(",") and self.peek() != ")":
                raise self.wrong()
        return found


def plain(value: object) -> str | None:
    """Make two values comparable."""
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)
