"""How much the seeds of a project say for a word: how many of them say it, and who else does."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from seedlint.spelling import closest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_MOST = 12
_LONGEST = 60
_COMMONER = 4
"""How many times as common a word is that another one may be a slip of."""


def tally(words: Iterable[Collection[str]]) -> Counter[str]:
    """How many seeds say each word; `words` has what each seed says."""
    return Counter(word for said in words for word in set(said))


def several(seeds: int) -> int:
    """How many seeds are no accident any more, of so many."""
    return 2 if seeds < 20 else 3


def is_slip(word: str, counts: Mapping[str, int]) -> bool:
    """Whether a word is likely a misspelling of one that is much more common."""
    common = (other for other in counts if counts[other] >= _COMMONER * counts.get(word, 1))
    return closest(word, common, 0.8) is not None


def counted(counts: Mapping[str, int]) -> str:
    """Words with how many seeds say them, the commonest first: `staff` (12), `client` (3)."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    said = [f"`{_cut(word)}` ({count})" for word, count in ordered[:_MOST]]
    more = [f"{len(ordered) - _MOST} more"] if len(ordered) > _MOST else []
    return ", ".join((*said, *more))


def _cut(word: str) -> str:
    return word if len(word) <= _LONGEST else f"{word[:_LONGEST]}..."
