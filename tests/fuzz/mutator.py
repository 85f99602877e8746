"""Inputs made of others by careless hands and by chance; the same seed makes the same ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuzz.targets import bytes_of
from samples import PIECES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

LONGEST = 8192
"""How many bytes an input may have: what is longer tells no more, and takes longer."""

_TOKENS = (
    *map(bytes_of, PIECES),
    *map(
        bytes_of,
        (
            *("- id: a\n", "  ", "body:", "expect: {status: ", "extract:\n", "{{{", "[?(@.", "*a]"),
            *("| a | b |\n", "  - ", "1. ", "`", "\\", "/", "0", "-1", "99999999999", "~1", "%2F"),
        ),
    ),
    *(b"\xff", b"\xc3", b"\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"),
)
_WORD = re.compile(rb"[\w.-]+")
_TIMES = (2, 2, 3, 8, 40)


def mutated(data: bytes, pool: Sequence[bytes], random: Random) -> bytes:
    """An input with a change or some, a few of which come from others in the pool."""
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        data = random.choice(_CHANGES)(data, pool, random)
    return data[:LONGEST]


def _insert(data: bytes, pool: Sequence[bytes], random: Random) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + random.choice(_TOKENS) + data[at:]


def _delete(data: bytes, pool: Sequence[bytes], random: Random) -> bytes:
    start, end = _part(data, random)
    return data[:start] + data[end:]


def _repeat(data: bytes, pool: Sequence[bytes], random: Random) -> bytes:
    start, end = _part(data, random)
    return data[:start] + data[start:end] * random.choice(_TIMES) + data[end:]


def _flip(data: bytes, pool: Sequence[bytes], random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _replace_word(data: bytes, pool: Sequence[bytes], random: Random) -> bytes:
    words = [*_WORD.finditer(data)]
    if not words:
        return data
    word = random.choice(words)
    return data[: word.start()] + random.choice(_TOKENS) + data[word.end() :]


def _move_line(data: bytes, pool: Sequence[bytes], random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        line = lines.pop(random.randrange(len(lines)))
        lines.insert(random.randint(0, len(lines)), line)
    return b"".join(lines)


def _indent_line(data: bytes, pool: Sequence[bytes], random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        at = random.randrange(len(lines))
        blanks = random.choice((b"", b"  ", b"    ", b"\t", b"- ", b"> ", b"# "))
        lines[at] = blanks + lines[at].lstrip(b" ")
    return b"".join(lines)


def _splice(data: bytes, pool: Sequence[bytes], random: Random) -> bytes:
    """Some lines of another input."""
    others = random.choice(pool).splitlines(keepends=True)
    lines = data.splitlines(keepends=True)
    start, end = _part(others, random)
    at = random.randint(0, len(lines))
    return b"".join((*lines[:at], *others[start:end], *lines[at:]))


def _part(data: Sequence[object], random: Random) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.choice((1, 1, 2, 4, 16, 80)))


_CHANGES: tuple[Callable[[bytes, Sequence[bytes], Random], bytes], ...] = (
    _insert,
    _insert,
    _delete,
    _repeat,
    _flip,
    _replace_word,
    _move_line,
    _indent_line,
    _splice,
)
