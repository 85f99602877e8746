"""A buffer stays in step with its editor, in whatever units that counts."""

from __future__ import annotations

import re
from random import Random

import pytest

from lsp.fingers import strokes
from samples import SEEDS
from seedlint.lsp.buffer import Buffer, Change
from seedlint.source import Encoding, Position, Span

ODD = "---\nid: é✅😀 {{uid}}\r\nlast: 😀\u2028x\rend"
UNITS = {
    Encoding.UTF8: ("utf-8", 1),
    Encoding.UTF16: ("utf-16-le", 2),
    Encoding.UTF32: ("utf-32-le", 4),
}


def place(text: str, offset: int, encoding: Encoding) -> Position:
    """Where an offset lies, by counting the units of the encoded line."""
    *above, line = re.split(r"\r\n|\r|\n", text[:offset])
    codec, width = UNITS[encoding]
    return Position(len(above), len(line.encode(codec)) // width)


@pytest.mark.parametrize("encoding", Encoding)
def test_typing(encoding: Encoding) -> None:
    """Each of thousands of changes makes of the buffer what it makes of the editor's text."""
    text = ODD + SEEDS["seeds/lending/post_lending_v1_loans.md"]
    buffer = Buffer("/seed.md", text, 0, encoding)
    for version, stroke in enumerate(strokes(text, Random(1), 1000), 1):
        ends = (place(text, each, encoding) for each in (stroke.start, stroke.end))
        buffer = buffer.changed([Change(stroke.text, *ends)], version)
        text = stroke.after
        assert buffer.text == text
        assert buffer.version == version


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_places(encoding: Encoding, bom: str) -> None:
    """Offsets count in the source, which lacks a byte order mark; positions in the whole text."""
    text = bom + ODD
    buffer = Buffer("/seed.md", text, 0, encoding)
    assert buffer.source.text == ODD
    assert buffer.source.bom == bool(bom)
    for offset in range(len(ODD)):
        if ODD[max(offset - 1, 0) : offset + 1] == "\r\n":
            continue
        position = place(text, offset + len(bom), encoding)
        assert buffer.position(offset) == position
        assert buffer.offset(position) == offset
    assert buffer.span(Position(1, 2), Position(0, 0)) == Span(0, ODD.index("id: ") + 2)


def test_several_changes() -> None:
    """Each change is made to what the one before it has made; without a place, to everything."""
    buffer = Buffer("/seed.md", "one\n", 1, Encoding.UTF16)
    changes = [
        Change("two\nthree\n"),
        Change("", Position(0, 0), Position(1, 0)),
        Change("\ufefffour", Position(0, 0), Position(0, 5)),
    ]
    assert buffer.changed(changes, 2).text == "\ufefffour\n"
    assert buffer.changed(changes, 2).source.text == "four\n"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((9, 9), (9, 9), "é\n😀\nx"),
        ((0, 7), (0, 9), "éx\n😀\n"),
        ((1, 1), (1, 1), "é\n😀x\n"),
        ((9, 0), (0, 1), "éx"),
    ],
)
def test_out_of_range(start: tuple[int, int], end: tuple[int, int], expected: str) -> None:
    """A place that is not there is the nearest that is; an end before its beginning is that."""
    buffer = Buffer("/seed.md", "é\n😀\n", 1, Encoding.UTF16)
    changed = buffer.changed([Change("x", Position(*start), Position(*end))], 2)
    assert changed.text == expected
