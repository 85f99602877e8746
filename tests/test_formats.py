"""Formats and patterns refuse what is surely wrong, and let everything else pass."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint import formats
from seedlint.formats import FORMATS, _by_engine, matches

if TYPE_CHECKING:
    from uuid import UUID

ZONES = st.sampled_from([UTC, timezone(timedelta(hours=-3, minutes=-30))])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("date-time", "2026-02-01T23:30:00Z"),
        ("date-time", "2026-02-01t23:30:00.123+02:00"),
        ("date-time", "2026-12-31 23:59:60z"),
        ("date", "2024-02-29"),
        ("date", "0000-01-01"),
        ("uuid", "123E4567-e89b-12d3-a456-426614174000"),
        ("email", "reader+{}@example.com"),
        ("uri", "https://example.org/a?b=c#d"),
        ("uri", "urn:isbn:9780000000002"),
    ],
)
def test_what_has_a_format(name: str, text: str) -> None:
    """A right value must never be reported."""
    assert FORMATS[name].holds(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("date-time", "2026-02-01"),
        ("date-time", "2026-02-01T23:30:00"),
        ("date-time", "2026-02-30T23:30:00Z"),
        ("date-time", "2026-02-01T24:00:00Z"),
        ("date-time", "2026-02-01T23:30:00Z\n"),
        ("date", "2026-2-1"),
        ("date", "2023-02-29"),
        ("date", "٢٠٢٦-٠٢-٠١"),
        ("uuid", "123e4567e89b12d3a456426614174000"),
        ("email", "reader"),
        ("email", "two words@example.com"),
        ("uri", "example.org/shelf"),
        ("uri", "https://exa mple.org"),
    ],
)
def test_what_has_not(name: str, text: str) -> None:
    """A wrong value is worth a finding."""
    assert not FORMATS[name].holds(text)


@given(st.datetimes(timezones=ZONES), st.uuids())
def test_what_python_writes_is_right(moment: datetime, identifier: UUID) -> None:
    """The standard library writes these formats, too."""
    assert FORMATS["date-time"].holds(str(moment))
    assert FORMATS["date-time"].holds(moment.isoformat())
    assert FORMATS["date"].holds(str(moment.date()))
    assert FORMATS["uuid"].holds(str(identifier))


@pytest.mark.parametrize(
    ("pattern", "text", "verdict"),
    [
        ("^[A-Z]{3} [0-9]{1,4}$", "KNO 746", True),
        ("^[A-Z]{3} [0-9]{1,4}$", "KNO 746x", False),
        ("NO", "KNO", True),
        (r"^\d+$", "٣", False),
        (r"^\p{L}+$", "é", True),
        (r"^\/shelf$", "/shelf", True),
        ("^a$", "a\n", False),
        ("^(?=.*[0-9])", "no digit", None),
        (r"^(a)\1$", "ab", None),
        ("/^[0-9]+$/i", "abc", None),
        ("(", "(", None),
        ("a" * 501, "a", None),
        (r"(\w|\d){2}", "a1", True),
        (r"(\w|\d)" + r"\d" * 19, "a1", None),
        ("(?i)^(a)", "a", None),
        ("^(?:a|b)", "a", True),
        ("^a$", "a" * 20_000, None),
        ("^(a)$", "\ud800", None),
        ("\ud800", "a", None),
        ("a{1000}{1000}{1000}", "a", None),
        ("^[z-a]$", "a", None),
        ("^a{3,2}$", "a", None),
    ],
)
def test_patterns(pattern: str, text: str, verdict: bool | None) -> None:
    """Patterns are those of ECMA 262; what cannot be told safely is not told."""
    assert matches(pattern, text) is verdict


@pytest.mark.parametrize(
    "pattern", ["^(a+)+$", "(.*)*.*.*x", "^(a|aa)+$", "(.{0,99}){99}y", "^a+a+a+a+a+$", "^a*a*$"]
)
def test_no_pattern_runs_away(pattern: str) -> None:
    """A spec may come from anywhere, and must not stop the linter."""
    before = time.perf_counter()
    assert matches(pattern, "a" * 5_000 + "!") in (False, None)
    assert time.perf_counter() - before < 2


@pytest.mark.parametrize(
    "part",
    [
        "a",
        "[a",
        "[a-z",
        "a{1",
        "a{1}",
        "[a-]",
        r"\w",
        r"\w{9}",
        r"\p{L}",
        "(?i)[a-\uffff]",
        "(a|b){9}",
    ],
)
@pytest.mark.parametrize("length", [450, 9_000])
def test_no_pattern_takes_long_to_read(part: str, length: int) -> None:
    """Nor must the reading of one run away: a spec may have thousands."""
    before = time.process_time()
    matches(f"^{part * (length // len(part))}!", "a")
    assert time.process_time() - before < 0.3


ATOMS = ["a", "-", "#", r"\d", r"\.", r"\$", "[a-c]", "[0-9a-z_-]", "[é]", ".", "(a)", "[^a]", "$"]
TIMES = ["", "", "", "{2}", "{0,2}", "{1,}", "+", "*", "?", "+?", "{2}+"]
patterns = st.tuples(
    st.sampled_from(["^", "^", ""]),
    st.lists(st.tuples(st.sampled_from(ATOMS), st.sampled_from(TIMES)).map("".join), max_size=4),
    st.sampled_from(["$", ""]),
).map(lambda parts: parts[0] + "".join(parts[1]) + parts[2])


@given(patterns, st.text("ab-#.$é19\n", max_size=5))
def test_python_and_the_engine_agree(pattern: str, text: str) -> None:
    """A plain pattern is searched for without the engine, with the same verdict."""
    by_engine = _by_engine(pattern)
    assert matches(pattern, text) is (by_engine(text) if by_engine else None)


def test_a_plain_pattern_needs_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """To import it takes longer than to lint dozens of seeds."""
    monkeypatch.setattr(formats, "_by_engine", None)
    for pattern, text in (
        ("^[a-zA-Z0-9]+$", "a1"),
        (r"^\d{4}-\d{2}-\d{2}$", "2026-02-01"),
        ("^#[0-9a-f]{6}$", "#00ff00"),
        ("^[a-z][a-z0-9_-]{2,}$", "title_1"),
        (r"^v\d+\.x", "v12.x"),
    ):
        assert matches(pattern, text)


@given(st.text(), st.text())
def test_matching_never_raises(pattern: str, text: str) -> None:
    """Whatever stands in a spec or a seed, there is an answer."""
    assert matches(pattern, text) in (True, False, None)
