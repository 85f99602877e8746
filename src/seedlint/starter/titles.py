"""The sections that the seeds have: those that run, and those that all have."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from seedlint import template
from seedlint.scope import sent
from seedlint.settings import Settings
from seedlint.starter.evidence import counted, several
from seedlint.starter.toml import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seedlint.seed import Section, Seed, Step

_BRACED = re.compile(r"\{+[^{}]*\}+")


@dataclass(frozen=True, slots=True)
class Titles:
    """In how many seeds a section stands, tests the endpoint, or prepares what another one uses.

    `places` sums up where a section stands among the others; `spelt` is how it is written first.
    """

    seeds: int
    standing: Counter[str] = field(default_factory=Counter)
    testing: Counter[str] = field(default_factory=Counter)
    preparing: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    spelt: dict[str, str] = field(default_factory=dict)

    def count(self, title: str) -> int:
        """In how many seeds a section of this title stands."""
        return self.standing[_plain(title)]

    def place(self, title: str) -> tuple[float, str]:
        """Where a section stands, to put it in order."""
        return self.places[_plain(title)] / max(1, self.count(title)), title

    def add(self, seed: Seed) -> None:
        """Count what a seed has."""
        held: dict[str, list[Step]] = {}
        for section in seed.sections:
            title = _plain(section.title)
            if _is_top(section, seed) and title not in held:
                self.spelt.setdefault(title, section.title.strip())
                self.standing[title] += 1
                self.places[title] += len(held)
                held[title] = []
        for block in seed.blocks:
            top = next((s for s in block.sections if _is_top(s, seed)), None)
            if top is not None:
                held[_plain(top.title)] += block.steps
        self.testing.update(title for title, steps in held.items() if _tests(seed, steps))
        self.preparing.update(_preparing(held))


def settings(seeds: Sequence[Seed]) -> Iterator[Setting]:
    """The settings that name the sections, where others serve better than those of the runner."""
    own, titles = Settings(), Titles(len(seeds))
    for seed in seeds:
        titles.add(seed)
    names = {title: _name(title, titles) for title in own.required_sections}
    run = _running(titles, [names[title] for title in own.run_sections])
    names[own.test_section] = run[-1]
    required = [name for name in names.values() if 2 * titles.count(name) >= len(seeds)]
    if tuple(run) != own.run_sections:
        why = "The sections whose steps run, so far as one can see from who extracts and who uses "
        why += f"what; the last one tests the endpoint: {_said(titles, run)}."
        yield Setting(("sections", "run"), run, why)
    why = f"The sections that seeds have: {_said(titles, names.values())}."
    if len(required) < len(names):
        why += " What fewer than half of them have is not required."
    yield Setting(("sections", "required"), required, why, off=required == [*names])
    meanings = {**own.section_aliases, **{title: title for title in names}}
    aliases = {
        old: names[title]
        for old, title in meanings.items()
        if titles.count(old) and _plain(old) != _plain(names[title])
    }
    if aliases and [*names.values()] != [*names]:
        why = f"Other names of theirs, which `--fix` rewrites: {_said(titles, aliases)}."
        yield Setting(("aliases", "sections"), aliases, why)


def _name(title: str, titles: Titles) -> str:
    """What the seeds call a section of the runner: by an old name, if more of them do."""
    aliases = Settings().section_aliases
    names = [title, *(old for old, meant in aliases.items() if meant == title)]
    best = max(names, key=titles.count)
    return title if best == title else titles.spelt[_plain(best)]


def _running(titles: Titles, usual: list[str]) -> list[str]:
    """The sections that run: the one that tests, behind those that prepare it."""
    *first, last = usual
    test = max(titles.testing, key=lambda title: (titles.testing[title], title), default="")
    if titles.testing[test] > 2 * titles.testing[_plain(last)]:
        last = titles.spelt[test]
    first = [name for name in first if _plain(name) != _plain(last)]
    least = max(several(titles.seeds), titles.seeds // 10)
    known = {_plain(name) for name in (*first, last, *Settings().section_aliases)}
    more = [
        titles.spelt[title]
        for title, count in titles.preparing.items()
        if count >= least and title not in known
    ]
    if more:
        first = sorted((*filter(titles.count, first), *more), key=titles.place)
    return [*first, last]


def _preparing(held: dict[str, list[Step]]) -> Iterator[str]:
    """The sections that extract what a later one uses."""
    used: set[str] = set()
    for title, steps in reversed(held.items()):
        if any(key.text in used for step in steps for key, _ in step.extract):
            yield title
        sendings = (scalar for step in steps for scalar in sent(step))
        used.update(v.name for scalar in sendings for v in template.variables(scalar.text))


def _tests(seed: Seed, steps: list[Step]) -> bool:
    """Whether some step calls the endpoint of the seed."""
    endpoint = seed.endpoint
    return endpoint is not None and any(
        step.method.text.upper() == endpoint.method.text.upper()
        and _shape(step.path.text) == _shape(endpoint.path.text)
        for step in steps
        if step.method and step.path
    )


def _shape(path: str) -> str:
    return _BRACED.sub("{}", path.partition("?")[0].rstrip("/"))


def _is_top(section: Section, seed: Seed) -> bool:
    """Whether a section stands under no heading but the title of the seed."""
    return section.heading.level > 1 and all(s.heading.level == 1 for s in seed.above(section))


def _said(titles: Titles, names: Iterable[str]) -> str:
    return counted({name: titles.count(name) for name in names})


def _plain(title: str) -> str:
    return title.strip().casefold()
