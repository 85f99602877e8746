"""A bar that shows how far a long run has come; on a terminal only, and gone at the end."""

from __future__ import annotations

import os
import sys
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from seedlint.interruption import Cleanup

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from click._termui_impl import ProgressBar

T = TypeVar("T")

DELAY = 0.8
"""How many seconds a run takes at least that is worth a bar."""

_GONE = "\r\x1b[2K\x1b[?25h"
"""Erase the line (ECMA-48, section 8.3.41) and show the cursor, which the bar hides (DECTCEM)."""


def progress(items: Sequence[T], label: str) -> Generator[T, None, None]:
    """The items, one by one, with a bar on standard error once that takes long."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield from items
        return
    import click

    start, stream = perf_counter(), sys.stderr
    bar: ProgressBar[int] | None = None

    def erase() -> None:
        if bar is not None:
            stream.write(_GONE)
            stream.flush()

    with Cleanup(erase):
        for number, item in enumerate(items, start=1):
            yield item
            if bar is not None:
                bar.update(1)
            elif perf_counter() - start > DELAY:
                bar = click.progressbar(length=len(items), label=label, file=stream)
                bar.update(number)
