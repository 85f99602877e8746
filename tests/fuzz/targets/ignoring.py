"""Comments that are written cover what they are for, and change nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz.structures.seeds import SEEDS
from samples import SEEDS as LIBRARY
from seedlint.source import Source
from test_engine import NAME
from test_ignoring import hold_to_the_laws

if TYPE_CHECKING:
    from collections.abc import Iterable

STRUCTURED = SEEDS


def samples() -> Iterable[str]:
    return LIBRARY.values()


def check(data: bytes) -> None:
    hold_to_the_laws(NAME, Source.decode(NAME, data).text)
