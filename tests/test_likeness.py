"""A path is suggested where somebody slipped, and not where it is another path."""

from __future__ import annotations

import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from seedlint.likeness import (
    FAR,
    distance,
    lost,
    may_be_beside,
    may_be_misspelt,
    may_be_near,
    misspelt,
)
from seedlint.pathtree import segments
from seedlint.resolve import plain


def parts(path: str) -> list[str]:
    return segments(plain(path))


@pytest.mark.parametrize(
    ("given", "wanted", "near", "far"),
    [
        ("/v1/lones", "/v1/loans", 0.1, 0.5),
        ("/v1/laons/{{uid}}/renw", "/v1/loans/{uid}/renew", 0.1, 0.9),
        ("/v1/loans/12/renw", "/v1/loans/{uid}/renew", 0.1, 0.5),
        ("/loans/{{uid}}", "/v1/loans/{uid}", 1, 1),
        ("/api/v1/loans", "/v1/loans", 1, 1),
        ("/other/v2/loans/search", "/lending/v1/loans/search", FAR, FAR),
    ],
)
def test_slips(given: str, wanted: str, near: float, far: float) -> None:
    """The fewer letters are wrong, the nearer it is; a missing segment is farther."""
    found = distance(parts(given), parts(wanted))
    assert found is not None
    assert near <= found <= far


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("/v1/matters", "/v1/estimates"),
        ("/v1/loans", "/v1/loans/{uid}"),
        ("/v1/loans/{{uid}}", "/v1/loans"),
        ("/v1/loans/{{uid}}", "/v1/loans/search"),
        ("/lones", "/v1/holds"),
        ("/v1/titles", "/v1/loans"),
        ("/a/v1/{{uid}}", "/b/c/v1/{uid}"),
        ("", "/"),
    ],
)
def test_other_paths(given: str, wanted: str) -> None:
    """A wrong suggestion costs more than none."""
    assert distance(parts(given), parts(wanted)) is None


def test_a_misspelt_word_is_found_at_its_index() -> None:
    """This is where the finding goes; whatever fills a parameter is right."""
    assert misspelt(parts("/v1/loans/12/renw"), parts("/v1/loans/{uid}/renew")) == [3]
    assert misspelt(parts("/v1/loans/12/renew"), parts("/v1/loans/{uid}/renew")) == []
    assert misspelt(parts("/v1/loans/12/close"), parts("/v1/loans/{uid}/renew")) is None


@pytest.mark.parametrize(
    ("given", "wanted", "missing"),
    [
        ("/v1/loans/{{uid}}", "/v1/loans/{uid}/renew", ["renew"]),
        ("/v1/renew", "/v1/loans/{uid}/renew", ["loans", "\0"]),
        ("/loans/{{uid}}", "/v1/loans/{uid}", ["v1"]),
        ("/v1/loans/renew", "/v1/loans/{uid}/renew", ["\0"]),
        ("/v1/loans/12", "/v1/loans/{uid}/renew", None),
        ("/v1/{{uid}}", "/v1/loans/{uid}/renew", None),
        ("/v1/loans/{{uid}}", "/v1/loans/{uid}", None),
        ("/v1/loans/{uid}/renew", "/v1/loans/{{uid}}", None),
    ],
)
def test_lost(given: str, wanted: str, missing: list[str] | None) -> None:
    """What is missing stands in one place, and nothing else is wrong."""
    found = lost(parts(given), parts(wanted))
    assert (parts(wanted)[found] if found else None) == missing


paths = st.lists(st.sampled_from(["v1", "loans", "\0"]), max_size=5)


@holds_for(paths, paths)
def test_what_is_lost_makes_the_path_whole(given: list[str], wanted: list[str]) -> None:
    """Of any two paths, one that begins with all of the other too."""
    found = lost(given, wanted)
    if found:
        assert wanted[: found.start] + wanted[found.stop :] == given
        assert wanted[found]


@holds_for(paths, paths, paths)
def test_what_is_taken_out_is_lost(before: list[str], middle: list[str], after: list[str]) -> None:
    """Wherever the gap is, it is found."""
    assert (lost(before + after, before + middle + after) is not None) is bool(middle)


words = st.sampled_from(["v1", "loans", "laons", "item", "\0"])


@holds_for(st.lists(words, min_size=1, max_size=5), st.lists(words, min_size=1, max_size=5))
def test_the_end_of_a_path_leaves_room_for_the_whole(given: list[str], wanted: list[str]) -> None:
    """What is near, misspelt or beside a path may be so by each of its ends."""
    ours, theirs = tuple(given), tuple(wanted)
    beside = abs(len(ours) - len(theirs)) == 1 and all(map(str.__eq__, ours, theirs))
    for start in range(len(theirs)):
        end = theirs[start:]
        assert may_be_near(ours, end) or distance(ours, theirs) is None
        assert may_be_beside(ours, end) or not beside
        if len(ours) == len(theirs) and misspelt(ours, theirs) is not None:
            assert may_be_misspelt(ours, end)
