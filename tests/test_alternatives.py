"""What a discriminator names is found under the name that it has, whatever is in that."""

from __future__ import annotations

import pytest

from schemas import cursor, node
from seedlint.alternatives import Tag, specialised, tags
from seedlint.shape import shape

BOOKS = {
    name: {"properties": {"kind": {"type": "string"}, key: {"type": "integer"}}}
    for name, key in (("v1.Book", "pages"), ("v1.Map", "scale"), ("a/b", "size"))
}
BASE = "#/components/schemas"


@pytest.mark.parametrize(
    ("mapping", "book", "map_"),
    [
        ("", "v1.Book", "v1.Map"),
        (f"map: v1.Map, book: '{BASE}/v1.Book'", "book", "map"),
        (f"map: '{BASE}/v1.Map'", "v1.Book", "map"),
    ],
)
def test_names_with_dots_tell_alternatives_apart(mapping: str, book: str, map_: str) -> None:
    [choice] = shape(
        [
            cursor(
                f"""
                oneOf: [{{$ref: '{BASE}/v1.Book'}}, {{$ref: '{BASE}/v1.Map'}}]
                discriminator: {{propertyName: kind, mapping: {{{mapping}}}}}
                """,
                BOOKS,
            )
        ]
    ).choices
    assert [tag.texts for tag in tags(choice)["kind"]] == [[book], [map_]]


def test_names_with_escapes_and_in_files() -> None:
    """RFC 6901, section 4; a file is known by its name without the ending."""
    [choice] = shape(
        [
            cursor(
                f"""
                oneOf: [{{$ref: '{BASE}/a~1b'}}, {{$ref: 'books/v1.Atlas.json'}}]
                discriminator: {{propertyName: kind}}
                """,
                BOOKS,
            )
        ]
    ).choices
    assert tags(choice)["kind"] == [Tag(["a/b"], ["a/b"]), Tag(["v1.Atlas"], ["v1.Atlas"])]


@pytest.mark.parametrize("target", ["v1.Map", f"{BASE}/v1.Map"])
def test_a_neighbour_with_a_dot_is_no_file(target: str) -> None:
    base = cursor(
        {"$ref": f"{BASE}/Base"},
        {
            **BOOKS,
            "Base": {
                "properties": {"kind": {"type": "string"}},
                "discriminator": {"propertyName": "kind", "mapping": {"map": target}},
            },
        },
    )
    found = specialised(node("{kind: map}"), shape([base]))
    assert set(found.properties) == {"kind", "scale"}
    assert base.document.specs.unresolved == {}
