"""Somebody who types, deletes and pastes at random."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samples import PIECES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

_WRITABLE = tuple(each for each in PIECES if "\ud800" not in each and len(each) < 50)


class Stroke(NamedTuple):
    """Put `text` in the place of a part of what is there; `after` is what is there then."""

    start: int
    end: int
    text: str
    after: str


def strokes(text: str, random: Random, count: int) -> Iterator[Stroke]:
    """So many changes of a text, each to what the one before has made of it.

    Most are mistakes, which the next one takes back. None parts a carriage return from its line
    feed, where no editor has a place.
    """
    for _ in range(count // 2):
        start = _place(text, random.randrange(len(text) + 1))
        end = _place(text, min(len(text), start + random.choice((0, 0, 0, 1, 1, 1, 2, 9))))
        new = random.choice(_WRITABLE) if start == end or random.random() < 0.3 else ""
        after = text[:start] + new + text[end:]
        yield Stroke(start, end, new, after)
        last = start + len(new)
        if random.random() < 0.99 and _is_place(after, start) and _is_place(after, last):
            yield Stroke(start, last, text[start:end], text)
        else:
            text = after
            yield Stroke(0, 0, "", text)


def _place(text: str, offset: int) -> int:
    return offset if _is_place(text, offset) else offset - 1


def _is_place(text: str, offset: int) -> bool:
    return text[max(offset - 1, 0) : offset + 1] != "\r\n"
