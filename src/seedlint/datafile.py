"""JSON and YAML files as plain data, and where a JSON Pointer leads in their text.

Reading is fast and keeps no places; a place is looked for only when somebody has to be shown it.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from seedlint import yamltree
from seedlint.source import Region, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class Loaded(NamedTuple):
    """What a file holds; where it cannot be read, `problem` says why and `span` where."""

    data: yamltree.Data
    problem: str | None = None
    span: Span = Span(0, 0)


def is_yaml(path: str) -> bool:
    """Whether a file is read as YAML; every other one is read as JSON."""
    return path.endswith((".yaml", ".yml"))


def load(path: str, text: str) -> Loaded:
    """Read a file's text. Never raises."""
    if not text.strip():
        return Loaded(None, "empty")
    return _load_yaml(text) if is_yaml(path) else _load_json(text)


def pointer(fragment: str) -> list[str] | None:
    """The keys of the JSON Pointer that a URI's fragment is (RFC 6901, section 6), if it is one."""
    if not fragment.startswith("/"):
        return None if fragment else []
    return [unquote(key).replace("~1", "/").replace("~0", "~") for key in fragment[1:].split("/")]


def index(items: Sequence[object], key: str) -> int | None:
    """Which item of a list a key of a JSON Pointer stands for, if it is there (section 4)."""
    found = int(key) if _INDEX.fullmatch(key) else len(items)
    return found if found < len(items) else None


def locate(path: str, text: str, pointer: Sequence[str]) -> Span | None:
    """Where a JSON Pointer leads: the key that it ends with, or the first line of the value."""
    try:
        return _locate_yaml(text, pointer) if is_yaml(path) else _locate_json(text, pointer)
    except (ValueError, IndexError, RecursionError):
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


def _load_yaml(text: str) -> Loaded:
    parsed = yamltree.parse(Region(text, Span(0, len(text))))
    if isinstance(parsed, yamltree.Problem):
        return Loaded(None, f"not YAML: {parsed.message}", parsed.span)
    return Loaded(yamltree.data(parsed))


def _locate_yaml(text: str, pointer: Sequence[str]) -> Span | None:
    node, span = _tree(text), Span(0, 0)
    for key in pointer:
        if isinstance(node, yamltree.Mapping) and (pair := node.pair(key)):
            span, node = pair.key.span, pair.value
        elif isinstance(node, yamltree.Sequence):
            node = node.items[int(key)]
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


@lru_cache(maxsize=16)
def _tree(text: str) -> yamltree.Node | yamltree.Problem | None:
    return yamltree.parse(Region(text, Span(0, len(text))))


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
