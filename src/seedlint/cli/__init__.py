"""The command line: the surface that reads arguments, prints, and sets the exit status."""

from __future__ import annotations

import gc
import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import click

from seedlint.cli.commands import seedlint

if TYPE_CHECKING:
    from collections.abc import Sequence


def command_line() -> NoReturn:
    """Run the command line as a process, and end that without clearing up in it.

    To free what a run has built, object by object, takes a sixth of its time (measured over 104
    seeds); the system does it at once.
    """
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 (clean), 1 (findings) or 2 (anything else)."""
    gc.disable()  # what a run builds lives until its end: there is no garbage to look for
    try:
        return _main(args)
    finally:
        gc.enable()


def _main(args: Sequence[str] | None) -> int:
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed from the start, so nobody listens
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        return int(seedlint.main(args, "seedlint", standalone_mode=False) or 0)
    except SystemExit:  # click's way out when the reader of its help has gone away
        return 0
    except Exception as error:
        expected = isinstance(error, click.ClickException | click.Abort)
        if os.environ.get("SEEDLINT_DEBUG") and not expected:
            raise
        _complain(error)
    return 2


def _complain(error: Exception) -> None:
    from seedlint.cli.output import complain, complain_of

    if isinstance(error, click.ClickException):
        complain_of(error)
    elif isinstance(error, click.Abort):
        complain("interrupted")
    else:
        where = "".join(f" {note}" for note in getattr(error, "__notes__", ()))
        complain(
            f"internal error{where} ({type(error).__name__}: {error}); this is a bug in seedlint, "
            "please report it with the traceback that `SEEDLINT_DEBUG=1` shows"
        )
