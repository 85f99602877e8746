"""What the keywords of a schema assert of one value: its words, its format, its bounds, its size.

JSON Schema 2020-12 validation, section 6; `exclusiveMinimum: true` as Swagger 2.0 and OpenAPI 3.0
have it.
"""

from __future__ import annotations

import json
import operator
from typing import TYPE_CHECKING

from seedlint import template, yamltree
from seedlint.formats import FORMATS, matches
from seedlint.secrets import hidden
from seedlint.spelling import closest, listed
from seedlint.yamltree import Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Sequence as Seq

    from seedlint.shape import Shape
    from seedlint.spec import Cursor
    from seedlint.yamltree import Data, Mapping, Node

    Fault = tuple[str, Cursor]
    """What a value should do and does not, after "should", and the schema that says so."""

_BOUNDS = (
    ("minimum", "exclusiveMinimum", operator.lt, operator.le, "at least", "more than"),
    ("maximum", "exclusiveMaximum", operator.gt, operator.ge, "at most", "less than"),
)
_BITS = {"int32": 32, "int64": 64}
"""The formats of integers (OpenAPI 3.0, "Data Types"); the bounds of a schema say more."""


def values(part: Cursor) -> list[Data]:
    """The values that a schema lists as the only ones; empty where it lists none."""
    allowed = [part.get("const")] if "const" in part else part.get("enum")
    return allowed if isinstance(allowed, list) else []


def among(node: Scalar, allowed: Seq[Data]) -> str:
    """What to say of a value that is none of those allowed, after "should be"."""
    words = _words(allowed)
    meant = closest(node.text, words)
    hint = f"; did you mean `{meant}`?" if meant else ""
    return f"{listed(words) or 'another value'}, and is {quoted(node.text)}{hint}"


def unlisted(node: Scalar, wanted: Shape, as_text: bool) -> Fault | None:
    """Whether a scalar is none of the values that there are.

    Text of which a template leaves a part unknown may be any value with the other parts. Where the
    schema names a type, `12` and `"12"` are told apart by that, and not here.
    """
    for part in wanted.parts:
        allowed = values(part)
        if allowed and not _is_among(node, allowed, as_text):
            return f"be {among(node, allowed)}", part
        if allowed and not as_text and wanted.kinds is None and _is_spelt(node, allowed):
            is_text = isinstance(node.data, str)
            kind = "a string; leave out its quotes" if is_text else "no string; put it in quotes"
            return f"be {listed(_words(allowed)) or 'another value'}, and is {kind}", part
    return None


def lists(wanted: Shape, text: str) -> bool:
    """Whether a text spells one of the values that a shape lists."""
    value = spelt(text)
    return any(_is(value, text, item) for part in wanted.parts for item in values(part))


def only_scalars(wanted: Shape) -> Fault | None:
    """What a list or an object should be where scalars are the only values."""
    for part in wanted.parts:
        allowed = values(part)
        if allowed and not any(isinstance(item, dict | list) for item in allowed):
            return f"be {listed([_shown(item) for item in allowed])}", part
    return None


def scalar(node: Scalar, wanted: Shape, as_text: bool) -> Fault | None:
    """The first assertion that a scalar breaks; none where a template leaves a part unknown."""
    if template.has_template(node.text):
        return None
    value: Data = _as_text(node) if as_text else node.data
    if as_text and wanted.kinds is not None and "string" not in wanted.kinds:
        value = yamltree.plain_data(node.text)
    for part in wanted.parts:
        phrase = _text(value, part) if isinstance(value, str) else _number(value, part)
        if phrase:
            return f"{phrase}, and is {quoted(node.text)}", part
    return None


def size(node: Mapping | Sequence, wanted: Shape) -> Fault | None:
    """Whether a list or an object is too small or too large."""
    if isinstance(node, Sequence):
        count, low, high, noun = len(node.items), "minItems", "maxItems", "item"
    else:
        count, low, high, noun = (
            len(dict(node.items())),
            "minProperties",
            "maxProperties",
            "property",
        )
    for part in wanted.parts:
        phrase = _length(count, noun, part, low, high)
        if phrase:
            return f"{phrase}, and has {count or 'none'}", part
    return None


def repeated(node: Sequence, wanted: Shape) -> list[Node]:
    """The items that a list has twice and should not; those with templates in them are unknown."""
    if not wanted.flag("uniqueItems"):
        return []
    seen: set[str] = set()
    found = []
    for item in node.items:
        if not any("{{" in each.text for each in yamltree.scalars(item)):
            value = json.dumps(yamltree.data(item), sort_keys=True)
            if value in seen:
                found.append(item)
            seen.add(value)
    return found


def quoted(text: str) -> str:
    """A text for a message: in backticks, its first line, and not too much of it.

    A secret is hidden while it can be told: what is left when it is cut has no known shape.
    """
    text = hidden(text.strip())
    line = text.partition("\n")[0]
    if len(line) > 60 or line != text:
        line = f"{line[:57]}..."
    return f"`{line}`" if line else "empty"


def spelt(text: str) -> Data:
    """What a text spells in a query or a form: a number, a boolean, or itself."""
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    return yamltree.plain_data(text) if text[:1] in "+-.0123456789" else text


def may_be_number(text: str) -> bool:
    """Whether a text may be a number once its templates are filled in."""
    return all(char in "0123456789+-.eE" for piece in template.pieces(text) for char in piece)


def _is_among(node: Scalar, allowed: list[Data], as_text: bool) -> bool:
    """Whether a value is allowed, or spelt as one that is."""
    pieces = template.pieces(node.text)
    if len(pieces) > 1:
        numbers = as_text and any(_as_number(item) is not None for item in allowed)
        if numbers and may_be_number(node.text):
            return True
        return any(_has_pieces(_shown(item), pieces) for item in allowed)
    value = spelt(node.text) if as_text else node.data
    word = _as_text(node) if as_text else _shown(value)
    return any(_is(value, word, item) for item in allowed)


def _is_spelt(node: Scalar, allowed: list[Data]) -> bool:
    """Whether a value is none of those allowed, and only spelt as one of them."""
    return not template.has_template(node.text) and not any(
        _same(node.data, item) for item in allowed
    )


def _is(value: Data, word: str, item: Data) -> bool:
    return word == _shown(item) or _same(value, item)


def _same(one: Data, other: Data) -> bool:
    """Whether two values are the same in JSON, where `true` is not 1, and `1.0` is."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _has_pieces(word: str, pieces: list[str]) -> bool:
    """Whether a word has these pieces in order, the first at its start and the last at its end."""
    first, *middle, last = pieces
    if len(word) < len(first) + len(last) or not word.startswith(first) or not word.endswith(last):
        return False
    at, end = len(first), len(word) - len(last)
    for piece in middle:
        found = word.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _text(value: str, part: Cursor) -> str | None:
    if phrase := _length(len(value), "character", part, "minLength", "maxLength"):
        return phrase
    format_ = FORMATS.get(part.text("format") or "")
    if format_ is not None and not format_.holds(value):
        return f"be {format_.words}"
    pattern = part.text("pattern")
    if pattern is not None and matches(pattern, value) is False:
        return f"match the pattern `{pattern}`"
    return None


def _number(value: Data, part: Cursor) -> str | None:
    number = _as_number(value)
    if number is None:
        return None
    for inclusive, exclusive, beyond, reaches, words, strict_words in _BOUNDS:
        bound, strict = _as_number(part.get(inclusive)), _as_number(part.get(exclusive))
        if part.get(exclusive) is True:
            bound, strict = None, bound
        if bound is not None and beyond(number, bound):
            return f"be {words} {bound}"
        if strict is not None and reaches(number, strict):
            return f"be {strict_words} {strict}"
    bits = _BITS.get(part.text("format") or "")
    if bits and "maximum" not in part and number >= 2 ** (bits - 1):
        return f"fit into {bits} bits"
    if bits and "minimum" not in part and number < -(2 ** (bits - 1)):
        return f"fit into {bits} bits"
    step = _as_number(part.get("multipleOf"))
    if step is not None and not _is_multiple(number, step):
        return f"be a multiple of {step}"
    return None


def _length(count: int, noun: str, part: Cursor, low: str, high: str) -> str | None:
    least, most = _as_number(part.get(low)), _as_number(part.get(high))
    if least is not None and count < least:
        return f"have at least {_counted(least, noun)}"
    if most is not None and count > most:
        return f"have at most {_counted(most, noun)}"
    return None


def _is_multiple(number: float, step: float) -> bool:
    from decimal import Decimal  # which takes long to import for a keyword that few specs use

    try:
        quotient = Decimal(str(number)) / Decimal(str(step))
        return quotient == quotient.to_integral_value()
    except (ArithmeticError, ValueError):
        return True  # a step of 0, or a number of thousands of digits


def _as_number(value: Data) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _as_text(node: Scalar) -> str:
    """A scalar as it travels in a query or a form."""
    return json.dumps(node.data) if isinstance(node.data, bool) else node.text


def _counted(count: float, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"


def _words(allowed: Seq[Data]) -> list[str]:
    return [_shown(item) for item in allowed if not isinstance(item, dict | list)]


def _shown(value: Data) -> str:
    """A value as it is written in JSON; a string without its quotes."""
    return value if isinstance(value, str) else json.dumps(value)
