"""Commands in colours, and what they printed; every text is escaped."""

from __future__ import annotations

from html import escape

from markupsafe import Markup
from nbconvert.filters.ansi import ansi2html
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

LIGHT, DARK = "default", "github-dark"
LONG_LINE = 30
"""Characters from which a line is wider than a phone: it scrolls, and the keyboard must reach it."""

_FORMATTER = HtmlFormatter(nowrap=True)


def coloured(source: str, language: str) -> Markup:
    """Source text in its language's colours, or plain when the language has none."""
    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return Markup(f"<pre><code>{escape(source)}</code></pre>")
    tokens = highlight(source.strip("\n"), lexer, _FORMATTER)
    return Markup(f'<pre><code class="couleurs">{tokens}</code></pre>')


def printed(text: str, label: str) -> Markup:
    """What a terminal showed, its colours kept."""
    is_long = any(len(line) > LONG_LINE for line in text.splitlines())
    reach = f' tabindex="0" role="group" aria-label="{escape(label)}"' if is_long else ""
    return Markup(f'<pre class="affiche"{reach}>{ansi2html(text.rstrip())}</pre>')


def style() -> str:
    """The colours of the languages, by day and by night."""
    light = HtmlFormatter(style=LIGHT).get_style_defs(".couleurs")
    dark = HtmlFormatter(style=DARK).get_style_defs(".couleurs")
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}"
