"""Blocks lie in the text in their order, parts in their wholes, and slices say what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz.structures.seeds import SEEDS
from fuzz.targets import text_of
from samples import SEEDS as LIBRARY
from test_markdown import check as hold_to_the_laws

if TYPE_CHECKING:
    from collections.abc import Iterable

STRUCTURED = SEEDS


def samples() -> Iterable[str]:
    return LIBRARY.values()


def check(data: bytes) -> None:
    hold_to_the_laws(text_of(data))
