"""JSON and YAML files as plain data, and where a JSON Pointer leads in their text.

Reading is fast and keeps no places; a place is looked for only when somebody has to be shown it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from seedlint.escapes import unescaped
from seedlint.named import NamedTuple
from seedlint.regex import regex
from seedlint.settings import LIMITS, is_yaml
from seedlint.source import Region, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seedlint import yamltree
    from seedlint.settings import Limits

_INDEX = regex(r"0|[1-9][0-9]{0,8}")
_BLANK = regex(r"[ \t\r\n]*")
_FEW = 8
_DECODER = json.JSONDecoder()
_NO_JSON = (ValueError, IndexError, RecursionError, TypeError)
"""What comes of reading on in a text that is none; the last where a name is no string."""


class Loaded(NamedTuple):
    """What a file holds; where it cannot be read, `problem` says why and `span` where."""

    data: yamltree.Data
    problem: str | None = None
    span: Span = Span(0, 0)


def load(path: str, text: str, limits: Limits = LIMITS) -> Loaded:
    """Read a file's text. Never raises."""
    if not text or text.isspace():
        return Loaded(None, "empty")
    return _load_yaml(text, limits) if is_yaml(path) else _load_json(text)


def pointer(fragment: str) -> list[str] | None:
    """The keys of the JSON Pointer that a URI's fragment is (RFC 6901, section 6), if it is one."""
    if not fragment.startswith("/"):
        return None if fragment else []
    return [unescaped(key).replace("~1", "/").replace("~0", "~") for key in fragment[1:].split("/")]


def index(items: Sequence[object], key: str) -> int | None:
    """Which item of a list a key of a JSON Pointer stands for, if it is there (section 4)."""
    found = int(key) if _INDEX.fullmatch(key) else len(items)
    return found if found < len(items) else None


def locate(
    path: str,
    text: str,
    pointer: Sequence[str],
    data: yamltree.Data = None,
    limits: Limits = LIMITS,
) -> Span | None:
    """Where a JSON Pointer leads: the key that it ends with, or the first line of the value.

    `data` is what was read there, where that is known: it helps to find the place faster.
    """
    try:
        if is_yaml(path):
            return _locate_yaml(text, pointer, limits)
        found = _sought(text, pointer, data) if pointer and data is not None else None
        return found or _locate_json(text, pointer)
    except _NO_JSON:
        return None


def _load_json(text: str) -> Loaded:
    try:
        return Loaded(json.loads(text))
    except json.JSONDecodeError as error:
        at = min(error.pos, len(text.rstrip()) - 1)
        return Loaded(None, f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}", Span(at, at + 1))
    except RecursionError:
        return Loaded(None, "nested too deep to be read")
    except ValueError:
        return Loaded(None, "not JSON that can be read: it holds a number of thousands of digits")


def _load_yaml(text: str, limits: Limits) -> Loaded:
    from seedlint import yamltree  # which takes longer to import than most JSON takes to read

    parsed = yamltree.parse(Region(text, Span(0, len(text))), limits=limits)
    if isinstance(parsed, yamltree.Problem):
        return Loaded(None, f"not YAML: {parsed.message}", parsed.span)
    return Loaded(yamltree.data(parsed))


def _locate_yaml(text: str, pointer: Sequence[str], limits: Limits) -> Span | None:
    from seedlint import yamltree

    node, span = _tree(text, limits), Span(0, 0)
    for key in pointer:
        if isinstance(node, yamltree.Mapping) and (pair := node.pair(key)):
            span, node = pair.key.span, pair.value
        elif isinstance(node, yamltree.Sequence):
            found = index(node.items, key)
            if found is None:
                return None
            node = node.items[found]
            span = _first_line(text, node.span)
        else:
            return None
    return span


def _locate_json(text: str, pointer: Sequence[str]) -> Span | None:
    at, span = _skip(text, 0), Span(0, 0)
    for key in pointer:
        entries = _entries(text, at)
        if key not in entries:
            return None
        span, at = entries[key]
    return span


def _sought(text: str, pointer: Sequence[str], data: yamltree.Data) -> Span | None:
    """The place of a pointer, if what stands there is the data, by way of keys that stand alone.

    `_locate_json` reads all that lies on the way, which takes the time of reading the whole file
    over again; most keys on the way to an operation stand in it but once.
    """
    at, span = _skip(text, 0), Span(0, 0)
    try:
        for key in pointer:
            found = _holder(text, at).find(key)
            if found is None:
                return None
            span, at = found
        return span if _DECODER.raw_decode(text, at)[0] == data else None
    except _NO_JSON:
        return None


class _Holder:
    """An object or list, by its offset: where its entries are, and where their values begin.

    Of one that is asked for many, all are read: to look through a long text for each takes longer.
    """

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self._at = at
        self._known: dict[str, tuple[Span, int] | None] = {}

    def find(self, key: str) -> tuple[Span, int] | None:
        """An entry; None where there is none with this key."""
        if key not in self._known:
            found = self._alone(f'"{key}"') if len(self._known) < _FEW else None
            self._known[key] = found or _entries(self._text, self._at).get(key)
        return self._known[key]

    def _alone(self, key: str) -> tuple[Span, int] | None:
        """An entry of an object whose key stands in the rest of the text but once."""
        text, at = self._text, self._at
        start = text.find(key, at) if text[at] == "{" and "\\" not in key else -1
        if start < 0 or text.find(key, start + 1) >= 0:
            return None
        span = Span(start, start + len(key))
        return span, _skip(text, _skip(text, span.end) + 1)


@lru_cache(maxsize=512)
def _holder(text: str, at: int) -> _Holder:
    return _Holder(text, at)


@lru_cache(maxsize=16)
def _tree(text: str, limits: Limits) -> yamltree.Node | yamltree.Problem | None:
    from seedlint.yamltree import parse

    return parse(Region(text, Span(0, len(text))), limits=limits)


@lru_cache(maxsize=512)
def _entries(text: str, at: int) -> dict[str, tuple[Span, int]]:
    """The entries of the object or list that begins at an offset: place, value's offset."""
    opening, index = text[at], 0
    entries: dict[str, tuple[Span, int]] = {}
    if opening not in "{[":
        return entries
    at = _skip(text, at + 1)
    while text[at] not in "}]":
        name, where = str(index), None
        if opening == "{":
            name, end = _DECODER.raw_decode(text, at)
            where = Span(at, end)
            at = _skip(text, _skip(text, end) + 1)
        end = _DECODER.raw_decode(text, at)[1]
        entries[name] = where or _first_line(text, Span(at, end)), at  # of duplicates the last
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
        index += 1
    return entries


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _first_line(text: str, span: Span) -> Span:
    end = text.find("\n", span.start, span.end)
    return span if end < 0 else Span(span.start, end)
