"""Why a text is not JSON, and where: what people write into examples, called by its name.

RFC 8259. Python's reader finds the place; it also takes `NaN` and `Infinity`, which are none.
"""

from __future__ import annotations

import json
import re

from seedlint.named import NamedTuple
from seedlint.regex import regex

_STRING = regex(r'"(?:[^"\\]|\\.)*"')
_CONSTANT = regex(r"-?Infinity|NaN")
_TOKEN = regex(r'"(?:[^"\\\r\n]|\\.)*"?|<[^<>\r\n]*>|[^\s,\[\]{}":]+|.', re.DOTALL)
_COMMENT = regex(r"(?://|#)[^\r\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_ELISION = regex(r"\.{2,}|…")
_CODE = regex(r'\\u[^"\\\s]{0,4}')
_TRAILING = regex(r",\s*[}\]]")
_TEMPLATE = regex(r"\{\{[^{}\r\n]*\}\}")
_ZEROS = regex(r"(-?)(0\d++)((?:\.\d++)?+(?:[eE][-+]?\d++)?+)(?=[\s,\]}]|\Z)", re.ASCII)
_NAME = regex(r"[\w$-]+(?=\s*:)")
_PYTHON = {"True": "true", "False": "false", "None": "null"}


class Problem(NamedTuple):
    """The first place where a text is no JSON, and why."""

    message: str
    start: int
    end: int


def examine(text: str) -> Problem | None:
    """Why a text is not JSON; None where it is, or is too large to tell."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return _problem(text, error.pos, error.msg)
    except (ValueError, RecursionError):
        return None
    if "NaN" not in text and "Infinity" not in text:
        return None
    blanked = _STRING.sub(lambda string: " " * len(string[0]), text)
    constant = _CONSTANT.search(blanked)
    if constant is None:
        return None
    return Problem(f"JSON has no `{constant[0]}`; write `null`", *constant.span())


def _problem(text: str, at: int, said: str) -> Problem:
    before = text[:at].rstrip()
    if not text.strip():
        return Problem("the block is empty", 0, 0)
    if at >= len(text.rstrip()):
        return Problem("the JSON ends too early", len(before) - 1, len(before))
    if match := _COMMENT.match(text, at):
        return Problem("JSON has no comments; say it in the text", *match.span())
    if match := _ELISION.match(text, at):
        message = f"JSON has no `{match[0]}`; leave the rest out, and say so in the text"
        return Problem(message, *match.span())
    comma = at if text[at] == "," else len(before) - 1
    if before and text[comma] == "," and _TRAILING.match(text, comma):
        closing = text[comma + 1 :].lstrip()[0]
        return Problem(f"JSON has no comma before a closing `{closing}`", comma, comma + 1)
    if match := _TEMPLATE.match(text, max(at - 1, 0)):
        message = f"in JSON `{match[0]}` stands in double quotes"
        return Problem(message, *match.span())
    if text[at] == "'":
        end = text.find("'", at + 1) + 1 or at + 1
        return Problem("JSON has double quotes, and no single ones", at, end)
    if said.startswith("Invalid control character"):
        return Problem("a string ends on the line that it begins on", at, at + 1)
    if said.startswith("Unterminated string"):
        return Problem("this string is never closed", at, len(text.rstrip()))
    if said.startswith("Invalid \\u") and (match := _CODE.match(text, at - 1)):
        message = f"`{match[0]}` is no escape; four hexadecimal digits stand behind `\\u`"
        return Problem(message, *match.span())
    if said.startswith("Invalid \\"):
        return Problem(f"JSON has no escape `{text[at : at + 2]}`", at, at + 2)
    if text[at - 1 : at] == "0" and (match := _number(text, at - 1)):
        sign, digits, rest = match.groups()
        right = f"{sign}{digits.lstrip('0') or '0'}{rest}"
        message = f'JSON has no leading zeros; write `{right}`, or `"{match[0]}"` for a text'
        return Problem(message, *match.span())
    return _token(text, at, said)


def _number(text: str, zero: int) -> re.Match[str] | None:
    """The number that begins with a zero here, and with a minus before it."""
    return _ZEROS.match(text, zero - (text[zero - 1 : zero] == "-"))


def _token(text: str, at: int, said: str) -> Problem:
    """What is wrong with the token that stands where another one was due."""
    token = _TOKEN.match(text, at)
    word, end = (token[0], token.end()) if token else (text[at], at + 1)
    if word in _PYTHON:
        message = f"in JSON `{word}` is written `{_PYTHON[word]}`"
    elif "property name" in said and _NAME.match(text, at):
        message = f"the name `{word}` stands in double quotes"
    elif said.startswith("Expecting ',' delimiter"):
        message = f"there is a comma missing before `{word}`"
    elif said.startswith("Expecting ':' delimiter"):
        message = f"there is a colon missing before `{word}`"
    elif said.startswith("Extra data"):
        message = "a second JSON value; give each of them a block of its own"
    else:
        message = f"`{word}` is no JSON value"
    return Problem(message, at, end)
