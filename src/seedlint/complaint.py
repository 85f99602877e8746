"""Why a text is not YAML, in words that help: libyaml's complaint, read with the text around it.

libyaml tells where it could not go on, in the words of its grammar. Often that is behind the
mistake: a quote that is never closed is noticed at the end of the text. So the place is where
libyaml says that the broken thing begins, if that is where the mistake is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD_END = regex(r"[ \t\r\n,\]}]|\Z")
_LINE_END = regex(r"[\r\n]|\Z")
_TABS = regex(r"\t+")
_KEY = regex(r"[ \t]*(?:- +)*+(?P<key>[^\s#][^\r\n]*?):(?=[ \t\r\n]|\Z)")
_KEY_AND_VALUE = regex(
    r"""[ \t]*(?:- +)*+(?:"[^"\r\n]*"|'[^'\r\n]*'|[^\s#"'][^\r\n]*?):[ \t]+(?P<value>\S)"""
)
_TIGHT_KEY = regex(r"(?P<key>[A-Za-z_][\w-]*):(?P<value>(?!//)\S+)")
_QUOTES = ("'", '"')
_OPENERS = (" ", "\t", "[", "{", ",")
_BLANKS = " \t\r\n"
_SHOWN = 40


class Complaint(NamedTuple):
    """What is wrong from `start` to `end`; `opening` is where the broken thing begins."""

    start: int
    end: int
    message: str
    opening: int | None = None


def explain(text: str, problem: str, context: str, at: int, began: int | None) -> Complaint:
    """What libyaml's `problem` at an offset means, in a `context` that it says began at another.

    Words of libyaml that are not known here are passed on.
    """
    at = min(at, len(text))
    began = at if began is None else min(began, len(text))
    if "quoted scalar" not in context:  # where libyaml takes the quote for a closing one
        for place in (at, began):
            if quote := _never_closed(text, place):
                return quote
    for words, reading in _READINGS:
        if words in problem and (found := reading(text, at, began)):
            return found
    said = f"{problem} ({context})" if problem and context else problem or context
    return _at(text, at, said or "this is not YAML")


def _mapping_value(text: str, at: int, began: int) -> Complaint | None:
    """`: ` where no key can be: in a value, or behind a key that is indented too far."""
    start = _line_start(text, at)
    if match := _KEY_AND_VALUE.match(text, start, at):
        if match["value"] in "\"'{[":
            return _behind_a_value(text, at)
        return Complaint(at, at + 1, "a value with `: ` in it has to be in quotes")
    above = _line_above(text, start)
    if above is None:
        return None
    key = _content(text, start, at)
    line = text[slice(*above)]
    if line.startswith("\N{NO-BREAK SPACE}"):
        return Complaint(above[0], above[0] + 1, "a no-break space cannot indent YAML; use blanks")
    match = _KEY.match(line)
    if match and text.startswith("-", above[0] - 1):
        return Complaint(above[0] - 1, above[0], "a blank is missing behind this `-`")
    if match or key - start > above[0] - _line_start(text, above[0]):
        upper = _shown(match["key"] if match else line, "the line")
        message = f"{_shown(text[key:at])} is indented deeper than {upper} above it"
        return Complaint(key, max(at, key + 1), f"{message}, which has its value already")
    return Complaint(*above, f"{_shown(line)} has no `: ` behind it, so it is no key")


def _no_colon(text: str, at: int, began: int) -> Complaint:
    """A line of a mapping without its colon, which libyaml misses on the line after it."""
    line = text[began : _line_end(text, began)].rstrip(_BLANKS)
    end = began + len(line)
    if match := _TIGHT_KEY.match(line):
        instead = f"{match['key']}: {match['value']}"
        return Complaint(began, end, f"a blank is missing behind the colon: `{instead}`")
    return Complaint(began, end, f"{_shown(line)} has no `: ` behind it, so it is no key")


def _not_expected(text: str, at: int, began: int) -> Complaint | None:
    """A line that fits nothing above it, or more behind a value that has ended."""
    start = _line_start(text, at)
    if ended := _behind_a_value(text, at):
        return ended
    if text[start:at].strip(" -"):
        return None
    if text.startswith(":", at):
        return _at(text, at, "a key is missing before this `:`")
    what = "list item" if text.startswith(("- ", "-\n", "-\r"), at) else "key"
    if began != at and at - start == began - _line_start(text, began):
        others = "keys" if what == "list item" else "list items"
        return _at(text, at, f"a {what} cannot stand among {others}; indent it deeper")
    return _at(text, at, f"this {what} is not indented like any of those above it")


def _behind_a_value(text: str, at: int) -> Complaint | None:
    """More behind a value in quotes or brackets, on one line with it."""
    start = _line_start(text, at)
    before = text[start:at].rstrip(_BLANKS)
    last = before[-1:]
    if last in ("}", "]"):
        opening = "{" if last == "}" else "["
        message = f"the value ends at the `{last}` before this; put text that begins with"
        return _at(text, at, f"{message} `{opening}` in quotes")
    if last not in _QUOTES:
        return None
    inside = "`''`" if last == "'" else '`\\"`'
    message = f"the value ends at the quote before this; a quote inside is written {inside}"
    return _at(text, at, message)


def _never_closed(text: str, at: int) -> Complaint | None:
    """The quote above that a quote closes which looks like the beginning of a value."""
    start = _line_start(text, at)
    before, last = text[start:at], text[at - 1 : at]
    if last not in _QUOTES or not before[:-1].endswith(_OPENERS) or before.count(last) % 2 == 0:
        return None
    opened = _opened_above(text, start, last)
    return None if opened is None else Complaint(opened, opened + 1, "this quote is never closed")


def _opened_above(text: str, start: int, quote: str) -> int | None:
    """The quote on a line above that has no other to go with."""
    while start > 0:
        end = start - 1
        start = _line_start(text, end)
        if text.count(quote, start, end) % 2:
            return text.rindex(quote, start, end)
    return None


def _no_token(text: str, at: int, began: int) -> Complaint:
    sign = text[at : at + 1]
    if sign == "\t":
        return _tab(text, at, began)
    named = "a backtick" if sign == "`" else f"`{sign}`"
    return _at(text, at, f"a value cannot begin with {named}; put it in quotes")


def _tab(text: str, at: int, began: int) -> Complaint:
    match = _TABS.match(text, at)
    return Complaint(at, match.end() if match else at + 1, "a tab cannot indent YAML; use blanks")


def _open_quote(text: str, at: int, began: int) -> Complaint:
    return Complaint(began, began + 1, "this quote is never closed")


def _open_bracket(text: str, at: int, began: int) -> Complaint:
    """A list or mapping in brackets that goes on wrongly, or that was to end on its line."""
    closing = "]" if text.startswith("[", began) else "}"
    end = _line_end(text, began)
    rest = text[began + 1 : end].strip()
    message = f"this `{text[began : began + 1]}` is never closed"
    if at > end and rest and not rest.endswith(","):
        return Complaint(began, began + 1, f"{message}; put text that begins with it in quotes")
    if _keys_go_on(text, began, _line_end(text, at)):
        return Complaint(began, began + 1, message)
    return _at(text, at, f"`,` or `{closing}` is missing before this", began)


def _keys_go_on(text: str, began: int, end: int) -> bool:
    """Whether a key stands below that belongs beside the one with the bracket, or further out.

    A key in quotes may be JSON, which is indented as it likes.
    """
    start = _line_start(text, began)
    depth = _content(text, start, began) - start
    keys = map(_KEY.match, text[_line_end(text, began) : end].splitlines())
    return any(
        key and key.start("key") <= depth and not key["key"].startswith(_QUOTES) for key in keys
    )


def _no_content(text: str, at: int, began: int) -> Complaint:
    sign = text[at : at + 1]
    if sign == "," and text[_line_start(text, at) : at].rstrip(_BLANKS)[-1:] in (",", "[", "{"):
        return Complaint(at, at + 1, "a value is missing before this `,`")
    if not sign.strip():
        return _at(text, at, "a value or a closing bracket is missing at the end")
    return Complaint(at, at + 1, f"a value cannot begin with `{sign}`; put it in quotes")


def _escape(text: str, at: int, began: int) -> Complaint:
    escape = text[at : at + 2]
    message = f"YAML has no escape `{escape}`; write `\\{escape}`, or use single quotes"
    return Complaint(at, at + len(escape), message)


def _sign(text: str, at: int, began: int) -> Complaint:
    """A value that begins with `*`, `&` or `!`, which mean something to YAML."""
    means = {"*": "an alias", "&": "an anchor", "!": "a tag"}.get(text[began : began + 1], "a name")
    message = f"`{text[began : began + 1]}` begins {means}; put text that begins with it in quotes"
    return _at(text, began, message)


def _alias(text: str, at: int, began: int) -> Complaint:
    found = _at(text, at, "")
    name = text[at + 1 : found.end]
    return found._replace(
        message=f"no `&{name}` stands above; put text that begins with `*` in quotes"
    )


def _block_scalar(text: str, at: int, began: int) -> Complaint:
    sign = text[began : began + 1]
    message = f"the text of a `{sign}` begins on the next line"
    return _at(text, at, f"{message}; put a value that begins with `{sign}` in quotes")


def _says(message: str) -> Callable[[str, int, int], Complaint]:
    return lambda text, at, began: _at(text, at, message)


def _same_anchor(text: str, at: int, began: int) -> Complaint:
    found = _at(text, at, "")
    return found._replace(
        message=f"the anchor `{text[at : found.end]}` is given twice", opening=began
    )


_READINGS: tuple[tuple[str, Callable[[str, int, int], Complaint | None]], ...] = (
    ("mapping values are not allowed", _mapping_value),
    ("could not find expected ':'", _no_colon),
    ("did not find expected key", _not_expected),
    ("did not find expected '-' indicator", _not_expected),
    ("did not find expected <document start>", _not_expected),
    ("cannot start any token", _no_token),
    ("found a tab character", _tab),
    ("found unexpected end of stream", _open_quote),
    ("found unexpected document indicator", _open_quote),
    ("did not find expected ',' or", _open_bracket),
    ("did not find expected node content", _no_content),
    ("found unknown escape character", _escape),
    (
        "did not find expected hexdecimal number",
        _says("hexadecimal digits are missing behind `\\x`, `\\u` or `\\U`"),
    ),
    ("did not find expected alphabetic or numeric character", _sign),
    ("did not find expected whitespace or line break", _sign),
    ("found undefined tag handle", _sign),
    ("found undefined alias", _alias),
    ("did not find expected comment or line break", _block_scalar),
    ("second occurrence", _same_anchor),
    (
        "block sequence entries are not allowed",
        _says("a list cannot begin on the line of its key; begin it on the next line"),
    ),
    (
        "mapping keys are not allowed",
        _says("a value cannot begin with `? `; put it in quotes"),
    ),
    (
        "but found another document",
        _says("a second YAML document begins here, and only one is read"),
    ),
)


def _at(text: str, at: int, message: str, opening: int | None = None) -> Complaint:
    """A complaint about the word at an offset; at the end of the text, about its last character."""
    if at >= len(text.rstrip(_BLANKS)):
        at = max(len(text.rstrip(_BLANKS)) - 1, 0)
        return Complaint(at, min(at + 1, len(text)), message, opening)
    end = _WORD_END.search(text, at + 1)
    return Complaint(at, end.start() if end else len(text), message, opening)


def _line_start(text: str, at: int) -> int:
    newline = text.rfind("\n", 0, at)
    return max(newline, text.rfind("\r", newline + 1, at)) + 1


def _line_end(text: str, at: int) -> int:
    match = _LINE_END.search(text, at)
    return match.start() if match else len(text)


def _line_above(text: str, start: int) -> tuple[int, int] | None:
    """What stands on the nearest line above a line's start that is not blank or a comment."""
    while start > 0:
        end = start - 1
        start = _line_start(text, end)
        line = text[start:end].strip(" \t\r-")
        if line and not line.startswith("#"):
            return _content(text, start, end), start + len(text[start:end].rstrip(_BLANKS))
    return None


def _content(text: str, start: int, end: int) -> int:
    """Where a line begins to say something, behind its indentation and dashes."""
    return end - len(text[start:end].lstrip(" \t-"))


def _shown(line: str, otherwise: str = "this line") -> str:
    return f"`{line}`" if len(line) <= _SHOWN else otherwise
