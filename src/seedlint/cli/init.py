"""`seedlint init`: a configuration to start with, from what the project holds."""

from __future__ import annotations

import os
import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seedlint import atomic
from seedlint.cli.output import emit, emit_bytes, style_of
from seedlint.cli.progress import progress
from seedlint.cli.refusal import RefusalError
from seedlint.config import ConfigError, load
from seedlint.paths import shown, unwritable
from seedlint.report import summary
from seedlint.report.terminal import BOLD, LOG_COMMAND, Style, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.project import Report

NAME = "seedlint.toml"
"""The file that is written."""


@click.command("init", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", default=".")
@click.option("--dry-run", is_flag=True, help="Print the configuration, and write nothing.")
def command(folder: str, dry_run: bool) -> None:
    """Write a `seedlint.toml` from what a project holds: its seeds, its specs and their words.

    FOLDER is the root of the project: the working directory, unless it is given. Above each setting
    stands what speaks for it; where nothing does, the default is left as it is. A configuration
    that is there already is never overwritten.
    """
    if not os.path.isdir(folder):
        problem = "is no folder" if os.path.lexists(folder) else "does not exist"
        raise RefusalError(f"`{shown(folder)}` {problem}")
    instead = None if dry_run else _configured(folder)
    from seedlint.starter import StartError, start

    try:
        made = start(Path(os.path.abspath(folder)), partial(progress, label="linting"))
    except StartError as error:
        raise RefusalError(str(error)) from error
    file = os.path.join(folder, NAME)
    # What a log would obey stands in strings, where the escape means the same, or in comments.
    content = LOG_COMMAND.sub(r"\\u0023", made.text).encode()
    if dry_run:
        emit_bytes(content)
    else:
        try:
            atomic.replace(file, content)
        except OSError as error:
            raise RefusalError(unwritable(file, error)) from error
        emit(_summary(folder, made.report, instead, style_of("auto")))


def _configured(folder: str) -> str | None:
    """The configuration of a folder around this one; one of its own is an error."""
    file = os.path.join(folder, NAME)
    if os.path.lexists(file):
        problem = f"`{shown(file)}` is there already"
    else:
        try:
            found = load(folder).file
        except ConfigError as error:
            raise RefusalError(str(error)) from error
        if found is None or not os.path.samefile(os.path.dirname(found), folder):
            return found
        problem = f"`{shown(found)}` has a `[tool.seedlint]` already"
    raise RefusalError(
        f"{problem}, and is left as it is; `seedlint init --dry-run{_argument(folder)}` prints "
        "what init would write"
    )


def _argument(folder: str) -> str:
    """A folder as the shell takes it after a command; the working directory need not be named."""
    return "" if shown(folder) == "." else f" {shlex.quote(shown(folder))}"


def _summary(folder: str, report: Report, instead: str | None, style: Style) -> Iterator[str]:
    file = escape(shown(os.path.join(folder, NAME)))
    yield f"wrote {style.paint(file, BOLD)}"
    if instead is not None:
        yield f"it takes the place of {escape(shown(instead))} here"
    elif os.path.lexists(os.path.join(folder, "pyproject.toml")):
        yield "pyproject.toml is left as it is; what is written can go there, as `[tool.seedlint]`"
    yield f"under it: {summary.line(report, style)}"
    yield ""
    calls = [(escape(f"{call}{_argument(folder)}"), text) for call, text in _next(report)]
    widest = max(len(call) for call, _ in calls)
    for call, text in calls:
        yield f"  {style.paint(call, BOLD)}{' ' * (widest - len(call))}  {text}"


def _next(report: Report) -> Iterator[tuple[str, str]]:
    """What to call next, as far as there is something for it to do."""
    yield "seedlint", "show what is found" if report.worst else "lint the seeds"
    if report.tally.safe:
        yield "seedlint --fix --diff", "show what could be fixed"
    if report.worst:
        yield "seedlint baseline", "take it as known, so that only what is new fails"
