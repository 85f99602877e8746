"""The command `seedlint` and its subcommands, each imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import click

from seedlint.cli.names import COMMANDS
from seedlint.cli.refusal import RefusalError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

    from seedlint.replay import Replay

_OWN_OPTIONS = ("-h", "--help", "-V", "--version")


class Commands(click.Group):
    """Subcommands from the modules of this package; what names none of them is for `check`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        completing_the_first = ctx.resilient_parsing and not args
        if not completing_the_first and (not args or args[0] not in (*COMMANDS, *_OWN_OPTIONS)):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The first word: what `check` takes, as it may be left out, and the commands."""
        check = cast(click.Command, self.get_command(ctx, "check"))
        within = check.make_context("check", [], parent=ctx, resilient_parsing=True)
        found = [
            *check.shell_complete(within, incomplete),
            *super().shell_complete(ctx, incomplete),
        ]
        if incomplete.startswith("-"):
            return found
        (paths,) = (each for each in check.params if isinstance(each, click.Argument))
        return [*paths.shell_complete(within, incomplete), *found]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])

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


def call(words: Sequence[str] | None, replay: Replay | None = None) -> int:
    """Do what some words ask for, or the arguments of the process; the exit status.

    Raises RefusalError.
    """
    try:
        return int(seedlint.main(words, "seedlint", standalone_mode=False, obj=replay) or 0)
    except SystemExit:  # click's way out when the reader of its help has gone away
        return 0
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        message = " ".join(_sentence(error).split()).removesuffix(".")
        raise RefusalError(message[:1].lower() + message[1:]) from error


def _sentence(error: click.ClickException) -> str:
    """What is wrong; click's own sentences begin and end otherwise than ours."""
    if isinstance(error, click.BadParameter) and not isinstance(error, click.MissingParameter):
        option = f"{error.param.opts[-1]}: " if isinstance(error.param, click.Option) else ""
        return f"{option}{error.message}"
    return error.format_message()
