"""What a step sends by name, against the parameters that an operation has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls import call, said
from seedlint import yamltree
from seedlint.parameters import Argument, arguments, mismatches, strays, tree
from seedlint.request import body_mismatches
from seedlint.source import Region, Span
from seedlint.yamltree import Mapping, Node, Scalar, Sequence


def scalar(text: str) -> Scalar:
    return Scalar(Region(text, Span(0, len(text))), 0, len(text), text, plain=True)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("page", ["page"]),
        ("filter[state]", ["filter", "state"]),
        ("filter[a][b][]", ["filter", "a", "b", ""]),
        ("files[0]", ["files", "0"]),
        ("[state]", ["[state]"]),
        ("filter[state", ["filter[state"]),
        ("filter[[x]]", ["filter[[x]]"]),
        ("a[b]c", ["a[b]c"]),
        ("", [""]),
    ],
)
def test_a_name_and_its_brackets(name: str, path: list[str]) -> None:
    """Each piece of a name knows its own place, so that a finding can point at it."""
    argument = Argument(scalar(name), scalar(""))
    assert [key.text for key in argument.path] == path
    assert [key.span.of(name) for key in argument.path] == path


def test_parts_make_a_whole() -> None:
    """Names nest, numbers and empty brackets make lists, and so does the same name again."""
    names = ["a[b]", "a[c][]", "a[c][]", "d[1]", "d[0]", "e", "e"]
    fields: list[tuple[list[Scalar], Node]] = [
        (Argument(scalar(name), scalar(str(number))).path, scalar(str(number)))
        for number, name in enumerate(names)
    ]
    several = Sequence(Span(0, 0), [scalar("7"), scalar("8")], flow=True)
    fields += [(Argument(scalar(name), several).path, several) for name in ("e", "f[]", "g")]
    whole = tree(fields, Span(0, 0))
    assert isinstance(whole, Mapping)
    assert yamltree.data(whole) == {
        "a": {"b": 0, "c": [1, 2]}, "d": [3, 4], "e": [5, 6, 7, 8], "f": [7, 8], "g": [7, 8],
    }  # fmt: skip


@given(st.lists(st.text("ab[]0", max_size=9), max_size=9))
def test_any_names_make_a_whole(names: list[str]) -> None:
    """Whatever brackets somebody writes, nothing is lost but what clashes."""
    fields = [(Argument(scalar(name), scalar("x")).path, scalar("x")) for name in names]
    whole = tree(fields, Span(0, 0))
    assert len(list(yamltree.scalars(whole))) <= len("".join(names)) + 2 * len(names)


def test_arguments_come_from_both_places() -> None:
    """`params`, where they are sent, and the query of a path, with its escapes undone."""
    step, _ = call(
        "params: {page: 2}", request="GET /v1/items?filter%5Ba%5D=x+y&flag&=z&b=1%2C2&c={{d}}"
    )
    found = [(a.name, yamltree.data(a.value)) for a in arguments(step)]
    assert found == [
        ("page", 2), ("filter[a]", "x y"), ("flag", ""), ("b", "1,2"), ("c", "{{d}}"),
    ]  # fmt: skip
    step, _ = call("params: {page: 2}", request="POST /v1/items?a=1")
    assert [a.name for a in arguments(step)] == ["a"]


def test_a_fragment_is_never_sent() -> None:
    """RFC 3986, section 3.5: the query ends where the fragment begins, and none begins in it."""
    step, _ = call("", request="GET /v1/items?a=1&b=2#c?d=3")
    assert [(a.name, yamltree.data(a.value)) for a in arguments(step)] == [("a", "1"), ("b", "2")]
    step, _ = call("", request="GET /v1/items#c?d=3")
    assert arguments(step) == []


PAGED = """
parameters:
  - {name: page, in: query, required: true, schema: {type: integer}}
  - {name: X-Branch, in: header, schema: {type: string}}
"""
STATED = """
parameters:
  - {name: state, in: query, required: true, schema: {type: string}}
"""


@pytest.mark.parametrize(
    ("rest", "operations", "request_", "found"),
    [
        ("", [PAGED], "GET /v1/items",
         ["missing@it: `GET /v1/items` requires the query parameter `page`"]),
        ("params: {}", [PAGED], "GET /v1/items",
         ["missing@params: `GET /v1/items` requires the query parameter `page`"]),
        ("", [PAGED], "GET /v1/items?page=two",
         ["invalid@two: `page` should be an integer, and is `two`"]),
        ("params: {pgae: 2}", [PAGED], "GET /v1/items",
         ["unknown@pgae: `pgae` is no query parameter of `GET /v1/items`; did you mean `page`?"]),
        ("params: {page: 2}", [PAGED], "POST /v1/items",
         ["missing@page: `POST /v1/items` requires `page` in the query, and `params` are sent with"
          " `GET` alone; write `?page=…` into the path"]),
        ("params: {page: 2}\nbody: {page: 3}", [PAGED, PAGED], "PUT /v1/items?x=1",
         ["unknown@x: `x` is no query parameter of `PUT /v1/items`; it takes `page`",
          "missing@page: `PUT /v1/items` requires `page` in the query, and `params` are sent with"
          " `GET` alone; write `&page=…` into the path"]),
        ("body: {page: 2}", [PAGED], "GET /v1/items", []),
        ("body: {page: 2}", [PAGED], "POST /v1/items",
         ["missing@page: `POST /v1/items` takes `page` in the query, and not in the body;"
          " write `?page=…` into the path"]),
        ("", [PAGED, STATED], "GET /v1/items", []),
        ("", [PAGED, PAGED], "GET /v1/items",
         ["missing@it: `GET /v1/items` requires the query parameter `page`"]),
        ("params: {x: 1}", [PAGED, STATED], "GET /v1/items",
         ["unknown@x: `x` is no query parameter of `GET /v1/items`; it takes `page`"]),
        ("params: {page: x}", [PAGED, STATED + "  - {name: page, in: query, schema: {}}"],
         "GET /v1/items", []),
    ],
)  # fmt: skip
def test_queries(rest: str, operations: list[str], request_: str, found: list[str]) -> None:
    """One mistake, one mismatch; and every candidate has to agree on it."""
    step, candidates = call(rest, *operations, request=request_)
    assert said(step, mismatches(step, candidates)) == found


@pytest.mark.parametrize(
    ("parameter", "params", "places"),
    [
        ("schema: {type: array, items: {enum: [a, b]}}", "x: [a, c]", ["c"]),
        ("schema: {type: array, items: {enum: [a, b]}}", "x: a,b", []),
        ("schema: {type: array, items: {enum: [a, b]}}", "x: a,c", ["c"]),
        ("explode: false, schema: {type: array, items: {enum: ['a,b']}}", "x: 'a,b'", ["a", "b"]),
        ("explode: true, style: form, schema: {type: array, items: {enum: ['a,b']}}",
         "x: 'a,b'", []),
        ("style: spaceDelimited, schema: {type: array, items: {enum: [a, b]}}", "x: a b c", ["c"]),
        ("style: pipeDelimited, schema: {type: array, items: {enum: [a, b]}}", "x: a|c", ["c"]),
        ("schema: {type: array, maxItems: 1}", "x: 'a,b'", []),
        ("explode: false, schema: {type: array, minItems: 2}", "x: '{{ids}}'", []),
        ("explode: false, schema: {type: array, maxItems: 1}", "x: 'a,b'", ["'a,b'"]),
        ("schema: {type: array, items: {enum: [a]}}", "'x[]': b", ["b"]),
        ("schema: {type: array, items: {enum: [a]}}", "'x[0]': b", ["b"]),
        ("schema: {type: array, items: {enum: [a]}}", "'x[]': [a, b]", ["b"]),
        ("schema: {type: array, items: {enum: [a]}}", "{x: [a, b], 'x[]': a}", ["b"]),
        ("schema: {type: array, items: {enum: [a]}}", "'x[eq]': b", []),
        ("schema: {type: string}", "'x[eq][]': b", []),
        ("schema: {type: string}", "x: {eq: b}", ["{eq: b}"]),
        ("schema: {properties: {a: {type: integer}}}", "'x[a]': b", ["b"]),
        ("schema: {properties: {a: {type: integer}}}", "'x[b]': 1", ["b"]),
        ("schema: {properties: {a: {type: integer}}}", "x: {a: b}", ["b"]),
        ("schema: {properties: {a: {type: integer}}}", "a: b", ["b"]),
        ("schema: {properties: {a: {type: integer}}}", "b: 1", ["b"]),
        ("schema: {properties: {a: {type: integer}}}", "x: '{\"a\": \"b\"}'", []),
        ("schema: {type: object}", "b: 1", []),
        ("style: deepObject, schema: {properties: {a: {type: integer}}}", "a: 1", ["a"]),
        ("content: {application/json: {schema: {type: object}}}", "x: a", []),
        ("schema: {$ref: '#/gone'}", "x: [a]", []),
        ("schema: {type: integer}", "x: '{{a}}'", []),
        ("schema: {type: integer}", "x: '{{ a }}'", []),
        ("schema: {type: integer}", "x: ", []),
        ("schema: {enum: [a]}", "x: ''", ["''"]),
        ("allowEmptyValue: true, schema: {enum: [a]}", "x: ''", []),
        ("allowEmptyValue: true, schema: {enum: [a]}", "x: b", ["b"]),
        ("allowEmptyValue: true, schema: {type: string, minLength: 1}", "x: ''", []),
        ("allowEmptyValue: true, schema: {type: array, minItems: 2}", "x: ''", []),
        ("schema: {type: number, enum: [1.0, 1.5]}", "x: 1", []),
        ("schema: {type: number, enum: [1.0, 1.5]}", "x: '1.50'", []),
        ("schema: {type: number, enum: [1.0, 1.5]}", "x: 2", ["2"]),
        ("schema: {type: integer, format: int32}", "x: 3000000000", ["3000000000"]),
        ("schema: {type: array, items: {type: array, items: {type: integer}}}", "x: '1,2|3'", []),
        ("schema: {type: array, items: {type: array, items: {type: integer}}}", "x: ['1|2']", []),
    ],
)  # fmt: skip
def test_styles(parameter: str, params: str, places: list[str]) -> None:
    """Lists and objects in a query, in all the ways that there are to write them."""
    operation = f"parameters:\n  - {{name: x, in: query, {parameter}}}"
    step, candidates = call(f"params:\n  {params}", operation)
    found = said(step, mismatches(step, candidates))
    assert [line.partition(":")[0].partition("@")[2] for line in found] == [
        place.partition(":")[0] for place in places
    ]


@pytest.mark.parametrize(
    ("collection", "value", "places"),
    [
        ("csv", "1,x", ["x"]),
        ("ssv", "1 x", ["x"]),
        ("tsv", r"1\tx", ["x"]),
        ("pipes", "1|x", ["x"]),
        ("multi", "1,2", []),
    ],
)
def test_collection_formats(collection: str, value: str, places: list[str]) -> None:
    """Swagger 2.0, Parameter Object, `collectionFormat`."""
    operation = f"""
    parameters:
      - name: x
        in: query
        type: array
        collectionFormat: {collection}
        items: {{type: integer}}
    """
    step, candidates = call(f'params: {{x: "{value}"}}', operation, swagger=True)
    found = mismatches(step, candidates)
    text = step.fence.content.text
    start = step.fence.content.span.start
    assert [text[m.span.start - start : m.span.end - start] for m in found] == places


@pytest.mark.parametrize(
    ("outer", "value", "places"),
    [
        ("pipes", '"1,2|3"', []),
        ("pipes", '"1,x|3"', ["x"]),
        ("pipes", '"{{a}}|3,{{b}}"', []),
        ("pipes", '["1,2", "3,x"]', ["x"]),
        ("multi", '["1,2", "3"]', []),
        ("multi", '"1,2"', []),
        ("pipes", '""', []),
    ],
)
def test_collection_formats_of_lists_in_a_list(outer: str, value: str, places: list[str]) -> None:
    """Swagger 2.0, Items Object: each list says what its items have between them, or has commas."""
    operation = f"""
    parameters:
      - name: x
        in: query
        type: array
        collectionFormat: {outer}
        items: {{type: array, items: {{type: integer}}}}
    """
    step, candidates = call(f"params: {{x: {value}}}", operation, swagger=True)
    found = said(step, mismatches(step, candidates))
    assert [line.partition(":")[0].partition("@")[2] for line in found] == places


@pytest.mark.parametrize("location", ["query", "formData"])
def test_what_may_be_empty_in_swagger(location: str) -> None:
    """Swagger 2.0, Parameter Object, `allowEmptyValue`: in a query and in a form."""
    parameter = f"in: {location}, type: string, minLength: 1"
    operation = f"""
    parameters:
      - {{name: x, allowEmptyValue: true, {parameter}}}
      - {{name: y, {parameter}}}
    """
    fields = "params" if location == "query" else "content_type: multipart\nform_fields"
    request = f"{'GET' if location == 'query' else 'POST'} /v1/items"
    step, candidates = call(f"{fields}: {{x: '', y: ''}}", operation, request=request, swagger=True)
    found = [*mismatches(step, candidates), *body_mismatches(step, candidates)]
    assert [mismatch.name or mismatch.message for mismatch in found] == [
        "`y` should have at least 1 character, and is empty"
    ]


def test_two_names_that_differ_in_brackets() -> None:
    """The exact name counts first."""
    operation = """
    parameters:
      - {name: tag, in: query, schema: {type: integer}}
      - {name: "tag[]", in: query, schema: {type: array, items: {enum: [a, b]}}}
    """
    for name in ("tag[]", "tag[0]"):
        step, candidates = call(f"params: {{tag: x, '{name}': c}}", operation)
        assert said(step, mismatches(step, candidates)) == [
            "invalid@x: `tag` should be an integer, and is `x`",
            "invalid@c: an item of `tag[]` should be `a` or `b`, and is `c`",
        ]
    step, candidates = call("params: {'tag[]': [a, b]}", operation)
    assert mismatches(step, candidates) == []


def test_an_object_whose_parts_are_parameters() -> None:
    """The parts are what to write, also where another name is nearer."""
    operation = """
    parameters:
      - {name: "filter[state]", in: query, required: true, schema: {type: string}}
      - {name: "filter[from]", in: query, schema: {type: string}}
      - {name: $filter, in: query, schema: {type: string}}
    """
    step, candidates = call("params: {filter: {state: x, from: y, z: 1}}", operation)
    found = mismatches(step, candidates)
    assert said(step, found) == [
        "unknown@filter: `filter` is no query parameter of `GET /v1/items`; "
        "write `filter[state]` and `filter[from]`"
    ]
    assert found[0].meant is None


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/v1/items/12", []),
        ("/v1/items/{{id}}", []),
        ("/v1/items/{{ id }}", []),
        ("/v1/items/{id}", []),
        ("/v1/items/%31%32", []),
        ("/v1/items/12?x=", ["unknown@x: `x` is no query parameter of "
                             "`GET /v1/items/{id}`, which takes none"]),
        ("/v1/items/first", ["invalid@first: `id` should be an integer, and is `first`"]),
        ("/v1/items/a{{id}}", ["invalid@a{{id}}: `id` should be an integer, and is `a{{id}}`"]),
    ],
)  # fmt: skip
def test_paths(path: str, found: list[str]) -> None:
    """A literal segment is held against the parameter that it stands for."""
    operation = "parameters:\n  - {name: id, in: path, required: true, schema: {type: integer}}"
    step, candidates = call("", operation, request=f"GET {path}")
    assert said(step, mismatches(step, candidates)) == found


@pytest.mark.parametrize(
    ("style", "value", "found"),
    [
        ("simple", "1,2", []),
        ("simple", "1,x", ["invalid@x: an item of `id` should be an integer, and is `x`"]),
        ("label", ".1.2", []),
        ("matrix", ";id=1,2", []),
    ],
)
def test_styles_of_paths(style: str, value: str, found: list[str]) -> None:
    """OpenAPI 3.1, "Style Values": all but one write more than the value."""
    operation = f"""
    parameters:
      - name: id
        in: path
        required: true
        style: {style}
        schema: {{type: array, items: {{type: integer}}}}
    """
    step, candidates = call("", operation, request=f"GET /v1/items/{value}")
    assert said(step, mismatches(step, candidates)) == found


@pytest.mark.parametrize(
    ("name", "rest", "found"),
    [
        ("X-Branch", "", ["missing@it: `GET /v1/items` requires the header `X-Branch`"]),
        ("X-Branch", "headers: {x-branch: a}", []),
        ("Authorization", "", []),
        ("X-On-Behalf-Of", "", []),
        ("X-On-Behalf-Of", "x_on_behalf_of: true", []),
        ("X-On-Behalf-Of", "x_on_behalf_of: '{{client_uid}}'", []),
        ("X-On-Behalf-Of", "x_on_behalf_of: false",
         ["missing@false: `GET /v1/items` requires the header `X-On-Behalf-Of`"]),
        ("X-On-Behalf-Of", "x_on_behalf_of: abc",
         ["invalid@abc: `X-On-Behalf-Of` should have at most 2 characters, and is `abc`"]),
    ],
)  # fmt: skip
def test_headers(name: str, rest: str, found: list[str]) -> None:
    """What the runner adds is never missed; what a step says of it is held to its word."""
    operation = f"""
    parameters:
      - {{name: {name}, in: header, required: true, schema: {{type: string, maxLength: 2}}}}
      - {{name: session, in: cookie, required: true, schema: {{type: string}}}}
    """
    step, candidates = call(rest, operation)
    assert said(step, mismatches(step, candidates)) == found


def test_strays() -> None:
    """A required query parameter that stands in the body is one, unless the body has it too."""
    step, candidates = call("body: {page: 2, note: x}", PAGED, request="POST /v1/items")
    assert strays(step, candidates) == {"page"}
    both = PAGED + (
        "requestBody: {content: {application/json: {schema: {properties: {page: {}}}}}}"
    )
    step, candidates = call("body: {page: 2}", both, request="POST /v1/items")
    assert strays(step, candidates) == set()
    assert said(step, mismatches(step, candidates)) == [
        "missing@it: `POST /v1/items` requires the query parameter `page`"
    ]
