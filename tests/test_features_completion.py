"""What is offered while a seed is being written, most of all while its YAML is broken."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import SEEDS, mutated
from seedlint.lsp.features.completion import MOST, complete
from seedlint.lsp.features.offer import Kind
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source
from seedlint.yamltree import Mapping, Scalar, Sequence
from viewing import looking_at, specs_of, view_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.lsp.features.offer import Item
    from seedlint.yamltree import Node, Pair

FRONTMATTER = """\
---
endpoint: POST /lending/v1/loans
domain: lending
tags: [loans]
swagger: swagger/lending/lending.json
status: verified
savedAt: 2026-03-05T11:00:00Z
tokens: [client]
---

# Lend a copy

## Test Request

"""

BLOCK = """\
```yaml
steps:
  - id: find_copy
    method: GET
    path: /catalogue/v1/copies
    extract:
      copy_uid: "$.copies[0].uid"
      condition: "$.copies[0].condition"

  - id: lend_copy
    method: POST
    path: /lending/v1/loans
"""

LEND = FRONTMATTER + BLOCK


def completed(text: str, **changes: Any) -> list[Item]:
    view, offset = looking_at(text, **changes)
    return complete(view, offset)


def labels(text: str, **changes: Any) -> list[str]:
    return [item.label for item in completed(text, **changes)]


def becomes(text: str, label: str) -> str:
    """The text after an item was taken, less all that stands before the last whole line."""
    view, offset = looking_at(text)
    item = next(each for each in complete(view, offset) if each.label == label)
    source = view.source.text
    result = source[: item.span.start] + item.insert + source[item.span.end :]
    start = source.rfind("\n", 0, offset) + 1
    return result[start:].partition("\n")[0]


def test_keys_of_the_frontmatter_are_offered_the_required_ones_first() -> None:
    found = completed("---\n‸\n---\n")
    assert [item.label for item in found][:6] == [
        "endpoint", "domain", "tags", "status", "savedAt", "swagger",
    ]  # fmt: skip
    assert [item.required for item in found][:6] == [True] * 5 + [False]
    assert found[0].insert == "endpoint: "
    assert found[0].detail == "string, required"
    assert found[0].documentation.startswith("The operation that the seed tests: ")
    assert [item.sort for item in found] == sorted(item.sort for item in found)


def test_keys_that_are_there_are_not_offered_again() -> None:
    assert "domain" not in labels(FRONTMATTER.replace("tokens:", "to‸"))
    assert "tokens" in labels(FRONTMATTER.replace("tokens:", "to‸"))


def test_the_frontmatter_is_known_before_it_is_closed() -> None:
    assert labels("---\nendpoint: GET /lending/v1/holds\ndo‸")[0] == "domain"
    assert labels("---\nendpoint: GET /lending/v1/holds\ndo‸\n\n# Holds\n")[0] == "domain"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("status: ‸", ["verified", "pending", "failed", "skip"]),
        ("status:‸", ["verified", "pending", "failed", "skip"]),
        ("domain: ‸", ["archive", "catalogue", "lending"]),
        ("useFallbackApi: ‸", ["true", "false"]),
        ("tokens: [staff, ‸", ["staff", "client", "directory"]),
        ("tokens:\n  - ‸", ["staff", "client", "directory"]),
        ("tokens:\n  - st‸", ["staff", "client", "directory"]),
        ("swagger: ‸", ["swagger/lending/lending.json", "swagger/archive/archive.json"]),
        ('endpoint: "put ‸', ["PUT /lending/v1/readers/{reader_uid}/preferences"]),
        ("endpoint: GET /arch‸", ["GET /archive/v1/items"]),
    ],
)
def test_values_of_the_frontmatter(text: str, first: list[str]) -> None:
    other = "" if text.startswith("endpoint") else "endpoint: POST /lending/v1/loans\n"
    found = labels(f"---\n{other}{text}\n---\n")
    assert found[: len(first)] == first


def test_values_are_those_of_the_settings() -> None:
    text = "---\nendpoint: GET /x\ndomain: ‸\n---\n"
    assert labels(text, domains=("desk", "stacks")) == ["desk", "stacks"]


def test_keys_of_a_step_are_offered_the_missing_required_ones_first() -> None:
    found = labels(f"{FRONTMATTER}```yaml\nsteps:\n  - id: lend\n    pa‸\n```\n")
    assert found[:2] == ["method", "path"]
    assert "id" not in found
    assert {"params", "extract", "expect"} < set(found)


@pytest.mark.parametrize(
    ("written", "label", "result"),
    [
        ("    me‸", "token", "    token: "),
        ("    me‸: GET", "token", "    token: GET"),
        ('    "me‸": GET', "token", '    "token": GET'),
        ("    token: ‸", "client", "    token: client"),
        ("    token:‸", "client", "    token: client"),
        ("    token: 's‸t'", "client", "    token: 'client'"),
        ("    token: staff‸ # seedy", "client", "    token: client # seedy"),
        ("    onFail: ab‸rt", "abort", "    onFail: abort"),
        ("    expect: {st‸", "status", "    expect: {status: "),
        ("    expect: {status: [2‸]}", "201", "    expect: {status: [201]}"),
        ("    expect:\n      ‸", "status", "      status: "),
        ("    body:\n      lo‸", "loan", "      loan: "),
        ("    body: {loan: {du‸, b: 1}}", "due_on", "    body: {loan: {due_on: , b: 1}}"),
        ("    body:\n      receipt:\n        language: ‸", "cy", "        language: cy"),
        ("    body:\n      receipt: {language: \"‸", "cy", '    receipt: {language: "cy'),
        ("    body:\n      x: {{co‸", "copy_uid", '      x: "{{copy_uid}}"'),
        ("    body:\n      x: {{co‸}}", "copy_uid", '      x: "{{copy_uid}}"'),
        ('    body:\n      x: "{{co‸', "copy_uid", '      x: "{{copy_uid}}'),
        ('    body:\n      x: "{{co‸ndition}} é"', "copy_uid", '      x: "{{copy_uid}} é"'),
        ("    body:\n      x: a {{‸", "copy_uid", "      x: a {{copy_uid}}"),
        ("    body:\n      x: |\n        é ✅ 😀 {{‸", "copy_uid", "        é ✅ 😀 {{copy_uid}}"),
        ("    body:\n      x: ‸", "{{copy_uid}}", '      x: "{{copy_uid}}"'),
        ("  ‸", "- id", "  - id: "),
        ("  - ‸", "id", "  - id: "),
        ("  -‸", "id", "  - id: "),
        ("    id: lend # seedlint: ignore[unused-‸", "unused-ignore",
         "    id: lend # seedlint: ignore[unused-ignore"),
        ("    id: lend # seedlint: ignore[no-spec, un‸d] x", "unused-ignore",
         "    id: lend # seedlint: ignore[no-spec, unused-ignore] x"),
    ],
)  # fmt: skip
def test_what_is_taken_replaces_exactly_what_stood_there(
    written: str, label: str, result: str
) -> None:
    text = f"{LEND}{written}\n```\n"
    assert becomes(text, label).strip() == result.strip()


def test_paths_have_the_steps_method_and_the_named_specs_come_first() -> None:
    written = "  - id: another\n    method: GET\n    path: ‸\n"
    assert labels(f"{LEND}{written}```\n")[:4] == [
        "/lending/v1/holds",
        "/lending/v1/readers/{reader_uid}/fines",
        "/archive/v1/items",
        "/archive/v1/items/{item_uid}",
    ]


@pytest.mark.parametrize(
    ("typed", "label", "result"),
    [
        ('"/cat', "/catalogue/v1/copies/{copy_uid}", '"/catalogue/v1/copies/{{copy_uid}}'),
        ("/catalogue/v1/copies/", "/catalogue/v1/copies/{copy_uid}",
         "/catalogue/v1/copies/{{copy_uid}}"),
        ('"/catalogue/v1/copies/{{mine}}', "/catalogue/v1/copies/{copy_uid}",
         '"/catalogue/v1/copies/{{mine}}'),
        ('"/catalogue/v1/titles/{{mine}}/co', "/catalogue/v1/titles/{title_uid}/copies",
         '"/catalogue/v1/titles/{{mine}}/copies'),
        ("/catalogue/v1/tit", "/catalogue/v1/titles/{title_uid}/copies",
         "/catalogue/v1/titles/{title_uid}/copies"),
    ],
)  # fmt: skip
def test_paths_go_on_with_what_is_typed_and_the_variables_that_fit(
    typed: str, label: str, result: str
) -> None:
    written = f"  - id: another\n    path: {typed}‸\n"
    assert becomes(f"{LEND}{written}```\n", label) == f"    path: {result}"


def test_methods_of_the_path_come_first() -> None:
    written = "  - id: x\n    method: ‸\n    path: /lending/v1/holds\n"
    assert labels(f"{LEND}{written}```\n")[:3] == ["GET", "POST", "PUT"]
    written = written.replace("/lending/v1/holds", "/lending/v1/readers/{{x}}/preferences")
    assert labels(f"{LEND}{written}```\n")[:2] == ["PUT", "GET"]


def test_tokens_of_the_frontmatter_come_first() -> None:
    assert labels(f"{LEND}    token: ‸\n```\n")[:2] == ["client", "staff"]


def test_properties_have_their_types_and_the_required_ones_come_first() -> None:
    found = completed(f"{LEND}    body:\n      loan:\n        ‸\n```\n")
    assert [(item.label, item.detail, item.kind) for item in found] == [
        ("copy_uid", "string (uuid), required", Kind.PROPERTY),
        ("reader_uid", "string, required", Kind.PROPERTY),
        ("due_on", "string (date)", Kind.PROPERTY),
    ]


def test_parameters_of_the_operation_and_the_parts_of_those_that_have_some() -> None:
    written = "  - id: x\n    method: GET\n    path: /catalogue/v1/titles\n    params:\n      f‸\n"
    found = completed(f"{LEND}{written}```\n")
    assert {item.kind for item in found} == {Kind.PARAMETER}
    assert {"filter", "filter[contributor]", "sort", "per_page"} <= {item.label for item in found}
    assert labels(f"{LEND}{written.replace('f‸', 'sort: ‸')}```\n")[:2] == ["name", "-name"]


def test_variables_are_those_that_are_there_by_then() -> None:
    found = completed(f"{LEND}    body:\n      x: {{{{‸\n```\n")
    assert [(item.label, item.detail) for item in found[:3]] == [
        ("condition", "string, extracted by find_copy"),
        ("copy_uid", "string (uuid), extracted by find_copy"),
        ("business_id", "given by the runner's configuration"),
    ]
    assert found[-1].detail == "made anew for every run"
    early = LEND.replace("/catalogue/v1/copies", "/catalogue/v1/copies/{{‸")
    assert "copy_uid" not in labels(f"{early}```\n")


def test_statuses_are_those_that_the_operation_declares() -> None:
    found = completed(f"{LEND}    expect:\n      status: [‸\n```\n")
    assert [(item.label, item.detail) for item in found] == [
        ("201", "Lent."),
        ("409", "Somebody else was faster."),
        ("422", "Understood, and not acceptable."),
    ]


def test_extracts_read_what_the_response_has() -> None:
    found = completed(f"{LEND}    extract:\n      x: ‸\n```\n")
    assert ("$.loan.uid", "string (uuid)") in {(item.label, item.detail) for item in found}
    deeper = labels(f'{LEND}    extract:\n      x: "$.loan.d‸"\n```\n')
    assert "$.loan.due_on" in deeper
    assert "$.loan" not in deeper


def test_extracts_read_what_an_example_has_where_there_is_no_schema() -> None:
    example = {"books": [{"uid": "x", "pages": 3, "odd name": 1}], "next": None}
    response = {"content": {"application/json": {"example": example}}}
    operation = {"responses": {"200": response, "9" * 5000: {}, "default": {}}}
    files = {
        "swagger/x.json": json.dumps({"openapi": "3.0.0", "paths": {"/x": {"get": operation}}})
    }
    text = "```yaml\nsteps:\n  - method: GET\n    path: /x\n    extract: {x: $.bo}\n```\n"
    found = complete(view_of(text, specs_of(files)), text.index("bo}") + 2)
    assert [(item.label, item.detail) for item in found] == [
        ("$.books", "array"),
        ("$.next", ""),
        ("$.books[0].uid", "string"),
        ("$.books[0].pages", "integer"),
    ]


def test_a_variable_of_the_propertys_own_name_comes_first() -> None:
    found = labels(f"{LEND}    body:\n      loan:\n        copy_uid: ‸\n```\n")
    assert found[:2] == ["{{copy_uid}}", "{{condition}}"]


SCAN = "  - method: POST\n    path: /archive/v1/items/{{item_uid}}/scans\n"


def test_forms_know_their_encoding_and_their_files() -> None:
    """A file goes by the name of its field; a body of JSON needs no content type."""
    assert labels(f"{LEND}{SCAN}    content_type: ‸\n```\n") == ["multipart"]
    assert labels(f"{LEND}    content_type: ‸\n```\n") == []
    for files in ("\n      - field_name: ‸", " [{field_name: ‸"):
        assert labels(f"{LEND}{SCAN}    file_fields:{files}\n```\n") == ["scan"]


def test_files_are_found_wherever_a_specification_may_have_them() -> None:
    inner = {"image": {"type": "string", "contentMediaType": "image/png"}, "caption": {}}
    properties = {"cover": {"type": "object", "properties": inner}, "note": {"type": "string"}}
    content = {"multipart/form-data": {"schema": {"type": "object", "properties": properties}}}
    spec = {"openapi": "3.1.0", "paths": {"/x": {"post": {"requestBody": {"content": content}}}}}
    old = {"name": "photo", "in": "formData", "type": "file"}
    older = {"swagger": "2.0", "paths": {"/x": {"post": {"parameters": [old]}}}}
    text = "```yaml\nsteps:\n  - method: POST\n    path: /x\n    file_fields: [{field_name: "
    for each, name in ((spec, "cover[image]"), (older, "photo")):
        view = view_of(text, specs_of({"swagger/x.json": json.dumps(each)}))
        assert [item.label for item in complete(view, len(text))] == [name]


QUERY = {
    "openapi": "3.1.0",
    "paths": {
        "/x": {
            "post": {
                "parameters": [
                    {"name": "sort", "in": "query", "schema": {"enum": ["a b", "\ud800", "name"]}},
                    {"name": "filter[é]", "in": "query", "required": True},
                    {"name": "X-Trace", "in": "header"},
                ]
            }
        }
    },
}


@pytest.mark.parametrize(
    ("path", "label", "result"),
    [
        ('"/x?‸"', "sort", '"/x?sort="'),
        ('"/x?s‸', "filter[é]", '"/x?filter[%C3%A9]='),
        ("/x?so‸ # seedy", "sort", "/x?sort= # seedy"),
        ("/x?so‸=name&y=1", "sort", "/x?sort=name&y=1"),
        ("/x?y=1&‸", "sort", "/x?y=1&sort="),
        ("/x?sort=‸", "a b", "/x?sort=a%20b"),
        ("/x?sort=na‸ee&y=1", "name", "/x?sort=name&y=1"),
        ('"/x?sort=‸"', "{{client_uid}}", '"/x?sort={{client_uid}}"'),
        ('"/x?sort={{cl‸"', "client_uid", '"/x?sort={{client_uid}}"'),
    ],
)
def test_queries_go_on_with_the_parameters_of_their_path(
    path: str, label: str, result: str
) -> None:
    view, offset = looking_at(
        f"```yaml\nsteps:\n  - id: é✅😀\n    method: POST\n    path: {path}\n```\n",
        specs_of({"swagger/x.json": json.dumps(QUERY)}),
    )
    text = view.source.text
    item = next(each for each in complete(view, offset) if each.label == label)
    written = text[: item.span.start] + item.insert + text[item.span.end :]
    assert written.splitlines()[4] == f"    path: {result}"


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("method: POST\n    path: /x?", ["filter[é]", "sort"]),
        ("method: POST\n    path: /x?sort=1&", ["filter[é]"]),
        ("method: POST\n    path: /x?nobody=", []),
        ("method: GET\n    path: /x?", []),
    ],
)
def test_queries_that_can_be_sent(step: str, expected: list[str]) -> None:
    """With `GET` the parameters go into `params`."""
    text = f"```yaml\nsteps:\n  - {step}"
    view = view_of(text, specs_of({"swagger/x.json": json.dumps(QUERY)}))
    assert [item.label for item in complete(view, len(text))] == expected


@pytest.mark.parametrize("key", ["savedAt", "verifiedAt"])
def test_dates_are_today(key: str) -> None:
    """In the forms that the vocabulary asks for, without quotes."""
    before = datetime.now(UTC)
    found = completed(f"---\nendpoint: GET /x\n{key}: ‸\n---\n")
    assert [item.detail for item in found] == ["now", "today"]
    now, today = (datetime.fromisoformat(item.insert) for item in found)
    assert 0 <= (now - before.replace(microsecond=0)).total_seconds() < 60
    assert today.date() in (before.date(), now.date())


def test_expected_outcomes_are_refusals() -> None:
    for written in ("‸", "[404, ‸]", "\n  - ‸"):
        text = f"---\nendpoint: POST /lending/v1/loans\nexpectedOutcome: {written}\n---\n"
        assert labels(text) == ["409", "422"]


def test_sections_that_are_missing_are_offered_for_a_heading() -> None:
    assert labels("## ‸\n\n## Summary\n") == ["Prerequisites", "Test Request"]
    assert becomes("## Pre‸r\n", "Prerequisites") == "## Prerequisites"


def test_rules_are_offered_in_a_comment_of_markdown() -> None:
    assert becomes("<!-- seedlint: ignore-file[empty-‸ -->\n", "empty-section") == (
        "<!-- seedlint: ignore-file[empty-section -->"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Any‸ text\n",
        "# Ti‸tle\n",
        "```json\n{‸}\n```\n",
        "```yaml‸\nsteps:\n```\n",
        f"{LEND}    # path: ‸\n```\n",
        f"{LEND}    description: |\n      a text ‸\n```\n",
        f"{LEND}    body:\n      nobody: ‸\n```\n",
    ],
)
def test_nothing_is_offered_where_nothing_is_known(text: str) -> None:
    assert [label for label in labels(text) if not label.startswith("{{")] == []


def test_no_more_is_offered_than_an_editor_can_take() -> None:
    paths: dict[str, Any] = {f"/v1/things/t{number}": {"get": {}} for number in range(3 * MOST)}
    files = {"swagger/many.json": json.dumps({"openapi": "3.0.0", "paths": paths})}
    text = "```yaml\nsteps:\n  - id: x\n    path: /v1/thi\n```\n"
    view = view_of(text, specs_of(files))
    assert len(complete(view, text.index("thi") + 3)) == MOST


def test_names_that_cannot_be_written_are_not_offered() -> None:
    schema = {"type": "object", "properties": {"a\nb": {}, "\ud800": {}, "plain": {}}}
    operation = {"requestBody": {"content": {"application/json": {"schema": schema}}}}
    spec = {"openapi": "3.0.0", "paths": {"/x": {"post": operation}}}
    files = {"swagger/odd.json": json.dumps(spec)}
    text = "```yaml\nsteps:\n  - id: x\n    method: POST\n    path: /x\n    body:\n      \n```\n"
    view = view_of(text, specs_of(files))
    assert [item.label for item in complete(view, text.index("\n```\n", 9))] == ["plain"]


@settings(max_examples=60, deadline=None)
@given(text=mutated([*SEEDS.values()]), data=st.data())
def test_completion_never_fails_and_replaces_within_its_line(
    text: str, data: st.DataObject
) -> None:
    offset = data.draw(st.integers(0, len(text)))
    line = Source("x.md", text).position(offset).line
    if data.draw(st.booleans()):
        text = text[:offset] + text[Source("x.md", text).line_span(line).end :]
    span = Source("x.md", text).line_span(line)
    for item in complete(view_of(text), offset):
        assert span.start <= item.span.start <= offset <= item.span.end <= span.end
        assert "\n" not in item.insert
        assert f"{item.label}{item.insert}{item.detail}{item.documentation}".encode()


@pytest.mark.parametrize("path", SEEDS)
def test_completion_never_fails_anywhere_in_a_seed(path: str) -> None:
    text = SEEDS[path]
    source = Source(path, text)
    for offset in range(len(path), len(text), 67):
        line = source.line_span(source.position(offset).line)
        for seed in (text, text[:offset] + text[line.end :], text[:offset]):
            for item in complete(view_of(seed, path=path), offset):
                assert line.start <= item.span.start <= offset <= item.span.end <= line.end


def _pairs(node: Node | None, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Pair]]:
    if isinstance(node, Mapping):
        for pair in node.pairs:
            yield (*keys, pair.key.text), pair
            yield from _pairs(pair.value, (*keys, pair.key.text))
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _pairs(item, keys)


@pytest.mark.parametrize("path", SEEDS)
def test_what_is_cut_off_at_the_cursor_is_offered(path: str) -> None:
    """Cut each key and each value that has a vocabulary, with all behind it on its line."""
    text = SEEDS[path]
    source = Source(path, text)
    seed = read(source, Settings())
    tried = 0
    for keys, pair in (found for tree in seed.trees for found in _pairs(tree)):
        if "extract" in keys[:-1]:
            continue
        for scalar, is_key in ((pair.key, True), (pair.value, False)):
            valued = keys[-1] in ("method", "token", "status", "swagger", "endpoint", "onFail")
            if not isinstance(scalar, Scalar) or not (is_key or valued):
                continue
            span = scalar.place(0, len(scalar.text))
            line = source.line_span(source.position(span.start).line)
            cut = text[: span.start] + text[line.end :]
            found = {item.label for item in complete(view_of(cut, path=path), span.start)}
            assert scalar.text in found, (keys, cut[line.start : span.start])
            tried += 1
    assert tried > 20
