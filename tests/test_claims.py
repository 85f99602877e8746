"""What a parameter table claims, and what an operation says of the same parameter."""

from __future__ import annotations

import pytest

from linting import specs_of
from seedlint.claims import Claim, elsewhere, fact, names, tables
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source

SPEC = """\
openapi: 3.1.0
info: {title: Archive, version: "1"}
paths:
  /items:
    parameters:
      - {name: X-Town, in: header, required: true, schema: {type: string}}
    post:
      parameters:
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
        - {name: "sort[by]", in: query, schema: {type: string}}
        - name: filter
          in: query
          schema: {type: object, properties: {decade: {type: integer}}}
      requestBody:
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Item"}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Api-Key}
  schemas:
    Item:
      type: object
      required: [name]
      properties:
        name: {type: string}
        made_on: {type: [string, "null"]}
        parent: {$ref: "#/components/schemas/Item"}
        donor: {type: object, properties: {email: {type: string}}}
        box:
          type: object
          properties:
            parts: {type: array, items: {type: object, properties: {number: {type: integer}}}}
        meta: {type: object}
        pages:
          type: array
          items: {type: object, required: [number], properties: {number: {type: integer}}}
        "scan[file]": {type: string}
"""
OPERATION = specs_of({"swagger/api.yaml": SPEC}, Settings()).operations[0]


def claims_of(table: str, heading: str = "## Parameters") -> list[Claim]:
    text = f"# Deposit\n\n{heading}\n\n{table}"
    return [claim for claims in tables(read(Source("s.md", text), Settings())) for claim in claims]


def claim_of(name: str, heading: str = "## Parameters") -> Claim:
    (claim,) = claims_of(f"| Name | Type |\n|--|--|\n| {name} | |\n", heading)
    return claim


@pytest.mark.parametrize(
    ("heading", "places"),
    [
        ("## Parameters", ("path", "query", "header", "cookie", "body")),
        ("## Query Parameters", ("query",)),
        ("## Path and Query Params", ("path", "query")),
        ("## Headers", ("header",)),
        ("## Cookie Parameters", ("cookie",)),
        ("## Request Body", ("body",)),
        ("## Form Fields", ("body",)),
        ("## Parameters\n\n### Body", ("body",)),
        ("## Query Parameters\n\n### For renewals", ("query",)),
        ("## Test Request\n\n### Path Parameters", ("path",)),
    ],
)
def test_where_parameters_travel(heading: str, places: tuple[str, ...]) -> None:
    """The innermost heading that says it counts."""
    assert claim_of("name", heading).places == places


@pytest.mark.parametrize(
    "heading",
    ["## Fields", "## Response Body", "## Body Parameters\n\n### Response", "## Notes",
     "## Alternative\n\n### Parameters", "## How it works\n\n### Parameters", "# Parameters"],
)  # fmt: skip
def test_tables_about_something_else(heading: str) -> None:
    """A table of another endpoint, or of a response, claims nothing of this one's parameters."""
    assert claims_of("| Name | Type |\n|--|--|\n| name | string |\n", heading) == []


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("name", "name"),
        ("`name`", "name"),
        ("**name**", "name"),
        ("`name` (label)", "name"),
        ("`{item_uid}`", "item_uid"),
        (":item_uid", "item_uid"),
        ("`pages[].number`", "pages[].number"),
        ("`filter[decade]`", "filter[decade]"),
    ],
)
def test_names(cell: str, name: str) -> None:
    """The name is read without its marks, and stands exactly where it is."""
    text = f"# T\n\n## Parameters\n\n| Name | Type |\n|--|--|\n| {cell} | |\n"
    ((claim,),) = tables(read(Source("s.md", text), Settings()))
    assert claim.name.text == name
    assert claim.name.span.of(text) == name


@pytest.mark.parametrize(
    "cell", ["", "`a` / `b`", "name of the item", "-- none --", "…", "~~`old`~~"]
)
def test_no_names(cell: str) -> None:
    """A row that does not name one parameter claims nothing."""
    assert claims_of(f"| Name | Type |\n|--|--|\n| {cell} | string |\n") == []


@pytest.mark.parametrize(
    ("cell", "required"),
    [("Yes", True), ("**yes**", True), ("✅", True), ("required", True), ("No", False),
     ("Optional", False), ("Conditional", None), ("Yes*", None), ("", None)],
)  # fmt: skip
def test_required(cell: str, required: bool | None) -> None:
    """Only a plain yes or no is a claim."""
    (claim,) = claims_of(f"| Name | Required |\n|--|--|\n| name | {cell} |\n")
    assert claim.required is required


@pytest.mark.parametrize(
    ("cell", "kinds"),
    [
        ("string", {"string"}),
        ("`Integer`", {"integer"}),
        ("string (UUID)", {"string"}),
        ("string or null", {"string", "null"}),
        ("string/array", {"string", "array"}),
        ("string[]", {"array"}),
        ("array of numbers", {"array"}),
        ("array<string>", {"array"}),
        ("datetime", {"string"}),
        ("file", None),
        ("string or whatever", None),
        ("", None),
    ],
)
def test_types(cell: str, kinds: set[str] | None) -> None:
    """One word that is not understood, and the cell claims nothing."""
    (claim,) = claims_of(f"| Name | Type |\n|--|--|\n| name | {cell} |\n")
    assert claim.kinds == kinds


@pytest.mark.parametrize(
    ("name", "place", "required", "kinds"),
    [
        ("tags", "query", False, {"array"}),
        ("tags[]", "query", False, {"array"}),
        ("sort[by]", "query", False, {"string"}),
        ("sort", "query", None, None),
        ("filter[decade]", "query", None, {"integer"}),
        ("x-town", "header", True, {"string"}),
        ("X-Api-Key", "header", None, None),
        ("Authorization", "header", None, None),
        ("name", "body", True, {"string"}),
        ("made_on", "body", False, {"string", "null"}),
        ("parent.parent.name", "body", True, {"string"}),
        ("donor.email", "body", None, {"string"}),
        ("email", "body", None, None),
        ("body.name", "body", None, None),
        ("parts.number", "body", None, None),
        ("meta.colour", "body", None, None),
        ("pages", "body", False, {"array"}),
        ("pages[].number", "body", True, {"integer"}),
        ("pages[0].number", "body", True, {"integer"}),
        ("pages.number", "body", True, {"integer"}),
        ("scan[file]", "body", False, {"string"}),
    ],
)
def test_what_the_api_says(
    name: str, place: str, required: bool | None, kinds: set[str] | None
) -> None:
    """Each way to write a name leads to what declares it, or at least to nothing wrong."""
    heading = {"query": "## Query", "header": "## Headers", "body": "## Body"}[place]
    known = fact(claim_of(name, heading), OPERATION)
    assert known is not None
    assert (known.place, known.required, known.kinds) == (place, required, kinds)


@pytest.mark.parametrize(
    "name", ["nome", "donor.phone", "pages[].text", "filter[place]", "name.first", "sort[order]"]
)
def test_what_the_api_does_not_have(name: str) -> None:
    """Wherever a table may mean it to travel."""
    assert fact(claim_of(name), OPERATION) is None


def test_elsewhere() -> None:
    """A parameter that travels another way is there, and not what the table says."""
    assert fact(claim_of("tags", "## Body"), OPERATION) is None
    assert elsewhere(claim_of("tags", "## Body"), OPERATION) == "query"
    assert elsewhere(claim_of("nome", "## Body"), OPERATION) is None


def test_what_there_is() -> None:
    """Names as a table would write them; a schema that contains itself is written out once."""
    assert names(OPERATION, ("query", "header")) == [
        "X-Town", "tags", "sort[by]", "filter[decade]"
    ]  # fmt: skip
    assert names(OPERATION, ("body",)) == [
        "name", "made_on", "parent", "donor", "box", "meta", "pages", "scan[file]", "donor.email",
        "box.parts", "pages[].number", "box.parts[].number",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "claimed", "admitted"),
    [("tags", "string", True), ("tags", "integer", False), ("X-Town", "object", True)],
)
def test_text_may_stand_for_a_list(place: str, claimed: str, admitted: bool) -> None:
    """What travels in a query is text, however it is declared."""
    known = fact(claim_of(place), OPERATION)
    assert known is not None
    assert known.admits(frozenset({claimed})) is admitted
