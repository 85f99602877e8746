"""Markdown as a linter needs it: one sweep over the lines, and the blocks with their exact places.

The grammar is that of CommonMark 0.31 and of the tables of GitHub Flavored Markdown, with three
departures. What stands in a block quote is quoted, not said, and is no block of the document. A
table's header is the last line of a paragraph, so that no other block can be one. And a fence that
is not closed does not swallow what follows; see `Fence`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from seedlint.named import NamedTuple
from seedlint.regex import regex
from seedlint.source import Region, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_DEPTH = 20
"""How deep lists may be nested; a deeper one is text."""


class Frontmatter(NamedTuple):
    """The frontmatter with both its fences; `content` is what stands between them."""

    span: Span
    content: Region


class Heading(NamedTuple):
    """A heading; `text` is what it says, as it is written, `text_span` the place of that.

    `span` goes from the first character to the end of the line, or of the underline.
    """

    level: int
    text: str
    span: Span
    text_span: Span


class Fence(NamedTuple):
    """A fenced code block, from its opening marker to the end of its closing one.

    `opening` is the marker and the info string, `language` the info string's first word in lower
    case, `indent` the columns of white space that `content` is relieved of on each line.

    CommonMark lets a fence that is not closed run to the end of the document or list item, and so
    closes it with the next fence's end. Here it ends before the first line that can hardly be its
    content: a heading of level 2 or below (of level 1 it would look like a comment in YAML), or the
    opening of a fence with an info string. It is not closed if there is no closing line, or only
    one behind the opening of a fence of the same kind, at least as long, with an info string.
    """

    info: str
    language: str
    marker: str
    indent: int
    span: Span
    opening: Span
    content: Region
    closed: bool


class Cell(NamedTuple):
    """A cell of a table, trimmed, each `\\|` written as `|`; an empty one has an empty span."""

    text: str
    span: Span


class Table:
    """A table, whose cells are read when they are asked for.

    Every row has as many cells as the header: GFM ignores the others, and adds those that lack.
    """

    __slots__ = ("_lines", "_text", "span")

    def __init__(self, span: Span, text: str, lines: Sequence[Span]) -> None:
        self.span = span
        self._text = text
        self._lines = lines

    def __repr__(self) -> str:
        return f"Table({self.header})"

    @property
    def header(self) -> tuple[Cell, ...]:
        return _cells(self._text, _split(self._text, self._lines[0]))

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        width = len(_split(self._text, self._lines[0]))
        return tuple(self._row(line, width) for line in self._lines[1:])

    def _row(self, line: Span, width: int) -> tuple[Cell, ...]:
        places = _split(self._text, line)[:width]
        places += [Span(line.end, line.end)] * (width - len(places))
        return _cells(self._text, places)


class Comment(NamedTuple):
    """An HTML comment, a block of its own or within one; `text` is what it says, trimmed."""

    text: str
    span: Span


Block: TypeAlias = Heading | Fence | Table | Comment


class Document(NamedTuple):
    """The blocks of a Markdown text, in order of place; `blocks` has them all in one."""

    frontmatter: Frontmatter | None
    headings: tuple[Heading, ...]
    fences: tuple[Fence, ...]
    tables: tuple[Table, ...]
    comments: tuple[Comment, ...]
    blocks: tuple[Block, ...]


def scan(text: str) -> Document:
    """Find the blocks of a Markdown text."""
    frontmatter, start = _frontmatter(text)
    sweep = _Sweep(text)
    sweep.run(start)
    blocks = sorted(sweep.blocks, key=attrgetter("span"))
    headings: list[Heading] = []
    fences: list[Fence] = []
    tables: list[Table] = []
    comments: list[Comment] = []
    for block in blocks:
        if isinstance(block, Heading):
            headings.append(block)
        elif isinstance(block, Fence):
            fences.append(block)
        elif isinstance(block, Table):
            tables.append(block)
        else:
            comments.append(block)
    kinds = tuple(headings), tuple(fences), tuple(tables), tuple(comments)
    return Document(frontmatter, *kinds, tuple(blocks))


def frontmatter(text: str) -> Frontmatter | None:
    """The frontmatter alone, for which the rest need not be looked at."""
    return _frontmatter(text)[0]


def _frontmatter(text: str) -> tuple[Frontmatter | None, int]:
    """The frontmatter as python-frontmatter splits it off, and where the Markdown begins."""
    body = text.strip()
    boundaries = _plain_boundaries(body) or _boundaries(body)
    if boundaries is None:
        return None, 0
    start = text.index(body)
    opening, closing = boundaries
    content = Span(start + opening.end + 1, start + closing.start)
    span = Span(start, content.end + len(closing.of(body).rstrip()))
    return Frontmatter(span, Region(content.of(text), content)), start + closing.end


def _boundaries(body: str) -> tuple[Span, Span] | None:
    """The places of the lines before and after a frontmatter, if a text begins with one."""
    if not body.startswith("---"):
        return None
    from frontmatter.default_handlers import YAMLHandler

    opening = YAMLHandler.FM_BOUNDARY.match(body)
    closing = YAMLHandler.FM_BOUNDARY.search(body, opening.end()) if opening else None
    return (Span(*opening.span()), Span(*closing.span())) if opening and closing else None


def _plain_boundaries(body: str) -> tuple[Span, Span] | None:
    """The same, where these lines are `---` and no other looks like them; else nothing.

    To import python-frontmatter takes longer than to lint a seed, and most need no more than this.
    """
    at = body.find("\n---", 3)
    plain = at > 0 and _PLAIN_OPENING.match(body) and _PLAIN_CLOSING.match(body, at)
    return (Span(0, 3), Span(at + 1, at + 4)) if plain else None


_PLAIN_OPENING = regex(r"---\n\S")
_PLAIN_CLOSING = regex(r"\n---\n++\S")

# CommonMark, section 4.6: the tags that begin an HTML block of the sixth kind.
_TAG_NAMES = """
    address article aside base basefont blockquote body caption center col colgroup dd details
    dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6
    head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p
    param search section summary table tbody td tfoot th thead title tr track ul
"""
_TAGS = frozenset(_TAG_NAMES.split())

_LINE = regex(
    r"""(?P<gap>(?:[ \t]*+(?:\r\n?+|\n))*+)(?P<indent>[ \t]*+)(?:
      (?P<atx>\#{1,6}(?![^ \t\r\n])[^\r\n]*)
    | (?P<fence>`{3,}[^`\r\n]*(?=[\r\n]|\Z) | ~{3,}[^\r\n]*)
    | (?P<rule>(?:(?:\*[ \t]*){3,} | (?:-[ \t]*){3,} | (?:_[ \t]*){3,})(?=[\r\n]|\Z))
    | (?P<item>(?P<bullet>[-+*]|[0-9]{1,9}[.)])(?![^ \t\r\n])[^\r\n]*)
    | (?P<quote>>[^\r\n]*)
    | (?P<html><[a-zA-Z/!?][^\r\n]*)
    | (?P<reference>
        \[[ \t]*[^]\[ \t\r\n\\][^]\[\r\n\\]*\]:[ \t]*[^<\s]\S*
        (?:[ \t]+(?:"[^"\r\n]*"|'[^'\r\n]*'|\([^()\r\n]*\)))?[ \t]*(?=[\r\n]|\Z))
    | (?P<text>[^\r\n]+)
    )(?:\r\n?|\n|\Z)""",
    re.X,
)
_INTERRUPTING_ITEM = regex(r"(?:[-+*]|0{0,8}1[.)])[ \t]+[^ \t\r\n]")
_UNDERLINE = regex(r"(?:=+|-+)[ \t]*(?=[\r\n]|\Z)")
_DELIMITERS = regex(
    r"""(?!-(?:[ \t\r\n]|\Z))(?:\|[ \t]*)?
    :?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*
    (?:\|[ \t]*)?(?=[\r\n]|\Z)""",
    re.X,
)
_DASHES = regex(r"-+")
_PIPE = regex(r"(?<!\\)\|")
_QUOTE = regex(r"(?:[> \t]|(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t]))*")
_INDENT = regex(r"[\r\n]([ \t]*+)(?=[^ \t\r\n])")
_IN_FENCE = regex(r"[\r\n]([ \t]*+)(?P<mark>`{3,}|~{3,}|#{2,6}(?=[ \t]))(?P<rest>[^\r\n]*)")
_WHOLE_LINE = regex(r"([ \t]*)[^\r\n]*(?:\r\n?|\n|\Z)")
_COMMENT = r"(?P<comment><!--(?:-?>|(?P<text>[\s\S]*?)-->))|<!--[\s\S]*"
_IN_HTML = regex(_COMMENT)
_IN_TEXT = regex(rf"\\.|(?P<ticks>`+)|{_COMMENT}")
_TICKS = regex(r"`+")
_TAG = regex(r"</?([a-zA-Z][a-zA-Z0-9]*)(?=[\s>]|/>|\Z)")
_HTML = regex(
    r"""<(?:
      (?P<raw>(?i:script|pre|style|textarea)(?![^\s>]))
    | (?P<comment>!--)
    | (?P<instruction>\?)
    | (?P<declaration>![a-zA-Z])
    | (?P<cdata>!\[CDATA\[)
    | (?P<tag>(?:
        [a-zA-Z][a-zA-Z0-9-]*
        (?:[ \t]+[a-zA-Z_:][a-zA-Z0-9:._-]*
          (?:[ \t]*=[ \t]*(?:[^"'=<>`\x00-\x20]+|'[^'\r\n]*'|"[^"\r\n]*"))?)*[ \t]*/?
      | /[a-zA-Z][a-zA-Z0-9-]*[ \t]*
      )>[ \t]*(?=[\r\n]|\Z))
    )""",
    re.X,
)
_BLANK_LINE = regex(r"(?:\r\n?+|\n)(?=[ \t]*(?:[\r\n]|\Z))")
_HTML_END = {
    "raw": regex(r"</(?:script|pre|style|textarea)>[^\r\n]*", re.I),
    "comment": regex(r"-->[^\r\n]*"),
    "instruction": regex(r"\?>[^\r\n]*"),
    "declaration": regex(r">[^\r\n]*"),
    "cdata": regex(r"\]\]>[^\r\n]*"),
    "block": _BLANK_LINE,
    "tag": _BLANK_LINE,
}
_PARAGRAPH = frozenset({"text", "reference", "tag"})  # what interrupts no paragraph and no table


def _column(blanks: str, column: int = 0) -> int:
    """The column behind some blanks; a tab goes to the next multiple of 4 (section 2.2)."""
    if "\t" not in blanks:
        return column + len(blanks)
    for char in blanks:
        column += 4 - column % 4 if char == "\t" else 1
    return column


class _Sweep:
    """One sweep over the lines of a text.

    `items` are the open list items, each as the column where its content begins: a line belongs to
    those that it is indented for. `paragraph` has the lines of the open paragraph. A block quote
    is passed over; `quoted` says that it ends in a paragraph, which the next line may continue.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.items: list[int] = []
        self.paragraph: list[Span] = []
        self.headed = False  # whether the paragraph's last line may be the header of a table
        self.quoted = False
        self.commented = "<!--" in text
        self.ends: dict[int, int] = {}
        self.ticks: dict[int, list[int]] | None = None  # where backticks stand, by how many

    def run(self, pos: int) -> None:
        """Sweep from `pos`, where a line starts, to the end."""
        text, items = self.text, self.items
        column = 0  # of `pos`: not 0 behind a bullet
        empty = False  # whether the last line was nothing but a bullet
        while line := _LINE.match(text, pos):
            kind = line.lastgroup or ""
            start, end = line.span(kind)
            if line.end("gap") > pos:
                if empty:  # an item begins with one blank line at most
                    items.pop()
                self._end_paragraph()
                self.quoted = False
            pos = line.end()
            blanks = line["indent"]
            indent = _column(blanks, column) if blanks else column
            depth = bisect_right(items, indent) if items else 0
            shift = indent - (items[depth - 1] if depth else 0)
            kind = self._kind(kind, start, depth, shift)
            column = 0
            empty = False
            if kind == "text":
                if self.quoted:
                    continue
                if not self.paragraph:
                    del items[depth:]
                self.headed = shift <= 3
                self.paragraph.append(Span(start, end))
                continue
            del items[depth:]
            if kind == "atx":
                self._atx(start, end)
            elif kind == "setext":
                self._setext(start, end)
            elif kind == "fence":
                pos = self._fence(start, end, pos, indent)
            elif kind == "table":
                pos = self._table(end, pos)
            elif kind in _HTML_END:
                pos = self._html(kind, start, end)
            elif kind == "item":
                bullet = line.end("bullet")
                content = indent + bullet - start
                rest = text[bullet:end].lstrip(" \t")
                gap = _column(text[bullet : end - len(rest)], content) - content
                empty = not rest
                items.append(content + (1 if empty or gap > 4 else gap))
                if not empty:
                    pos, column = bullet, content
            self._end_paragraph()
            self.quoted = kind == "quote" and self._ends_in_paragraph(start, end)
        self._end_paragraph()

    def _end_paragraph(self) -> None:
        if self.paragraph:
            self._comments(self.paragraph[0].start, self.paragraph[-1].end, _IN_TEXT)
            self.paragraph = []

    def _kind(self, kind: str, start: int, depth: int, shift: int) -> str:
        """What a line is, `shift` columns into the innermost of the `depth` items it belongs to."""
        is_open = self.quoted or bool(self.paragraph)
        if shift > 3:
            return "text" if is_open else "code"
        if kind == "html":
            kind = self._html_kind(start)
        elif kind == "item" and depth >= MAX_DEPTH:
            return "text"
        if self.paragraph and depth == len(self.items):
            if self.text[start] in "-=|:":
                if self.headed and self._is_table(start):
                    return "table"
                if _UNDERLINE.match(self.text, start):
                    return "setext"
            if kind == "item" and not _INTERRUPTING_ITEM.match(self.text, start):
                return "text"
        return "text" if is_open and kind in _PARAGRAPH else kind

    def _html_kind(self, start: int) -> str:
        """The kind of HTML block that a line begins, or text."""
        tag = _TAG.match(self.text, start)
        if tag and tag[1].lower() in _TAGS:
            return "block"
        html = _HTML.match(self.text, start)
        return (html and html.lastgroup) or "text"

    def _ends_in_paragraph(self, start: int, end: int) -> bool:
        """Whether the line of a block quote, seen without those before it, ends in a paragraph."""
        content = _QUOTE.match(self.text, start, end)
        line = _LINE.match(self.text, content.end(), end) if content else None
        return line is not None and line.lastgroup in ("text", "html")

    def _atx(self, start: int, end: int) -> None:
        body = self.text[start:end].lstrip("#")
        at = end - len(body)
        title = body.rstrip()
        unclosed = title.rstrip("#")
        if unclosed[-1:] in ("", " ", "\t"):
            title = unclosed
        title = title[: self._comments(at, at + len(title), _IN_TEXT) - at].rstrip()
        text = title.lstrip()
        said = Span(at + len(title) - len(text), at + len(title))
        self.blocks.append(Heading(at - start, text, Span(start, end), said))

    def _setext(self, start: int, end: int) -> None:
        level = 1 if self.text[start] == "=" else 2
        lines = [_trim(self.text, line) for line in self.paragraph]
        said = Span(lines[0].start, lines[-1].end)
        text = " ".join(line.of(self.text) for line in lines)
        self.blocks.append(Heading(level, text, Span(said.start, end), said))

    def _fence(self, start: int, end: int, pos: int, indent: int) -> int:
        """Read the fence that the line from `start` to `end` opens; return where it ends.

        `pos` is where the next line starts, `indent` the column of `start`.
        """
        opening = _trim(self.text, Span(start, end))
        line = opening.of(self.text)
        info = line.lstrip(line[0])
        marker = line[: len(line) - len(info)]
        info = info.strip()
        stop = self._end(end)
        resume, close = self._close(end, stop, marker)
        content = Span(pos, close.start(1) if close else resume)
        self.blocks.append(
            Fence(
                info,
                info.split(maxsplit=1)[0].lower() if info else "",
                marker,
                indent,
                Span(start, close.end("mark") if close else resume),
                opening,
                self._dedented(content, indent),
                close is not None,
            )
        )
        return close.end() if close else resume

    def _close(self, pos: int, stop: int, marker: str) -> tuple[int, re.Match[str] | None]:
        """Where a fence ends that is never closed, and the line that closes it, if one does."""
        base = self.items[-1] if self.items else 0
        resume = stop
        for line in _IN_FENCE.finditer(self.text, pos, stop):
            if _column(line[1]) - base > 3:
                continue
            mark, info = line["mark"], line["rest"].strip()
            like = mark.startswith(marker)
            if like and not info:
                return stop, line
            if mark[0] == "#" or (info and not (mark[0] == "`" and "`" in info)):
                resume = min(resume, line.start(1))
                if like:
                    break
        return resume, None

    def _html(self, kind: str, start: int, end: int) -> int:
        """Pass over the HTML block that the line from `start` to `end` begins; return its end."""
        stop = self._end(end)
        close = _HTML_END[kind].search(self.text, start + 1, stop)
        last = close.end() if close else stop
        if kind == "comment":
            text = self.text[start + 4 : close.start() if close else stop]
            span = Span(start, close.start() + 3 if close else stop)
            self.blocks.append(Comment(text.strip(), span))
            start = span.end
        self._comments(start, last, _IN_HTML)
        return last

    def _comments(self, start: int, end: int, pattern: re.Pattern[str]) -> int:
        """Find the comments in a span; return where it ends without those at its end."""
        if not self.commented:
            return end
        tail = last = end
        at = start
        while match := pattern.search(self.text, at, end):
            at = match.end()
            if match.lastgroup == "ticks":
                at = self._code_end(match.start(), at, end)
            elif match["comment"]:
                if tail == end or self.text[last : match.start()].strip():
                    tail = match.start()
                last = at
                self.blocks.append(Comment((match["text"] or "").strip(), Span(*match.span())))
        return end if self.text[last:end].strip() else tail

    def _code_end(self, start: int, at: int, end: int) -> int:
        """Where the code span ends that some backticks open, up to `at`; `at` if none does."""
        if self.ticks is None:
            self.ticks = {}
            for run in _TICKS.finditer(self.text):
                self.ticks.setdefault(run.end() - run.start(), []).append(run.start())
        width = at - start
        closing = self.ticks.get(width, [])
        index = bisect_left(closing, at)
        found = index < len(closing) and closing[index] + width <= end
        return closing[index] + width if found else at

    def _is_table(self, start: int) -> bool:
        """Whether the line at `start` makes a header of the paragraph's last line."""
        header = self.paragraph[-1]
        delimiters = _DELIMITERS.match(self.text, start)
        return (
            delimiters is not None
            and "|" in header.of(self.text)
            and len(_split(self.text, header)) == len(_DASHES.findall(delimiters[0]))
        )

    def _table(self, end: int, pos: int) -> int:
        """Read the table whose delimiter row ends at `end`, its rows from `pos`; return its end."""
        base = self.items[-1] if self.items else 0
        lines = [self.paragraph.pop()]
        while line := _LINE.match(self.text, pos):
            kind = line.lastgroup or ""
            start, stop = line.span(kind)
            if kind == "html":
                kind = self._html_kind(start)
            shift = _column(line["indent"]) - base
            if line["gap"] or not 0 <= shift <= 3 or kind not in _PARAGRAPH:
                break
            end, pos = stop, line.end()
            lines.append(Span(start, end))
        for row in lines:
            self._comments(*row, _IN_TEXT)
        self.blocks.append(Table(Span(lines[0].start, end), self.text, lines))
        return pos

    def _end(self, pos: int) -> int:
        """Where the innermost item ends: at the first line behind `pos` that stands further out."""
        if not self.items:
            return len(self.text)
        column = self.items[-1]
        end = self.ends.get(column, 0)
        if end <= pos:
            lines = _INDENT.finditer(self.text, pos)
            outer = (line.start(1) for line in lines if _column(line[1]) < column)
            end = self.ends[column] = next(outer, len(self.text))
        return end

    def _dedented(self, span: Span, width: int) -> Region:
        """The lines of a span without their first `width` columns, as far as these are blank."""
        if not width:
            return Region(span.of(self.text), span)
        parts: list[str] = []
        lines: list[tuple[int, int]] = []
        size = 0
        for line in _WHOLE_LINE.finditer(self.text, *span):
            cut = line.start()
            column = 0
            while cut < line.end(1) and column < width:
                cut += 1
                column = _column(self.text[cut - 1], column)
            for _ in range(column - width):  # what is left of a tab
                parts.append(" ")
                lines.append((size, cut - 1))
                size += 1
            parts.append(self.text[cut : line.end()])
            lines.append((size, cut))
            size += line.end() - cut
        return Region("".join(parts), span, lines)


def _trim(text: str, span: Span) -> Span:
    """A span without the white space at its ends."""
    part = span.of(text)
    start = span.start + len(part) - len(part.lstrip())
    return Span(start, max(start, span.start + len(part.rstrip())))


def _split(text: str, row: Span) -> list[Span]:
    """What stands between the pipes of a table's row."""
    start, end = _trim(text, row)
    edges = [start]
    for pipe in _PIPE.finditer(text, start, end):
        edges += pipe.span()
    edges.append(end)
    spans = [Span(*edges[index : index + 2]) for index in range(0, len(edges), 2)]
    if spans[0].start == spans[0].end:
        del spans[0]
    if spans and spans[-1].start == spans[-1].end:
        del spans[-1]
    return spans


def _cells(text: str, places: list[Span]) -> tuple[Cell, ...]:
    cells = []
    for place in places:
        span = _trim(text, place)
        if span.start == span.end:  # put what may be filled in behind one blank
            at = min(place.start + 1, place.end)
            span = Span(at, at)
        cells.append(Cell(span.of(text).replace("\\|", "|"), span))
    return tuple(cells)
