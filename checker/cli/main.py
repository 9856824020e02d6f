"""The command line: the one place where an error becomes French text and an exit code."""

from __future__ import annotations

import io
import signal
import sys
import traceback
from collections.abc import Sequence

import click

from checker import __version__
from checker.cli import french
from checker.cli.commands import LazyGroup, debug_option
from checker.cli.interruption import keep_interruptions
from checker.errors import CheckerError
from checker.messages import cli as messages

EXIT_ERROR = 1
EXIT_USAGE = 2
EXIT_UNEXPECTED = 70
EXIT_INTERRUPTED = 130

french.install()


@click.group(
    cls=LazyGroup,
    help=messages.PROGRAM,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="checker", message=messages.VERSION_LINE)
def checker() -> None:
    """Hold the commands; each one is a module of this package."""


checker.params.append(debug_option())
french.localise(checker)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `checker` and return its exit code; nothing is raised.

    Exit codes: 0 done, 1 something to act on (said in French), 2 misuse of the command line,
    70 a fault of ours, 130 interrupted.
    """
    _accept_any_terminal()
    flags: dict[str, bool] = {}
    try:
        with keep_interruptions():
            result = checker.main(args=arguments, prog_name="checker", standalone_mode=False, obj=flags)
        return result if isinstance(result, int) else 0
    except BaseException as exception:  # the last resort: nothing may reach the terminal as a traceback
        if flags.get("debug") and not isinstance(exception, SystemExit | click.UsageError):
            traceback.print_exc()
        return _report(exception)


def _report(exception: BaseException) -> int:
    """Say an error in French on standard error; return the exit code."""
    match exception:
        case CheckerError():
            click.echo(messages.error(exception.what, exception.do), err=True)
            return EXIT_ERROR
        case click.UsageError():
            exception.show()
            return EXIT_USAGE
        case click.ClickException():
            exception.show()
            return EXIT_ERROR
        case KeyboardInterrupt() | click.Abort() | EOFError():
            click.echo(messages.INTERRUPTED, err=True)
            # All is in order: one more need not wait for Python's own end, which would show where it came.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            return EXIT_INTERRUPTED
        case BrokenPipeError():
            return EXIT_ERROR
        case SystemExit():
            return exception.code if isinstance(exception.code, int) else EXIT_ERROR
    click.echo(messages.unexpected(exception), err=True)
    return EXIT_UNEXPECTED


def _accept_any_terminal() -> None:
    """Replace what a terminal's encoding lacks (narrow spaces, ✓) instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
