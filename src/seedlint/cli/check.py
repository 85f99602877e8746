"""`seedlint check`: the options of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from seedlint.cli import options, plain
from seedlint.cli.complete import selections

if TYPE_CHECKING:
    from collections.abc import Callable

    from seedlint.replay import Replay

F = TypeVar("F", bound="Callable[..., Any]")

FAIL_ON = ("error", "warning", "info", "never")


def _rules(name: str, text: str) -> Callable[[F], F]:
    return click.option(
        name,
        multiple=True,
        callback=options.meaning(plain.names),
        metavar="RULES",
        help=text,
        shell_complete=selections,
    )


@click.command("check", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("given", metavar="[PATHS]...", nargs=-1, type=click.Path())
@_rules("--select", "Rules or groups to run, in place of the configured ones; with commas.")
@_rules("--extend-select", "Rules or groups to run as well.")
@_rules("--ignore", "Rules or groups not to run.")
@click.option("--no-ignores", is_flag=True, help="Report what ignore comments cover as well.")
@click.option("--no-baseline", is_flag=True, help="Report what the baseline records as well.")
@click.option("--fix", is_flag=True, help="Fix what can be fixed safely, and report the rest.")
@click.option(
    "--unsafe-fixes",
    is_flag=True,
    help="With --fix or --diff, apply the unsafe fixes too; alone, count them as fixable.",
)
@click.option(
    "--add-ignores",
    metavar="REASON",
    help="Write a comment for each finding that ignores it, for this reason.",
)
@click.option(
    "--diff",
    is_flag=True,
    help="Show what --fix (or --add-ignores) would change, and change nothing.",
)
@click.option("--watch", is_flag=True, help="Lint again whenever something changes.")
@click.option(
    "--fail-on",
    type=options.Word(FAIL_ON),
    default="warning",
    show_default=True,
    help="The least severity that makes the exit status 1.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also when there are findings.")
@options.output_format
@click.option(
    "--output-file",
    metavar="FILE",
    type=options.Named("file"),
    help="Write the report, or the diff, to this file.",
)
@click.option("--statistics", is_flag=True, help="Count the findings, and say where to start.")
@click.option("--show-files", is_flag=True, help="List the seeds instead of linting them.")
@click.option("--allow-empty", is_flag=True, help="Exit with 0 also when there is no seed.")
@click.option(
    "--force-exclude",
    is_flag=True,
    help="Hold the configured `seeds` and `exclude` against named files too.",
)
@click.option(
    "--stdin-filename",
    metavar="FILE",
    type=click.Path(),
    help="The name of what is read from standard input, where PATHS is `-`.",
)
@options.configured
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what runs have found.")
@click.option(
    "--cache-dir",
    metavar="FOLDER",
    type=options.Named("folder"),
    help="Keep what runs have found in this folder, in place of .seedlint_cache.",
)
@click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=options.Count(),
    help="Lint with up to N processes at once; without it, as many as there are processors.",
)
@options.color
@click.pass_obj
def command(replay: Replay | None, /, **given: Any) -> int:
    """Lint seeds: files, folders, or `-` for standard input.

    Without PATHS, the configured `seeds`; where nothing is configured, all below the working
    directory. A Markdown file that is no seed is passed over.

    With `-` and --fix, the fixed text goes to standard output and the report to standard error.

    The exit status is 0 where all is clean, 1 where there are findings (with --diff, where there is
    a diff), 2 where something else is wrong, 130 where it was interrupted.
    """
    from seedlint.cli.asked import Asked
    from seedlint.cli.run import run

    return run(Asked(**given), replay)
