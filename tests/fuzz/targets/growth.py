"""What is as long as a whole seed may be in practice is looked at in a second, too.

The lines of the text are the place, what stands there first, what follows over and over, and what
stands last; line breaks in them are written as U+001E.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from fuzz.targets import text_of
from samples import PIECES
from seedlint import datafile, jsonpath, jsontext
from seedlint.engine import lint
from seedlint.settings import Settings
from seedlint.source import Source
from seedlint.spec import Specs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LENGTH = 50_000
_BREAK = "\x1e"


def _linted(around: str) -> Callable[[str], object]:
    """What lints a seed in whose text something stands in the place of `…`."""

    def run(text: str) -> object:
        source = Source("seeds/a.md", around.replace("…", text))
        return lint(source, Specs((), lambda path: None), Settings(select=("all",)))

    return run


_BEGIN = "---\nendpoint: GET /v1/loans\n---\n"
_STEP = f"{_BEGIN}## Test Request\n\n```yaml\nsteps:\n  - id: one\n    method: GET\n    "
_PLACES: dict[str, Callable[[str], object]] = {
    "markdown": _linted(f"{_BEGIN}…"),
    "frontmatter": _linted("---\n…\n---\n"),
    "step": _linted(f"{_STEP}…\n```\n"),
    "body": _linted(f"{_STEP}body: …\n```\n"),
    "text": _linted(f'{_STEP}path: "/v1/…"\n```\n'),
    "extract": _linted(f'{_STEP}extract: {{a: "$…"}}\n```\n'),
    "table": _linted(f"{_BEGIN}## Parameters\n\n| Name | Type |\n|---|---|\n| … | string |\n"),
    "jsonpath": jsonpath.parse,
    "jsontext": jsontext.examine,
    "json": lambda text: datafile.load("a.json", text),
    "yaml": lambda text: datafile.load("a.yaml", text),
}
_PARTS = st.lists(
    st.sampled_from(
        (*PIECES, "- id: a\n", "a: b\n", "a", "| a ", "1. ", "[?(@.a=='b')]", "<a ", "*")
    ),
    min_size=1,
    max_size=4,
).map(lambda pieces: "".join(pieces)[:80].replace("\n", _BREAK))
_MAYBE = st.just("") | _PARTS
STRUCTURED = st.tuples(st.sampled_from(sorted(_PLACES)), _MAYBE, _PARTS, _MAYBE).map("\n".join)


def samples() -> Iterable[str]:
    return ("markdown\n\n- a\x1e\n", "yaml\n!x\n\x85a: > \n", "body\n\n{a: [\n", "text\n\n{{a}}\n")


def check(data: bytes) -> None:
    place, first, over, last, *_ = (*text_of(data).split("\n"), "", "", "", "")
    text = f"{first}{over * (_LENGTH // max(1, len(over)))}{last}".replace(_BREAK, "\n")
    _PLACES.get(place, jsonpath.parse)(text)
