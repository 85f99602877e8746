"""What a cache remembers: what it cannot say is not kept, and nonsense is as good as nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from seedlint import memory
from seedlint.engine import Outcome
from seedlint.finding import Diagnostic, Finding, Note, Severity
from seedlint.record import Spot, Texts
from seedlint.source import Source, Span
from seedlint.spec import Specs

SPECS = Specs((), lambda path: None)
SEED = Source("seeds/a.md", "# Loans\n")
TEXTS = Texts(SPECS, {"seeds/a.md": SEED})
FINDING = Finding(Span(0, 1), "wrong", (Note("see", Span(2, 3)),))
OUTCOME = Outcome((Diagnostic("bare-status", Severity.WARNING, SEED, FINDING),), 2)
TOGETHER = json.loads(json.dumps(memory.together("a.md", OUTCOME, TEXTS)))


def test_what_seeds_have_together_comes_back() -> None:
    assert memory.shared(TOGETHER, "a.md", TEXTS) == memory.Known(OUTCOME.diagnostics, 2)


def test_it_belongs_to_these_seeds() -> None:
    assert memory.shared(TOGETHER, "b.md", TEXTS) is None


def test_a_text_without_a_name_cannot_be_kept() -> None:
    """A finding that came back about another text would stand at a wrong place."""
    assert memory.together("a.md", OUTCOME, Texts(SPECS)) is None
    assert memory.shared(TOGETHER, "a.md", Texts(SPECS)) is None


def test_a_place_in_a_text_that_is_gone_is_none() -> None:
    """Its note is still said, without a place."""
    assert Spot(TEXTS, "seed:seeds/a.md", 0, 1).locate() == (SEED, Span(0, 1))
    assert Spot(TEXTS, "seed:seeds/b.md", 0, 1).locate() is None
    assert Spot(TEXTS, "seed:seeds/a.md", 0, 99).locate() is None


def everywhere(data: Any, *way: int) -> list[tuple[int, ...]]:
    """The places of all that some lists hold."""
    inside = enumerate(data) if isinstance(data, list) else ()
    return [way, *(each for index, one in inside for each in everywhere(one, *way, index))]


@pytest.mark.parametrize("way", everywhere(TOGETHER)[1:], ids=str)
def test_nonsense_is_as_good_as_nothing(way: tuple[int, ...]) -> None:
    """Whatever part of it stands for something else."""
    data = json.loads(json.dumps(TOGETHER))
    *above, last = way
    holder = data
    for index in above:
        holder = holder[index]
    holder[last] = {}
    assert memory.shared(data, "a.md", TEXTS) is None
