"""`checker sandbox shell|list|sweep`: sandboxes by hand."""

from __future__ import annotations

import click

from checker.messages import sandbox_cli as say
from checker.sandbox.accounts import EXTRA_ROLES


@click.group(name="sandbox", help=say.HELP)
def command() -> None:
    """Group the commands on sandboxes."""


@command.command(name="shell", help=say.HELP_SHELL)
@click.option("--avec", "containers", multiple=True, type=click.Choice(EXTRA_ROLES), help=say.HELP_WITH)
@click.pass_context
def shell(context: click.Context, containers: tuple[str, ...]) -> None:
    """Open a shell in a fresh sandbox, which ends with it."""
    from checker.cli import terminal
    from checker.sandbox.sandbox import Sandbox

    terminal.require_terminal()
    click.echo(say.STARTING)
    with Sandbox.start(containers=containers) as sandbox:
        click.echo(say.banner(sandbox.run_id))
        channel = sandbox.machine.open_tty(["bash", "-i"])
        try:
            terminal.attach(channel)
            code = channel.exit_code()
        finally:
            channel.close()
        click.echo(say.ENDED if sandbox.machine.is_alive() else say.LOST)
    context.exit(code if code is not None else 1)


@command.command(name="list", help=say.HELP_LIST)
def list_sandboxes() -> None:
    """Show what is ours on the engine, by sandbox."""
    from rich.console import Console
    from rich.table import Table

    from checker.sandbox import engine
    from checker.sandbox.inventory import list_runs

    runs = list_runs(engine.connect())
    if not runs:
        click.echo(say.NONE)
        return
    table = Table(*say.COLUMNS)
    for run in runs:
        table.add_row(
            run.run_id,
            ", ".join(run.roles),
            run.created.strftime("%d/%m/%Y %H:%M") if run.created else "",
            say.owner(run.owner.pid if run.owner else None, is_alive=run.is_owner_alive),
        )
    Console().print(table)


@command.command(name="sweep", help=say.HELP_SWEEP)
def sweep_sandboxes() -> None:
    """Remove what dead owners left."""
    from checker.sandbox.sweep import sweep

    click.echo(say.swept(sweep()))
