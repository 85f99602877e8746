"""Where something is being written, told from the lines of YAML that no parser reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import SEEDS, mutated
from seedlint.lsp.features.outline import Place, place
from seedlint.source import Source, Span
from viewing import pointed

STEP = "steps:\n  - id: a\n    method: GET\n"
IN_STEP = ("steps", None)


def at(text: str) -> Place | None:
    bare, offset = pointed(text)
    return place(bare, Span(0, len(bare)), offset)


@pytest.mark.parametrize(
    ("written", "path", "replaced"),
    [
        ("    ‸", IN_STEP, ""),
        ("    pa‸", IN_STEP, "pa"),
        ("    pa‸th: x", IN_STEP, "path"),
        ('    "pa‸th" : x', IN_STEP, "path"),
        ("  ‸", ("steps",), ""),
        ("‸", (), ""),
        ("  - ‸", IN_STEP, ""),
        ("  -‸", IN_STEP, ""),
        ("    body:\n      ‸", (*IN_STEP, "body"), ""),
        ("    body:\n      é‸", (*IN_STEP, "body"), "é"),
        ("    body:\n      list:\n      - a: 1\n        b‸", (*IN_STEP, "body", "list", None), "b"),
        ("    body:\n      list:\n        - - ‸", (*IN_STEP, "body", "list", None, None), ""),
        ("    body: &all\n      ‸", (*IN_STEP, "body"), ""),
        ("    params: {a: 1, b‸", (*IN_STEP, "params"), "b"),
        ("    params: {a: 1, b‸: 2, c: 3}", (*IN_STEP, "params"), "b"),
        ("    params: {‸", (*IN_STEP, "params"), ""),
        ("    params: {a: {b‸", (*IN_STEP, "params", "a"), "b"),
        ("    params: {\n      a: 1,\n      b‸", (*IN_STEP, "params"), "b"),
        ("    expect: [{sta‸", (*IN_STEP, "expect", None), "sta"),
        ("    # method: GET\n    ‸", IN_STEP, ""),
        ("    description: |\n      text\n    ‸", IN_STEP, ""),
    ],
)
def test_a_key_is_being_written(written: str, path: tuple[str | None, ...], replaced: str) -> None:
    bare, _ = pointed(STEP + written)
    found = at(STEP + written)
    assert found is not None
    assert found.on_key
    assert (found.path, found.span.of(bare)) == (path, replaced)


@pytest.mark.parametrize(
    ("written", "path", "replaced", "quote"),
    [
        ("    path: ‸", (*IN_STEP, "path"), "", ""),
        ("    path:‸", (*IN_STEP, "path"), "", ""),
        ("    path: /v1‸/x  # why", (*IN_STEP, "path"), "/v1/x", ""),
        ('    path: "/v1‸', (*IN_STEP, "path"), "/v1", '"'),
        ('    path: "‸" # why', (*IN_STEP, "path"), "", '"'),
        ("    path: '/v1‸/x'", (*IN_STEP, "path"), "/v1/x", "'"),
        ("    path: {{cl‸", (*IN_STEP, "path"), "{{cl", ""),
        ("    path: {{cl}}/‸x", (*IN_STEP, "path"), "{{cl}}/x", ""),
        ("    expect: {status: [20‸]}", (*IN_STEP, "expect", "status", None), "20", ""),
        ("    expect: {status: ‸", (*IN_STEP, "expect", "status"), "", ""),
        ('    params: {a: "{{x‸", b: 1}', (*IN_STEP, "params", "a"), "{{x", '"'),
        ("    params: {a: {{x‸, b: 1}", (*IN_STEP, "params", "a"), "{{x", ""),
        ('    description: "one\n      tw‸o"', (*IN_STEP, "description"), "two", '"'),
    ],
)
def test_a_value_is_being_written(
    written: str, path: tuple[str | None, ...], replaced: str, quote: str
) -> None:
    bare, _ = pointed(STEP + written)
    found = at(STEP + written)
    assert found is not None
    assert not found.on_key
    assert (found.path, found.span.of(bare), found.quote) == (path, replaced, quote)


@pytest.mark.parametrize(
    "written",
    [
        "    # pa‸",
        "    path: /x # co‸",
        "    description: |\n      te‸xt",
        '    path: "/x" ‸',
        "   ‸ path: /x",
        "  ‸  - path: /x",
    ],
)
def test_nothing_can_be_written(written: str) -> None:
    assert at(STEP + written) is None


def test_what_stands_beside_a_key_is_known() -> None:
    found = at(f"{STEP}    pa‸\n    body:\n      deep: 1\n  - token: x\n")
    assert found is not None
    assert found.taken == {"id", "method", "body"}
    method = found.entry.child("method")
    assert method is not None
    assert method.text == "GET"
    assert found.entry.child("token") is None


@given(text=mutated([*SEEDS.values()]), data=st.data())
def test_every_place_is_within_its_line(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    block = Span(start, data.draw(st.integers(start, len(text))))
    offset = data.draw(st.integers(*block))
    found = place(text, block, offset)
    if found is not None:
        source = Source("x.md", text)
        line = source.line_span(source.position(offset).line)
        assert line.start <= found.span.start <= offset <= found.span.end <= line.end
        assert found.typed == text[found.span.start : offset]
