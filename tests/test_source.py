"""Places: a byte becomes a character, a character has a line and a column, and back again."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from seedlint.source import Encoding, Position, Region, Source, Span

PIECES = ["a", "é", "✅", "\uffff", "😀", "\t", "\n", "\r", "\r\n", "\ufeff", "\u2028"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=30)
BYTES = st.binary(max_size=40) | TEXTS.map(str.encode)

encodings = pytest.mark.parametrize("encoding", Encoding)
quick = settings(deadline=None, max_examples=100)


def within_crlf(text: str, offset: int) -> bool:
    return text[offset - 1 : offset + 1] == "\r\n"


# Bytes


@quick
@given(BYTES)
@example(b"\xef\xbb\xbf\xff")
@example(b"ab\xe2\x82c")
def test_any_bytes_are_read(data: bytes) -> None:
    """What is UTF-8 comes back to the byte; the rest is U+FFFD, and its first place is told."""
    assume(not data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)))
    source = Source.decode("x.md", data)
    if source.undecodable is None:
        assert source.encode(source.text) == data
    else:
        assert source.undecodable.of(source.text) == "\ufffd"
        before = source.encode(source.text[: source.undecodable.start])
        assert data.startswith(before)
        with pytest.raises(UnicodeDecodeError):
            data[len(before) :].decode()


@pytest.mark.parametrize(
    ("data", "text", "undecodable"),
    [
        (b"", "", None),
        (b"\xef\xbb\xbfa", "a", None),
        (b"\xef\xbb\xbf\xef\xbb\xbfa", "\ufeffa", None),
        (b"\xef\xbb\xbf\xff", "\ufffd", Span(0, 1)),
        (b"a\xffb\xff", "a\ufffdb\ufffd", Span(1, 2)),
        (b"a\xe2\x82b", "a\ufffdb", Span(1, 2)),
        (b"\xff\xfea\0", "\ufffd\ufffda\0", Span(0, 1)),
        (b"\xff\xfea\0\n\0", "a\n", Span(0, 1)),
        (b"\xfe\xff\0\n\0a", "\na", Span(0, 1)),
        (b"\xff\xfe\n\0a", "\ufffd\ufffd\n\0a", Span(0, 1)),
    ],
)
def test_bytes(data: bytes, text: str, undecodable: Span | None) -> None:
    source = Source.decode("x.md", data)
    assert (source.path, source.text, source.undecodable) == ("x.md", text, undecodable)


def test_byte_order_mark_comes_back() -> None:
    assert Source.decode("x.md", b"\xef\xbb\xbfa").encode("b") == b"\xef\xbb\xbfb"
    assert Source.decode("x.md", b"a").encode("b") == b"b"


# Positions


@encodings
@quick
@given(text=TEXTS)
def test_position_and_its_inverse_agree(encoding: Encoding, text: str) -> None:
    """An editor that sends a position back means the character that we meant."""
    source = Source("x.md", text)
    for offset in range(len(text) + 1):
        there = source.offset(source.position(offset, encoding), encoding)
        assert there == (offset - 1 if within_crlf(text, offset) else offset)


@encodings
@quick
@given(text=TEXTS)
def test_positions_are_what_their_definition_says(encoding: Encoding, text: str) -> None:
    """Lines end at LF, CR and CRLF alone; columns are counted by the codec of that name."""
    source = Source("x.md", text)
    lines = re.split(r"\r\n|\r|\n", text)
    codec = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding.value]
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding.value]
    assert source.line_count == len(lines)
    for number, line in enumerate(lines):
        start, end = span = source.line_span(number)
        assert span.of(text) == line
        for offset in range(start, end + 1):
            width = len(text[start:offset].encode(codec, "surrogatepass")) // size
            assert source.position(offset, encoding) == Position(number, width)


@quick
@given(st.data(), TEXTS)
def test_positions_may_be_asked_for_in_any_order(data: st.DataObject, text: str) -> None:
    """What was asked for before only makes the answer quicker."""
    source = Source("x.md", text)
    for offset in data.draw(st.permutations(range(len(text) + 1))):
        fresh = Source("x.md", text)
        assert source.position(offset) == fresh.position(offset)
        assert source.line_around(offset) == fresh.line_around(offset)


@encodings
@quick
@given(text=TEXTS, line=st.integers(-2, 9), column=st.integers(-2, 50))
def test_any_position_means_some_place(
    encoding: Encoding, text: str, line: int, column: int
) -> None:
    """An editor may be ahead of us by a few keystrokes, or have another idea of a line."""
    source = Source("x.md", text)
    offset = source.offset(Position(line, column), encoding)
    assert 0 <= offset <= len(text)
    assert not within_crlf(text, offset)
    if 0 <= line < source.line_count:
        start, end = source.line_span(line)
        assert start <= offset <= end


@pytest.mark.parametrize(
    ("column", "offset"), [(-1, 0), (0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (9, 3)]
)
def test_a_column_within_a_character_is_its_end(column: int, offset: int) -> None:
    assert Source("x.md", "a😀b").offset(Position(0, column), Encoding.UTF16) == offset


@pytest.mark.parametrize(
    ("offset", "position"),
    [(-1, (0, 0)), (2, (0, 2)), (3, (0, 2)), (4, (1, 0)), (5, (1, 1)), (9, (1, 1))],
)
def test_an_offset_that_is_no_place_is_moved(offset: int, position: tuple[int, int]) -> None:
    assert Source("x.md", "ab\r\nc").position(offset) == position


# Regions


@quick
@given(st.lists(st.tuples(st.text("> -", max_size=3), st.text("ab😀", max_size=4))))
def test_a_region_finds_its_way_back(lines: list[tuple[str, str]]) -> None:
    """What a container's prefixes are taken from still has every character's own place."""
    file, text, pairs = "", "", []
    for prefix, line in lines:
        file += prefix
        pairs.append((len(text), len(file)))
        file += line + "\n"
        text += line + "\n"
    region = Region(text, Span(0, len(file)), pairs)
    for index, char in enumerate(text):
        assert region.place(index, index + 1).of(file) == char
    for start, (_, line) in zip((own for own, _ in pairs), lines, strict=True):
        assert region.place(start, start + len(line)).of(file) == line
        assert region.place(start, start).of(file) == ""


@pytest.mark.parametrize("lines", [(), [(0, 2)]])
def test_a_region_may_be_a_slice_of_the_file(lines: list[tuple[int, int]]) -> None:
    region = Region("cde", Span(2, 5), lines)
    assert region.span == (2, 5)
    assert [region.offset(index) for index in range(4)] == [2, 3, 4, 5]
    assert (region.place(1, 3), region.place(1, 1)) == ((3, 5), (3, 3))
    quoted = region.quoted([(0, 2, "'")])
    assert (quoted.text, quoted.span) == ("'cd'e", (2, 5))
    assert [quoted.offset(index) for index in range(6)] == [2, 2, 3, 3, 4, 5]


def test_a_region_with_quotes_that_are_not_in_the_file() -> None:
    """Each quote has the place of the character beside it, and everything else its own."""
    file = "> a: {{b}}/c\n> d: {{e}} # f\n> {{g}}\n"
    text, lines = "a: {{b}}/c\nd: {{e}} # f\n{{g}}\n", [(0, 2), (11, 15), (24, 30)]
    quoted = Region(text, Span(0, len(file)), lines).quoted(
        [(3, 10, '"'), (14, 19, "'"), (24, 29, "'")]
    )
    assert quoted.text == "a: \"{{b}}/c\"\nd: '{{e}}' # f\n'{{g}}'\n"
    found = [quoted.place(index, index + 1).of(file) for index in range(len(quoted.text))]
    assert "".join(found) == "a: {{{b}}/cc\nd: {{{e}}} # f\n{{{g}}}\n"
    assert quoted.place(3, 12).of(file) == "{{b}}/c"
    assert quoted.place(4, 11).of(file) == "{{b}}/c"
