"""Suggestions: only what somebody may well have meant, and always the same one."""

from __future__ import annotations

from time import process_time

import pytest

from seedlint.spelling import closest, did_you_mean, listed


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("laon_uid", ["loan_uid", "client_uid"], "loan_uid"),
        ("clientId", ["client_uid", "client_id"], "client_id"),
        ("useFallbackApi", ["useFallback", "onFail"], "useFallback"),
        ("STATUS", ["state", "status"], "status"),
        ("on-fail", ["onFail"], "onFail"),
        ("body", ["expect", "method"], None),
        ("uid", ["uid"], None),
        ("uid", [], None),
        ("", ["uid"], None),
        ("abcd", ["abcx", "abcy"], "abcx"),
        ("abcd", ["abcy", "abcx"], "abcx"),
        ("a" * 101, ["a" * 100], None),
        ("a" * 100, ["a" * 101, "a" * 99], "a" * 99),
    ],
)
def test_closest(word: str, candidates: list[str], meant: str | None) -> None:
    assert closest(word, candidates) == meant


def test_the_cutoff_says_how_near_is_near() -> None:
    assert closest("abcd", ["abxy"], 0.5) == "abxy"
    assert closest("abcd", ["abxy"], 0.51) is None


def test_did_you_mean() -> None:
    assert did_you_mean("staf_id", ["staff_id"]) == "; did you mean `staff_id`?"
    assert did_you_mean("staf_id", ["client_id"]) == ""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], ""),
        (["a"], "`a`"),
        (["a", "b"], "`a` or `b`"),
        (["a", "b", "c"], "`a`, `b` or `c`"),
        (list("abcdefgh"), "`a`, `b`, `c`, `d`, `e`, `f`, `g` or `h`"),
        (list("abcdefghij"), "`a`, `b`, `c`, `d`, `e`, `f`, `g`, `h` or 2 more"),
    ],
)
def test_listed(words: list[str], sentence: str) -> None:
    assert listed(words) == sentence


def test_listed_as_the_sentence_wants_it() -> None:
    assert listed(["a", "b", "c"], "and", most=1) == "`a` and 2 more"


def test_among_too_many_none_is_looked_for() -> None:
    """A file may hold thousands of words that are misspelt, and thousands that they may mean."""
    many = [f"shelf_{number}" for number in range(600)]
    assert closest("shelff_7", many) is None
    assert closest("shelff_7", many, most=600) == "shelf_7"


def test_long_words_take_no_time() -> None:
    """A word of 200,000 letters comes from no keyboard."""
    start = process_time()
    assert closest("ab" * 100_000, ["ba" * 100_000, "ab" * 99_999, "ab"]) is None
    assert closest("abcdefgh" * 12, [f"{n:04}" * 24 for n in range(2_000)]) is None
    assert process_time() - start < 2
