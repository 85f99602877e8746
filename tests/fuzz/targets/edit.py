"""Of some fixes as many are made as fit together, each as a whole, and the rest of the text stays.

The first line is the text. Each line behind it is an edit: two characters whose numbers say where
it begins and ends, and what to put there; one that begins with a blank belongs to the fix before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from fuzz.targets import text_of
from seedlint.edit import Edit, Fix, apply
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINES = st.text(st.characters(exclude_characters="\n", max_codepoint=0x1FF), max_size=12)
STRUCTURED = st.lists(_LINES, min_size=2, max_size=9).map("\n".join)


def samples() -> Iterable[str]:
    return ("0123456789\n\x02\x04x\n \x06\x06y\n\x04\x05z\n\x02\x04x", "abc\n\0\0<\n \x03\x03>")


def check(data: bytes) -> None:
    text, *lines = text_of(data).split("\n")
    fixes = _fixes(text, lines)
    after, applied = apply(text, fixes)
    edits = sorted({edit for fix in applied for edit in fix.edits})
    at, made = 0, 0
    for edit in edits:
        kept = edit.span.start - at
        assert kept >= 0
        assert after[made : made + kept] == text[at : edit.span.start]
        made += kept
        assert after[made : made + len(edit.text)] == edit.text
        made += len(edit.text)
        at = edit.span.end
    assert after[made:] == text[at:]
    assert applied == [fix for fix in fixes if fix in applied]
    assert applied[:1] == fixes[:1]
    again, left = apply(text, applied)
    assert (again, left) == (after, applied)


def _fixes(text: str, lines: list[str]) -> list[Fix]:
    """The fixes that some lines say; of one fix, no edit overlaps another."""
    fixes: list[Fix] = []
    for line in lines:
        more, places = line.startswith(" "), line.removeprefix(" ")[:2]
        if len(places) < 2:
            continue
        start, end = sorted(ord(char) % (len(text) + 1) for char in places)
        edit = Edit(Span(start, end), line.removeprefix(" ")[2:])
        if not (more and fixes):
            fixes.append(Fix("mend it", (edit,)))
        elif all(
            edit.span.end < other.span.start or other.span.end < start for other in fixes[-1].edits
        ):
            fixes[-1] = fixes[-1]._replace(edits=(*fixes[-1].edits, edit))
    return fixes
