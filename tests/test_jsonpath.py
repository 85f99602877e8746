"""The runner's subset of JSONPath is read, and what leaves it is named at its character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.jsonpath import Path, Problem, parse

STEPS = st.one_of(
    st.from_regex(r"\.[A-Za-z_][A-Za-z0-9_-]{0,5}", fullmatch=True),
    st.integers(0, 99).map("[{}]".format),
    st.from_regex(r"\[\?\(@\.[a-z]{1,5}=='[^'\\]{0,5}'\)\]", fullmatch=True),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("$", []),
        ("$.data.loan.uid", ["data", "loan", "uid"]),
        ("$.loans[0].uid", ["loans", None, "uid"]),
        ("$[0]", [None]),
        ("$.loans[?(@.state=='open')].uid", ["loans", None, "uid"]),
        ("$.loans[?( @.state == 'on loan' )].uid", ["loans", None, "uid"]),
        ("$.x-meta.a_b.ü", ["x-meta", "a_b", "ü"]),
    ],
)
def test_the_subset(text: str, names: list[str | None]) -> None:
    """What the runner reads is read the same way."""
    found = parse(text)
    assert isinstance(found, Path)
    assert [step.name for step in found.steps] == names
    for step in found.steps:
        part = text[step.start : step.end]
        assert part == step.name if step.name else part.startswith("[")


def test_what_a_filter_compares() -> None:
    """Its names have their places, too."""
    text = "$.loans[?( @.copy.state == 'open' )].uid"
    found = parse(text)
    assert isinstance(found, Path)
    assert [step.name for step in found.steps[1].filter] == ["copy", "state"]
    assert [text[s.start : s.end] for s in found.steps[1].filter] == ["copy", "state"]
    assert not found.steps[0].filter


@pytest.mark.parametrize(
    ("text", "part", "message", "instead"),
    [
        ("", "", "a path begins with `$`", None),
        ("data.uid", "data.uid", "a path begins with `$`", "$.data.uid"),
        (".data.uid", ".data.uid", "a path begins with `$`", "$.data.uid"),
        ("@.data.uid", "@.data.uid", "a path begins with `$`", "$.data.uid"),
        ("data uid", "data uid", "a path begins with `$`", None),
        (" $.uid", " $.uid", "a path begins with `$`", "$.uid"),
        ("the loan's uid", "the loan's uid", "a path begins with `$`", None),
        ("$uid", "uid", "a dot is missing here", "$.uid"),
        ("$.a[0]uid", "uid", "a dot is missing here", "$.a[0].uid"),
        ("$.a.[0]", ".", "no dot stands before `[`", "$.a[0]"),
        ("$.a.", ".", "the path ends with a dot", "$.a"),
        ("$.a ", " ", "a path has no blanks", "$.a"),
        ("$.a. b", ". b", "a path has no blanks", "$.a.b"),
        ("$.a || $.b", " || $.b", "the runner reads one path, and no `||` between two", None),
        (
            "$['a'].b",
            "['a']",
            "the runner does not read `['a']`; a name stands behind a dot",
            "$.a.b",
        ),
        (
            "$.a[*].b",
            "[*]",
            "the runner reads no wildcard such as `[*]`; name one item",
            "$.a[0].b",
        ),
        ("$.a[].b", "[]", "the runner reads no wildcard such as `[]`; name one item", "$.a[0].b"),
        ("$..uid", "..", "the runner does not read `..`; name every step", None),
        ("$.a[-1]", "[-1]", "the runner counts from the front, and does not read `[-1]`", None),
        ("$.a[1:3]", "[1:3]", "the runner does not read the slice `[1:3]`; name one item", None),
        (
            "$.a[?@.b=='c'].d",
            "[?@.b=='c']",
            "the runner reads one kind of filter, `[?(@.name=='value')]`",
            "$.a[?(@.b=='c')].d",
        ),
        (
            "$.a[?(@.b>1)]",
            "[?(@.b>1)]",
            "the runner reads one kind of filter, `[?(@.name=='value')]`",
            None,
        ),
        (
            "$.a[?(@.b>1)].c[0]",
            "[?(@.b>1)]",
            "the runner reads one kind of filter, `[?(@.name=='value')]`",
            None,
        ),
        ("$.a[x].b[0]", "[x]", "the runner does not read `[x]`", None),
        ("$.a[0", "[0", "this `[` is never closed", None),
        ("$.a[x]", "[x]", "the runner does not read `[x]`", None),
        ("$.a.length()", "()", "the runner does not read `()`", None),
        ("$.a(b\n c)", "(b\n c)", "the runner does not read `(b c)`", None),
    ],
)
def test_problems(text: str, part: str, message: str, instead: str | None) -> None:
    """Each message is what the user reads, and `instead` what the user may copy."""
    found = parse(text)
    assert isinstance(found, Problem)
    start = text.rindex(part)
    assert (found.start, found.end) == (start, start + len(part))
    assert (found.message, found.instead) == (message, instead)


def test_several_mistakes_are_put_right_at_once() -> None:
    """A suggestion that does not work either would be no help."""
    found = parse("data['loans'][*]['uid']")
    assert isinstance(found, Problem)
    assert found.instead == "$.data.loans[0].uid"


def test_a_long_rest_is_cut() -> None:
    """A message is a sentence, whatever the file holds."""
    for rest, shown in (("(" * 40, "(" * 40), ("(" * 41, "(" * 37 + "...")):
        found = parse(f"$.a{rest}")
        assert isinstance(found, Problem)
        assert found.message == f"the runner does not read `{shown}`"


@given(st.lists(STEPS, max_size=6))
def test_what_is_made_of_steps_is_read(steps: list[str]) -> None:
    """A path has as many steps as it was made of, one after the other up to its end."""
    text = "$" + "".join(steps)
    found = parse(text)
    assert isinstance(found, Path)
    assert len(found.steps) == len(steps)
    assert not steps or found.steps[-1].end == len(text)


@given(st.text(alphabet="$.[]()?@*:'\"=| ab0-\n", max_size=20))
def test_a_problem_lies_in_the_text_and_its_remedy_is_a_path(text: str) -> None:
    """No input is too strange, and nothing is suggested that is refused again."""
    found = parse(text)
    if isinstance(found, Problem):
        assert 0 <= found.start <= found.end <= len(text)
        assert found.instead is None or isinstance(parse(found.instead), Path)
        assert found.instead != text
