"""Fixes settle, a second run changes nothing, what is fixed can be read, and no request changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz.structures.seeds import SEEDS
from mending import hold_to_the_law
from samples import SEEDS as LIBRARY
from seedlint.source import Source
from test_engine import NAME
from test_fixing import ALL, SAMPLE

if TYPE_CHECKING:
    from collections.abc import Iterable

STRUCTURED = SEEDS


def samples() -> Iterable[str]:
    return LIBRARY.values()


def check(data: bytes) -> None:
    hold_to_the_law(Source.decode(NAME, data), SAMPLE, ALL, NAME, reveals=True)
