"""The JSONPath subset that `extract` is written in, read with exact places.

`$` begins; `.name` goes into an object; `[0]` and `[?(@.name=='value')]` go into a list. RFC 9535
defines far more; the runner reads this much.
"""

from __future__ import annotations

from functools import lru_cache

from seedlint.named import NamedTuple
from seedlint.regex import regex
from seedlint.secrets import hidden

_NAME = regex(r"\.([^\s.\[\]()*?'\"|,$@&=]+)")
_INDEX = regex(r"\[(\d+)\]")
_FILTER = regex(
    r"\[\?\(\s*@((?:\.[\w-]+)+)\s*===?\s*(?:'([^'\\]*)'|\"([^\"\\]*)\"|(-?\d+|true|false))\s*\)\]"
)
_BARE_FILTER = regex(r"\[\?\s*(@[^()\[\]]*)\]")
_ALTERNATIVE = regex(r"\s*\|\|")
_QUOTED = regex(r"\[(['\"])([\w-]+)\1\]")
_WILDCARD = regex(r"\.?\[\*?\]|\.\*")
_FROM_THE_END = regex(r"\[-\d+\]")
_SLICE = regex(r"\[-?\d*(?::-?\d*){1,2}\]")
_DOTTED_BRACKET = regex(r"\.(?=\[)")
_BLANK = regex(r"\.?\s")
_WORD = regex(r"[A-Za-z_]")

_MOST_REPAIRS = 20
_SHOWN = 40


class Step(NamedTuple):
    """One step into a value: a name of an object, or (None) some item of a list.

    `filter` is the way into an item to what a filter compares.
    """

    name: str | None
    start: int
    end: int
    filter: tuple[Step, ...] = ()


class Path(NamedTuple):
    """A whole JSONPath, step by step."""

    steps: tuple[Step, ...]


class Problem(NamedTuple):
    """Why a text is no path of the subset, and where in it.

    `instead` is a path of the subset that is probably meant, where there is one.
    """

    message: str
    start: int
    end: int
    instead: str | None = None


@lru_cache(maxsize=1024)
def parse(text: str) -> Path | Problem:
    """Read a path, or say where it leaves the subset."""
    found = _parse(text)
    if isinstance(found, Path):
        return found
    return found._replace(instead=_repaired(found.instead))


def _repaired(text: str | None) -> str | None:
    """A proposal with what is still wrong with it put right, if it can be."""
    for _ in range(_MOST_REPAIRS):
        if text is None:
            return None
        found = _parse(text)
        if isinstance(found, Path):
            return text
        text = found.instead
    return None


def _parse(text: str) -> Path | Problem:
    if not text.startswith("$"):
        return Problem("a path begins with `$`", 0, len(text), _begun(text.strip()))
    steps: list[Step] = []
    at = 1
    while at < len(text):
        if match := _NAME.match(text, at):
            steps.append(Step(match[1], at + 1, match.end()))
        elif match := _INDEX.match(text, at):
            steps.append(Step(None, at, match.end()))
        elif match := _FILTER.match(text, at):
            names = _NAME.finditer(text, *match.span(1))
            way = tuple(Step(name[1], name.start(1), name.end()) for name in names)
            steps.append(Step(None, at, match.end(), way))
        else:
            return _problem(text, at)
        at = match.end()
    return Path(tuple(steps))


def _begun(text: str) -> str | None:
    """What is meant by a path without its `$`, unless it is no path at all."""
    if text.startswith("$"):
        return text
    names = text.removeprefix("@").removeprefix(".")
    return f"$.{names}" if names and len(text.split()) == 1 else None


def _problem(text: str, at: int) -> Problem:
    """What the runner cannot read in a path from `at` on; what stands before it is read."""
    before, rest = text[:at], text[at:]
    if _ALTERNATIVE.match(rest):
        return Problem("the runner reads one path, and no `||` between two", at, len(text))
    if rest.isspace():
        return Problem("a path has no blanks", at, len(text), before)
    if rest == ".":
        return Problem("the path ends with a dot", at, at + 1, before)
    if _WORD.match(rest):
        return Problem("a dot is missing here", at, len(text), f"{before}.{rest}")
    if match := _DOTTED_BRACKET.match(rest):
        return Problem("no dot stands before `[`", at, at + 1, before + rest[1:])
    if match := _QUOTED.match(rest):
        message = f"the runner does not read `{match[0]}`; a name stands behind a dot"
        instead = f"{before}.{match[2]}{rest[match.end() :]}"
        return Problem(message, at, at + match.end(), instead)
    if match := _WILDCARD.match(rest):
        message = f"the runner reads no wildcard such as `{match[0]}`; name one item"
        return Problem(message, at, at + match.end(), f"{before}[0]{rest[match.end() :]}")
    if rest.startswith(".."):
        return Problem("the runner does not read `..`; name every step", at, at + 2)
    if match := _FROM_THE_END.match(rest):
        message = f"the runner counts from the front, and does not read `{match[0]}`"
        return Problem(message, at, at + match.end())
    if match := _SLICE.match(rest):
        message = f"the runner does not read the slice `{match[0]}`; name one item"
        return Problem(message, at, at + match.end())
    if rest.startswith("[?"):
        end = (rest.find("]") + 1) or len(rest)
        bare = _BARE_FILTER.match(rest)
        message = "the runner reads one kind of filter, `[?(@.name=='value')]`"
        meant = f"{before}[?({bare[1].strip()})]{rest[bare.end() :]}" if bare else None
        return Problem(message, at, at + end, meant)
    if rest.startswith("["):
        end = rest.find("]") + 1
        if not end:
            return Problem("this `[` is never closed", at, len(text))
        return Problem(f"the runner does not read `{_short(rest[:end])}`", at, at + end)
    if _BLANK.match(rest):
        return Problem("a path has no blanks", at, len(text), before + "".join(rest.split()))
    return Problem(f"the runner does not read `{_short(rest)}`", at, len(text))


def _short(text: str) -> str:
    line = " ".join(hidden(text).split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 3]}..."
