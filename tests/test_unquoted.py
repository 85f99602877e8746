"""Templates without quotes neither hide the YAML around them nor change what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint import yamltree
from seedlint.source import Region, Span
from seedlint.unquoted import quoted
from seedlint.yamltree import Node, Problem, Scalar

ABOVE = "above\n"


def parse(text: str, *, mend: bool = True) -> Node | Problem | None:
    """The tree of a text that stands somewhere down in a file."""
    return yamltree.parse(Region(text, Span(len(ABOVE), len(ABOVE) + len(text))), mend=mend)


def mended(text: str) -> list[Scalar]:
    """The values that got their quotes, or that YAML takes for mappings."""
    tree = parse(text)
    assert tree is not None
    assert not isinstance(tree, Problem), tree
    return [scalar for scalar in yamltree.scalars(tree) if scalar.unquoted_template]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: {{x}}\n", ["{{x}}"]),
        ("a: {{x}}/b\nc: 1\n", ["{{x}}/b"]),
        ("a: {{x}} and {{y}}   # why\n", ["{{x}} and {{y}}"]),
        ("a: {{x}}, {{y}}\n", ["{{x}}, {{y}}"]),
        ("a: {{x}}: b\n", ["{{x}}: b"]),
        ("a: {{x}}{{y}}\n", ["{{x}}{{y}}"]),
        ("a: {{ x | slice: -4 }}th\n", ["{{ x | slice: -4 }}th"]),
        ("a: {{x}\nb: 1\n", ["{{x}"]),
        ("a: {x}}\nb: 1\n", ["{x}}"]),
        ("a: {{{x}}}\n", ["{{{x}}}"]),
        ("a: {x}/b\n", ["{x}/b"]),
        ('"a b": {{x}}/b\n', ["{{x}}/b"]),
        ("a:\n  - {{x}}/b\n  - - {{y}}-c\n", ["{{x}}/b", "{{y}}-c"]),
        ("a: {b: c {{x}}, d: {{y}}}\n", ["c {{x}}", "{{y}}"]),
        ("a: [b-{{x}}, {{y}}/c, d]\n", ["b-{{x}}", "{{y}}/c"]),
        ("a: {\n  b: /c/{{x}}/d,\n  e: 1\n}\n", ["/c/{{x}}/d"]),
        ("a: [\n  b {{x}}\n]\n", ["b {{x}}"]),
        ("a: {{x}}/b\r\nc: {{y}}/d\r\n", ["{{x}}/b", "{{y}}/d"]),
        ("a: {b: {c: {}}}\n", []),
        ("a: b {{x}} c\n", []),
        ("a: |\n  {{x}}/b\nc: '{{y}}/d'\n", []),
        ("{a: 1, b: {}}\n", []),
    ],
)
def test_values(text: str, expected: list[str]) -> None:
    """Each value is the text that was meant, exactly where it stands, and so is every part."""
    file = ABOVE + text
    found = mended(text)
    assert [scalar.text for scalar in found] == expected
    for scalar in found:
        assert scalar.span.of(file) == scalar.text
        assert scalar.place(0, len(scalar.text)) == scalar.span
        inner = scalar.text.index("x") if "x" in scalar.text else scalar.text.index("y")
        assert scalar.place(inner, inner + 1).of(file) == scalar.text[inner]


@pytest.mark.parametrize(
    "text",
    [
        "a: {{x}}/b\n\tc: 1\n",
        "a: {{x}}/b\nc: [1\n",
        'a: {"b": {{"c": 1} "d": 2}}\n',
        "{{x}}_a: b\nc: 1\n",
        "a: /b/{{x}}: c\n",
        "a: {{x}} \"'\\\n",
        "a: b: c\n",
    ],
)
def test_what_quotes_do_not_mend_stays_broken(text: str) -> None:
    """The complaint is the one about the text as it stands."""
    problem = parse(text)
    assert isinstance(problem, Problem)
    assert problem == parse(text, mend=False)


def test_only_seeds_are_mended() -> None:
    """A specification, say, has no templates."""
    assert isinstance(parse("a: {{x}}/b\n", mend=False), Problem)


def test_what_stands_around_keeps_its_place() -> None:
    """The quotes are not in the file, so nothing behind them is moved."""
    text = "a: {{x}}/b # c\nd: {e: [f-{{y}}, g], h: i}\nj: k\n"
    tree = parse(text)
    assert not isinstance(tree, Problem)
    file = ABOVE + text
    found = [scalar.span.of(file) for scalar in yamltree.scalars(tree)]
    assert found == ["a", "{{x}}/b", "d", "e", "f-{{y}}", "g", "h", "i", "j", "k"]
    assert [mapping.span.of(file) for mapping in yamltree.mappings(tree)][1:] == [
        "{e: [f-{{y}}, g], h: i}"
    ]


def test_a_text_full_of_them_is_given_up() -> None:
    """Every one takes another reading of the text."""
    text = "".join(f"a{number}: {{{{x}}}}/b\n" for number in range(yamltree.MAX_MENDS + 1))
    assert isinstance(parse(text), Problem)
    assert len(mended(text.partition("\n")[2])) == yamltree.MAX_MENDS


pieces = st.lists(
    st.sampled_from(
        [*"{}[]:,#'\"\\-|> \n", "{{x}}", "{{", "}}", "a", "b c", ": ", "- ", ", ", "\n  ", "\r\n"]
    ),
    max_size=20,
).map("".join)


@given(pieces)
def test_quotes_in_the_file_say_the_same(text: str) -> None:
    """What is reported to be without quotes can be given them, and then the tree is the same."""
    tree = parse(text)
    if tree is None or isinstance(tree, Problem):
        return
    file = ABOVE + text
    found = [scalar for scalar in yamltree.scalars(tree) if scalar.unquoted_template]
    for scalar in sorted(found, key=lambda scalar: scalar.span, reverse=True):
        assert scalar.span.of(file) == scalar.text
        file = file[: scalar.span.start] + quoted(scalar.text) + file[scalar.span.end :]
    again = parse(file.removeprefix(ABOVE), mend=False)
    assert not isinstance(again, Problem)
    if found:
        assert yamltree.data(again) == yamltree.data(tree)


@given(st.text(st.sampled_from("{}x'\"\\\n\t: #é😀"), min_size=1))
def test_quoted_is_read_as_the_text(text: str) -> None:
    """Whatever stands in it, a text in quotes is that text."""
    assert yamltree.data(_node(f"a: {quoted(text)}\n")) == {"a": text}


def _node(text: str) -> Node | None:
    tree = parse(text, mend=False)
    assert not isinstance(tree, Problem)
    return tree
