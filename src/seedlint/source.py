"""Text with exact places: a file's text, spans in it, and positions for people and editors."""

from __future__ import annotations

from bisect import bisect_right
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from enum import Enum
from typing import TYPE_CHECKING

from seedlint.lazy import lazy
from seedlint.named import NamedTuple
from seedlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE_BREAK = regex(r"\r\n|\r|\n")
_BOM = "\ufeff"


class Span(NamedTuple):
    """A half-open range of a text, in code points, as Python slices count them."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.end]


class Region:
    """Some of a file's text with its line prefixes taken away, and the way back into the file.

    `lines` pairs, for each line, its offset in `text` with its offset in the file; a plain slice
    of the file has one pair. `span` is the region's extent in the file.
    """

    __slots__ = ("_file", "_own", "_shift", "span", "text")

    def __init__(self, text: str, span: Span, lines: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self.span = span
        self._own = [own for own, _ in lines] or [0]
        self._file = [there for _, there in lines] or [span.start]
        self._shift = None if len(self._own) > 1 else self._file[0] - self._own[0]

    def offset(self, index: int) -> int:
        """Where the character `index` of the region's text stands in the file."""
        if self._shift is not None:
            return self._shift + index
        line = bisect_right(self._own, index) - 1
        return self._file[line] + index - self._own[line]

    def place(self, start: int, end: int) -> Span:
        """The file's span for a part of the region's text."""
        if self._shift is not None:
            return Span(self._shift + start, self._shift + max(start, end))
        if start >= end:
            return Span(self.offset(start), self.offset(start))
        return Span(self.offset(start), self.offset(end - 1) + 1)

    def since(self, index: int) -> Region:
        """The region without the first characters of its text."""
        pairs = zip(self._own, self._file, strict=True)
        lines = [(own - index, there) for own, there in pairs if own > index]
        return Region(self.text[index:], self.span, [(0, self.offset(index)), *lines])

    def quoted(self, parts: Sequence[tuple[int, int, str]]) -> Region:
        """The region with quotes around some parts of its text (start, end, quote), in order.

        Those quotes are not in the file: each has the place of the character that it embraces.
        """
        lines = list(zip(self._own, self._file, strict=True))
        pieces: list[str] = []
        last = 0
        for number, (start, end, quote) in enumerate(parts):
            pieces += (self.text[last:start], quote, self.text[start:end], quote)
            last = end
            opening, closing = start + 2 * number, end + 2 * number + 1
            lines = [(own + 2 * (own > opening), there) for own, there in lines]
            lines += (
                (opening, self.offset(start)),
                (opening + 1, self.offset(start)),
                (closing, self.offset(end - 1)),
                (closing + 1, self.offset(end)),
            )
        return Region("".join((*pieces, self.text[last:])), self.span, sorted(lines))


class Position(NamedTuple):
    """A line and a column, both counted from 0."""

    line: int
    column: int


class Encoding(Enum):
    """The unit that columns are counted in; the names are those of the language server protocol.

    Source: Language Server Protocol 3.17, `PositionEncodingKind`.
    """

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"

    def width(self, text: str) -> int:
        """How many units `text` takes."""
        if self is Encoding.UTF32 or text.isascii():
            return len(text)
        if self is Encoding.UTF8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(char > "\uffff" for char in text)


class Source:
    """The text of one file, and the way from an offset in it to a line and a column.

    `path` is how the file is shown to people: relative to the working directory, with `/`.
    A byte order mark is kept aside (`bom`), so that offset 0 is the first character of the text.
    `undecodable` is where the first thing stands that is not UTF-8, or None.
    """

    def __init__(
        self, path: str, text: str, *, bom: bool = False, undecodable: Span | None = None
    ) -> None:
        self.path = path
        self.text = text
        self.bom = bom
        self.undecodable = undecodable
        self._counted = 0, 0  # an offset, and the line that it lies in
        self._found: Span | None = None  # the line that was asked for before

    @classmethod
    def decode(cls, path: str, data: bytes) -> Source:
        """Read bytes as UTF-8; each sequence that is not UTF-8 becomes one U+FFFD.

        UTF-16 with its byte order mark is read as what it is, and is undecodable all the same.
        Source: The Unicode Standard, section 3.9, "U+FFFD Substitution of Maximal Subparts".
        """
        undecodable = None
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = len(data[: error.start].decode("utf-8").removeprefix(_BOM))
            undecodable = Span(before, before + 1)
            text = _utf_16(data) or data.decode("utf-8", "replace")
        bom = text.startswith(_BOM)
        return cls(path, text.removeprefix(_BOM), bom=bom, undecodable=undecodable)

    def __repr__(self) -> str:
        return f"Source({self.path!r}, {len(self.text)} characters)"

    def encode(self, text: str) -> bytes:
        """The bytes of `text` as a new content of this file, with the byte order mark it had."""
        return ((_BOM if self.bom else "") + text).encode("utf-8")

    @lazy
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self.text))]

    @lazy
    def _returns(self) -> bool:
        return "\r" in self.text

    @property
    def line_count(self) -> int:
        return len(self._line_starts)

    def line_span(self, line: int) -> Span:
        """The span of a line (from 0), without its line break."""
        starts = self._line_starts
        start = starts[line]
        end = starts[line + 1] if line + 1 < len(starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def line_around(self, offset: int) -> Span:
        """The span of the line that an offset lies in, without its line break."""
        return self.line_span(self._line(offset)) if self._returns else self._around(offset)

    def position(self, offset: int, encoding: Encoding = Encoding.UTF32) -> Position:
        """Where an offset lies; one that is in no line is moved to the nearest place that is."""
        offset = max(offset, 0)
        start, end = self.line_around(offset)
        return Position(self._line(offset), encoding.width(self.text[start : min(offset, end)]))

    def offset(self, position: Position, encoding: Encoding = Encoding.UTF32) -> int:
        """The inverse of `position`; a place outside of the text is moved to its nearest end.

        A column within a character is taken for the end of that character.
        """
        if position.line < 0:
            return 0
        if position.line >= self.line_count:
            return len(self.text)
        start, end = self.line_span(position.line)
        if encoding is Encoding.UTF32:
            return min(start + max(position.column, 0), end)
        column, offset = 0, start
        while offset < end and column < position.column:
            column += encoding.width(self.text[offset])
            offset += 1
        return offset

    def _around(self, offset: int) -> Span:
        """`line_around` where every line ends in a line feed; a whole file may be one line."""
        if self._found is None or not self._found.start <= offset <= self._found.end:
            start = self.text.rfind("\n", 0, offset) + 1
            end = self.text.find("\n", start)
            self._found = Span(start, end if end >= 0 else len(self.text))
        return self._found

    def _line(self, offset: int) -> int:
        """The number of the line that an offset lies in.

        Line feeds are counted from the offset that was asked for before: of a long spec only a
        place or two is shown, and listing all of its lines takes a hundred times longer.
        """
        if self._returns:
            return bisect_right(self._line_starts, offset) - 1
        last, line = self._counted
        feeds = self.text.count("\n", min(last, offset), max(last, offset))
        line += feeds if offset >= last else -feeds
        self._counted = offset, line
        return line


def _utf_16(data: bytes) -> str | None:
    if not data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return None
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        return None
    return text if "\n" in text else None  # other bytes make a text without a line
