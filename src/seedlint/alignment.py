"""Where each character of a YAML scalar stands in the text that the scalar is written in.

The scalar is read once more, by the rules of its style (YAML 1.2, sections 7.3 and 8.1), and what
each character comes from is kept. The parser's reading counts: where the two differ, no place is
known, rather than a wrong one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FOLD = r"(?P<fold>[ \t]*+(?:\r\n?|\n)[ \t\r\n]*)"
_TEXT = r"(?P<text>[ \t]+|.)"
_FLOW = {
    "": regex(rf"{_FOLD}|{_TEXT}", re.S),
    "'": regex(rf"{_FOLD}|(?P<quote>'')|{_TEXT}", re.S),
    '"': regex(
        rf"{_FOLD}|\\(?P<hidden>(?:\r\n?|\n)[ \t\r\n]*)"
        rf"|\\(?P<escape>x.{{2}}|u.{{4}}|U.{{8}}|.)|{_TEXT}",
        re.S,
    ),
}
_HEADER = regex(r"[|>](?P<chomping>[-+0-9]*)[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n)")
_LINE = regex(r"(?P<blanks> *)(?P<text>[^\r\n]*)(?P<break>\r\n?|\n|\Z)")
_FIRST_TEXT = regex(r"(?: *+(?:\r\n?|\n))*+( *)[^ \r\n]")
_BREAK = regex(r"\r\n?|\n")

# YAML 1.2, section 5.7
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
    "e": "\x1b", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


class Places(NamedTuple):
    """Where each character begins and ends; `starts` has the end of the text as well."""

    starts: Sequence[int]
    ends: Sequence[int]

    def part(self, start: int, end: int) -> Places:
        """The places of some of the characters."""
        return Places(self.starts[start : end + 1], self.ends[start:end])


class _Piece(NamedTuple):
    """A character, and where it is written."""

    char: str
    start: int
    end: int


def align(raw: str, start: int, end: int, value: str) -> Places | None:
    """The places of a scalar's characters in `raw`, where its quotes begin and end as given.

    A block scalar ends behind its last text; line breaks that it has after that are placed there.
    """
    sign = raw[start : start + 1]
    if sign and sign in "|>":
        pieces = [*_block(raw, start, value)]
    else:
        quote = sign if sign and sign in "'\"" else ""
        start, end = start + len(quote), end - len(quote)
        if raw[start:end] == value:  # whatever is written otherwise than it reads is longer
            return Places(range(start, end + 1), range(start + 1, end + 1))
        pieces = [*_flow(raw, start, end, quote)]
    if "".join(piece.char for piece in pieces) != value:
        return None
    starts = [min(piece.start, end) for piece in pieces]
    return Places([*starts, end], [min(piece.end, end) for piece in pieces])


def _flow(raw: str, start: int, end: int, quote: str) -> Iterator[_Piece]:
    """A scalar in quotes or in none: its line breaks fold."""
    for match in _FLOW[quote].finditer(raw, start, end):
        kind = match.lastgroup
        if kind == "text":
            yield from _verbatim(raw, *match.span())
        elif kind == "escape":
            yield _Piece(_escaped(match["escape"]), *match.span())
        elif kind == "quote":
            yield _Piece(quote, *match.span())
        else:
            _, *more = _BREAK.finditer(raw, *match.span())
            if kind == "fold" and not more:
                yield _Piece(" ", *match.span())
            yield from (_Piece("\n", *each.span()) for each in more)


def _escaped(escape: str) -> str:
    return chr(int(escape[1:], 16)) if len(escape) > 1 else _ESCAPES.get(escape, escape)


def _block(raw: str, start: int, value: str) -> Iterator[_Piece]:
    """A `|` or a `>` scalar; the lines of `>` fold, where they are not indented deeper."""
    header = _HEADER.match(raw, start)
    if header is None:
        return
    folds = raw[start] == ">"
    indent = _indent(raw, header.end(), value)
    breaks: list[_Piece] = []  # since the last line of text
    before = ""  # how that line begins
    for line in _LINE.finditer(raw, header.end()):
        at = line.start() + min(len(line["blanks"]), indent)
        if line["text"] and at < line.start() + indent:
            break
        if at < line.end("text"):
            if folds and before and before not in " \t" and raw[at] not in " \t":
                first, *breaks = breaks
                breaks = breaks or [_Piece(" ", first.start, at)]
            yield from breaks
            yield from _verbatim(raw, at, line.end("text"))
            breaks, before = [], raw[at]
        if line["break"]:
            breaks.append(_Piece("\n", *line.span("break")))
    if "+" in header["chomping"]:
        yield from breaks
    elif before and "-" not in header["chomping"]:
        yield from breaks[:1]


def _indent(raw: str, start: int, value: str) -> int:
    """How far the lines of a block scalar are indented, by the first that says something."""
    said = next((line for line in value.split("\n") if line.strip(" ")), "")
    written = _FIRST_TEXT.match(raw, start)
    if not said or written is None:
        return len(raw)
    return len(written[1]) - (len(said) - len(said.lstrip(" ")))


def _verbatim(raw: str, start: int, end: int) -> Iterator[_Piece]:
    for at in range(start, end):
        yield _Piece(raw[at], at, at + 1)
