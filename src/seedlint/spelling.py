"""Did you mean: the nearest of some words, and words listed for a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


CLOSE = 0.75
"""How much of two words must be the same for one to be the other, misspelt."""

_LONGEST = 100
"""How long a word is at most; comparing longer ones takes a time that grows with their square."""
_MOST = 500
"""Among how many words one is looked for: a file may hold thousands that are misspelt."""

_IDLE = str.maketrans("", "", "-_ ")


def closest(
    word: str, candidates: Iterable[str], cutoff: float = CLOSE, most: int = _MOST
) -> str | None:
    """The candidate that `word` is most likely a misspelling of, or None where none is near.

    Case, hyphens and underscores matter least: `clientId` is `client_id`. Among more candidates
    than `most` none is looked for.
    """
    others = set(candidates)
    if not 0 < len(others) <= most:
        return None
    likeness = Likeness(word)
    ranks = [likeness.rank(other, cutoff) for other in others]
    best = min((rank for rank in ranks if rank), default=None)
    return best.other if best else None


class Rank(NamedTuple):
    """How near a word is to `other`: the least is the nearest.

    `cost` is what they do not share, from 0 to 1; it is -1 where only case and hyphens differ.
    """

    cost: float
    other: str

    @property
    def ratio(self) -> float:
        """How much they share."""
        return 1 - self.cost


class Likeness:
    """How near a word is to others, which are given one after the other."""

    def __init__(self, word: str) -> None:
        from difflib import SequenceMatcher

        self._word = word
        self._bare = _bare(word)
        self._matcher = SequenceMatcher(None, "", word.lower(), autojunk=False)

    def rank(self, other: str, cutoff: float = CLOSE) -> Rank | None:
        """The rank of another word; None where it is the same word, or not as near as `cutoff`."""
        if other == self._word or max(len(other), len(self._word)) > _LONGEST:
            return None
        if _bare(other) == self._bare:
            return Rank(-1, other)
        sizes = len(other), len(self._word)
        if 2 * min(sizes) < cutoff * sum(sizes):  # spares most words all that follows
            return None
        matcher = self._matcher
        matcher.set_seq1(other.lower())
        if matcher.quick_ratio() < cutoff:
            return None
        ratio = matcher.ratio()
        return Rank(1 - ratio, other) if ratio >= cutoff else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """The end of a message: `; did you mean ...?`, or nothing."""
    meant = closest(word, candidates)
    return f"; did you mean `{meant}`?" if meant else ""


def listed(words: Sequence[str], last: str = "or", most: int = 8) -> str:
    """Words in backticks as a sentence has them: `a`, `b` or `c`; a long list is cut openly."""
    quoted = [f"`{word}`" for word in words[:most]]
    if len(words) > most:
        return f"{', '.join(quoted)} {last} {len(words) - most} more"
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def _bare(word: str) -> str:
    return word.lower().translate(_IDLE)
