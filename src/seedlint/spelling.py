"""Did you mean: the nearest of some words, and words listed for a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_LONGEST = 100
"""How long a word is at most; comparing longer ones takes a time that grows with their square."""


def closest(word: str, candidates: Iterable[str], cutoff: float = 0.75) -> str | None:
    """The candidate that `word` is most likely a misspelling of, or None where none is near.

    Case, hyphens and underscores matter least: `clientId` is `client_id`.
    """
    from difflib import SequenceMatcher

    if len(word) > _LONGEST:
        return None
    others = sorted({other for other in candidates if other != word and len(other) <= _LONGEST})
    bare = _bare(word)
    for other in others:
        if _bare(other) == bare:
            return other
    best, best_ratio = None, 0.0
    matcher = SequenceMatcher(None, "", word.lower(), autojunk=False)
    for other in others:
        matcher.set_seq1(other.lower())
        if matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff:
            ratio = matcher.ratio()
            if ratio >= cutoff and ratio > best_ratio:
                best, best_ratio = other, ratio
    return best


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
    return "".join(char for char in word.lower() if char not in "-_ ")
