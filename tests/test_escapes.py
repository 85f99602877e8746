"""What %-escapes stand for, as urllib has it, and which say the same."""

from __future__ import annotations

from urllib.parse import unquote, unquote_plus

from hypothesis import example, given
from hypothesis import strategies as st

from seedlint.escapes import normalized, unescaped, unescaped_query

texts = st.text(st.sampled_from("%2Bb+C3A9é /"), max_size=12)


@given(texts)
@example("%C3%A9%")
@example("a+b%2B")
def test_escapes_are_undone(text: str) -> None:
    assert unescaped(text) == unquote(text)
    assert unescaped_query(text) == unquote_plus(text)


def test_paths_that_say_the_same_are_normalized_alike() -> None:
    """RFC 3986, section 6.2.2, and RFC 3987, section 3.1."""
    alike = [
        ("/caf%c3%a9", "/café"),
        ("/%7Eme%2d%2E%5f", "/~me-._"),
        ("/a%2fb%3f", "/a%2Fb%3F"),
        ("/%E2%86%92%00%C3", "/→%00%C3"),
        ("/%zz%", "/%zz%"),
        ("/%25%41", "/%25A"),
        ("/\udcc3", "/\udcc3"),
    ]
    assert [normalized(path) for path, _ in alike] == [path for _, path in alike]
    assert [normalized(path) for _, path in alike] == [path for _, path in alike]
