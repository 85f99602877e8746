"""Templates without quotes that keep YAML from being read, and the values to put in quotes.

`{{name}}` alone is a mapping to YAML, which it can read; `{{name}}/renew` is a mapping with
something behind it, and `[copy-{{name}}]` is text with a mapping in it, which it cannot.
"""

from __future__ import annotations

import re

from seedlint.named import NamedTuple
from seedlint.regex import regex

_BLOCK_VALUE = regex(
    r"""[ \t]*(?:-[ \t]+)*+                                           # of a list item,
    (?:(?:"[^"\r\n]*"|'[^'\r\n]*'|[^\s"'{\[#&*!|>%@`][^\r\n]*?):[ \t]+)?  # or of a key
    (?P<value>(?:\{\{[^{}\r\n]*\}*|\{[\w.-]+\}+)[^\r\n]*)""",
    re.X,
)
_COMMENT = regex(r"[ \t]#")
_FLOW_TEXT = r"(?:(?!:[ \t])[^,\[\]{}\"'\r\n])"
_FLOW_VALUE = regex(
    rf"""(?:[\[{{,]|:(?=[ \t])|^)[ \t]*
    (?P<value>(?:(?=[^\s"'#&*!|>%@`]){_FLOW_TEXT}+?)??
    (?:\{{\{{[^{{}}"'\r\n]*\}}\}}{_FLOW_TEXT}*)+)(?<![ \t])
    (?=[ \t]*(?:[,\]}}]|$))""",
    re.X,
)

_LINE_END = regex(r"[\r\n]|\Z")


class Value(NamedTuple):
    """A part of a text, and the quote that can stand around it without an escape inside."""

    start: int
    end: int
    quote: str


def values(text: str, at: int, began: int | None, *, flow: bool) -> list[Value]:
    """The values on a line that libyaml stumbles over which lack their quotes.

    `at` is where it cannot go on, `began` where that which it reads began: in brackets, if `flow`.
    """
    if not flow:
        return _block_value(text, at)
    first, last = _line(text, at)
    found = []
    for match in _FLOW_VALUE.finditer(text[first:last]):
        start, end = match.span("value")
        if value := _value(text, first + start, first + end):
            found.append(value)
    if not found and began is not None and text.startswith("{{", began):
        return _block_value(text, began)
    return found


def quoted(text: str) -> str:
    """A text in quotes, as YAML reads it: with escapes only where no quote does without."""
    import json

    quote = _quote(text)
    return f"{quote}{text}{quote}" if quote else json.dumps(text, ensure_ascii=False)


def _block_value(text: str, at: int) -> list[Value]:
    match = _BLOCK_VALUE.match(text, _line(text, at)[0])
    if match is None:
        return []
    start, end = match.span("value")
    comment = _COMMENT.search(text, start, end)
    end = start + len(text[start : comment.start() if comment else end].rstrip())
    value = _value(text, start, end)
    return [value] if value else []


def _value(text: str, start: int, end: int) -> Value | None:
    quote = _quote(text[start:end])
    return Value(start, end, quote) if quote else None


def _quote(text: str) -> str | None:
    """The quote that can stand around a text of one line as it is."""
    if "\n" in text or "\r" in text:
        return None
    if '"' not in text and "\\" not in text:
        return '"'
    return "'" if "'" not in text else None


def _line(text: str, at: int) -> tuple[int, int]:
    newline = text.rfind("\n", 0, at)
    start = max(newline, text.rfind("\r", newline + 1, at)) + 1
    end = _LINE_END.search(text, at)
    return start, end.start() if end else len(text)
