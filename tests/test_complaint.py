"""What is not YAML is said in words that help, at the character that is wrong.

The corner cases of `syntax-error` show what a seed's author most likely gets to see; here are the
words for the rest.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.complaint import Complaint, explain
from seedlint.source import Region, Span
from seedlint.yamltree import Problem, parse


def complaint(text: str) -> tuple[str, str]:
    """What is complained of, and in which words."""
    problem = parse(Region(text, Span(0, len(text))))
    assert isinstance(problem, Problem), text
    return problem.span.of(text), problem.message


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("a: b\n\tc: d\n", "\t", "a tab cannot indent YAML; use blanks"),
        ("a: |\n\t\tb\n", "\t\t", "a tab cannot indent YAML; use blanks"),
        ("a: %b\n", "%b", "a value cannot begin with `%`; put it in quotes"),
        ("a: , b\n", ",", "a value cannot begin with `,`; put it in quotes"),
        ("a: }\n", "}", "a value cannot begin with `}`; put it in quotes"),
        ("a: [b, , c]\n", ",", "a value is missing before this `,`"),
        ("a: ? b\n", "?", "a value cannot begin with `? `; put it in quotes"),
        (": b\n", ":", "a key is missing before this `:`"),
        ("a: & b\n", "&", "`&` begins an anchor; put text that begins with it in quotes"),
        ("a: !b!c d\n", "!b!c", "`!` begins a tag; put text that begins with it in quotes"),
        ("a: !b, c\n", "!b", "`!` begins a tag; put text that begins with it in quotes"),
        ("a: &b c\nd: &b e\n", "&b", "the anchor `&b` is given twice"),
        (
            "a: [b] c\n",
            "c",
            "the value ends at the `]` before this; put text that begins with `[` in quotes",
        ),
        (
            "a: 'b': c\n",
            ":",
            "the value ends at the quote before this; a quote inside is written `''`",
        ),
        (
            'a: "b\n  c" d\n',
            "d",
            'the value ends at the quote before this; a quote inside is written `\\"`',
        ),
        (
            'a: "\\xg"\n',
            'g"',
            "hexadecimal digits are missing behind `\\x`, `\\u` or `\\U`",
        ),
        ("a\nb: c\n", "a", "`a` has no `: ` behind it, so it is no key"),
        ("# c\na: b\n\n  d: e\n", "d", "`d` is indented deeper than `a` above it, "),
        ("a: b\n# c\n  d: e\n", "d:", "this key is not indented like any of those above it"),
        ("  a: b\nc: d\n", "c:", "this key is not indented like any of those above it"),
        ("a:\n  - b\n - c\n", "-", "this list item is not indented like any of those above it"),
        ("http://a\nb: c\n", "http://a", "`http://a` has no `: ` behind it, so it is no key"),
        (
            "a: b\n" + "c" * 41 + "\nd: e\n",
            "c" * 41,
            "this line has no `: ` behind it, so it is no key",
        ),
        ("a: |0\n  b\n", "0", "found an indentation indicator equal to 0 (while scanning a block"),
        ('a: "b', '"', "this quote is never closed"),
        ('a: {\n"b": "c"\n"c": 2}\n', '"c":', "`,` or `}` is missing before this"),
        ("a: b\r\n\tc: d\r\n", "\t", "a tab cannot indent YAML; use blanks"),
        ("a: b\r  c: d\r", "c", "`c` is indented deeper than `a` above it, which has its value"),
    ],
)
def test_words(text: str, where: str, message: str) -> None:
    """A few words at the mistake beat the whole grammar at the end of the file."""
    assert complaint(text)[0] == where
    assert complaint(text)[1].startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        'a: "b\nc: {"d": 1}\n',
        'a: "b\nc: ["d", "e"]\n',
        'a: "b\nc: "`d` e"\n',
        'a: "b\nc: "@d"\n',
        'a: "b\nc: "*d"\n',
        'a: "b\nc: "- d"\n',
        "a: 'b\nc: '{{d}}'\n",
    ],
)
def test_a_quote_that_the_next_quote_closes(text: str) -> None:
    """What stands behind the next quote is right, whatever libyaml takes it for."""
    problem = parse(Region(text, Span(0, len(text))))
    assert isinstance(problem, Problem)
    assert (problem.span, problem.message) == (Span(3, 4), "this quote is never closed")


def test_a_mistake_inside_a_quote_is_one_of_its_own() -> None:
    """However many quotes stand above it, in a comment."""
    assert complaint('# 5" wide\na: "\\q"\n')[0] == "\\q"


@pytest.mark.parametrize(
    "text",
    [
        'a: [\nb: "c"\nd: e\n',
        "a: [\nb: c\n",
        "a: [b,\n  c,\nd: {e: f}\ng: h\n",
        "- a: [\n  b: c\n  d: e\n",
        'a: {\nb: "c"\nd: e\n',
    ],
)
def test_a_bracket_that_keys_go_on_below(text: str) -> None:
    """The first key below may be read as an item of it, and the second one is right."""
    where, message = complaint(text)
    assert message == f"this `{where}` is never closed"


def test_the_opening_of_what_goes_wrong_further_down() -> None:
    """It is too far away to be underlined with the rest, and worth a note."""
    text = 'a: {\n  b: "c"\n  d: e\n}\n'
    problem = parse(Region(text, Span(0, len(text))))
    assert isinstance(problem, Problem)
    assert problem.opening
    assert (problem.span.of(text), problem.opening.of(text)) == ("d:", "{")


def test_words_that_are_not_known_are_passed_on() -> None:
    """Another version of libyaml, or PyYAML's own parser, may have its own."""
    assert explain("a b", "found an oddity", "while looking", 2, 0) == Complaint(
        2, 3, "found an oddity (while looking)"
    )
    assert explain("a b", "", "while looking", 2, None).message == "while looking"
    assert explain("", "", "", 7, 9) == Complaint(0, 0, "this is not YAML")


texts = st.lists(
    st.sampled_from(
        [
            *"{}[]:,#'\"\\-|>&*!?%@` \t\n\r\xa0",
            "a",
            "b c",
            ": ",
            "- ",
            "\n  ",
            "\n\n",
            "---\n",
            "{{x}}",
        ]
    ),
    max_size=20,
).map("".join)


@given(texts)
def test_a_complaint_points_into_the_text(text: str) -> None:
    """Whatever is wrong with a text, the reader is shown a part of it, with a reason."""
    problem = parse(Region(text, Span(0, len(text))))
    if isinstance(problem, Problem):
        assert 0 <= problem.span.start < problem.span.end <= len(text)
        assert problem.message
        assert "\n" not in problem.message
        assert problem.opening is None or problem.opening.end <= len(text)
