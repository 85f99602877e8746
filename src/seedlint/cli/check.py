"""`seedlint check`: lint, fix, report, and let the exit status tell."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from seedlint import project, report
from seedlint.cli import options
from seedlint.cli.commands import COMMANDS
from seedlint.cli.output import complain, emit, emit_bytes, style_of
from seedlint.config import ConfigError
from seedlint.finding import Severity
from seedlint.paths import unwritable
from seedlint.report.summary import plural
from seedlint.spelling import closest, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from seedlint.config import Config
    from seedlint.project import Collection
    from seedlint.report.terminal import Style

F = TypeVar("F", bound="Callable[..., Any]")

_FAIL_ON = {str(severity): severity for severity in reversed(Severity)}


def _names(
    context: click.Context, parameter: click.Parameter, values: Sequence[str]
) -> tuple[str, ...]:
    """Names that are given with commas, with the option repeated, or both."""
    stripped = (name.strip() for value in values for name in value.split(","))
    return tuple(name for name in stripped if name)


def _rules(name: str, text: str) -> Callable[[F], F]:
    return click.option(name, multiple=True, callback=_names, metavar="RULES", help=text)


@click.command("check", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("given", metavar="[PATHS]...", nargs=-1)
@_rules("--select", "Rules or groups to run, in place of the configured ones; with commas.")
@_rules("--extend-select", "Rules or groups to run as well.")
@_rules("--ignore", "Rules or groups not to run.")
@click.option("--no-ignores", is_flag=True, help="Report what ignore comments cover as well.")
@click.option("--fix", is_flag=True, help="Fix what can be fixed safely, and report the rest.")
@click.option(
    "--unsafe-fixes",
    is_flag=True,
    help="With --fix or --diff, apply the unsafe fixes too; alone, count them as fixable.",
)
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--fail-on",
    type=click.Choice((*_FAIL_ON, "never")),
    default="warning",
    show_default=True,
    help="The least severity that makes the exit status 1.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also when there are findings.")
@click.option(
    "--output-format",
    type=click.Choice(tuple(report.FORMATS)),
    default="full",
    show_default=True,
    help="How to report.",
)
@click.option("--output-file", metavar="FILE", help="Write the report, or the diff, to this file.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead.")
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
    help="The name of what is read from standard input, where PATHS is `-`.",
)
@options.configured
@options.color
def command(
    given: tuple[str, ...],
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    no_ignores: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    fail_on: str,
    exit_zero: bool,
    output_format: str,
    output_file: str | None,
    statistics: bool,
    show_files: bool,
    allow_empty: bool,
    force_exclude: bool,
    stdin_filename: str | None,
    config_file: str | None,
    isolated: bool,
    color: str,
) -> int:
    """Lint seeds: files, folders, or `-` for standard input.

    Without PATHS, the configured `seeds`; where nothing is configured, all below the working
    directory. A Markdown file that is no seed is passed over.

    With `-` and --fix, the fixed text goes to standard output and the report to standard error.

    The exit status is 0 where all is clean, 1 where there are findings (with --diff, where there is
    a diff), 2 where something else is wrong.
    """
    stdin = "-" in given
    if stdin and len(given) > 1:
        raise click.UsageError("`-` does not go with other paths")
    if stdin_filename and not stdin:
        raise click.UsageError("--stdin-filename goes with `-` alone")
    if statistics and output_format == "json":
        raise click.UsageError("--statistics does not go with --output-format json")
    if diff and statistics:
        raise click.UsageError("--diff does not go with --statistics")
    if show_files and (fix or diff):
        raise click.UsageError(f"--show-files does not go with {'--fix' if fix else '--diff'}")
    first = stdin_filename or "." if stdin else next(iter(given), ".")
    folder = Path(first) if os.path.isdir(first) else Path(first).parent
    config = options.configuration(folder, config_file, isolated)
    content = sys.stdin.buffer.read() if stdin else b""
    try:
        config = config.override(select=select, extend_select=extend_select, ignore=ignore)
        if stdin:
            collection = project.collect_text(stdin_filename or "<stdin>", content)
        else:
            collection = project.collect(given, config, force_exclude=force_exclude)
    except ConfigError as error:
        raise click.ClickException(str(error)) from error
    except project.MissingPathError as error:
        raise click.ClickException(f"{error}{_meant(error.path)}") from error

    read, heed_ignores = collection, not no_ignores
    if fix or diff:
        from seedlint import rewrite

        collection = rewrite.fix(read, config, unsafe=unsafe_fixes, heed_ignores=heed_ignores)
        if not (stdin or diff):
            collection = rewrite.write(read, collection)

    status = 2 if collection.failures else 0
    for failure in collection.failures:
        complain(failure)
    if not (collection.seeds or allow_empty or _all_files(given)):
        if not status:
            complain(_nothing(collection, given, config))
        return 2
    if show_files:
        emit(file.source.path for file in collection.seeds)
        return status

    filtering = stdin and fix and not diff
    stream = sys.stderr if filtering else sys.stdout
    style = style_of("never" if output_file and color == "auto" else color, stream)
    if diff:
        changed = _diff(read, collection, style, output_file)
        return status or int(changed)
    if filtering:
        fixed = (file.source.encode(file.source.text) for file in collection.seeds if file.fixed)
        emit_bytes(next(fixed, content))

    found = project.lint(collection, config, heed_ignores=heed_ignores)
    found = replace(found, unsafe_fixes=unsafe_fixes)
    if statistics:
        from seedlint.report.statistics import render

        lines = render(found, style)
    else:
        lines = report.render(output_format, found, style)
    if output_file:
        _write(output_file, lines)
    else:
        emit(lines, err=filtering)
    threshold = _FAIL_ON.get(fail_on)
    if found.worst and threshold and found.worst >= threshold and not exit_zero:
        return status or 1
    return status


def _all_files(given: Sequence[str]) -> bool:
    """Whether all that was asked for are files: then none of them has to be a seed."""
    return bool(given) and not any(os.path.isdir(path) for path in given)


def _nothing(collection: Collection, given: Sequence[str], config: Config) -> str:
    if given:
        where = f"in {listed(given)}"
    else:
        where = "among the configured `seeds`" if config.seeds else "in the working directory"
    passed = len(collection.passed_over)
    rest = f", {plural(passed, 'file')} passed over" if passed else ""
    return f"nothing to lint: no seed {where}{rest} (--allow-empty lets that pass)"


def _meant(path: str) -> str:
    """The command that a path which does not exist may be a misspelling of."""
    meant = closest(path, COMMANDS)
    return f"; did you mean the command `{meant}`?" if meant else ""


def _diff(before: Collection, after: Collection, style: Style, output_file: str | None) -> bool:
    """Show how a collection would change; whether it would at all."""
    from seedlint.report.diff import render

    pairs = zip(before.seeds, after.seeds, strict=True)
    changes = [(old.source, new.source) for old, new in pairs if new.fixed]
    if output_file:
        _write(output_file, render(changes, style, exact=True))
    else:
        lines = render(changes, style, exact=not sys.stdout.isatty())
        emit_bytes("".join(f"{line}\n" for line in lines).encode())
    return bool(changes)


def _write(path: str, lines: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    try:
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.ClickException(unwritable(path, error)) from error
