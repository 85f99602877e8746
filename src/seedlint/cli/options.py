"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from seedlint.cli import complete
from seedlint.report import FORMATS
from seedlint.spelling import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from seedlint.config import Config

F = TypeVar("F", bound="Callable[..., Any]")


class Word(click.Choice[str]):
    """One of some words; any other is told which they are, and which is meant."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            meant = did_you_mean(value, self.choices)
            self.fail(f"`{value}` should be {listed(self.choices)}{meant}", param, ctx)
        return value

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        return ""  # its place in the usage names them all


color = click.option(
    "--color",
    type=Word(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="Whether to write in colour; `auto` heeds the terminal and NO_COLOR.",
)


output_format = click.option(
    "--output-format",
    "formats",
    multiple=True,
    callback=lambda context, parameter, values: tuple(map(_destination, values)),
    metavar="FORMAT[=FILE]",
    shell_complete=complete.formats,
    help=f"How to report: {', '.join(FORMATS)}; with `=FILE` into that file, besides. May be "
    "repeated. Without it: full, or github where GITHUB_ACTIONS is true.",
)


config_file = click.option(
    "--config",
    "config_file",
    metavar="FILE",
    help="Take the configuration from this file.",
)


def configured(command: F) -> F:
    """Give a command the options that say which configuration holds."""
    isolated = click.option("--isolated", is_flag=True, help="Take no configuration at all.")
    return config_file(isolated(command))


def _destination(value: str) -> tuple[str, str | None]:
    """A format and the file that it goes to, if it has one of its own."""
    name, separate, file = value.partition("=")
    if name not in FORMATS:
        raise click.BadParameter(f"`{name}` is no format{did_you_mean(name, FORMATS)}")
    if separate and not file:
        raise click.BadParameter(f"`{value}` names no file")
    return name, file or None


def configuration(start: Path, file: str | None, isolated: bool) -> Config:
    """The configuration that holds for a path, as the options want it."""
    from seedlint.config import ConfigError, load

    if file and isolated:
        raise click.UsageError("--config and --isolated exclude each other")
    try:
        return load(start, file=Path(file) if file else None, isolated=isolated)
    except ConfigError as error:
        raise click.ClickException(str(error)) from error
