"""What is told of specs by their bytes leaves out nothing that decoding them would have shown."""

from __future__ import annotations

import json
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linting import specs_of
from seedlint.outline import Outline
from seedlint.pathtree import segments
from seedlint.resolve import Resolver
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedlint.spec import Spec, Specs

GET: dict[str, Any] = {"responses": {"200": {"description": "Fine."}}}

V: dict[str, Any] = {"default": "v1", "enum": ["v1", "loans"]}

words = st.sampled_from(
    ("loans", "laons", "items", "itmes", "v1", "{x}", "{x}.json", "é", "", "%C3%A9")
)
templates = st.lists(words, min_size=1, max_size=4).map(lambda found: "/" + "/".join(found))
urls = st.sampled_from(
    ("/", "/v1", "https://example.com/v1/loans/", "{host}/é", "/{x}", "/{v}", "a\\b")
)
servers = st.lists(
    st.fixed_dictionaries(
        {"url": urls},
        optional={
            "variables": st.just({"host": {"default": "//h/v1", "enum": ["a", "b"]}, "v": V})
        },
    ),
    max_size=2,
)
items = st.one_of(
    st.dictionaries(st.sampled_from(("get", "put")), st.just(GET), max_size=2),
    st.fixed_dictionaries({"get": st.fixed_dictionaries({"servers": servers})}),
    st.sampled_from(({"$ref": "#/nowhere"}, {"$ref": "gone.json#/a"}, {"$ref": "#/shared"})),
    st.sampled_from(({"$ref": "#/nowhere", "put": GET}, {"$ref": "#/shared", "put": GET})),
)
described = st.fixed_dictionaries(
    {"shared": st.just({"get": GET}), "paths": st.dictionaries(templates, items, max_size=4)},
    optional={"basePath": urls, "servers": servers, "example": st.just({"basePath": "/v9"})},
)
written = st.one_of(
    st.builds(
        lambda data, ascii_only: json.dumps(data, ensure_ascii=ascii_only), described, st.booleans()
    ),
    st.builds(lambda data: json.dumps(data, indent=1).replace("/", "\\/"), described),
    st.builds(lambda data, cut: json.dumps(data)[:cut], described, st.integers(1, 200)),
)
projects = st.lists(written, min_size=1, max_size=3)
asked = st.lists(templates.map(lambda path: path.replace("{x}", "{{x}}")), min_size=1, max_size=4)


def project(texts: list[str]) -> Specs:
    """Some specs, and one of them again as YAML, of which nothing is known in advance."""
    names = ("a.json", "b.json", "c.json")
    files = dict(zip(names, texts, strict=False))
    return specs_of({**files, "d.yaml": files["a.json"]}, Settings())


def decoded(specs: Specs) -> list[Spec]:
    return [spec for spec in map(specs.spec, specs.files) if spec is not None]


def told(specs: Specs, paths: Iterable[str]) -> list[object]:
    """All that a resolver can say of some paths."""
    seed = read(Source("seed.md", "---\nendpoint: GET /v1/loans\n---\n"), Settings())
    resolver = Resolver(seed, specs)
    found: list[object] = []
    for path in paths:
        for method in ("GET", "DELETE"):
            resolution = resolver.resolve(method, path)
            found.append(list(map(repr, resolution.operations)))
            found.append(list(map(repr, resolution.other_methods)))
            found.append(resolution.unknowable)
            found.append(resolver.prefix_mistake(path))
            found.append(repr(resolver.nearest(method, path)))
            found.append(resolver.relatives(method, path))
    return found


@given(projects, asked)
def test_it_makes_no_difference_which_specs_are_decoded(texts: list[str], paths: list[str]) -> None:
    """What is said of a path is the same where all specs have been decoded before."""
    few, all_ = project(texts), project(texts)
    every = {spec.path: [*spec.by_path] for spec in decoded(all_)}
    all_.__dict__["templates"] = {
        template: [file for file, listed in every.items() if template in listed]
        for template in dict.fromkeys(each for listed in every.values() for each in listed)
    }
    assert told(few, paths) == told(all_, paths)


@given(projects, templates)
def test_an_outline_promises_no_less_than_there_is(texts: list[str], path: str) -> None:
    """A spec that has a prefix or hides a path is one of those that are looked at for it."""
    specs, wanted = project(texts), decoded(project(texts))
    for spec in wanted:
        for prefix in filter(None, spec.prefixes):
            assert spec.path in specs.prefixes[prefix]
        for template in spec.by_path:
            assert spec.path in specs.outline.fitting(template)
    path = path.replace("{x}", "\0")
    assert specs.may_hide(path) == any(spec.may_hide(path) for spec in wanted)


@pytest.mark.parametrize(
    ("text", "prefixes"),
    [
        ('{"basePath": "/v1"}', {"/v1"}),
        ('{"basePath"\n:\t"/v1/?a"}', {"/v1"}),
        (r'{"basePath": "\/v\u0031"}', {"/v1"}),
        ('{"servers": [{"url": "https://example.com/v1/"}]}', {"/v1"}),
        (
            '{"servers": [{"url": "/v1"}], "paths": {"/a": {"servers": [{"url": "v2"}]}}}',
            {"/v1", "/v2"},
        ),
        ('{"basePath": "/"}', {""}),
        ('{"basePath": 1, "servers": []}', set()),
        ('{"basePath": "/v1", "basePath": "/v2"', {"/v1", "/v2"}),
        ('{"servers": {"a": {"url": "/v1"}}}', {None}),
        ('{"servers": [{"url": "/{a}", "variables": {"a": {"enum": ["v1"]}}}]}', {None}),
        ('{"servers": [{"url": "\\q"}]}', {None}),
        ('{"basePath": "\\"}', {None}),
        ("{" + ",".join(f'"basePath": "/v{n}"' for n in range(60)) + "}", {None}),
    ],
)
def test_what_may_stand_before_the_paths(text: str, prefixes: set[str | None]) -> None:
    assert set(Outline({"a.json": text.encode()}).prefixes) == prefixes


def test_what_is_no_utf_8_is_outlined_too() -> None:
    outline = Outline({"a": b'{"/v1/\xe9": {}, "/v1/loans": {}}'})
    assert outline.fitting("/v1/loans") == {"a"}
    assert outline.naming("\udce9", ["a"]) == []


def test_the_files_that_name_a_segment() -> None:
    files = {
        "a": b'{"/v1/loans": 1}',
        "b": b'{"\\/v1\\/loans": 1}',
        "c": b'{"loans": 1}',
        "d": None,
    }
    assert Outline(files).naming("loans", files) == ["a", "b", "d"]
    assert Outline(files).naming("loans", ["b", "c"]) == ["b"]


def test_keys_with_escapes_have_to_be_decoded() -> None:
    files = {
        "a": rb'{"\u002fa": 1}',
        "b": rb'{"/a": "/b", "c": "/\"d"}',
        "c": b'{"/": 1}',
        "d": None,
        "e": rb'{"/a\"b": 1}',
        "f": rb'{"\/a\"b": 1}',
        "g": rb'{"/%b": 1}' % (rb"\n" * 30),
        "h": rb'{"/a\\": 1}',
    }
    outline = Outline(files)
    assert outline.opaque == {"a", "c", "d", "e", "f", "g", "h"}
    assert outline.templates == {"/a": ["b"]}


def test_only_what_may_be_meant_is_decoded() -> None:
    """To say what is wrong with a path, the specs that have nothing like it are left alone."""
    paths = {"a": "/v1/loans", "b": "/v1/items/{x}/pages", "c": "/v2/items"}
    texts = [
        json.dumps({"basePath": "/lib", "paths": {path: {"get": GET}}}) for path in paths.values()
    ]
    specs = specs_of(dict(zip(("a.json", "b.json", "c.json"), texts, strict=True)), Settings())
    resolver = Resolver(read(Source("seed.md", ""), Settings()), specs)
    resolution = resolver.resolve("GET", "/lib/v1/laons")
    assert not resolution.operations
    assert not resolution.unknowable
    assert (
        repr(resolver.nearest("GET", "/lib/v1/laons")) == "Operation(GET /lib/v1/loans in a.json)"
    )
    assert resolver.prefix_mistake("/v2/items") == ("it lacks the prefix `/lib`", "/lib/v2/items")
    assert [document.path for document in specs.documents] == ["a.json", "c.json"]


def test_the_time_that_an_outline_takes_is_in_proportion() -> None:
    """Neither many keys nor strings that never end cost more than their length."""
    for text in (
        b'"/' * 300_000,
        b'"servers": [' * 50_000,
        b'"basePath": "' * 50_000,
        b'"/a":' * 100_000,
        b'"/' + b'\\"/' * 200_000,
        b'"\\/' + b'\\"\\/' * 200_000,
    ):
        start = process_time()
        outline = Outline({"a.json": text})
        assert len(outline.prefixes) < 60
        outline.fitting("/a/b")
        assert process_time() - start < 1


def test_a_template_is_found_from_its_end() -> None:
    outline = Outline({"a.json": b'{"/loans/{x}": 1}', "b.json": b'{"/v1/loans/{x}": 1}'})
    assert outline.fitting("/v1/loans/1") == {"a.json", "b.json"}
    assert outline.fitting("/loans/1") == {"a.json"}
    assert segments("/v1/loans/1/") == ["v1", "loans", "1"]
