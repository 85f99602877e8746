"""A text is a tree or a problem, and each character of each scalar has its place in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz.structures.seeds import STEPS
from fuzz.targets import law, text_of
from seedlint import yamltree
from seedlint.yamltree import Problem
from test_yamltree import BLOCKS, test_any_text_is_a_tree_or_a_problem, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

STRUCTURED = STEPS
_places_are_true = law(test_any_text_is_a_tree_or_a_problem)


def samples() -> Iterable[str]:
    return (*BLOCKS, "a: &x |\n  é\n\n  y\nb: *x\nc: >-\n  {{x}}\n<<: {d: [*x]}\n")


def check(data: bytes) -> None:
    text = text_of(data)
    _places_are_true(text)
    found = yamltree.parse(whole(text), mend=True)
    if isinstance(found, Problem):
        assert "\n" not in found.message
    else:
        repr(yamltree.data(found))
