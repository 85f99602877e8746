"""The least of an input that still breaks the same law."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 10.0
"""How many seconds to try for."""


def shrunk(data: bytes, breaks: Callable[[bytes], bool]) -> bytes:
    """An input without as many of its lines, and then of its bytes, as it can do without."""
    end = monotonic() + PATIENCE
    data = _without(data.splitlines(keepends=True), breaks, end)
    return _without([data[at : at + 1] for at in range(len(data))], breaks, end)


def _without(parts: list[bytes], breaks: Callable[[bytes], bool], end: float) -> bytes:
    size = max(1, len(parts) // 2)
    while size:
        at = 0
        while at < len(parts) and monotonic() < end:
            less = parts[:at] + parts[at + size :]
            if breaks(b"".join(less)):
                parts = less
            else:
                at += size
        size //= 2
    return b"".join(parts)
