"""The sections that a seed should have, and the other names that it may have them under."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from seedlint.regex import regex
from seedlint.seed import same_title
from seedlint.spelling import closest

if TYPE_CHECKING:
    from seedlint.seed import Section, Seed
    from seedlint.settings import Settings

_ALIKE = 0.85
_WORDS = regex(r"[^\W\d_]+")
_ADDITION = regex(r"\s*[^\w\s].*")


def known(settings: Settings) -> tuple[str, ...]:
    """The titles that mean something: of the required sections, and of those that run."""
    return tuple(dict.fromkeys((*settings.required_sections, *settings.run_sections)))


def renamed(seed: Seed, settings: Settings) -> dict[str, Section]:
    """For each known title that no section has: the section that should have it, if there is one.

    That is one with an old name of it, with a misspelt one, or with more behind it, that stands
    under no heading but the seed's title, which is of level 1.
    """
    wanted = known(settings)
    absent = [title for title in wanted if seed.section(title) is None]
    if not absent:
        return {}
    old = {_plain(name): title for name, title in settings.section_aliases.items()}
    meant = cache(partial(_meant, absent=absent, old=old))
    found: dict[str, Section] = {}
    for section in seed.sections:
        if section.heading.level == 1 or any(s.heading.level > 1 for s in seed.above(section)):
            continue
        if not any(same_title(section.title, title) for title in wanted):
            title = meant(section.title)
            if title is not None:
                found.setdefault(title, section)
    return found


def addition(title: str, known: str) -> str:
    """What a heading says behind a known title: ` (staff only)`, or nothing."""
    rest = title[len(known) :]
    same = title[: len(known)].casefold() == known.casefold()
    return rest if same and _ADDITION.fullmatch(rest) else ""


def _meant(said: str, absent: list[str], old: dict[str, str]) -> str | None:
    meant = old.get(_plain(said))
    if meant in absent:
        return meant
    for title in absent:
        if _plain(title) == _plain(said) or addition(said, title):
            return title
    return closest(said, absent, _ALIKE)


def _plain(title: str) -> str:
    """What a heading says, whatever stands around and between its words."""
    return "".join(_WORDS.findall(title)).casefold()
