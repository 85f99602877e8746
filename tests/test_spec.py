"""What the specs of a project say, however they say it; and that no file is read twice."""

from __future__ import annotations

import json
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linting import specs_of
from seedlint.pathtree import segments
from seedlint.settings import Settings
from seedlint.spec import Cursor, OperationTree, Specs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seedlint.spec import Operation, Spec

GET: dict[str, Any] = {"responses": {"200": {"description": "Fine."}}}


def get(**more: object) -> dict[str, Any]:
    return {**GET, **more}


def project(references: Mapping[str, str] | None = None, /, **files: object) -> Specs:
    """Specs of JSON files; `a` is `a.json`, and `b__c` is `b/c.json`."""
    texts = {
        f"{name.replace('__', '/')}.json": data if isinstance(data, str) else json.dumps(data)
        for name, data in files.items()
    }
    return specs_of(texts, Settings(references=references or {}))


def spec(data: object) -> Spec:
    found = project(api=data).spec("api.json")
    assert found is not None
    return found


def paths(spec: Spec) -> list[str]:
    return [operation.path for operation in spec.operations]


def only(spec: Spec) -> Operation:
    (operation,) = spec.operations
    return operation


def root(specs: Specs, path: str) -> Cursor:
    document = specs.document(path)
    assert document is not None
    return document.root


# Operations and their paths


@pytest.mark.parametrize(
    ("beginning", "found"),
    [
        ({}, ["/loans"]),
        ({"swagger": "2.0", "basePath": "/v1"}, ["/v1/loans"]),
        ({"swagger": "2.0", "basePath": "v1/"}, ["/v1/loans"]),
        ({"swagger": "2.0", "basePath": "/"}, ["/loans"]),
        ({"swagger": "2.0", "basePath": ""}, ["/loans"]),
        ({"swagger": "2.0", "basePath": 1}, ["/loans"]),
        ({"swagger": "2.0", "host": "example.org/v1"}, ["/loans"]),
        ({"servers": []}, ["/loans"]),
        ({"servers": {}}, ["/loans"]),
        ({"servers": None}, ["/loans"]),
        ({"servers": [{"url": "/"}]}, ["/loans"]),
        ({"servers": [{"url": 1}, {}, "x"]}, ["/loans"]),
        ({"servers": [{"url": "https://example.org"}]}, ["/loans"]),
        ({"servers": [{"url": "https://example.org/v1/"}]}, ["/v1/loans"]),
        ({"servers": [{"url": "//example.org:80/a/v1?x=/y#z"}]}, ["/a/v1/loans"]),
        ({"servers": [{"url": "v1"}]}, ["/v1/loans"]),
        (
            {"servers": [{"url": "https://a.org/v1"}, {"url": "https://b.org/v2"}]},
            ["/v1/loans", "/v2/loans"],
        ),
        (
            {"servers": [{"url": "https://a.org/v1"}, {"url": "https://b.org/v1"}]},
            ["/v1/loans"],
        ),
    ],
)
def test_the_prefix_is_part_of_the_path(beginning: dict[str, Any], found: list[str]) -> None:
    assert paths(spec({**beginning, "paths": {"/loans": {"get": GET}}})) == found


@pytest.mark.parametrize(
    ("url", "defaults", "prefix"),
    [
        ("https://{host}/{version}", {"host": "example.org", "version": "v1"}, "/v1"),
        ("https://example.org/v{version}", {"version": 2}, "/v2"),
        ("{scheme}://{host}:{port}/v1", {}, "/v1"),
        ("{scheme}://{host}/v1", {"scheme": "https", "host": "example.org"}, "/v1"),
        ("{base}/v1", {"base": "https://example.org/api"}, "/api/v1"),
        ("{base}/v1", {}, "/v1"),
        ("https://{example.org/v1", {}, "/v1"),
    ],
)
def test_server_variables_have_their_defaults(
    url: str, defaults: dict[str, object], prefix: str
) -> None:
    variables = {name: {"default": default} for name, default in defaults.items()}
    found = spec({"servers": [{"url": url, "variables": variables}]})
    assert found.prefixes == (prefix,)


@pytest.mark.parametrize(
    ("url", "variables", "prefixes"),
    [
        ("/{v}", {"v": {"default": "v2", "enum": ["v1", "v2", 3]}}, ("/v2", "/v1", "/3")),
        ("/{v}", {"v": {"enum": ["v1", "v2"]}}, ("/v1", "/v2")),
        ("/{v}/{v}", {"v": {"default": "a", "enum": ["b"]}}, ("/a/a", "/b/b")),
        (
            "https://example.org/{v}/{w}",
            {"v": {"default": "", "enum": ["", "a"]}, "w": {"default": "c", "enum": ["d"]}},
            ("/c", "/d", "/a/c", "/a/d"),
        ),
        ("https://{v}.org/{w}", {"v": {"enum": ["a", "b"]}, "w": {"enum": ["c"]}}, ("/c",)),
        ("{v}/a", {"v": {"enum": ["//x.org/b", "https://x.org/c"]}}, ("/b/a", "/c/a")),
        ("/{v}", {"v": {"default": "a", "enum": []}}, ("/a",)),
        ("/{v}", {"v": {"default": "a", "enum": [None, "b"]}}, ("/a",)),
        ("/{v}", {"v": {"default": "a", "enum": [str(n) for n in range(99)]}}, ("/a",)),
        ("/{v}", {"v": {"default": "a" * 1000}}, ("",)),
    ],
)
def test_server_variables_are_what_their_enum_lists(
    url: str, variables: dict[str, object], prefixes: tuple[str, ...]
) -> None:
    """OpenAPI 3.1, Server Variable Object; their default comes first."""
    servers = [{"url": url, "variables": variables}]
    assert spec({"servers": servers}).prefixes == prefixes


@pytest.mark.parametrize(
    ("url", "variable", "path", "hidden"),
    [
        ("/x/{v}", {"default": "a"}, "/x/b/loans", True),
        ("/x/{v}", {"default": "a"}, "/x/b/c/loans", True),
        ("/x/{v}", {"default": "a"}, "/x/b/loans/1", True),
        ("/x/{v}", {}, "/x/b/loans", True),
        ("/x/{v}", {"default": "a"}, "/x/b/readers", False),
        ("/x/{v}", {"default": "a"}, "/y/b/loans", False),
        ("/x/{v}", {"default": "a"}, "/x/a/loans", False),
        ("/x/{v}", {"enum": ["a"]}, "/x/b/loans", False),
        ("/v{v}.0/c", {"default": "1"}, "/v2.0/c/loans", True),
        ("/v{v}.0/c", {"default": "1"}, "/v2.0/d/loans", False),
        ("https://{v}/c", {"default": "example.org"}, "/x/c/loans", False),
        ("{v}/c", {"default": "https://example.org"}, "/x/c/loans", False),
        ("{v}/c", {"default": "/d"}, "/x/c/loans", True),
        ("/{v}", {"enum": [str(n) for n in range(99)]}, "/50/loans", True),
    ],
)
def test_below_a_server_that_may_be_anywhere_paths_are_unknown(
    url: str, variable: dict[str, object], path: str, hidden: bool
) -> None:
    servers = [{"url": url, "variables": {"v": variable}}]
    item = {"get": GET}
    paths = {"/loans": item, "/loans/{x}": item}
    for found in (
        {"servers": servers, "paths": paths},
        {"paths": {path: {**item, "servers": servers} for path in paths}},
        {"paths": {path: {"get": get(servers=servers)} for path in paths}},
    ):
        assert spec(found).may_hide(path) == hidden
        assert spec(found).hides or not hidden


def test_the_root_of_a_server_that_may_be_anywhere() -> None:
    servers = [{"url": "/x/{v}", "variables": {"v": {"default": "a"}}}]
    found = spec({"servers": servers, "paths": {"/": {"get": GET}}})
    assert [found.may_hide(path) for path in ("/x/a", "/x/b", "/y/b")] == [False, True, False]


def test_of_very_many_servers_not_all_are_told_apart() -> None:
    servers = [{"url": f"/{n}"} for n in range(1000)]
    found = spec({"servers": servers, "paths": {"/a": {"get": GET}}})
    assert len(found.operations) == 50
    assert found.may_hide("/999/a")
    assert not found.may_hide("/999/b")


def test_the_nearest_servers_count() -> None:
    """OpenAPI 3.1: those of an operation override those of its path, and these all others."""
    found = spec(
        {
            "servers": [{"url": "/root"}],
            "paths": {
                "/a": {"get": GET},
                "/b": {"servers": [{"url": "/path"}], "get": GET},
                "/c": {
                    "servers": [{"url": "/path"}],
                    "get": get(servers=[{"url": "/operation"}, {"url": "/other"}]),
                    "post": get(servers=[]),
                },
            },
        }
    )
    assert paths(found) == ["/root/a", "/path/b", "/operation/c", "/other/c", "/path/c"]


def test_only_methods_are_operations() -> None:
    found = spec(
        {
            "paths": {
                "/a": {"get": GET, "parameters": [], "x-get": GET, "GET": GET, "put": None},
                "x-b": {"get": GET},
                "c": {"get": GET},
                "/d": [GET],
                "/e": None,
            }
        }
    )
    assert [operation.name for operation in found.operations] == ["GET /a"]


@pytest.mark.parametrize(
    "data", ["", "[]", "1", "{", "\0", '{"paths": []}', '{"paths": {}}', "[" * 9999]
)
def test_what_is_no_spec_has_no_operations(data: str) -> None:
    found = spec(data)
    assert found.operations == ()
    assert found.prefixes == ("",)
    assert found.tree.find("/a") == []


def test_a_spec_in_yaml_is_one_in_json() -> None:
    files = {"api.yaml": "basePath: /v1\npaths:\n  /a:\n    get:\n      responses: {200: {}}\n"}
    found = specs_of(files, Settings()).spec("api.yaml")
    assert found is not None
    assert paths(found) == ["/v1/a"]
    assert only(found).declares(200)


# Which operation a path fits


def tree(*templates: str) -> OperationTree:
    return spec({"paths": {template: {"get": GET} for template in templates}}).tree


@pytest.mark.parametrize(
    ("templates", "path", "found"),
    [
        (["/a/{x}", "/a/b"], "/a/b", ["/a/b", "/a/{x}"]),
        (["/{x}/c", "/b/{y}"], "/b/c", ["/b/{y}", "/{x}/c"]),
        (
            ["/{x}", "/{x}.json", "/{x}-{y}.json"],
            "/1-2.json",
            ["/{x}-{y}.json", "/{x}.json", "/{x}"],
        ),
        (["/{x}.json"], "/.json", []),
        (["/{x}{y}"], "/1", ["/{x}{y}"]),
        (["/a{x}a"], "/aa", []),
        (["/a{x}a"], "/aaa", ["/a{x}a"]),
        (["/{x}a{y}ab"], "/1aab", []),
        (["/{x}a{y}ab"], "/1aaab", ["/{x}a{y}ab"]),
        (["/{x}aa{y}"], "/aaaa", ["/{x}aa{y}"]),
        (["/a/{x}"], "/a/", []),
        (["/a/{x}"], "/a", []),
        (["/a/{x}"], "/a/b/c", []),
        (["/a/{x}/"], "/a/b", ["/a/{x}/"]),
        (["/a"], "/a/", ["/a"]),
        (["/a"], "a", ["/a"]),
        (["/"], "/", ["/"]),
        (["/{x}"], "/", []),
        (["/A"], "/a", []),
        (["/a.c"], "/abc", []),
        (["/{x"], "/{x", ["/{x"]),
        (["/caf%C3%A9"], "/café", ["/caf%C3%A9"]),
        (["/caf%c3%a9/{x}.%7e"], "/caf%C3%A9/1.~", ["/caf%c3%a9/{x}.%7e"]),
        (["/größen"], "/gr%C3%B6%c3%9Fen", ["/größen"]),
        (["/%41"], "/A", ["/%41"]),
        (["/a%2fb"], "/a%2Fb", ["/a%2fb"]),
        (["/a%2Fb"], "/a/b", []),
        (["/%e9"], "/%E9", ["/%e9"]),
        (["/%e9"], "/é", []),
        (["/%7Bx%7D"], "/1", []),
        (["/{x}"], "/%00", ["/{x}"]),
    ],
)
def test_the_most_literal_path_comes_first(
    templates: list[str], path: str, found: list[str]
) -> None:
    """OpenAPI 3.1, Paths Object: concrete paths before templated ones, wherever they stand."""
    for order in (templates, templates[::-1]):
        matches = [*tree(*order).matches(segments(path))]
        assert [operation.path for group in matches for operation in group] == found
        assert [operation.path for operation in tree(*order).find(path)] == found[:1]


def test_templates_that_the_beginning_of_a_path_fits() -> None:
    found = tree("/a", "/a/{x}", "/a/b/c", "/a/b/c/d", "/b").matches(list("abc"), in_part=True)
    assert sorted(operation.path for each in found for operation in each) == [
        "/a",
        "/a/b/c",
        "/a/{x}",
    ]


def test_path_templates_that_are_alike_are_all_found() -> None:
    found = tree("/{a}/{b}", "/{c}/{d}").find("/1/2")
    assert [operation.path for operation in found] == ["/{a}/{b}", "/{c}/{d}"]


def test_a_method_is_looked_for_beyond_the_most_literal_path() -> None:
    found = spec({"paths": {"/a/b": {"get": GET}, "/a/{x}": {"get": GET, "put": GET}}}).tree
    assert [operation.path for operation in found.find("/a/b")] == ["/a/b"]
    assert [operation.path for operation in found.find_method("GET", "/a/b")] == ["/a/b"]
    assert [operation.path for operation in found.find_method("PUT", "/a/b")] == ["/a/{x}"]
    assert found.find_method("POST", "/a/b") == []


def test_long_paths_take_no_time_and_no_stack() -> None:
    start = process_time()
    template = "/" + "{x}-" * 200 + "."
    assert tree(template).find("/" + "-" * 20_000) == []
    assert tree("/{x}" * 5_000).find("/a" * 5_000)
    assert tree("/" + "{x}" * 5_000).find("/" + "a" * 5_000)
    assert tree("/" + "{" * 20_000).find("/" + "{" * 20_000)
    assert process_time() - start < 2


# References


def test_a_reference_is_followed_wherever_it_leads() -> None:
    specs = project(
        {"https://example.org/entities/": "entities/", "https://example.org/": "elsewhere/"},
        api={
            "local": {"$ref": "#/definitions/A~1b~0c/0"},
            "escaped": {"$ref": "#/definitions/A~1b~0c/0/%C3%A9%20x"},
            "other": {"$ref": "schemas/loan.json#/Loan"},
            "whole": {"$ref": "./schemas/../schemas/spaced%20name.json"},
            "root": {"$ref": "#"},
            "mapped": {"$ref": "https://example.org/entities/reader.json#/Reader"},
            "twice": {"$ref": "#/mapped"},
            "definitions": {"A/b~c": [{"é x": 1}]},
        },
        schemas__loan={"Loan": {"$ref": "#/Real"}, "Real": {"type": "object"}},
        entities__reader={"Reader": {"$ref": "../schemas/loan.json#/Real"}},
        **{"schemas__spaced name": {"title": "spaced"}},
    )
    api = root(specs, "api.json")

    def leads(name: str) -> tuple[str, object]:
        child = api.child(name)
        found = child.resolved() if child else None
        return (repr(found), found.data) if found else ("nowhere", None)

    assert leads("local") == ("Cursor(api.json#/definitions/A/b~c/0)", {"é x": 1})
    assert leads("escaped") == ("Cursor(api.json#/definitions/A/b~c/0/é x)", 1)
    assert leads("other") == ("Cursor(schemas/loan.json#/Real)", {"type": "object"})
    assert leads("whole") == ("Cursor(schemas/spaced name.json#/)", {"title": "spaced"})
    assert leads("root") == ("Cursor(api.json#/)", api.data)
    assert leads("mapped") == ("Cursor(schemas/loan.json#/Real)", {"type": "object"})
    assert leads("twice") == leads("mapped")
    assert specs.unresolved == {}


@pytest.mark.parametrize(
    "reference",
    [
        "#/nowhere",
        "#/list/2",
        "#/list/-1",
        "#/list/01",
        "#/list/-",
        "#/list/" + "9" * 5000,
        "#/list/٣",
        "#/list/0/x",
        "#anchor",
        "nowhere.json",
        "nowhere.json#/a",
        "broken.json",
        "broken.json#/a",
        "../../etc/passwd",
        "https://example.org/a.json",
        "//example.org/a.json",
        "urn:a:b",
        "file:///etc/passwd",
        "%00",
        "?",
        ".",
    ],
)
def test_a_reference_that_leads_nowhere_is_unknown(reference: str) -> None:
    """It is noted, with the place that it stands at."""
    specs = project(api={"a": {"$ref": reference}, "list": [0, 1]}, broken="{")
    cursor = root(specs, "api.json").child("a")
    assert cursor is not None
    assert cursor.resolved() is None
    assert cursor.child("x") is None
    assert specs.unresolved == {("api.json", reference): cursor}


def test_of_two_places_with_one_reference_the_same_is_noted() -> None:
    """Whichever seed is looked at first."""
    for order in ("ab", "ba"):
        specs = project(api={"a": {"$ref": "#/x"}, "b": {"$ref": "#/x"}})
        for name in order:
            child = root(specs, "api.json").child(name)
            assert child is not None
            assert child.resolved() is None
        (noted,) = specs.unresolved.values()
        assert noted.pointer == ("a",)


@pytest.mark.parametrize("target", ["#/a", "#/b", "api.json#/a", "#/c", "#/a/x"])
def test_references_in_a_circle_lead_nowhere(target: str) -> None:
    specs = project(api={"a": {"$ref": target}, "b": {"$ref": "#/a"}, "c": {"$ref": "#/b"}})
    cursor = root(specs, "api.json").child("a")
    assert cursor is not None
    assert cursor.resolved() is None
    assert cursor.child("x", "y") is None


def test_a_reference_that_is_no_string_is_none() -> None:
    cursor = root(project(api={"a": {"$ref": 1, "b": 2}}), "api.json").child("a")
    assert cursor is not None
    assert cursor.resolved() is cursor


def test_a_child_is_behind_the_references_on_its_way() -> None:
    """The last one is not followed, so that it can be shown."""
    specs = project(api={"a": {"$ref": "#/b"}, "b": {"c": {"$ref": "#/d"}}, "d": [{"e": 1}]})
    api = root(specs, "api.json")
    found = api.child("a", "c")
    assert found is not None
    assert (found.pointer, found.data) == (("b", "c"), {"$ref": "#/d"})
    below = api.child("a", "c", "0", "e")
    assert below is not None
    assert (below.pointer, below.data) == (("d", "0", "e"), 1)
    assert api.child("a", "c", "1") is None
    assert [key for key, _ in api.items()] == ["a", "b", "d"]
    assert [key for key, _ in root(specs, "api.json").child("d").items()] == ["0"]  # type: ignore[union-attr]


def test_a_path_item_may_be_behind_a_reference() -> None:
    specs = project(
        api={"paths": {"/a": {"$ref": "paths.json#/~1a"}, "/b": {"$ref": "#/nowhere"}}},
        paths={
            "/a": {"parameters": [{"name": "x", "in": "query"}], "get": {"$ref": "#/get"}},
            "get": GET,
        },
    )
    found = specs.spec("api.json")
    assert found is not None
    operation = only(found)
    assert operation.name == "GET /a"
    assert [parameter.name for parameter in operation.parameters] == ["x"]


def test_what_stands_beside_the_reference_of_a_path_item_is_laid_over_it() -> None:
    """OpenAPI 3.1, Path Item Object: what is undefined is only what a field in both means."""
    x, y = ([{"name": name, "in": "query"}] for name in "xy")
    data = {
        "paths": {
            "/a": {"$ref": "paths.json#/a", "post": GET, "parameters": y},
            "/b": {"$ref": "#/paths/~1a", "put": GET, "servers": [{"url": "/v1"}]},
            "/c": {"$ref": "paths.json#/c", "get": GET, "parameters": y},
            "/d": {"$ref": "paths.json#/nowhere", "get": get(parameters=y)},
        }
    }
    found = project(api=data, paths={"a": {"get": GET}, "c": {"get": GET, "parameters": x}})
    api = found.spec("api.json")
    assert api is not None

    def told(path: str) -> list[tuple[str, str, list[str], bool]]:
        return [
            (
                operation.name,
                repr(operation.cursor),
                [parameter.name for parameter in operation.parameters],
                operation.unknown_parameters,
            )
            for operation in api.operations
            if operation.path.endswith(path)
        ]

    assert told("/a") == [
        ("GET /a", "Cursor(paths.json#/a/get)", ["y"], False),
        ("POST /a", "Cursor(api.json#/paths//a/post)", ["y"], False),
    ]
    assert [name for name, *_ in told("/b")] == ["GET /v1/b", "PUT /v1/b", "POST /v1/b"]
    assert told("/c") == [
        ("GET /c", "Cursor(api.json#/paths//c/get)", [], True),
        ("GET /c", "Cursor(paths.json#/c/get)", [], True),
    ]
    assert told("/d") == [("GET /d", "Cursor(api.json#/paths//d/get)", ["y"], True)]
    assert [api.may_hide(path) for path in ("/a", "/d")] == [False, True]
    assert list(found.unresolved) == [("api.json", "paths.json#/nowhere")]


RESOURCES = {
    "openapi": "3.1.0",
    "num": {"$anchor": "num"},
    "old": {"$id": "#old"},
    "own": {
        "$id": "https://example.org/own.json",
        "a": {"$ref": "#/b"},
        "b": 1,
        "nowhere": {"$ref": "#/num"},
        "beside": {"$ref": "other.json"},
        "plain": {"$ref": "#c"},
    },
    "to_num": {"$ref": "#num"},
    "to_old": {"$ref": "#old"},
    "to_own": {"$ref": "https://example.org/own.json#/b"},
    "into_own": {"$ref": "#/own/a"},
    "typo": {"$ref": "#nmu"},
    "no_slash": {"$ref": "#own/b"},
}


def test_a_schema_may_have_a_name_of_its_own() -> None:
    """JSON Schema 2020-12, section 8.2: what is not followed is unknown, and not lost."""
    specs = project(api=RESOURCES, other={})
    api = root(specs, "api.json")
    found = {}
    for name in ("own/a", "own/nowhere", "own/beside", "own/plain", *list(RESOURCES)[4:]):
        cursor = api.child(*name.split("/"))
        assert cursor is not None
        found[name] = repr(cursor.resolved())
    known = {name: where for name, where in found.items() if where != "None"}
    assert known == {"own/a": "Cursor(api.json#/own/b)", "into_own": "Cursor(api.json#/own/b)"}
    assert sorted(reference for _, reference in specs.unresolved) == ["#nmu", "#own/b"]


@pytest.mark.parametrize("version", [{"openapi": "3.0.3"}, {"swagger": "2.0"}])
def test_a_schema_of_openapi_3_0_has_no_name_of_its_own(version: dict[str, str]) -> None:
    specs = project(api={**RESOURCES, "openapi": "3.0.3", **version})
    api = root(specs, "api.json")
    for keys in (("own", "nowhere"), ("to_num",)):
        cursor = api.child(*keys)
        assert cursor is not None
        cursor.resolved()
    assert list(specs.unresolved) == [("api.json", "#num")]


def test_a_place_is_shown_in_its_file() -> None:
    specs = project(api={"a": {"$ref": "b.json#/x/1"}}, b={"x": [0, {"y": 2}]})
    cursor = root(specs, "api.json").child("a", "y")
    assert cursor is not None
    located = cursor.locate()
    assert located is not None
    source, span = located
    assert (source.path, span.of(source.text)) == ("b.json", '"y"')
    assert Cursor(cursor.document, ("nowhere",), None).locate() is None


# What an operation takes and gives


def test_parameters_of_the_operation_override_those_of_its_path() -> None:
    shared = [
        {"name": "a", "in": "query", "required": True, "type": "string"},
        {"name": "a", "in": "header", "schema": {"type": "integer"}},
        {"name": "b", "in": "path"},
        {"$ref": "#/parameters/Page"},
    ]
    own = [{"name": "a", "in": "query", "content": {"application/json": {"schema": {}}}}]
    odd = [None, {"name": "c"}, {"in": "query"}, {"name": 1, "in": "query"}, {"$ref": "#/x"}]
    operation = only(
        spec(
            {
                "paths": {"/{b}": {"parameters": shared, "get": get(parameters=[*own, *odd])}},
                "parameters": {"Page": {"name": "page[size]", "in": "query", "type": "integer"}},
            }
        )
    )
    found = {(p.name, p.location): p for p in operation.parameters}
    assert list(found) == [("a", "query"), ("a", "header"), ("b", "path"), ("page[size]", "query")]
    assert [p.required for p in found.values()] == [False, False, True, False]
    schemas = [p.schema.pointer[-1] if p.schema else None for p in found.values()]
    assert schemas == ["schema", "schema", None, "Page"]
    assert found["page[size]", "query"].base == "page"
    assert operation.unknown_parameters


def test_parameters_that_are_all_there_are_known() -> None:
    assert not only(spec({"paths": {"/a": {"get": get(parameters=[{}])}}})).unknown_parameters


def test_the_body_of_swagger_2() -> None:
    body = {"name": "body", "in": "body", "required": True, "schema": {"type": "object"}}
    operation = only(
        spec(
            {
                "consumes": ["application/xml", 1],
                "paths": {"/a": {"parameters": [body], "post": GET}},
            }
        )
    )
    assert operation.body is not None
    assert operation.body.required
    assert list(operation.body.content) == ["application/xml"]
    assert operation.parameters == ()
    assert operation.form == ()
    schema = operation.body.schema("json", "xml")
    assert schema is not None
    assert schema.data == {"type": "object"}
    assert operation.body.schema("json") is None


def test_the_form_of_swagger_2() -> None:
    fields = [
        {"name": "scan", "in": "formData", "type": "file", "required": True},
        {"name": "side", "in": "formData", "type": "string"},
    ]
    post = get(parameters=fields, consumes=["multipart/form-data"])
    operation = only(spec({"consumes": ["application/json"], "paths": {"/a": {"post": post}}}))
    assert operation.body is None
    assert operation.consumes == ("multipart/form-data",)
    assert [(field.name, field.required) for field in operation.form] == [
        ("scan", True), ("side", False),
    ]  # fmt: skip


def test_the_body_of_openapi_3() -> None:
    content = {"application/xml": {}, "application/vnd.loan+JSON": {"schema": {"$ref": "#/Loan"}}}
    bodies = {"Loan": {"required": True, "content": content}}
    operation = only(
        spec(
            {"bodies": bodies, "paths": {"/a": {"put": {"requestBody": {"$ref": "#/bodies/Loan"}}}}}
        )
    )
    assert operation.body is not None
    assert operation.body.required
    assert list(operation.body.content) == list(content)
    schema = operation.body.schema("json")
    assert schema is not None
    assert schema.data == {"$ref": "#/Loan"}
    assert schema.resolved() is None


@pytest.mark.parametrize(
    ("declared", "required", "content"),
    [
        ({"$ref": "#/nowhere"}, False, []),
        ({}, False, []),
        (None, False, []),
        ({"required": "yes", "content": []}, False, []),
        ({"content": {"application/json": None}}, False, ["application/json"]),
    ],
)
def test_an_odd_body_is_a_body(declared: object, required: bool, content: list[str]) -> None:
    body = only(spec({"paths": {"/a": {"put": {"requestBody": declared}}}})).body
    assert body is not None
    assert (body.required, list(body.content)) == (required, content)
    assert body.schema("json") is None


def test_no_body() -> None:
    assert only(spec({"paths": {"/a": {"get": GET}}})).body is None


def test_responses_hold_for_their_status_their_range_or_by_default() -> None:
    declared: dict[str, Any] = {"201": {"a": 1}, "4XX": {"$ref": "#/r"}, "5xx": {}, "x-y": {}}
    data = {"r": {"b": 2}, "paths": {"/a": {"get": {"responses": declared}}}}
    operation = only(spec(data))
    assert list(operation.responses) == ["201", "4XX", "5xx"]
    declares = [operation.declares(status) for status in (200, 201, 404, 500)]
    assert declares == [False, True, True, True]
    response = operation.response(404)
    assert response is not None
    assert response.data == {"b": 2}
    assert operation.response(200) is None
    declared["default"] = {}
    assert only(spec(data)).declares(200)


@pytest.mark.parametrize(
    ("declared", "found"),
    [
        ({"$ref": "#/shared"}, ["200", "404"]),
        ({"$ref": "#/shared", "404": {"b": 1}, "409": {}}, ["200", "404", "409"]),
        ({"$ref": "#/nowhere", "404": {}}, []),
        ({"$ref": 1, "404": {}}, ["404"]),
    ],
)
def test_responses_behind_a_reference(declared: object, found: list[str]) -> None:
    data = {
        "shared": {"200": {}, "404": {"a": 1}},
        "paths": {"/a": {"get": {"responses": declared}}},
    }
    operation = only(spec(data))
    assert list(operation.responses) == found
    response = operation.response(404)
    assert response is None or response.data != {"a": 1} or declared == {"$ref": "#/shared"}


def test_parameters_behind_a_reference() -> None:
    listed = [{"name": "x", "in": "query"}]
    paths = {f"/{at}": {"get": {"parameters": {"$ref": f"#/{at}"}}} for at in "ab"}
    a, b = spec({"a": listed, "paths": paths}).operations
    assert [parameter.name for parameter in a.parameters] == ["x"]
    assert (a.unknown_parameters, b.unknown_parameters) == (False, True)


# Files


class Files:
    """A project's files, and how often each of them was read."""

    def __init__(self, **files: object) -> None:
        self.files = {f"{name}.json": json.dumps(data) for name, data in files.items()}
        self.read: list[str] = []
        self.specs = Specs(("b.json", "a.json", "gone.json"), self._read, shown="./{}".format)

    def _read(self, path: str) -> bytes | None:
        self.read.append(path)
        return self.files[path].encode() if path in self.files else None


pieces = st.sampled_from(("a", "b", "{x}", "b{x}", "", "é"))
templates_ = st.lists(pieces, min_size=1, max_size=3).map(lambda found: "/" + "/".join(found))
described = st.fixed_dictionaries(
    {"paths": st.dictionaries(templates_, st.sampled_from(("get", "put")).map(lambda m: {m: GET}))},
    optional={"basePath": st.sampled_from(("/", "/a", "/b/a/", "/{x}"))},
)


@given(
    st.lists(described, min_size=1, max_size=4),
    st.lists(st.lists(pieces, max_size=4).map("/".join), min_size=1, max_size=4),
    st.booleans(),
)
def test_to_read_few_specs_finds_what_reading_all_does(
    found: list[dict[str, Any]], asked: list[str], ascii_only: bool
) -> None:
    """A spec is read only where it may describe a path, whatever is asked first."""
    texts = {f"{n}.json": json.dumps(each, ensure_ascii=ascii_only) for n, each in enumerate(found)}
    texts["slash.json"] = r'{"paths": {"\/a\/b": {"get": {}}, "\u002fb": {"put": {}}}}'
    specs = specs_of(texts, Settings())
    tree = OperationTree()
    for operation in specs_of(texts, Settings()).operations:
        tree.add(operation.path, operation)

    def named(operations: list[Operation]) -> list[str]:
        return [f"{operation.name} of {operation.spec.path}" for operation in operations]

    for path in asked:
        assert named(specs.find(path)) == named(tree.find(path))
        for method in ("GET", "PUT"):
            wanted = tree.find_method(method, path)
            assert named(specs.find_method(method, path)) == named(wanted)


def test_only_a_spec_that_may_describe_a_path_is_taken_apart() -> None:
    """The bytes of the others are looked at, and no more."""
    specs = project(a={"paths": {"/a": {"get": GET}}}, b={"paths": {"/b/{x}": {"get": GET}}})
    assert [operation.name for operation in specs.find("/v1/b/1")] == []
    assert [document.path for document in specs.documents] == ["b.json"]


def test_a_file_is_read_once_and_only_when_asked_for() -> None:
    """A clean run over one seed reads one spec, and what that spec refers to."""
    files = Files(
        a={"paths": {"/a": {"$ref": "c.json#/a"}}},
        b={"paths": {"/b": {"get": GET}}},
        c={"a": {"get": GET}},
    )
    assert files.read == []
    own = files.specs.spec("./a.json")
    assert own is not None
    assert files.specs.spec("x/../a.json") is own
    assert files.read == ["a.json"]
    assert paths(own) == ["/a"]
    assert files.read == ["a.json", "c.json"]
    assert [operation.path for operation in files.specs.operations] == ["/a", "/b"]
    assert files.specs.find("/b")
    assert files.specs.spec("nowhere.json") is None
    assert not files.specs.exists("nowhere.json")
    assert files.specs.document("c.json") is not None
    assert files.read == ["a.json", "c.json", "b.json", "gone.json", "nowhere.json"]
    assert [spec.path for spec in files.specs.all()] == ["a.json", "b.json"]
    assert [document.path for document in files.specs.documents] == ["a.json", "b.json", "c.json"]
    assert own.document.source.path == "./a.json"


@pytest.mark.parametrize(
    ("content", "problem", "place"),
    [
        (b"", "empty", (0, 0)),
        (b" \n", "empty", (0, 0)),
        (b"[1]", "not a JSON object", (0, 1)),
        (b'{"a": \xff}', "not UTF-8", (6, 7)),
        (b'{"a": 1,\n "b" 2}\n', "not JSON: ", (14, 15)),
        (b'{"a": 1\n', "not JSON: ", (6, 7)),
        (b'\xef\xbb\xbf{"a": 1', "not JSON: ", (6, 7)),
        (b"[" * 100_000, "nested too deep to be read", (0, 0)),
        (b"9" * 5_000, "not JSON that can be read: ", (0, 0)),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    content: bytes, problem: str, place: tuple[int, int]
) -> None:
    document = Specs(["a.json"], lambda path: content).document("a.json")
    assert document is not None
    assert (document.data, document.span) == (None, place)
    assert document.problem is not None
    assert document.problem.startswith(problem)
