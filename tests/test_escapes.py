"""What %-escapes stand for, as urllib has it."""

from __future__ import annotations

from urllib.parse import unquote, unquote_plus

from hypothesis import example, given
from hypothesis import strategies as st

from seedlint.escapes import unescaped, unescaped_query

texts = st.text(st.sampled_from("%2Bb+C3A9é /"), max_size=12)


@given(texts)
@example("%C3%A9%")
@example("a+b%2B")
def test_escapes_are_undone(text: str) -> None:
    assert unescaped(text) == unquote(text)
    assert unescaped_query(text) == unquote_plus(text)
