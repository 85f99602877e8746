"""What the command line writes, and in which colours."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO, cast

from seedlint.cli.refusal import RefusalError
from seedlint.report.terminal import BOLD, RED, Style, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedlint.report.dump import Json


def style_of(color: str, stream: TextIO | None = None) -> Style:
    """How to paint: `always`, `never`, or `auto`, which asks the terminal and `NO_COLOR`."""
    if color != "auto":
        return Style(color == "always")
    stream = stream or sys.stdout
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Style(stream.isatty() and not plain)


def emit(lines: Iterable[str], *, err: bool = False) -> list[str]:
    """Write lines to standard output, or to standard error; what they are with their ends."""
    ended = [f"{line}\n" for line in lines]
    _echo("".join(ended), err=err)
    return ended


def encoded(texts: Iterable[str]) -> list[bytes]:
    """What standard output makes of some texts where it is in UTF-8."""
    return [text.encode("utf-8", "backslashreplace") for text in texts]


def emit_bytes(content: bytes) -> None:
    """Write to standard output what no encoding and no system's line ends may change."""
    _echo(content)


def emit_json(data: object) -> None:
    """Write data as JSON in which nothing can steer a terminal or a log."""
    from seedlint.report.dump import dump

    emit((dump(cast("Json", data), indent=2),))


def complain(message: str) -> None:
    """Say on standard error, in one line, what went wrong."""
    prefix = style_of("auto", sys.stderr).paint("seedlint:", BOLD, RED)
    with suppress(RefusalError):  # there is no other place to say it
        emit((f"{prefix} {escape(message)}",), err=True)


def _echo(content: str | bytes, *, err: bool = False) -> None:
    """Write all of it; a reader that has gone away has seen enough."""
    stream = sys.stderr if err else sys.stdout
    try:
        if os.name == "nt":  # where old consoles know no escape sequences
            import click

            click.echo(content, nl=False, err=err, color=True)
        elif isinstance(content, str):
            stream.write(content)
        else:
            stream.flush()
            stream.buffer.write(content)
        stream.flush()
    except OSError as error:
        # What is left in the buffer would fail again when Python flushes it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not isinstance(error, BrokenPipeError):
            raise RefusalError(
                f"the report cannot be written: {(error.strerror or str(error)).lower()}"
            ) from error
