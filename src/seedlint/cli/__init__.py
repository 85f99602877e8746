"""The command line: the surface that reads arguments, prints, and sets the exit status."""

from __future__ import annotations

import gc
import io
import os
import sys
from typing import TYPE_CHECKING

import click

from seedlint.cli.commands import seedlint
from seedlint.cli.output import complain

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 (clean), 1 (findings) or 2 (anything else)."""
    gc.disable()  # what a run builds lives until its end: there is no garbage to look for
    try:
        return _main(args)
    finally:
        gc.enable()


def _main(args: Sequence[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        return int(seedlint.main(args, "seedlint", standalone_mode=False) or 0)
    except click.ClickException as error:
        message = " ".join(error.format_message().split()).removesuffix(".")
        complain(message[:1].lower() + message[1:])
    except click.Abort:
        complain("interrupted")
    except SystemExit:  # click's way out when the reader of its help has gone away
        return 0
    except Exception as error:
        if os.environ.get("SEEDLINT_DEBUG"):
            raise
        where = "".join(f" {note}" for note in getattr(error, "__notes__", ()))
        complain(
            f"internal error{where} ({type(error).__name__}: {error}); this is a bug in seedlint, "
            "please report it with the traceback that `SEEDLINT_DEBUG=1` shows"
        )
    return 2
