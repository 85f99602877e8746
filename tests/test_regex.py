"""A pattern behaves as a compiled one does, and is none before it is used."""

from __future__ import annotations

import re

import pytest

from seedlint.regex import regex


def test_nothing_is_compiled_before_it_is_used() -> None:
    broken = regex("(")
    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.search("")


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("fullmatch", ("Loans",)),
        ("match", ("loans of loans", 9)),
        ("search", ("two LOANS", 0, 8)),
        ("findall", ("loans, loans",)),
        ("split", ("a loans b",)),
        ("sub", ("books", "loans, loans", 1)),
        ("subn", ("books", "loans, loans")),
    ],
)
def test_it_does_what_the_compiled_one_does(method: str, arguments: tuple[object, ...]) -> None:
    lazily, at_once = regex("(l)oans", re.I), re.compile("(l)oans", re.I)
    for _ in range(2):  # the second time without compiling anything
        found, wanted = (getattr(each, method)(*arguments) for each in (lazily, at_once))
        if isinstance(wanted, re.Match):
            found, wanted = (found.span(), found[1]), (wanted.span(), wanted[1])
        assert found == wanted


def test_bytes_and_attributes() -> None:
    pattern = regex(rb"(?P<path>/\w+)")
    assert [match["path"] for match in pattern.finditer(b"/a /b")] == [b"/a", b"/b"]
    assert dict(pattern.groupindex) == {"path": 1}
