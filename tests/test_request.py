"""The body that a step sends, against what its operations take."""

from __future__ import annotations

import pytest

from calls import call, said
from seedlint.request import (
    Encoding,
    accepted,
    body_mismatches,
    encoding,
    lacks_body,
    required_properties,
    unexpected_body,
)

POST = "POST /v1/items"


def takes(schema: str, media: str = "application/json", required: bool = True) -> str:
    """An operation with a body."""
    return f"""
    requestBody:
      required: {str(required).lower()}
      content:
        {media}: {{schema: {schema}}}
    """


NAMED = takes("{type: object, required: [name], properties: {name: {type: string}}}")
FORM = takes(
    "{type: object, required: [scan], properties: {scan: {type: object, properties: "
    "{side: {enum: [front]}, dpi: {type: integer}}}, 'flat[a]': {type: string}}}",
    "multipart/form-data",
)
SWAGGER_FORM = """
parameters:
  - {name: side, in: formData, required: true, type: string, enum: [front]}
  - {name: file, in: formData, type: file}
"""
NOTHING = "summary: nothing"
UNKNOWN = "requestBody: {$ref: '#/gone'}"


@pytest.mark.parametrize(
    ("rest", "how"),
    [
        ("", Encoding.JSON),
        ("body: {a: 1}", Encoding.JSON),
        ("content_type: application/vnd.library+json", Encoding.JSON),
        ("content_type: multipart", Encoding.FORM),
        ("content_type: form", Encoding.FORM),
        ("content_type: application/x-www-form-urlencoded", Encoding.FORM),
        ("form_fields: {a: 1}", Encoding.FORM),
        ("file_fields: [{field_name: a, file_path: b}]", Encoding.FORM),
        ("body: {a: 1}\nform_fields: {a: 1}", Encoding.JSON),
        ("content_type: text/csv", Encoding.OTHER),
    ],
)
def test_how_a_step_encodes(rest: str, how: Encoding) -> None:
    """What a step says, or else what it gives."""
    step, _ = call(rest, request=POST)
    assert encoding(step) is how


@pytest.mark.parametrize(
    ("operation", "swagger", "how"),
    [
        (NOTHING, False, set()),
        (UNKNOWN, False, None),
        ("parameters:\n  - {$ref: '#/gone'}", False, None),
        (NAMED, False, {Encoding.JSON}),
        (FORM, False, {Encoding.FORM}),
        (takes("{}", "'*/*'"), False, set(Encoding)),
        (takes("{}", "application/merge-patch+json"), False, {Encoding.JSON}),
        (takes("{}", "text/csv"), False, {Encoding.OTHER}),
        (SWAGGER_FORM, True, {Encoding.FORM}),
        ("parameters:\n  - {name: body, in: body, schema: {}}", True, {Encoding.JSON}),
    ],
)
def test_how_an_operation_is_to_be_sent(
    operation: str, swagger: bool, how: set[Encoding] | None
) -> None:
    """By its content types; what nobody knows is None."""
    _, (candidate,) = call("", operation, request=POST, swagger=swagger)
    assert accepted(candidate) == how


@pytest.mark.parametrize(
    ("rest", "operations", "found"),
    [
        ("body: {}", [NAMED], ["missing@body: the body lacks the required `name`"]),
        ("body: {}", [NAMED, NOTHING], []),
        ("body: {}", [NAMED, takes("{required: [title]}")], []),
        ("body: {}", [NAMED, takes("{required: [name, title]}")],
         ["missing@body: the body lacks the required `name`"]),
        ("body:", [NAMED], []),
        ("", [NAMED], []),
        ("body: '{{x}}'", [NAMED], []),
        ("body: [1]", [NAMED], ["invalid@[1]: the body should be an object, and is a list"]),
        ("body: {a: 1}", [FORM], []),
        ("body: {}\nparams: {name: x}", [NAMED], []),
        ("content_type: text/csv\nbody: {}", [NAMED], []),
        ("content_type: multipart\nbody: {}", [NAMED], []),
        ("form_fields: {'scan[sied]': front, 'flat[a]': x}", [FORM],
         ["unknown@sied: `sied` is no property of `scan`; did you mean `side`?"]),
        ("form_fields: {'scan[dpi]': '600', 'scan[side]': back}", [FORM],
         ["invalid@back: `side` should be `front`, and is `back`"]),
        ("form_fields: {'flat[a]': x}", [FORM],
         ["missing@form_fields: the form lacks the required `scan`"]),
        ("file_fields: [{field_name: 'flat[b]', file_path: x}, {field_name: scan}, 1]", [FORM],
         ["unknown@'flat[b]': `flat[b]` is no property of the form; "
          "did you mean `flat[a]`?"]),
    ],
)  # fmt: skip
def test_bodies(rest: str, operations: list[str], found: list[str]) -> None:
    """Only what is sent, and sent as the operation takes it, is looked at; all have to agree."""
    step, candidates = call(rest, *operations, request=POST)
    assert said(step, body_mismatches(step, candidates)) == found


def media(**schemas: str) -> str:
    """An operation with a body of several media types, by their short names."""
    names = {"patch": "application/json-patch+json", "json": "application/json", "any": "'*/*'"}
    names |= {"merge": "application/merge-patch+json", "multipart": "multipart/form-data"}
    names |= {"urlencoded": "application/x-www-form-urlencoded", "image": "'image/*'"}
    content = "".join(f"    {names[key]}: {{schema: {each}}}\n" for key, each in schemas.items())
    return f"requestBody:\n  content:\n{content}"


LIST = "{type: array}"
OBJECT = "{type: object, required: [name], properties: {name: {type: string}}}"
OTHER = "{type: object, required: [title], properties: {title: {type: string}}}"
NO_LIST = "invalid@{}: the body should be a list, and is an empty object"
NAMELESS = "missing@body: the body lacks the required `name`"


@pytest.mark.parametrize(
    ("rest", "operation", "found"),
    [
        ("body: {name: x}", media(patch=LIST, json=OBJECT), []),
        ("body: {x: 1}", media(patch=LIST, json="{type: object}"), []),
        ("body: {}", media(patch=LIST, json=OBJECT), [NAMELESS]),
        ("body: {}", media(any=LIST, json=OBJECT), [NAMELESS]),
        ("body: {}", media(image=LIST), []),
        ("body: {}", media(patch=LIST, merge=OBJECT), []),
        ("body: {}", media(patch=LIST, merge=LIST), [NO_LIST]),
        ("body: {}", media(patch=LIST), [NO_LIST]),
        ("content_type: Application/Json; charset=utf-8\nbody: {name: x}",
         media(patch=LIST, json=OBJECT), []),
        ("content_type: application/json-patch+json\nbody: {}",
         media(json=OBJECT, patch=LIST), [NO_LIST]),
        ("content_type: application/vnd.library+json\nbody: {}",
         media(json=OBJECT, patch=LIST), []),
        ("content_type: application/x-www-form-urlencoded\nform_fields: {name: x}",
         media(multipart=OTHER, urlencoded=OBJECT), []),
        ("content_type: multipart\nform_fields: {name: x}",
         media(urlencoded=OTHER, multipart=OBJECT), []),
        ("content_type: multipart\nform_fields: {title: x}",
         media(urlencoded=OTHER, multipart=OBJECT),
         ["missing@form_fields: the form lacks the required `name`",
          "unknown@title: `title` is no property of the form; it has `name`"]),
        ("form_fields: {title: x}", media(urlencoded=OTHER, multipart=OBJECT), []),
    ],
)  # fmt: skip
def test_of_several_media_types_the_order_means_nothing(
    rest: str, operation: str, found: list[str]
) -> None:
    """The one that is sent counts; where that is not known, they all have to agree."""
    step, candidates = call(rest, operation, request=POST)
    assert said(step, body_mismatches(step, candidates)) == found


def test_the_path_of_a_file_is_no_value() -> None:
    """What a schema says of a field holds of the file's content."""
    operation = media(
        multipart="{type: object, properties: {scan: {type: string, maxLength: 3}}}",
    )
    files = "content_type: multipart\nfile_fields: [{field_name: scan, file_path: regatta.jpg}]"
    step, candidates = call(files, operation, request=POST)
    assert body_mismatches(step, candidates) == []


def test_nothing_is_sent_with_get() -> None:
    """A body there is a mistake of another kind."""
    step, candidates = call("body: {}", NAMED)
    assert body_mismatches(step, candidates) == []
    assert not lacks_body(step, candidates)
    assert unexpected_body(step, candidates) is None


def test_form_fields_of_swagger() -> None:
    """Each is a parameter of its own, and what is wrong with it is a property's mismatch."""
    step, candidates = call(
        "form_fields: {sid: front, x: 1}\nfile_fields: [{field_name: file, file_path: a.jpg}]",
        SWAGGER_FORM,
        request=POST,
        swagger=True,
    )
    assert said(step, body_mismatches(step, candidates)) == [
        "unknown@sid: `sid` is no form field of `POST /v1/items`; did you mean `side`?",
        "unknown@x: `x` is no form field of `POST /v1/items`; it takes `file` and `side`",
    ]


@pytest.mark.parametrize(
    ("rest", "operations", "lacks"),
    [
        ("", [NAMED], True),
        ("body:", [NAMED], True),
        ("body: {}", [NAMED], False),
        ("form_fields: {a: 1}", [NAMED], False),
        ("params: {a: 1}", [NAMED], False),
        ("", [NAMED, NOTHING], False),
        ("", [takes("{required: [a]}", required=False)], False),
        ("", [UNKNOWN], False),
        ("", [], False),
    ],
)
def test_who_lacks_a_body(rest: str, operations: list[str], lacks: bool) -> None:
    """Only where every candidate requires one, and none was meant."""
    step, candidates = call(rest, *operations, request=POST)
    assert lacks_body(step, candidates) is lacks


@pytest.mark.parametrize(
    ("rest", "operations", "key"),
    [
        ("body: {a: 1}", [NOTHING], "body"),
        ("body: '{{x}}'", [NOTHING], "body"),
        ("form_fields: {a: 1}", [NOTHING, NOTHING], "form_fields"),
        ("body: {}", [NOTHING], None),
        ("body: []", [NOTHING], None),
        ("body: null", [NOTHING], None),
        ("body: {a: 1}", [NOTHING, NAMED], None),
        ("body: {a: 1}", [UNKNOWN], None),
        ("body: {a: 1}", ["parameters:\n  - {name: a, in: query, required: true}"], None),
        ("body: {a: 1}", [], None),
    ],
)
def test_whose_body_is_unexpected(rest: str, operations: list[str], key: str | None) -> None:
    """Only where every candidate takes none, and something would be lost."""
    step, candidates = call(rest, *operations, request=POST)
    pair = unexpected_body(step, candidates)
    assert (pair.key.text if pair else None) == key


def test_what_a_body_needs() -> None:
    """The names that a message about a missing body can give."""
    for operation, swagger, names in (
        (NAMED, False, ["name"]),
        (FORM, False, ["scan"]),
        (SWAGGER_FORM, True, ["side"]),
        (NOTHING, False, []),
        (takes("{}"), False, []),
        (media(patch=LIST, json=OBJECT), False, ["name"]),
        (media(multipart=OBJECT, urlencoded=OTHER), False, []),
    ):
        _, (candidate,) = call("", operation, request=POST, swagger=swagger)
        assert required_properties(candidate) == names
