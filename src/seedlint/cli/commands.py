"""The command `seedlint` and its subcommands, each imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any, cast

import click

COMMANDS = ("check", "explain", "rules", "schema")
_OWN_OPTIONS = ("-h", "--help", "-V", "--version")


class Commands(click.Group):
    """Subcommands from the modules of this package; what names none of them is for `check`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in (*COMMANDS, *_OWN_OPTIONS):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return cast(click.Command, import_module(f"seedlint.cli.{cmd_name}").command)


def _version(context: click.Context, parameter: click.Parameter, asked: Any) -> None:
    if asked and not context.resilient_parsing:
        from seedlint import __version__

        click.echo(f"seedlint {__version__}")
        context.exit()


@click.group(
    cls=Commands,
    subcommand_metavar="[PATHS]... | COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
)
def seedlint() -> None:
    """Lint API seeds, and hold them against their OpenAPI operations.

    `seedlint [PATHS]` is short for `seedlint check [PATHS]`; see `seedlint check --help`.
    """
