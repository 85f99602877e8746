"""A block that is not JSON is said not to be, at the character where it stops being JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.jsontext import examine

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "part", "message"),
    [
        ('{"a": 1, ...}', "...", "JSON has no `...`; leave the rest out, and say so in the text"),
        ("[1, …]", "…", "JSON has no `…`; leave the rest out, and say so in the text"),
        ("[1 // one\n]", "// one", "JSON has no comments; say it in the text"),
        ("[1, # one\n2]", "# one", "JSON has no comments; say it in the text"),
        ("[1, /* one\ntwo */ 2]", "/* one\ntwo */", "JSON has no comments; say it in the text"),
        ('{"a": 1, }', ",", "JSON has no comma before a closing `}`"),
        ("[1,\n]", ",", "JSON has no comma before a closing `]`"),
        ('{"a": {{uid}}}', "{{uid}}", "in JSON `{{uid}}` stands in double quotes"),
        ("[{{uid}}]", "{{uid}}", "in JSON `{{uid}}` stands in double quotes"),
        ("['a']", "'a'", "JSON has double quotes, and no single ones"),
        ('{a: "b"}', "a", "the name `a` stands in double quotes"),
        ('{"a": True}', "True", "in JSON `True` is written `true`"),
        ("[1 2]", "2", "there is a comma missing before `2`"),
        ('{"a": 01}', "01", 'JSON has no leading zeros; write `1`, or `"01"` for a text'),
        (
            "-007.5e1",
            "-007.5e1",
            'JSON has no leading zeros; write `-7.5e1`, or `"-007.5e1"` for a text',
        ),
        ("[00 ]", "00", 'JSON has no leading zeros; write `0`, or `"00"` for a text'),
        ("[01-02]", "1-02", "there is a comma missing before `1-02`"),
        ("[0 1]", "1", "there is a comma missing before `1`"),
        ('["a" "b c"]', '"b c"', 'there is a comma missing before `"b c"`'),
        ('{"a" 1}', "1", "there is a colon missing before `1`"),
        ("{}\n{}", "{", "a second JSON value; give each of them a block of its own"),
        ('{"uid": <uid of the loan>}', "<uid of the loan>", "`<uid of the loan>` is no JSON value"),
        ("HTTP/1.1 200 OK", "HTTP/1.1", "`HTTP/1.1` is no JSON value"),
        ('["a\nb"]', "\n", "a string ends on the line that it begins on"),
        ('["a]', '"a]', "this string is never closed"),
        (r'["\d"]', r"\d", r"JSON has no escape `\d`"),
        (
            r'["\u12"]',
            r"\u12",
            r"`\u12` is no escape; four hexadecimal digits stand behind `\u`",
        ),
        (r'["\u', r"\u", r"`\u` is no escape; four hexadecimal digits stand behind `\u`"),
        ('{"a": 1', "1", "the JSON ends too early"),
        ('{"a": "NaN", "b": NaN}', "NaN", "JSON has no `NaN`; write `null`"),
        ("[-Infinity]", "-Infinity", "JSON has no `-Infinity`; write `null`"),
        (" \n", "", "the block is empty"),
    ],
)
def test_mistakes(text: str, part: str, message: str) -> None:
    """Each mistake that people make has its own words."""
    problem = examine(text)
    assert problem is not None
    assert (problem.message, text[problem.start : problem.end]) == (message, part)


@given(VALUES, st.sampled_from([None, 2]))
def test_json_has_no_problem(value: object, indent: int | None) -> None:
    """What a JSON writer writes is JSON."""
    assert examine(json.dumps(value, indent=indent)) is None
    assert examine(json.dumps(value, indent=indent, ensure_ascii=False)) is None


@given(VALUES, st.integers(0, 200), st.text("[]{}\",:.'/\\#<… \n1a-", max_size=3))
def test_a_problem_lies_in_the_text(value: object, at: int, put_in: str) -> None:
    """Whatever is wrong, its place can be shown, and only what is no JSON is found wrong."""
    text = json.dumps(value, indent=1)
    text = text[:at] + put_in + text[at:]
    problem = examine(text)
    if problem is None:
        json.loads(text)
    else:
        assert 0 <= problem.start <= problem.end <= len(text)
        assert problem.start < problem.end or not text.strip()


@pytest.mark.parametrize("text", ["[" * 100_000, "9" * 5_000])
def test_what_is_too_large_is_unknown(text: str) -> None:
    """A reader's limits say nothing about the text."""
    assert examine(text) is None
