"""What is being written between the brackets and braces of YAML (1.2, section 7.4)."""

from __future__ import annotations

import re

from seedlint.named import NamedTuple

_TEMPLATE = re.compile(r"\{\{[^{},\r\n]*+\}{0,2}")
_QUOTED = re.compile(r"""\"(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""")
_PLAIN_END = re.compile(r"[,\]}\r\n]|:(?=[ \t\r\n]|\Z)|[ \t]#|\Z")
_COLON = re.compile(r"[ \t]*+:(?=[ \t\r\n,\]}]|\Z)")


class Spot(NamedTuple):
    """A place in a flow collection.

    `path` leads to it from the collection (None: an item). The word that stands there goes from
    `start` to `end`, without its quotes (`quote`). `taken` are the keys before it.
    """

    path: tuple[str | None, ...]
    start: int
    end: int
    on_key: bool
    quote: str
    taken: frozenset[str]
    colon: bool


class _Level:
    """An open collection: its keys so far, and the one whose value is being written."""

    def __init__(self, opening: str) -> None:
        self.opening = opening
        self.key: str | None = None
        self.taken: list[str] = []


def spot(text: str, start: int, end: int, offset: int) -> Spot | None:
    """What is being written at an offset of a collection; None where nothing can be.

    The collection begins at `start`; no word of it goes beyond `end`.
    """
    levels: list[_Level] = []
    at = start
    word: tuple[int, int] | None = None  # the last word, and where it ends
    while at < offset:
        char = text[at]
        if char in "[{" and not (char == "{" and levels and text.startswith("{{", at)):
            levels.append(_Level(char))
            word = None
        elif char in "]}" and levels:
            levels.pop()
            word = None
        elif char == "," and levels:
            _close(levels[-1], text, word)
            word = None
        elif char == ":" and levels and word and _COLON.match(text, at):
            levels[-1].key = _bare(text[word[0] : word[1]])
            word = None
        elif not char.isspace() and word is None:
            word = at, _word_end(text, at, end)
            if word[1] >= offset:
                break
            at = word[1] - 1
        elif not char.isspace():
            return None
        at += 1
    if not levels:
        return None
    return _spot(text, levels, word or (offset, offset), offset)


def _spot(text: str, levels: list[_Level], word: tuple[int, int], offset: int) -> Spot | None:
    start, end = word
    quote = text[start] if start < end and text[start] in "\"'" else ""
    if quote:
        closed = end - start > 1 and text[end - 1] == quote
        start, end = start + 1, end - closed
    if not start <= offset <= end:
        return None
    path: list[str | None] = [each.key if each.opening == "{" else None for each in levels[:-1]]
    last = levels[-1]
    on_key = last.opening == "{" and last.key is None
    if not on_key:
        path.append(last.key if last.opening == "{" else None)
    colon = _COLON.match(text, word[1]) is not None
    return Spot(tuple(path), start, end, on_key, quote, frozenset(last.taken), colon)


def _close(level: _Level, text: str, word: tuple[int, int] | None) -> None:
    """End an entry of a collection."""
    name = level.key
    if name is None and word and level.opening == "{":
        name = _bare(text[word[0] : word[1]])
    if name is not None:
        level.taken.append(name)
    level.key = None


def _word_end(text: str, at: int, end: int) -> int:
    """Where a word ends: a string in quotes, or what stands before the next mark."""
    if text[at] in "\"'":
        quoted = _QUOTED.match(text, at, end)
        if quoted:
            return quoted.end()
        stop = _LINE_END.search(text, at, end)
        return stop.start() if stop else end
    while at < end:
        if template := _TEMPLATE.match(text, at, end):
            at = template.end()
            continue
        if _PLAIN_END.match(text, at, end):
            break
        at += 1
    return at


_LINE_END = re.compile(r"[\r\n]|\Z")


def _bare(word: str) -> str:
    word = word.strip()
    return word[1:-1] if len(word) > 1 and word[0] in "\"'" and word[-1] == word[0] else word
