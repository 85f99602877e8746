"""Where things are defined: in the seed itself, and in specs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import SEEDS, SPECS, mutated, odd_specs
from seedlint.lsp.features.definition import definition
from viewing import PATH, ROOT, SEED, looking_at, specs_of, view_of


def defined(marked: str) -> list[tuple[str, int, str]]:
    """The file, the line and the text of each definition of what stands at the `‸`."""
    view, offset = looking_at(SEED.replace(marked.replace("‸", ""), marked, 1))
    return [
        (path, source.position(span.start).line + 1, span.of(source.text))
        for path, source, span, _ in definition(view, offset)
    ]


LENDING = f"{ROOT}/swagger/lending/lending.json"
CATALOGUE = f"{ROOT}/swagger/catalogue/catalogue.yaml"


@pytest.mark.parametrize(
    ("marked", "place"),
    [
        ("{{copy‸_uid}}", (f"{ROOT}/{PATH}", 21, "copy_uid")),
        ("‸POST /lending", (LENDING, 19, '"post"')),
        ("/catalogue/v1/cop‸ies", (CATALOGUE, 163, "get")),
        ("method: P‸OST", (LENDING, 19, '"post"')),
        ("swagger: swagger‸", (LENDING, 1, "")),
        ("loan‸:", (LENDING, 31, '"loan"')),
        ("due‸_on", (LENDING, 267, '"due_on"')),
        ("available‸", (CATALOGUE, 168, "name: available")),
    ],
)
def test_a_thing_is_defined_in_one_place(marked: str, place: tuple[str, int, str]) -> None:
    assert defined(marked) == [place]


@pytest.mark.parametrize("marked", ["{{client_‸uid", "{{next_‸week", "{{no‸where", "doma‸in"])
def test_what_the_runner_gives_is_defined_nowhere(marked: str) -> None:
    assert defined(marked) == []


def test_the_origin_is_the_whole_word() -> None:
    (found,) = definition(*looking_at(SEED.replace("{{copy_uid}}", "{{cop‸y_uid}}")))
    assert found.origin.of(SEED) == "copy_uid"
    (found,) = definition(*looking_at(SEED.replace("POST /lending", "POST /len‸ding")))
    assert found.origin.of(SEED) == "POST /lending/v1/loans"


def test_each_extract_of_a_name_defines_it() -> None:
    twice = SEED.replace("    onFail", '    extract: {copy_uid: "$.loan.copy_uid"}\n    onFail')
    found = definition(*looking_at(twice.replace("{{copy_uid}}", "{{‸copy_uid}}")))
    assert [each.span.of(twice) for each in found] == ["copy_uid", "copy_uid"]


@settings(max_examples=60, deadline=None)
@given(text=mutated([*SEEDS.values()]), data=st.data())
def test_definition_never_fails(text: str, data: st.DataObject) -> None:
    for found in definition(view_of(text), data.draw(st.integers(0, len(text)))):
        assert 0 <= found.span.start <= found.span.end <= len(found.source.text)
        assert 0 <= found.origin.start <= found.origin.end <= len(text)


@settings(max_examples=20, deadline=None)
@given(files=odd_specs(), path=st.sampled_from(sorted(SEEDS)))
def test_definition_never_fails_on_a_spec(files: dict[str, str], path: str) -> None:
    text = SEEDS[path]
    view = view_of(text, specs_of({**SPECS, **files}), path)
    for offset in range(0, len(text), 37):
        definition(view, offset)
