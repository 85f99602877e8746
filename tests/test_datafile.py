"""JSON and YAML files: what they hold, why they cannot be read, and where a pointer leads."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import PIECES, SPECS, mutated
from seedlint import datafile
from seedlint.datafile import index, load, locate
from seedlint.settings import is_yaml
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.yamltree import Data

KEYS = st.text(st.sampled_from('abé😀"\\/{}[],:$~ \n'), max_size=4)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | KEYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)

quick = settings(deadline=None, max_examples=100)


def below(data: Data, pointer: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Data]]:
    """Everything below some data, with the pointer that leads there."""
    listed = enumerate(data) if isinstance(data, list) else ()
    for key, value in data.items() if isinstance(data, dict) else listed:
        yield (*pointer, str(key)), value
        yield from below(value, (*pointer, str(key)))


@pytest.mark.parametrize(
    ("path", "answer"), [("a.json", False), ("a.yaml", True), ("a.yml", True), ("yaml", False)]
)
def test_the_name_says_what_is_yaml(path: str, answer: bool) -> None:
    assert is_yaml(path) is answer


@pytest.mark.parametrize(
    ("path", "text", "problem", "place"),
    [
        ("a.json", "", "empty", ""),
        ("a.yaml", " \n", "empty", ""),
        ("a.json", '{"a": ]', "not JSON: expecting value", "]"),
        ("a.json", '{"a": 1\n\n', "not JSON: expecting ',' delimiter", "1"),
        ("a.json", "1 2", "not JSON: extra data", "2"),
        ("a.json", "[" * 100_000, "nested too deep to be read", ""),
        (
            "a.json", "9" * 5000,
            "not JSON that can be read: it holds a number of thousands of digits", "",
        ),
        ("a.yaml", "a: 1\nb: \0\n", "not YAML: U+0000 is not allowed in YAML; delete it", "\0"),
        (
            "a.yaml", "[" * 101,
            "not YAML: nested more than 100 levels deep, the most that is read "
            "(`limits.yaml-depth`)",
            "[" * 101,
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_and_where(
    path: str, text: str, problem: str, place: str
) -> None:
    loaded = load(path, text)
    assert (loaded.data, loaded.problem, loaded.span.of(text)) == (None, problem, place)


@quick
@given(DATA)
def test_a_pointer_leads_to_its_place_in_json(data: Data) -> None:
    """To the key, or in a list to the first line of the value."""
    for indent in (None, 2):
        text = json.dumps(data, indent=indent, ensure_ascii=indent is None)
        assert load("a.json", text).data == data
        assert locate("a.json", text, ()) == (0, 0)
        for pointer, value in below(data):
            span = locate("a.json", text, pointer)
            assert span is not None
            assert locate("a.json", text, pointer, value) == span
            if text[span.end :].lstrip().startswith(":"):
                assert json.loads(span.of(text)) == pointer[-1]
                found, _ = json.JSONDecoder().raw_decode(text[span.end :].lstrip()[1:].lstrip())
            else:
                found, end = json.JSONDecoder().raw_decode(text, span.start)
                assert span.of(text) == text[span.start : end].partition("\n")[0]
            assert found == value


@quick
@given(DATA)
def test_a_pointer_leads_to_its_place_in_yaml(data: Data) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    if load("a.yaml", text).problem:
        return
    for pointer, _ in below(data):
        span = locate("a.yaml", text, pointer)
        assert span is not None
        assert "\n" not in span.of(text) or "\n" in pointer[-1]


@pytest.mark.parametrize("path", ["a.json", "a.yaml"])
@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        (["paths"], '"paths"'),
        (["paths", "/a~b"], '"/a~b"'),
        (["paths", "/a~b", "0"], '{"x": ['),
        (["paths", "/a~b", "0", "x", "1"], '"two"'),
        (["twice", "y"], '"y"'),
        (["nowhere"], None),
        (["paths", "/a~b", "1"], None),
        (["paths", "/a~b", "x"], None),
        (["paths", "/a~b", "9" * 5000], None),
        (["paths", "/a~b", "0", "x", "0", "z"], None),
    ],
)
def test_where_a_pointer_leads(path: str, pointer: list[str], place: str | None) -> None:
    """JSON is YAML, too. Of duplicate keys the last counts, as it does for readers."""
    text = """\
{
  "paths": {"/a~b": [{"x": [
    1, "two"]}]},
  "twice": {"x": 1},
  "twice": {"y": 2}
}
"""
    span = locate(path, text, pointer)
    assert (span and span.of(text)) == place
    if pointer == ["twice", "y"]:
        assert locate(path, text, ["twice"]) == Span(text.rindex('"twice"'), text.rindex(": {"))


def test_a_pointer_leads_to_a_place_in_yaml_blocks() -> None:
    text = "a:\n  - b: 1\n    c: 2\n  - &x\n    d: 3\ne: *x\n"
    for pointer, place in (
        (["a", "0"], "b: 1"),
        (["a", "0", "c"], "c"),
        (["a", "1", "d"], "d"),
        (["e", "d"], "d"),
        (["e"], "e"),
    ):
        span = locate("a.yml", text, pointer)
        assert span is not None
        assert span.of(text) == place


@quick
@given(
    st.sampled_from(["a.json", "a.yaml"]),
    mutated(list(SPECS.values()))
    | st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
    | st.text(max_size=20),
)
def test_any_text_can_be_looked_at(path: str, text: str) -> None:
    """And where it can be read, everything in it has a place."""
    loaded = load(path, text)
    assert 0 <= loaded.span.start <= loaded.span.end <= len(text)
    assert locate(path, text, ["nowhere", "0"]) is None
    if isinstance(loaded.data, dict):
        for pointer in ([key] for key in loaded.data):
            span = locate(path, text, pointer)
            assert span is not None
            assert 0 <= span.start < span.end <= len(text) or not pointer[0]


@pytest.mark.parametrize(
    ("fragment", "keys"),
    [
        ("", []),
        ("/", [""]),
        ("/paths/~1v1~1loans/get", ["paths", "/v1/loans", "get"]),
        ("/a%20b/c~0d/~01", ["a b", "c~d", "~1"]),
        ("anchor", None),
    ],
)
def test_a_pointer_in_a_fragment(fragment: str, keys: list[str] | None) -> None:
    assert datafile.pointer(fragment) == keys


def test_a_key_that_is_an_index() -> None:
    """Only as the standard writes numbers, and only where there is an item."""
    assert [index("abc", key) for key in ("0", "2")] == [0, 2]
    assert [index("abc", key) for key in ("3", "01", "-1", "", "x", "\u0662", "9" * 5000)] == [
        None
    ] * 7


def test_a_long_line_is_not_looked_through_for_each_key() -> None:
    """A spec without line breaks, of whose schemas every property has to be shown."""
    schema: Data = {"type": "string"}
    names = [f"name_{number}" for number in range(2000)]
    text = json.dumps({"properties": dict.fromkeys(names, schema), "pad": "x" * 1_000_000})
    before = time.process_time()
    for name in names:
        span = locate("a.json", text, ["properties", name], schema)
        assert span is not None
        assert span.of(text) == f'"{name}"'
    assert time.process_time() - before < 0.5


@pytest.mark.parametrize("key", ["-1", "01", "2", "x", "-"])
@pytest.mark.parametrize("path", ["a.json", "a.yaml"])
def test_what_is_no_index_of_a_list_leads_nowhere(path: str, key: str) -> None:
    """RFC 6901, section 4."""
    assert locate(path, '{"x": [1, 2]}', ["x", key]) is None
