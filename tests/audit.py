"""What some code asks of the system, as Python tells it to whoever audits (PEP 578)."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    Heard = list[tuple[str, tuple[object, ...]]]

_ears: list[tuple[tuple[str, ...], Heard]] = []


@contextmanager
def heard(*events: str) -> Iterator[Heard]:
    """The events that happen meanwhile and whose names begin so, with what they are about."""
    if not _hooked:
        sys.addaudithook(_hear)  # which nobody can take away again
        _hooked.append(True)
    found: Heard = []
    _ears.append((events, found))
    try:
        yield found
    finally:
        _ears.pop()


_hooked: list[bool] = []


def _hear(event: str, about: tuple[object, ...]) -> None:
    for events, found in _ears:
        if event.startswith(events):
            found.append((event, about))
