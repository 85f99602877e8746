"""The lines of a YAML block as keys and items, in whatever state they are.

Whoever is typing leaves YAML that no parser reads. Its lines still say by their indentation what
belongs to what (YAML 1.2, section 6.1), and that is all that completion needs to know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedlint.lsp.features import flowing
from seedlint.named import NamedTuple
from seedlint.seed import Part
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"(?P<indent>[ \t]*+)(?P<said>[^\r\n]*+)(?:\r\n?|\n|\Z)")
_LINE_END = re.compile(r"[\r\n]|\Z")
_DASH = re.compile(r"-(?:[ \t]+|\Z)")
_COLON = re.compile(r":(?=[ \t]|\Z)")
_QUOTED = re.compile(r"""\"(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""")
_QUOTED_KEY = re.compile(rf"({_QUOTED.pattern})[ \t]*+:(?=[ \t]|\Z)")
_NOT_PLAIN = frozenset("[{|>\"'")
_PROPERTY = re.compile(r"[&!]\S*\Z")
_COMMENT = re.compile(r"(?:\A|[ \t])#")


class Entry:
    """A key with its value, an item of a list (`key` is None), or the root of all.

    `column` is where it begins in its line, and `value` what stands behind it as it is written, on
    its own line and on deeper ones. A word without a colon is a key that is not finished, or all
    of an item: it is `bare`.
    """

    __slots__ = ("bare", "children", "column", "key", "parent", "value")

    def __init__(
        self, column: int, parent: Entry | None, key: Part | None, value: Part, bare: bool = False
    ) -> None:
        self.column = column
        self.parent = parent
        self.key = key
        self.value = value
        self.bare = bare
        self.children: list[Entry] = []
        if parent is not None:
            parent.children.append(self)

    def __repr__(self) -> str:
        return f"Entry({self.name!r}, {self.children})"

    @property
    def name(self) -> str | None:
        """What leads here from the parent: a key, or None for an item."""
        return unquoted(self.key.text) if self.key else None

    @property
    def text(self) -> str:
        """The value without its quotes."""
        return unquoted(self.value.text)

    @property
    def path(self) -> tuple[str | None, ...]:
        """What leads here from the root."""
        return (*self.parent.path, self.name) if self.parent else ()

    @property
    def around(self) -> Iterator[Entry]:
        """This, and each entry that it is a part of, the innermost first."""
        entry: Entry | None = self
        while entry is not None:
            yield entry
            entry = entry.parent

    @property
    def full(self) -> bool:
        """Whether its value leaves no room for entries below it."""
        return bool(self.value.text) and not _PROPERTY.fullmatch(self.value.text)

    def child(self, name: str) -> Entry | None:
        """The last child with this key."""
        return next((e for e in reversed(self.children) if e.name == name and not e.bare), None)

    def names(self, but: Entry | None = None) -> frozenset[str]:
        """The keys of all children but one."""
        return frozenset(e.name for e in self.children if e.name and not e.bare and e is not but)


class Place(NamedTuple):
    """Where something is being written.

    `path` leads to it from the root (None: an item): to a value, or (`on_key`) to the mapping that
    a key is being written for; what may become either a key or an item is `loose`. `entry` is the
    innermost entry that it is a part of. `span` is what is replaced, all of it on one line,
    `typed` what stands in it before the offset, `quote` what embraces it. `taken` are the keys that
    stand beside it, and `colon` is true where its own colon is there. `flow` is true between
    brackets or braces.
    """

    path: tuple[str | None, ...]
    entry: Entry
    span: Span
    typed: str = ""
    on_key: bool = False
    loose: bool = False
    quote: str = ""
    taken: frozenset[str] = frozenset()
    colon: bool = False
    flow: bool = False


def place(text: str, block: Span, offset: int) -> Place | None:
    """What is being written at an offset of a block of YAML; None where nothing can be.

    That is so in a comment and in the text of a block scalar.
    """
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    line_end = _LINE_END.search(text, offset, block.end)
    line = Span(max(start, block.start), line_end.start() if line_end else block.end)
    reader = _Reader(text, block, line.start)
    if not reader.here:
        if reader.continued is not None:
            return _on_value(text, reader.continued, line, offset)
        holder = reader.holder
        if text[line.start : offset].strip() or holder.full:
            return None
        here = Span(offset, offset)
        return Place(holder.path, holder, here, on_key=True, loose=True, taken=holder.names())
    last = reader.here[-1]
    if last.key is None:
        if last.full:
            return _on_value(text, last, line, offset)
        if not last.value.span.start <= offset or text[last.value.span.start : offset].strip():
            return None
        return Place(last.path, last, Span(offset, offset), on_key=True, loose=True)
    if offset > last.key.span.end:
        return None if last.bare else _on_value(text, last, line, offset)
    return _on_key(text, last, offset)


def unquoted(text: str) -> str:
    """A key or a value without the quotes around it."""
    quoted = len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]
    return text[1:-1] if quoted else text


class _Reader:
    """Reads the lines of a block, and remembers what there is on the one that begins at `line`.

    `here` are the entries that begin on it, `continued` is the one whose value goes on there, and
    `holder` the one that a new entry at its indentation would belong to.
    """

    def __init__(self, text: str, block: Span, line: int) -> None:
        self.text = text
        self.end = block.end
        self.here: list[Entry] = []
        self.continued: Entry | None = None
        self.holder = top = Entry(-1, None, None, Part("", Span(block.start, block.start)))
        for match in _LINE.finditer(text, *block):
            entries = self._read(top, match, match.start() == line)
            top = entries[-1] if entries else top

    def _read(self, top: Entry, line: re.Match[str], wanted: bool) -> list[Entry]:
        """Read a line that follows the entry `top`; return the entries that begin on it."""
        said, column = line["said"], len(line["indent"])
        if wanted:
            self.holder = _holder(top, column)
        if not said or said[0] == "#":
            return []
        holder = _holder(top, column, item=_DASH.match(said) is not None)
        if holder.full:
            start, end = holder.value.span.start, line.end("said")
            holder.value = Part(self.text[start:end], Span(start, end))
            self.continued = holder if wanted else self.continued
            return []
        entries = [*self._entries(top, column, *line.span("said"))]
        if wanted:
            self.here = entries
            if not entries:
                self.continued = holder
        return entries

    def _entries(self, top: Entry, column: int, at: int, end: int) -> Iterator[Entry]:
        """The entries that begin on a line: its dashes, and the key behind them."""
        text = self.text
        while dash := _DASH.match(text, at, end):
            nothing = Part("", Span(dash.end(), dash.end()))
            top = Entry(column, _holder(top, column, item=True), None, nothing)
            yield top
            column += dash.end() - at
            at = dash.end()
        if at == end or text[at] == "#":
            return
        holder = _holder(top, column)
        key = _QUOTED_KEY.match(text, at, end)
        if key is None and text[at] in _NOT_PLAIN:
            holder.value = _value(text, at, end)
            return
        colon = None if key else _COLON.search(text, at, end)
        if key:
            name, value = Span(*key.span(1)), _value(text, key.end(), end)
        elif colon:
            name = Span(at, at + len(text[at : colon.start()].rstrip()))
            value = _value(text, colon.end(), end)
        else:
            name = _value(text, at, end).span
            value = Part("", Span(name.end, name.end))
        bare = not (key or colon)
        yield Entry(column, holder, Part(name.of(text), name), value, bare)


def _holder(top: Entry, column: int, *, item: bool = False) -> Entry:
    """The entry that one at a column belongs to, of the last one and those around it.

    The items of a list may stand at the column of its key.
    """
    for entry in top.around:
        if entry.column < column or (item and entry.column == column and entry.key is not None):
            return entry
    return top


def _value(text: str, at: int, end: int) -> Part:
    """A value from its first character on, without the blanks and the comment behind it."""
    start = end - len(text[at:end].lstrip())
    quoted = _QUOTED.match(text, start, end)
    if start < end and (quoted or text[start] not in "\"'"):
        comment = _COMMENT.search(text, quoted.end() if quoted else max(start - 1, at), end)
        end = comment.start() if comment else end
    end = max(start, start + len(text[start:end].rstrip()))
    if start == end:
        start = end = at
    return Part(text[start:end], Span(start, end))


def _on_key(text: str, entry: Entry, offset: int) -> Place | None:
    key, holder = entry.key, entry.parent
    if key is None or holder is None or offset < key.span.start:
        return None
    quote = "" if unquoted(key.text) == key.text else key.text[0]
    span = Span(key.span.start + len(quote), key.span.end - len(quote))
    if not span.start <= offset <= span.end:
        return None
    return Place(
        holder.path,
        holder,
        span,
        text[span.start : offset],
        on_key=True,
        loose=entry.bare,
        quote=quote,
        taken=holder.names(entry),
        colon=not entry.bare,
    )


def _on_value(text: str, entry: Entry, line: Span, offset: int) -> Place | None:
    start, end = entry.value.span
    if start == end:
        blank = start <= offset and not text[start:offset].strip()
        return Place(entry.path, entry, Span(offset, offset)) if blank else None
    if offset < start or text[start] in "|>":
        return None
    if text[start] in "[{" and not text.startswith("{{", start):
        return _in_flow(text, entry, line, offset)
    quote = text[start] if text[start] in "\"'" else ""
    if quote:
        closed = _QUOTED.match(text, start, end)
        start, end = start + 1, closed.end() - 1 if closed else max(end, offset)
    first = line.end - len(text[line.start : line.end].lstrip())
    span = Span(max(start, first), min(end, line.end))
    if not span.start <= offset <= span.end:
        return None
    return Place(entry.path, entry, span, text[span.start : offset], quote=quote)


def _in_flow(text: str, entry: Entry, line: Span, offset: int) -> Place | None:
    spot = flowing.spot(text, entry.value.span.start, line.end, offset)
    if spot is None:
        return None
    span = Span(max(spot.start, line.start), spot.end)
    return Place(
        (*entry.path, *spot.path),
        entry,
        span,
        text[span.start : offset],
        on_key=spot.on_key,
        quote=spot.quote,
        taken=spot.taken,
        colon=spot.colon,
        flow=True,
    )
