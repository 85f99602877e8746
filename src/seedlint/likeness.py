"""How alike two paths are, segment by segment: which one somebody meant to write.

Paths come in segments, in which `ANYTHING` stands for a parameter or a template.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from seedlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence
    from difflib import SequenceMatcher

ANYTHING = "\0"
"""Stands for whatever fills a parameter, in a path of a seed or of a spec."""

FAR = 2.0
"""The distance of two paths that only end alike."""

_ALIKE = 0.7
_LONGEST = 100  # comparing longer words takes a time that grows with their square
_VERSION = regex(r"v[0-9.]+")


def distance(given: Sequence[str], wanted: Sequence[str]) -> float | None:
    """How far a path is from the one of an operation; None where it is too far to be a slip.

    Near are two paths with a word or two misspelt (below 1), with one segment too many or too few
    before the last (1), and, farthest, those that end alike (`FAR`).
    """
    if len(given) == len(wanted):
        wrong = misspelt(given, wanted)
        if wrong and len(wrong) <= min(2, max(1, len(given) - 1)):
            pairs = zip(given, wanted, strict=True)
            filled = sum(ANYTHING in w and ANYTHING not in g for g, w in pairs)
            costs = [1 - _ratio(given[index], wanted[index]) for index in wrong]
            return sum(costs) + filled / 100
    elif not given or not wanted or given[-1] != wanted[-1]:
        return None
    elif abs(len(given) - len(wanted)) == 1 and _one_more(given, wanted):
        return 1.0
    return FAR if _same_end(given, wanted) else None


def misspelt(given: Sequence[str], wanted: Sequence[str]) -> list[int] | None:
    """The indexes at which a path of the same length has a word that is nearly the right one.

    None where the two differ in more than spelling.
    """
    wrong = []
    for index, (ours, theirs) in enumerate(zip(given, wanted, strict=True)):
        if ours != theirs and ANYTHING not in theirs:
            if _ratio(ours, theirs) < _ALIKE:
                return None
            wrong.append(index)
    return wrong


def may_be_near(given: Sequence[str], end: Sequence[str]) -> bool:
    """Whether a path may be near the one of an operation of which only the end is known."""
    if may_be_misspelt(given, end):
        return True
    alike = 0
    for ours, theirs in zip(reversed(given), reversed(end), strict=False):
        if ours != theirs:
            break
        alike += 1
    if alike != 1 or min(len(given), len(end)) == 1:
        return alike > 0
    return end[-3:-2] in ((), given[-2:-1]) or given[-3:-2] in ((), end[-2:-1])


def may_be_misspelt(given: Sequence[str], end: Sequence[str]) -> bool:
    """Whether a path may be `misspelt` for one of which only the end is known."""
    start = len(given) - len(end)
    return start >= 0 and misspelt(given[start:], end) is not None


def may_be_beside(given: Sequence[str], end: Sequence[str]) -> bool:
    """Whether a path may go on, or end, one segment after one of which only the end is known."""
    longer, shorter = len(given) + 1 - len(end), len(given) - 1 - len(end)
    return (longer >= 0 and given[longer:] == end[:-1]) or (
        shorter >= 0 and given[shorter:-1] == end
    )


def lost(given: Sequence[str], wanted: Sequence[str]) -> slice | None:
    """The segments in a row that a path lacks of another one, if that is all it lacks."""
    start, gap = 0, len(wanted) - len(given)
    while start < min(len(given), len(wanted)) and given[start] == wanted[start]:
        start += 1
    if gap > 0 and list(given[start:]) == list(wanted[start + gap :]):
        return slice(start, start + gap)
    return None


def _one_more(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the longer path is the shorter one with a segment put in before the last."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if len(shorter) < 2:
        return False
    start = 0
    while start < len(shorter) and longer[start] == shorter[start]:
        start += 1
    return start < len(shorter) and longer[start + 1 :] == shorter[start:]


def _same_end(given: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the last two segments are the same, and say something."""
    if len(given) < 2 or len(wanted) < 2 or given[-1] != wanted[-1] or given[-2] != wanted[-2]:
        return False
    return any(ANYTHING not in part and not _VERSION.fullmatch(part) for part in given[-2:])


@lru_cache(maxsize=4096)
def _ratio(given: str, wanted: str) -> float:
    if ANYTHING in given or ANYTHING in wanted:
        return 0.0
    sizes = len(given), len(wanted)
    if 2 * min(sizes) < _ALIKE * sum(sizes) or max(sizes) > _LONGEST:
        return 0.0
    matcher = _matcher(given)
    matcher.set_seq1(wanted.lower())
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


@lru_cache(maxsize=64)
def _matcher(given: str) -> SequenceMatcher[str]:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, "", given.lower(), autojunk=False)
