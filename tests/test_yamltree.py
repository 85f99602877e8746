"""Every key and value of a YAML tree has its meaning and its exact place.

PyYAML's own loader says what a text means; a place is right if what stands there means the same.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from samples import PIECES, SEEDS, mutated
from seedlint import markdown, yamltree
from seedlint.settings import Limits
from seedlint.source import Region, Span
from seedlint.yamltree import Mapping, Problem, Scalar, Sequence, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from seedlint.yamltree import Node

DOCUMENTS = [markdown.scan(text) for text in SEEDS.values()]
BLOCKS = [
    *(document.frontmatter.content.text for document in DOCUMENTS if document.frontmatter),
    *(fence.content.text for each in DOCUMENTS for fence in each.fences if fence.info == "yaml"),
]

quick = settings(deadline=None, max_examples=100)


def tree(text: str) -> Node:
    node = parse(whole(text))
    assert node is not None
    assert not isinstance(node, Problem), node.message
    return node


def whole(text: str) -> Region:
    return Region(text, Span(0, len(text)))


def read(text: str) -> Scalar:
    """The one scalar that is the value of `a`."""
    node = tree(text)
    assert isinstance(node, Mapping)
    value = node.get("a")
    assert isinstance(value, Scalar)
    return value


def problem(text: str) -> Problem:
    found = parse(whole(text))
    assert isinstance(found, Problem)
    return found


def texts(node: Node | None) -> object:
    """What PyYAML's BaseLoader makes of a tree: text, lists and dictionaries."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [texts(item) for item in node.items]
    return {pair.key.text: texts(pair.value) for pair in node.pairs} if node else None


def nodes(node: Node | None) -> Iterator[Node]:
    if node is not None:
        yield node
    for child in children(node):
        yield from nodes(child)


def children(node: Node | None) -> list[Node]:
    """What stands in a node, in the order of the text; what `<<` brings in stands elsewhere."""
    if isinstance(node, Mapping):
        own = [pair for pair in node.pairs if not pair.merged]
        return [each for pair in own for each in (pair.key, pair.value)]
    return [*node.items] if isinstance(node, Sequence) else []


def stands_for(raw: str, char: str) -> bool:
    """Whether a piece of YAML is a way to write a character."""
    if raw == char or (char in " \t\n" and not raw.strip(" \t\r\n")):
        return True
    if raw.startswith("\\"):
        return bool(yaml.load(f'"{raw}"', yaml.CBaseLoader) == char)
    return raw == "''" and char == "'"


def check_places(text: str, node: Node | None, *, exact: bool = True) -> None:
    """Law 2 of the tree: places lie in the text, in their parents, in order, and are true."""
    for each in nodes(node):
        start, end = each.span
        assert 0 <= start <= end <= len(text)
        at = start
        for child in children(each):
            assert at <= child.span.start
            assert child.span.end <= end
            at = child.span.end
        if isinstance(each, Scalar):
            check_places_of_parts(text, each, exact=exact)


def check_places_of_parts(text: str, scalar: Scalar, *, exact: bool) -> None:
    at = scalar.span.start
    for index, char in enumerate(scalar.text):
        span = scalar.place(index, index + 1)
        if span == scalar.span and not (exact and scalar.text.strip()):
            continue  # wide, and no lie
        assert stands_for(span.of(text), char)
        assert at <= span.start <= span.end <= scalar.span.end
        at = span.end
        assert scalar.place(index, index) == (span.start, span.start)
        assert scalar.place(0, index + 1) == (scalar.place(0, 1).start, span.end)


# What a tree is


def test_a_tree_has_its_nodes_where_they_stand() -> None:
    text = "a: 1\nb:\n  - é: 'x'\n    c: [y, z]   # comment\n\n# comment\n"
    found = [(type(node).__name__, node.span.of(text)) for node in nodes(tree(text))]
    assert found == [
        ("Mapping", "a: 1\nb:\n  - é: 'x'\n    c: [y, z]"),
        ("Scalar", "a"),
        ("Scalar", "1"),
        ("Scalar", "b"),
        ("Sequence", "- é: 'x'\n    c: [y, z]"),
        ("Mapping", "é: 'x'\n    c: [y, z]"),
        ("Scalar", "é"),
        ("Scalar", "'x'"),
        ("Scalar", "c"),
        ("Sequence", "[y, z]"),
        ("Scalar", "y"),
        ("Scalar", "z"),
    ]


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n"])
def test_nothing(text: str) -> None:
    node = parse(whole(text))
    assert node is None or (isinstance(node, Scalar) and node.data is None)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("007", 7),
        ("0x1F", 31),
        ("0o17", 15),
        ("0b1", "0b1"),
        ("1_000", "1_000"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("1e999", float("inf")),
        (".inf", float("inf")),
        ("+.Inf", float("inf")),
        ("-.INF", float("-inf")),
        ("9" * 5000, float("inf")),
        ("-" + "9" * 5000, float("-inf")),
        ("0x" + "f" * 5000, float("inf")),
        ("0o" + "7" * 5000, float("inf")),
        ("٣", "٣"),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("on", "on"),
        ("~", None),
        ("Null", None),
        ("", None),
        ("2026-01-05", "2026-01-05"),
        ("2026-01-05T09:00:00Z", "2026-01-05T09:00:00Z"),
        ("12:30", "12:30"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("''", ""),
        ("!!str 12", "12"),
        ("!!int 12", 12),
        ('!!int "12"', 12),
        ("!!bool 'true'", True),
        ("!!str 'true'", "true"),
        ('!int "12"', "12"),
        ("|-\n  12", "12"),
        ("=", "="),
    ],
)
def test_a_scalar_means_what_yaml_1_2_says(text: str, data: object) -> None:
    """The core schema, section 10.3: dates, `on` and `yes` stay text."""
    found = read(f"a: {text}\n").data
    assert found == data
    assert type(found) is type(data)


def test_a_number_can_be_written_down() -> None:
    """Python refuses to write down integers of thousands of digits, so none gets in."""
    for text in ("9" * 1000, "0x" + "f" * 998, "0o" + "7" * 998):
        assert str(read(f"a: {text}").data)
        assert isinstance(read(f"a: {text}").data, int)
        assert isinstance(read(f"a: {text}0").data, float)


def test_of_duplicate_keys_the_last_counts() -> None:
    node = tree("a: 1\nb: 2\na: 3\n")
    assert isinstance(node, Mapping)
    assert node.pair("a") == node.pairs[2]
    assert [pair.key.text for pair in node.pairs] == ["a", "b", "a"]
    assert yamltree.data(node) == {"a": 3, "b": 2}
    assert yamltree.data(node.get("a")) == 3


def test_a_collection_knows_whether_it_is_in_brackets() -> None:
    node = tree("a: [b, {c: d}]\n")
    assert isinstance(node, Mapping)
    inner = node.get("a")
    assert isinstance(inner, Sequence)
    last = inner.items[1]
    assert isinstance(last, Mapping)
    assert (node.flow, inner.flow, last.flow) == (False, True, True)
    assert repr(inner) == "Sequence([Scalar('b'), Mapping(['c'])])"
    block = tree("- a\n")
    assert isinstance(block, Sequence)
    assert not block.flow


def test_null_and_blanks_are_nothing() -> None:
    node = tree("[~, null, '', ' ', x, 0, 'null', [], {}]")
    assert isinstance(node, Sequence)
    assert [yamltree.blank(each) for each in node.items] == [True] * 4 + [False] * 5
    assert yamltree.blank(None)


def test_merged_keys_come_last_and_hide_nothing() -> None:
    node = tree("x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\nz: {<<: [*x, *y], a: 5}\n")
    assert isinstance(node, Mapping)
    merged = node.get("z")
    assert isinstance(merged, Mapping)
    assert yamltree.data(merged) == {"a": 5, "b": 2, "c": 4}
    assert [(key, pair.merged) for key, pair in merged.items()] == [
        ("a", False), ("b", True), ("c", True),
    ]  # fmt: skip
    assert merged.pair("b") == merged.pairs[1]


def test_merging_what_is_no_mapping_adds_nothing() -> None:
    assert yamltree.data(tree("<<: [1, 2]\na: 3\n")) == {"a": 3}
    assert yamltree.data(tree("<<: {b: 4}\na: 3\n")) == {"a": 3, "b": 4}
    assert yamltree.data(tree("'<<': 1\na: 3\n")) == {"<<": 1, "a": 3}


def test_an_alias_is_what_it_stands_for_and_where() -> None:
    text = "a: &x\n  b: 1\nc: *x  # comment\n"
    node = tree(text)
    assert isinstance(node, Mapping)
    assert node.get("c") is node.get("a")
    assert node.span.of(text) == "a: &x\n  b: 1\nc"
    inner = tree(f"- {text.replace(chr(10), chr(10) + '  ')}")
    assert isinstance(inner, Sequence)
    assert inner.items[0].span.start == 2


def test_an_anchor_on_nothing_stands_before_the_next_one() -> None:
    text = "a: &x\n&y b: c\n"
    assert read(text).span == (5, 5)
    check_places(text, tree(text))


def test_a_block_of_text_ends_where_it_says_no_more() -> None:
    for style in "|>":
        text = f"a: {style}\n  x\n  y \n\n# comment\n"
        assert read(text).span.of(text) == f"{style}\n  x\n  y "


def test_a_key_that_is_no_scalar_is_its_text() -> None:
    text = "? [a, b]\n: 1\n{c: d}: 2\n"
    node = tree(text)
    assert isinstance(node, Mapping)
    keys = [pair.key for pair in node.pairs]
    assert [key.text for key in keys] == [key.span.of(text) for key in keys] == ["[a, b]", "{c: d}"]
    assert [(key.plain, key.unquoted_template) for key in keys] == [(False, False)] * 2


def test_at_goes_where_a_path_leads() -> None:
    node = tree("a: [x, {b: y}]\n1: z\n")
    assert yamltree.data(yamltree.at(node, ["a", 1, "b"])) == "y"
    assert yamltree.data(yamltree.at(node, [1])) == "z"
    assert yamltree.at(node, []) is node
    wrong: list[list[str | int]] = [["b"], ["a", 2], ["a", "1"], ["a", 0, 0]]
    assert [yamltree.at(node, path) for path in wrong] == [None] * 4


def test_scalars_and_mappings_come_in_order() -> None:
    node = tree("a: [b, {c: d}]\ne: {f: {}}\n")
    assert [scalar.text for scalar in yamltree.scalars(node)] == list("abcdef")
    assert [str(mapping) for mapping in yamltree.mappings(node)] == [
        "Mapping(['a', 'e'])", "Mapping(['c'])", "Mapping(['f'])", "Mapping([])",
    ]  # fmt: skip
    assert (yamltree.scalars(None), yamltree.mappings(None)) == ([], [])


# Templates without quotes


@pytest.mark.parametrize("template", ["{{uid}}", "{{ uid }}", "{{uid | slice: -4}}", "{{}}"])
def test_a_template_without_quotes_is_the_text_that_was_meant(template: str) -> None:
    scalar = read(f"a: {template}\n")
    assert (scalar.text, scalar.unquoted_template, scalar.data) == (template, True, template)
    assert scalar.place(2, 3).of(f"a: {template}\n") == template[2]
    assert not scalar.plain
    assert not read(f'a: "{template}"\n').unquoted_template


def test_a_template_in_a_key_that_is_no_scalar_is_not_mended() -> None:
    """The key is its raw text, in which quotes that are not in the file would show."""
    assert isinstance(parse(whole("? [x{{a}}]\n: b\n"), mend=True), Problem)
    assert isinstance(parse(whole("? [x{{a}}]\n: y{{b}}\n"), mend=True), Problem)


def test_a_value_with_a_template_is_mended_on_request() -> None:
    text = 'a: {{uid}}/renew\nb: "{{uid}}/renew"\nc: [copy-{{uid}}, 12]\n'
    assert isinstance(parse(whole(text)), Problem)
    node = parse(whole(text), mend=True)
    assert isinstance(node, Mapping)
    assert yamltree.data(node) == {
        "a": "{{uid}}/renew",
        "b": "{{uid}}/renew",
        "c": ["copy-{{uid}}", 12],
    }
    found = [s for s in yamltree.scalars(node) if s.unquoted_template]
    assert [scalar.span.of(text) for scalar in found] == ["{{uid}}/renew", "copy-{{uid}}"]
    assert [scalar.place(2, 5).of(text) for scalar in found] == ["uid", "py-"]


# Places of parts


@pytest.mark.parametrize(
    ("text", "part", "stands"),
    [
        ("a: x{{b}}y", "{{b}}", "{{b}}"),
        ("a: 'it''s {{b}}'", "{{b}}", "{{b}}"),
        ("a: 'it''s {{b}}'", "t's", "t''s"),
        ('a: "\\u00e9\\n{{b}}"', "{{b}}", "{{b}}"),
        ('a: "x\\u00e9y"', "xéy", "x\\u00e9y"),
        ('a: "\\U0001F600😀"', "😀😀", "\\U0001F600😀"),
        ('a: "x \\\n   y{{b}}"', "y{{b}}", "y{{b}}"),
        ('a: "x\n\n   y{{b}}"', "\ny", "\n   y"),
        ("a: |\n  x {{b}}\n  {{c}}\n", "{{c}}", "{{c}}"),
        ("a: |2-\n    x\n\n   {{c}}\n", "x\n\n {{c}}", "x\n\n   {{c}}"),
        ("a: >\n  x\n  {{c}}\n\n  y\n", "x {{c}}\ny", "x\n  {{c}}\n\n  y"),
        ("a: >+ # comment\n  x\n   {{c}}\n  y\n\n", "{{c}}\ny", "{{c}}\n  y"),
        ("a: x\n  y\r\n\r\n  {{b}}", "y\n{{b}}", "y\r\n\r\n  {{b}}"),
        ("a: &b !!str x{{b}}", "{{b}}", "{{b}}"),
        ("a: !t # comment\n  'x{{b}}'", "{{b}}", "{{b}}"),
        ("a: é✅😀{{b}}", "{{b}}", "{{b}}"),
    ],
)
def test_a_part_of_a_scalar_has_its_place(text: str, part: str, stands: str) -> None:
    scalar = read(text)
    at = scalar.text.index(part)
    assert scalar.place(at, at + len(part)).of(text) == stands


@pytest.mark.parametrize("text", ["a: xy", "a: 'xy'", 'a: "xy"', "a: &b 'xy'", "a: !!str xy"])
def test_the_whole_of_a_verbatim_scalar_is_its_text(text: str) -> None:
    """What a fix replaces: no quotes, no anchor, no tag."""
    scalar = read(text)
    assert scalar.place(0, 2).of(text) == "xy"
    assert scalar.place(0, 0) == (len(text) - len(scalar.span.of(text).lstrip("'\"")),) * 2


def test_what_is_no_part_has_the_place_of_the_whole() -> None:
    scalar = read("a: 'xy'")
    assert {scalar.place(2, 1), scalar.place(-1, 1), scalar.place(0, 3)} == {scalar.span}


def test_a_piece_of_a_scalar_is_a_scalar() -> None:
    text = 'a: "\\x41,{{b}}"'
    piece = read(text).part(2, 7)
    assert (piece.text, piece.span.of(text), piece.data) == ("{{b}}", "{{b}}", "{{b}}")
    assert piece.place(2, 3).of(text) == "b"
    other = read(text).part(0, 1, "another")
    assert (other.text, other.span.of(text)) == ("another", "\\x41")
    assert other.place(1, 3) == other.span
    assert read("a: 12,34").part(0, 2).data == "12"
    assert read("a: {{b}}").part(2, 3).unquoted_template
    assert not read("a: 12,34").part(0, 2).unquoted_template


def test_places_of_a_region_are_those_of_the_file() -> None:
    file = "> a: |\n>   x\n>   {{y}}\n"
    text = "a: |\n  x\n  {{y}}\n"
    node = parse(Region(text, Span(0, len(file)), [(0, 2), (5, 9), (9, 15)]))
    assert isinstance(node, Mapping)
    value = node.get("a")
    assert isinstance(value, Scalar)
    assert value.place(2, 7).of(file) == "{{y}}"
    assert value.span.of(file) == "|\n>   x\n>   {{y}}"


WORDS = ["a", "é", "✅", "😀", "{{x}}", "it's", " ", "  ", "\t", "#", ":", "-", '"']
LINES = st.lists(st.sampled_from(WORDS), max_size=4).map("".join)


@st.composite
def written(draw: st.DrawFn, indent: str) -> str:
    """A scalar in one of YAML's styles; not every one is YAML."""
    style = draw(st.sampled_from(["plain", "'", '"', "|", ">"]))
    lines = draw(st.lists(LINES, min_size=1, max_size=4))
    if style in "|>":
        header = style + draw(st.sampled_from(["", "-", "+", "1", "2-", "+1", " # comment"]))
        return "\n".join([header, *(f"{indent}{line}" if line else "" for line in lines)])
    text = f"\n{indent}".join(lines)
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    if style == '"':
        escapes = st.sampled_from([r"\"", r"\n", r"\x41", r"\u00e9", r"\U0001F600", r"\/", "\\\n"])
        cut = draw(st.integers(0, len(text)))
        text = text.replace('"', r"\"")
        return f'"{text[:cut]}{draw(escapes)}{text[cut:]}"'
    return text


@st.composite
def documents(draw: st.DrawFn) -> str:
    lines = []
    for number in range(draw(st.integers(1, 3))):
        mark = draw(st.sampled_from(["", "", "&x ", "!!str ", "!t &y\n      "]))
        nested = draw(st.booleans())
        value = draw(written("    " if nested else "  "))
        lines.append(f"k{number}:{nested * chr(10)}{nested * '  -'} {mark}{value}")
    text = "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n# comment\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])))


@settings(deadline=None, max_examples=150)
@given(documents())
@example("a: |\n  x")
@example("a: |+\n\n\nb: |\n   \n")
@example("a: >1\n  \n  x\n")
@example("a: >\n x\n\t\n y\n")
def test_scalars_of_every_style_have_exact_places(text: str) -> None:
    """Wherever PyYAML reads something, each character of it has a place that says the same."""
    try:
        expected = yaml.load(text, yaml.CBaseLoader)
    except yaml.constructor.ConstructorError:  # `{{x}}` without quotes is no dictionary
        check_places(text, tree(text))
    except yaml.YAMLError:
        assert problem(text).message
    else:
        assert texts(tree(text)) == expected
        check_places(text, tree(text))


@quick
@given(mutated(BLOCKS) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text())
@example("a: \x85b\u2028c\n")
@example("a: x\u00a0\n")
@example("\ufeffa: 1\n")
@example("\ufeff\n@")
@example("<<: {a}\nd:")
@example("a: \ud800")
def test_any_text_is_a_tree_or_a_problem(text: str) -> None:
    """With its places in the text; aliases, which stand elsewhere, are looked at as they are."""
    for mend in (False, True):
        found = parse(whole(text), mend=mend)
        if isinstance(found, Problem):
            assert 0 <= found.span.start <= found.span.end <= len(text)
            assert found.message
        elif "*" in text and "&" in text:
            for node in nodes(found):
                assert 0 <= node.span.start <= node.span.end <= len(text)
        else:
            check_places(text, found, exact=False)


def test_a_byte_order_mark_moves_nothing() -> None:
    """A block may begin with one, where files were put together; libyaml does not count it."""
    text = "> \ufeff\n> é: x\n"
    region = Region("\ufeff\né: x\n", Span(0, len(text)), [(0, 2), (2, 6)])
    node = parse(region)
    assert isinstance(node, Mapping)
    [pair] = node.pairs
    assert (pair.key.span.of(text), pair.value.span.of(text)) == ("é", "x")
    found = parse(Region("\ufeff@", Span(5, 7), [(0, 5)]))
    assert isinstance(found, Problem)
    assert (found.span, found.message[:29]) == (Span(6, 7), "a value cannot begin with `@`")


@pytest.fixture(scope="module")
def pure() -> ModuleType:
    """The module as it is where PyYAML comes without libyaml."""
    spec = find_spec("seedlint.yamltree")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "yaml._yaml", None)
        spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "text", [*BLOCKS, "a: &x |\n  é\n\n  y\nb: *x\nc: >-\n  {{x}}\n", "- - []\n"]
)
def test_the_pure_python_parser_makes_the_same_tree(pure: ModuleType, text: str) -> None:
    assert (yamltree.NATIVE, pure.NATIVE) == (True, False)
    assert outline(pure, pure.parse(whole(text))) == outline(yamltree, parse(whole(text)))


def test_the_pure_python_parser_has_the_same_limits(pure: ModuleType) -> None:
    assert pure.parse(whole("[" * 101)).message == problem("[" * 101).message
    assert pure.parse(whole("a: b: c")).message == problem("a: b: c").message


def outline(module: ModuleType, node: Any) -> list[tuple[str, Span, object]]:
    found = [(type(node).__name__, node.span, getattr(node, "text", None))]
    below = node.items if isinstance(node, module.Sequence) else ()
    if isinstance(node, module.Mapping):
        below = [each for pair in node.pairs for each in (pair.key, pair.value)]
    return [*found, *(line for child in below for line in outline(module, child))]


# Limits


@pytest.mark.parametrize(
    "text",
    [
        "[" * 101,
        "[" * 101 + "]" * 101,
        "[a: " * 60,
        "- " * 101 + "a",
        "-\n" * 2 + "".join(f"{' ' * depth}-\n" for depth in range(101)),
        "\n".join(" " * depth + "a:" for depth in range(101)),
        "".join(f"{' ' * depth}a:\n{' ' * depth}-\n" for depth in range(60)),
        "".join(f"a{n}: &a{n} [{f'*a{n - 1}' if n else ''}]\n" for n in range(101)),
    ],
)
def test_what_is_nested_too_deep_is_no_tree(text: str) -> None:
    """Whoever walks over a tree may recurse; an alias is as deep as what it stands for."""
    found = problem(text)
    assert found.message == (
        "nested more than 100 levels deep, the most that is read (`limits.yaml-depth`)"
    )
    assert found.span == (0, len(text.partition("\n")[0].rstrip()))


@pytest.mark.parametrize("depth", [1, 50, 99])
def test_what_is_nested_less_deep_is_a_tree(depth: int) -> None:
    check_places("[" * depth + "]" * depth, tree("[" * depth + "]" * depth))
    check_places("- " * depth + "a", tree("- " * depth + "a"))
    tree("".join(f"a{n}: &a{n} [{f'*a{n - 1}' if n else ''}]\n" for n in range(depth)))


@pytest.mark.parametrize(("aliases", "fits"), [(3, True), (4, False)])
def test_what_aliases_stand_for_counts_each_time(aliases: int, fits: bool) -> None:
    """Not only once where the anchor is: here three nodes each, and what is written besides."""
    text = "\n  a: &a [x, y]\n  b: [" + "*a, " * aliases + "]\n"
    found = parse(whole(text), limits=Limits(alias_nodes=9))
    assert isinstance(found, Mapping if fits else Problem)
    if isinstance(found, Problem):
        assert found.span.of(text) == "a: &a [x, y]"


def test_aliases_may_not_write_out_to_too_much() -> None:
    """The billion laughs; within the limit an alias costs nothing."""
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    found = problem("a0: &a0 [ha]\n" + levels)
    assert found.message == (
        "its aliases write out to more than 200,000 nodes, the most that is read "
        "(`limits.alias-nodes`)"
    )
    assert isinstance(parse(whole("a: &a [x]\nb: [" + "*a, " * 60_000 + "]")), Mapping)
    merged = "".join(
        f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}\n" for n in range(1, 9)
    )
    assert isinstance(parse(whole("m0: &m0 {a: 1}\n" + merged)), Problem)


def test_an_alias_may_not_contain_itself() -> None:
    assert problem("&a [*a]").message == "an alias that contains itself, which no request can send"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "- " * 100_000,
        "a: " + "{{x}}" * 10_000,
        "a: '" + "''" * 20_000 + "'",
        'a: "' + "\\n" * 20_000 + '"',
        'a: "' + " " * 50_000 + 'x"',
        "a: x" + " " * 50_000 + "y\n  z",
        "a: |\n" + "  x\n" * 10_000,
        "a: >\n" + "\n" * 20_000 + "  x\n",
        "a: [" + "x, " * 5_000,
        "&a " * 20_000,
        "a: " + "!" * 200_000,
        "a: &x " + "#\n " * 20_000,
        "".join(f"k{n}: v\n" for n in range(4_000)),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_long_text_takes_no_time(text: str) -> None:
    start = process_time()
    found = parse(whole(text), mend=True)
    for scalar in () if isinstance(found, Problem) else yamltree.scalars(found):
        scalar.place(0, 1)
        assert str(scalar.data)[:1] in (scalar.text[:1], "N")
    assert process_time() - start < 2


def test_a_problem_stands_where_it_is() -> None:
    """Its words are the business of the complaint's own tests."""
    text = 'a: 1\nb: "x\nc: 2\n'
    assert problem(text).span.of(text) == '"'
    assert problem(text).opening is None
    text = "a: {b: [c}\n"
    assert problem(text) == (Span(9, 10), "`,` or `]` is missing before this", Span(7, 8))
    assert problem("a: \0b").span == (3, 4)
    assert problem("a: \0b").message == "U+0000 is not allowed in YAML; delete it"
