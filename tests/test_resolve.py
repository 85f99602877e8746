"""From a path with templates in it to the operation that it calls, or to what is wrong with it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint import resolve
from seedlint.resolve import Resolver, plain, same_endpoint
from seedlint.seed import Endpoint, Part, read
from seedlint.settings import Settings
from seedlint.source import Source, Span
from seedlint.spec import Specs


def document(prefix: str, *operations: str) -> str:
    """A spec with some operations, each written as `GET /v1/loans`."""
    paths: dict[str, Any] = {}
    for operation in operations:
        method, _, path = operation.partition(" ")
        paths.setdefault(path, {})[method.lower()] = {"responses": {}}
    return json.dumps({"swagger": "2.0", "basePath": prefix, "paths": paths})


LENDING = document(
    "/lending",
    *("GET /v1/loans", "POST /v1/loans", "GET /v1/loans/{uid}", "POST /v1/loans/search"),
    *("POST /v1/loans/{uid}/renew", "GET /v1/loans/{uid}.{format}"),
)
FILES = {
    "swagger/lending/lending.json": LENDING,
    "swagger/archive/archive.json": document("/archive", "GET /v1/items", "GET /v1/items/{uid}"),
    "swagger/broken.json": '{"swagger": "2.0", "paths": {"/v1/fines": ',
    "swagger/part.json": '{"swagger": "2.0", "paths": {"/v1/holds/{uid}": {"$ref": "gone.json"}}}',
}


def resolver(
    swagger: str = "", endpoint: str = "GET /x", files: dict[str, str] = FILES
) -> Resolver:
    named = f"swagger: {swagger}\n" if swagger else ""
    text = f"---\nendpoint: {endpoint}\ndomain: lending\n{named}---\n"
    specs = Specs(tuple(files), lambda path: files[path].encode() if path in files else None)
    return Resolver(read(Source("seed.md", text), Settings()), specs)


def endpoint(method: str, path: str) -> Endpoint:
    return Endpoint(Part(method, Span(0, 0)), Part(path, Span(0, 0)))


@pytest.mark.parametrize(
    ("method", "path", "found"),
    [
        ("GET", "/lending/v1/loans", ["GET /lending/v1/loans"]),
        ("get", "/lending/v1/loans/", ["GET /lending/v1/loans"]),
        ("GET", "/lending/v1/loans?page={{page}}", ["GET /lending/v1/loans"]),
        ("GET", "/lending/v1/loans/{{uid}}", ["GET /lending/v1/loans/{uid}"]),
        ("GET", "/lending/v1/loans/{uid}", ["GET /lending/v1/loans/{uid}"]),
        ("GET", "/lending/v1/loans/a-{{uid}}", ["GET /lending/v1/loans/{uid}"]),
        ("GET", "/lending/v1/loans/{{ uid", ["GET /lending/v1/loans/{uid}"]),
        ("GET", "/lending/v1/loans/uid}}", ["GET /lending/v1/loans/{uid}"]),
        ("GET", "/lending/v1/loans/search", ["GET /lending/v1/loans/{uid}"]),
        ("POST", "/lending/v1/loans/search", ["POST /lending/v1/loans/search"]),
        ("GET", "/lending/v1/loans/{{uid}}.json", ["GET /lending/v1/loans/{uid}.{format}"]),
        ("POST", "/lending/v1/loans/{{uid | f: 1}}/renew", ["POST /lending/v1/loans/{uid}/renew"]),
    ],
)
def test_operations(method: str, path: str, found: list[str]) -> None:
    """The most literal path that has the method, whatever fills its parameters."""
    resolution = resolver().resolve(method, path)
    assert [operation.name for operation in resolution.operations] == found
    assert not resolution.other_methods


def test_the_named_spec_comes_first() -> None:
    """Two specs describe the operation, and the seed says which one it means."""
    files = {"a.json": LENDING, "b.json": LENDING}
    own = resolver("b.json", files=files).resolve("GET", "/lending/v1/loans")
    assert [operation.spec.path for operation in own.operations] == ["b.json"]
    neither = resolver(files=files).resolve("GET", "/lending/v1/loans")
    assert [operation.spec.path for operation in neither.operations] == ["a.json", "b.json"]


def test_another_method() -> None:
    """The path is there, and says what it can do."""
    resolution = resolver().resolve("DELETE", "/lending/v1/loans")
    assert [operation.method for operation in resolution.other_methods] == ["GET", "POST"]
    assert not resolution.operations
    assert not resolution.unknowable


def test_a_misspelt_word_fills_no_parameter() -> None:
    """`serch` fits `{uid}`, which has no POST; `search` is what has."""
    resolution = resolver().resolve("POST", "/lending/v1/loans/serch")
    assert not resolution.other_methods
    nearest = resolver().nearest("POST", "/lending/v1/loans/serch")
    assert nearest is not None
    assert nearest.name == "POST /lending/v1/loans/search"


@pytest.mark.parametrize(
    ("swagger", "path", "unknowable"),
    [
        ("swagger/lending/lending.json", "/lending/v1/readers", False),
        ("", "/lending/v1/readers", False),
        ("swagger/gone.json", "/lending/v1/readers", True),
        ("swagger/broken.json", "/lending/v1/readers", True),
        ("swagger/lending/lending.json", "{{anything}}/v1/readers", True),
        ("swagger/lending/lending.json", "https://example.org/v1/readers", True),
        ("swagger/lending/lending.json", "/{{anything}}/readers", True),
        ("swagger/lending/lending.json", "/lending/v1/fines", True),
        ("swagger/lending/lending.json", "/v1/holds/{{uid}}", True),
        ("swagger/lending/lending.json", "/v1/holds/{{uid}}/keep", False),
    ],
)
def test_unknowable(swagger: str, path: str, unknowable: bool) -> None:
    """What cannot be read may describe the path, and so may what the seed names in vain."""
    assert resolver(swagger).resolve("GET", path).unknowable is unknowable


def test_without_specs_nothing_is_known() -> None:
    """A project without specs has no unknown operations."""
    assert resolver(files={}).resolve("GET", "/lending/v1/loans").unknowable


@pytest.mark.parametrize(
    ("path", "mistake"),
    [
        ("/v1/loans", ("it lacks the prefix `/lending`", "/lending/v1/loans")),
        (
            "/lending/lending/v1/loans/{{uid}}",
            ("it has the prefix `/lending` twice", "/lending/v1/loans/{{uid}}"),
        ),
        (
            "/archive/lending/v1/loans?page=1",
            ("it has the prefix `/archive` too much", "/lending/v1/loans"),
        ),
        ("/lending/v1/lones", None),
    ],
)
def test_prefix_mistakes(path: str, mistake: tuple[str, str] | None) -> None:
    """What is said of the prefix, and the path with the right one."""
    assert resolver().prefix_mistake(path) == mistake


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/lending/v1/lones", "GET /lending/v1/loans"),
        ("POST", "/lending/v1/lones", "POST /lending/v1/loans"),
        ("POST", "/lending/v1/loans/{{uid}}/renw", "POST /lending/v1/loans/{uid}/renew"),
        ("GET", "/lending/loans/{{uid}}", "GET /lending/v1/loans/{uid}"),
        ("POST", "/v2/other/loans/search", "POST /lending/v1/loans/search"),
        ("GET", "/v2/other/loans/search", None),
        ("GET", "/catalogue/v1/titles", None),
    ],
)
def test_nearest(method: str, path: str, name: str | None) -> None:
    """With the method, if one path has it; only the end of a path is no reason without it."""
    nearest = resolver().nearest(method, path)
    assert (nearest.name if nearest else None) == name


def test_describing_puts_the_spec_first_that_a_seed_should_name() -> None:
    """No bundle, the folder of the domain, what else the seed calls, and the smaller one."""
    loans = document("/lending", "GET /v1/loans")
    files = {
        "a/bundle.json": document("", "GET /lending/v1/loans", "GET /archive/v1/items"),
        "a/loans.json": loans,
        "lending/loans.json": loans,
    }
    found = resolver(files=files).describing(endpoint("GET", "/lending/v1/loans"))
    assert [spec.path for spec in found] == ["lending/loans.json", "a/loans.json", "a/bundle.json"]


@pytest.mark.parametrize(
    ("swagger", "path"),
    [
        ("swagger/lending/lending.json", "swagger/lending/lending.json"),
        ("./swagger/archive/../lending/lending.json", "swagger/lending/lending.json"),
        ("/home/ada/library/swagger/lending/lending.json", "swagger/lending/lending.json"),
        ("../library/swagger/lending/lending.json", "swagger/lending/lending.json"),
        ("C:/library/swagger/lending/lending.json", "swagger/lending/lending.json"),
        ("/home/ada/nothing.json", None),
        ("swagger/nothing.json", "swagger/nothing.json"),
    ],
)
def test_own_path(swagger: str, path: str | None) -> None:
    """A path of another machine means the file at its end, if there is one."""
    assert resolver(swagger).own_path == path


@pytest.mark.parametrize(
    ("method", "path", "same"),
    [
        ("GET", "/lending/v1/loans/{{loan_uid}}", True),
        ("get", "/lending/v1/loans/12?page=1", True),
        ("GET", "/v1/loans/{{uid}}", True),
        ("GET", "/lending/v1/loans/{uid}/renew", False),
        ("POST", "/lending/v1/loans/{{uid}}", False),
        ("GET", "/archive/v1/loans/{{uid}}", False),
    ],
)
def test_same_endpoint(method: str, path: str, same: bool) -> None:
    """A step calls the endpoint whatever it puts in for the parameters."""
    assert same_endpoint(method, path, endpoint("GET", "/lending/v1/loans/{uid}")) is same


@given(st.text(alphabet="/{}ab?=. |", max_size=30))
def test_a_plain_path_has_no_braces_and_no_query(path: str) -> None:
    """Whatever is in braces may be anything, so that it fits every parameter."""
    found = plain(path)
    assert not set(found) & set("{}?")
    assert plain(found) == found


@given(st.text(alphabet="/{}abv1l", max_size=20), st.sampled_from(("GET", "POST", "TRACE", "")))
def test_no_path_is_too_strange(path: str, method: str) -> None:
    """A path that is found is not also unknown, and one that begins with anything is not judged."""
    resolution = resolver().resolve(method, path)
    assert not (resolution.operations and (resolution.other_methods or resolution.unknowable))
    resolver().nearest(method, path)
    resolver().prefix_mistake(path)


def test_what_is_remembered_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor asks about every path that is half typed, for days."""
    monkeypatch.setattr(resolve, "_MOST", 10)
    own = resolver()
    for number in range(50):
        path = f"/lending/v1/laons{number}"
        assert not own.resolve("GET", path).operations
        own.nearest("GET", path)
    specs = own._specs
    assert 0 < len(specs.resolutions) <= 10
    assert 0 < len(specs.nearest) <= 10
