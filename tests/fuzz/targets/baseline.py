"""A baseline is read, and then written as it was, or refused in one sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from schemas import values
from seedlint.baseline import Baseline, Entry, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEXTS = st.text(st.characters(codec=None), max_size=6) | values()
_FINDINGS = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(Entry._fields, _TEXTS)) | values(), max_size=3
)
STRUCTURED = st.fixed_dictionaries(
    {}, optional={"version": st.just(1) | values(), "findings": _FINDINGS | values()}
).map(json.dumps)


def samples() -> Iterable[str]:
    entries = (
        Entry("seeds/a.md", "Test Request/list_loans", "bare-status", "the status \ud800 is bare"),
        Entry("seeds/a.md", "", "bare-status", "é"),
    )
    text = Baseline("", entries).text
    return (text, Baseline("").text, f"<<<<<<< a\n{text}=======\n{text}>>>>>>> b\n", "[" * 2000)


def check(data: bytes) -> None:
    try:
        entries = parse(data)
    except ValueError as error:
        sentence = str(error)
    else:
        assert parse(Baseline("", entries).text.encode("ascii")) == entries
        return
    assert sentence
    assert "\n" not in sentence
