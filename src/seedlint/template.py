"""The templates inside of a seed's strings: `{{name}}`, and what looks like one and is none.

The runner replaces `{{name}}`, where the name is made of ASCII letters, digits and underscores
and nothing else stands between the braces. Everything else is sent as it stands.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_TEMPLATE = regex(r"\{\{([A-Za-z0-9_]+)\}\}")
_BRACED = regex(r"(\{*+)([^{}]*+)(\}*+)")
_SINGLE = regex(r"\$?(?<!\{)\{[ \t]*+([A-Za-z_][\w.-]*+)[ \t]*+\}(?!\})")
_WORD = regex(r"[A-Za-z0-9_]+")
_MEMBER = regex(r"[\w$-]+(?:\.[\w$-]+|\[\w*\])+")
_NAME_LIKE = regex(r"[A-Za-z_][\w.-]*")
_LAST_WORD = regex(r"(?<![\w.-])[A-Za-z_][\w.-]*+\Z")


class Flaw(Enum):
    """Why the runner does not replace something that looks like a template."""

    BLANKS = "blanks"
    FILTER = "filter"
    DOTS = "dots"
    EMPTY = "empty"
    BRACES = "braces"
    UNBALANCED = "unbalanced"
    NAME = "name"


class Variable(NamedTuple):
    """A template that the runner replaces; `start` and `end` hold the braces too."""

    name: str
    start: int
    end: int


class Malformed(NamedTuple):
    """Braces that the runner leaves as they are, or (BRACES) that it leaves around a value.

    `names` are the variables that may be meant, the likeliest first.
    """

    text: str
    start: int
    end: int
    flaw: Flaw
    names: tuple[str, ...]


def variables(text: str) -> list[Variable]:
    """The templates of a string that the runner replaces, in order."""
    if "{{" not in text:
        return []
    return [Variable(m[1], m.start(), m.end()) for m in _TEMPLATE.finditer(text)]


def whole(text: str) -> str | None:
    """The variable's name where the string is one whole template, else None."""
    match = _TEMPLATE.fullmatch(text)
    return match[1] if match else None


def pieces(text: str) -> list[str]:
    """What stands before, between and behind the templates: one piece where there is none."""
    return _TEMPLATE.split(text)[::2]


def has_template(text: str) -> bool:
    """Whether the runner replaces anything in the string."""
    return "{{" in text and _TEMPLATE.search(text) is not None


def malformed(text: str) -> list[Malformed]:
    """What looks like a template and is sent as it stands, in order.

    JSON and GraphQL in a string have braces that mean no template: what closes too often is a
    mistake only where the braces of the string as a whole do not pair off.
    """
    if "{{" not in text and "}}" not in text:
        return []
    paired = text.count("{") == text.count("}")
    return [
        Malformed(text[start:end], start, end, flaw, _names(text[start:end]))
        for match in _BRACED.finditer(text)
        for start, end, flaw in _flawed(match, paired)
    ]


def single_braces(text: str) -> list[Variable]:
    """The `{name}` of a string: what an OpenAPI path template has and a step's path should not.

    A dollar sign in front, as in `${name}`, is part of it.
    """
    return [Variable(m[1], m.start(), m.end()) for m in _SINGLE.finditer(text)]


def _flawed(match: re.Match[str], paired: bool) -> Iterator[tuple[int, int, Flaw]]:
    """The flaw of some braces and what they embrace, if it has one, and where it stands."""
    opening, inner, closing = match.groups()
    start, end = match.span()
    name = inner.strip()
    if len(opening) >= 2 and len(closing) >= 2:
        if paired and len(opening) == 2:
            end = match.end(2) + 2
        flaw = _flaw(inner, exact=len(opening) == 2 == end - match.end(2))
        if flaw is not None:
            yield start, end, flaw
    elif len(opening) >= 2 and closing:
        if _NAME_LIKE.fullmatch(name):
            yield start, end, Flaw.UNBALANCED
    elif len(opening) >= 2:
        if word := _NAME_LIKE.match(inner):
            yield start, match.start(2) + word.end(), Flaw.UNBALANCED
    elif len(closing) >= 2 and not paired:
        if opening:
            if _NAME_LIKE.fullmatch(name):
                yield start, end, Flaw.UNBALANCED
        elif word := _LAST_WORD.search(inner):
            yield match.start(2) + word.start(), end, Flaw.UNBALANCED


def _flaw(inner: str, *, exact: bool) -> Flaw | None:
    """What is wrong between two pairs of braces; `exact` where there are no more than two."""
    name = inner.strip()
    if '"' in inner or "\n" in inner:
        return None
    if not name:
        return Flaw.EMPTY
    if _WORD.fullmatch(name):
        if not exact:
            return Flaw.BRACES
        return Flaw.BLANKS if name != inner else None
    if "|" in name:
        return Flaw.FILTER
    return Flaw.DOTS if _MEMBER.fullmatch(name) else Flaw.NAME


def _names(text: str) -> tuple[str, ...]:
    """The words before any filter: all of them as one name, then each, the last one first."""
    words = _WORD.findall(text.partition("|")[0])
    return tuple(dict.fromkeys(["_".join(words), *reversed(words)])) if words else ()
