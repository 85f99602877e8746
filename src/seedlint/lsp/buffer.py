"""The text of a file as its editor has it, kept in step by the editor's own edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.source import Encoding, Position, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_BOM = "\ufeff"


class Change(NamedTuple):
    """Put `text` in the place of what lies between two positions, or of everything."""

    text: str
    start: Position | None = None
    end: Position | None = None


class Buffer:
    """One version of an open file. `path` is absolute; `source` is the text as it is linted.

    Positions are the editor's: in units of `encoding`, and a byte order mark is a character.
    """

    def __init__(self, path: str, text: str, version: int | None, encoding: Encoding) -> None:
        self.path = path
        self.version = version
        self.encoding = encoding
        self._whole = Source(path, text)
        self._before = len(_BOM) if text.startswith(_BOM) else 0
        self.source = Source(path, text[1:], bom=True) if self._before else self._whole

    def __repr__(self) -> str:
        return f"Buffer({self.path!r}, {self.version})"

    @property
    def text(self) -> str:
        """All of the text, as the editor sees it."""
        return self._whole.text

    def content(self, most: int) -> bytes:
        """The first bytes of the file, as it would be saved."""
        return self.text[:most].encode("utf-8", "surrogatepass")[:most]

    def changed(self, changes: Iterable[Change], version: int | None) -> Buffer:
        """The next version, after some changes, each to what the one before it has made.

        A position outside of the text is moved to its nearest end (LSP 3.17, `Position`).
        """
        whole = self._whole
        for text, start, end in changes:
            if start is not None and end is not None:
                first, last = sorted(whole.offset(each, self.encoding) for each in (start, end))
                text = whole.text[:first] + text + whole.text[last:]
            whole = Source(self.path, text)
        return Buffer(self.path, whole.text, version, self.encoding)

    def offset(self, position: Position) -> int:
        """Where in the source a position of the editor lies."""
        return max(self._whole.offset(position, self.encoding) - self._before, 0)

    def position(self, offset: int) -> Position:
        """Where in the editor an offset of the source lies."""
        return self._whole.position(offset + self._before, self.encoding)

    def span(self, start: Position, end: Position) -> Span:
        """The part of the source that lies between two positions of the editor."""
        first, last = sorted((self.offset(start), self.offset(end)))
        return Span(first, last)
