"""Bytes become text and bytes again, and each offset has a position that leads back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz.structures.seeds import SEEDS
from samples import SEEDS as LIBRARY
from seedlint.source import Encoding, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

STRUCTURED = SEEDS
_MOST = 15


def samples() -> Iterable[str]:
    return ("a\r\nb\rc\n", "\ufeffé✅😀\n", *LIBRARY.values())


def check(data: bytes) -> None:
    source = Source.decode("seeds/a.md", data)
    text = source.text
    if source.undecodable is None:
        assert source.encode(text) == data
    else:
        assert 0 <= source.undecodable.start < source.undecodable.end <= len(text)
    end = 0
    for line in range(source.line_count):
        span = source.line_span(line)
        assert end <= span.start <= span.end <= len(text)
        end = span.end
    for offset in range(0, len(text) + 1, len(text) // _MOST + 1):
        line_start, line_end = source.line_around(offset)
        assert not set("\r\n") & set(text[line_start:line_end])
        for encoding in Encoding:
            there = source.position(offset, encoding)
            assert source.position(source.offset(there, encoding), encoding) == there
            if offset <= line_end:
                assert source.offset(there, encoding) == offset
