"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from seedlint.cli import complete, plain
from seedlint.report import FORMATS
from seedlint.spelling import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

F = TypeVar("F", bound="Callable[..., Any]")
T = TypeVar("T")


class Word(click.Choice[str]):
    """One of some words; any other is told which they are, and which is meant."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            meant = did_you_mean(value, self.choices)
            self.fail(f"`{value}` should be {listed(self.choices)}{meant}", param, ctx)
        return value

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        return ""  # its place in the usage names them all


class Named(click.Path):
    """The path of a file, say; an empty one, as of a variable that is not set, is refused."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self.what = what

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not value:
            self.fail(f"no {self.what} is named", param, ctx)
        return super().convert(value, param, ctx)


class Count(click.IntRange):
    """A whole number, 1 or more; click tells of ranges."""

    def __init__(self) -> None:
        super().__init__(min=1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"`{value}` should be a whole number, 1 or more", param, ctx)


def meaning(of: Callable[[Iterable[str]], T]) -> Callable[[object, object, Iterable[str]], T]:
    """What an option that may be repeated means, for click."""

    def callback(context: object, parameter: object, values: Iterable[str]) -> T:
        try:
            return of(values)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error

    return callback


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
    callback=meaning(plain.destinations),
    metavar="FORMAT[=FILE]",
    shell_complete=complete.formats,
    help=f"How to report: {', '.join(FORMATS)}; with `=FILE` into that file, besides. May be "
    "repeated. Without it: full, or github where GITHUB_ACTIONS is true.",
)


config_file = click.option(
    "--config",
    "config_file",
    metavar="FILE",
    type=Named("file"),
    help="Take the configuration from this file.",
)


def configured(command: F) -> F:
    """Give a command the options that say which configuration holds."""
    isolated = click.option("--isolated", is_flag=True, help="Take no configuration at all.")
    return config_file(isolated(command))
