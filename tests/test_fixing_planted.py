"""Law 5 where something is wrong: each kind of defect that the accuracy benchmark can plant."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from benchmarks.accuracy import command
from benchmarks.accuracy.ground import Ground
from benchmarks.accuracy.plant import KINDS

from mending import hold_to_the_law
from seedlint.engine import lint
from seedlint.rules import RULES
from seedlint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.settings import Settings
    from seedlint.spec import Specs


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground.at(command.ROOT)


@pytest.fixture(scope="module")
def settings(ground: Ground) -> Settings:
    return ground.config.override(select=("all",)).settings


def planted(ground: Ground, kind: str) -> Iterator[tuple[Source, Specs]]:
    """The seeds that some plant of a kind is in, or that name the spec which it is in."""
    random = Random(kind)
    plots = random.sample(ground.plots, len(ground.plots))
    rows = (list(KINDS[kind].plants(plot)) for plot in plots)
    if not (plants := next(filter(None, rows), [])):
        return  # the samples have no place for it
    contents = random.choice(plants).contents
    seeds = {path for path, content in contents.items() if content and path.endswith(".md")}
    naming = {plot.path for plot in ground.plots if plot.resolver.own_path in contents}
    specs = ground.specs if seeds == set(contents) else ground.overlaid(contents)
    for path in sorted(seeds | naming)[:2]:
        content = contents.get(path)
        yield Source.decode(path, content) if content else ground.sources[path], specs


@pytest.mark.parametrize("kind", KINDS)
def test_a_plant_of_each_kind(kind: str, ground: Ground, settings: Settings) -> None:
    """What is wrong beside it must not lead a fix astray; nor must a fix hide what is wrong."""
    for source, specs in planted(ground, kind):
        hold_to_the_law(source, specs, settings, source.path, reveals=True)


@pytest.mark.parametrize("rule", [rule.name for rule in RULES if rule.fix])
def test_each_fix_is_offered_for_a_plant(rule: str, ground: Ground, settings: Settings) -> None:
    """A law that is never put to the test holds of anything."""
    kinds = [kind.name for kind in KINDS.values() if rule in kind.rules]
    assert any(
        found.rule == rule and found.finding.fix
        for kind in kinds
        for source, specs in planted(ground, kind)
        for found in lint(source, specs, settings)
    )
