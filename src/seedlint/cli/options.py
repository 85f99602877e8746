"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from seedlint.config import Config

F = TypeVar("F", bound="Callable[..., Any]")

color = click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="Whether to write in colour; `auto` heeds the terminal and NO_COLOR.",
)


def configured(command: F) -> F:
    """Give a command the options that say which configuration holds."""
    file = click.option(
        "--config",
        "config_file",
        metavar="FILE",
        help="Take the configuration from this file.",
    )
    isolated = click.option("--isolated", is_flag=True, help="Take no configuration at all.")
    return file(isolated(command))


def configuration(start: Path, file: str | None, isolated: bool) -> Config:
    """The configuration that holds for a path, as the options want it."""
    from seedlint.config import ConfigError, load

    if file and isolated:
        raise click.UsageError("--config and --isolated exclude each other")
    try:
        return load(start, file=Path(file) if file else None, isolated=isolated)
    except ConfigError as error:
        raise click.ClickException(str(error)) from error
