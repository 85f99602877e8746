"""What breaks a schema is said once, in place, in our own words, and as jsonschema has it."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import samples
from seedlint.schema import Schema, frontmatter_schema, steps_schema, violations
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source
from seedlint.violation import ASSERTIONS, Kind, Violation
from seedlint.yamltree import data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.exceptions import ValidationError

    Place = tuple[tuple[str | int, ...], Kind, str | None]

FRONTMATTER = frontmatter_schema(Settings())
STEPS = steps_schema(Settings())

SEED = {
    "endpoint": "PUT /v1/loans/{uid}/renewal",
    "domain": "lending",
    "tags": ["loans"],
    "swagger": "swagger/loans.json",
    "status": "verified",
    "savedAt": "2026-02-01T23:30:00Z",
    "verifiedAt": "2026-02-02",
    "timesReused": 0,
    "tokens": ["staff"],
    "useFallbackApi": False,
    "expectedOutcome": [404, 422],
}
STEP = {
    "id": "renew",
    "description": "Renew a loan",
    "method": "PUT",
    "path": "/v1/loans/{{loan_uid}}/renewal",
    "params": {"filter[state]": ["open"]},
    "body": {"days": 14, "note": None},
    "token": "staff",
    "extract": {"renewal_uid": "$.data.uid"},
    "expect": {"status": [200, 201]},
    "onFail": "skip",
    "skipReason": "it may be renewed already",
    "content_type": "multipart",
    "form_fields": {"caption": "x"},
    "file_fields": [{"field_name": "image", "file_path": "cover.png"}],
    "x_on_behalf_of": True,
    "sleep": 0.5,
    "useFallback": True,
}
BLOCK = {"steps": [STEP, {"id": "list", "method": "GET", "path": "/v1/loans"}]}
FRONTMATTER_KEYS = tuple(FRONTMATTER["properties"])
STEP_KEYS = tuple(STEPS["$defs"]["step"]["properties"])
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
TOKENS = Settings().tokens

STATUS = "an HTTP status, from 100 to 599"
STATUSES = "an HTTP status, from 100 to 599, or a list of them"
DATE = "an RFC 3339 date, such as `2026-02-01T23:30:00Z` or `2026-02-01`"
ENDPOINT = "`METHOD /path`, such as `GET /v1/loans`"
PATH = "a path that begins with `/`, such as `/v1/loans/{{loan_uid}}`"
NAME = "a variable's name, of letters, digits and `_`"


def test_valid_documents_have_none() -> None:
    """A false alarm here would stop every seed."""
    assert violations(SEED, FRONTMATTER) == []
    assert violations(BLOCK, STEPS) == []
    assert violations({"steps": []}, STEPS) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"endpoint": "get /v1"}, Violation(("endpoint",), Kind.INVALID, None, (), ENDPOINT)),
        ({"endpoint": "GET v1"}, Violation(("endpoint",), Kind.INVALID, None, (), ENDPOINT)),
        ({"endpoint": "GET /v1\n"}, Violation(("endpoint",), Kind.INVALID, None, (), ENDPOINT)),
        ({"domain": ""}, Violation(("domain",), Kind.INVALID, None, (), "a non-empty string")),
        ({"tags": "a"}, Violation(("tags",), Kind.INVALID, None, (), "a list of strings")),
        ({"tags": ["a", 1]}, Violation(("tags", 1), Kind.INVALID, None, (), "a string")),
        ({"swagger": None}, Violation(("swagger",), Kind.INVALID, wanted="a non-empty string")),
        ({"savedAt": 2026}, Violation(("savedAt",), Kind.INVALID, wanted=DATE)),
        (
            {"status": 5},
            Violation(
                ("status",),
                Kind.INVALID,
                None,
                ("verified", "pending", "failed", "skip"),
                "one of `verified`, `pending`, `failed` or `skip`",
            ),
        ),
        (
            {"timesReused": -1},
            Violation(("timesReused",), Kind.INVALID, wanted="an integer, 0 or more"),
        ),
        (
            {"timesReused": True},
            Violation(("timesReused",), Kind.INVALID, wanted="an integer, 0 or more"),
        ),
        ({"tokens": "staff"}, Violation(("tokens",), Kind.INVALID, wanted="a list of tokens")),
        (
            {"useFallbackApi": "maybe"},
            Violation(("useFallbackApi",), Kind.INVALID, wanted="`true` or `false`"),
        ),
        (
            {"expectedOutcome": "422"},
            Violation(("expectedOutcome",), Kind.INVALID, wanted=STATUSES),
        ),
        ({"expectedOutcome": 42}, Violation(("expectedOutcome",), Kind.INVALID, wanted=STATUS)),
        (
            {"expectedOutcome": [200, "ok"]},
            Violation(("expectedOutcome", 1), Kind.INVALID, wanted=STATUS),
        ),
        (
            {"expectedOutcome": []},
            Violation(
                ("expectedOutcome",), Kind.INVALID, wanted="a list of at least one HTTP status"
            ),
        ),
        ({"skipReason": "x"}, Violation((), Kind.UNKNOWN, "skipReason", FRONTMATTER_KEYS)),
    ],
)
def test_wrong_frontmatter(change: dict[str, object], expected: Violation) -> None:
    """Each mistake is one violation, at its own place, and says what would be right."""
    [value] = change.values()
    if expected.kind is Kind.INVALID and len(expected.path) == 2:
        assert isinstance(value, list)
        value = value[int(expected.path[1])]
    [violation] = violations({**SEED, **change}, FRONTMATTER)
    assert violation == Violation(
        expected.path, expected.kind, expected.key, expected.allowed, expected.wanted, value
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"id": ""}, Violation(("id",), Kind.INVALID, wanted="a non-empty string", value="")),
        (
            {"method": "get"},
            Violation(
                ("method",),
                Kind.INVALID,
                None,
                METHODS,
                "one of `GET`, `POST`, `PUT`, `PATCH`, `DELETE`, `HEAD` or `OPTIONS`",
                "get",
            ),
        ),
        (
            {"path": "https://example.org/v1"},
            Violation(("path",), Kind.INVALID, wanted=PATH, value="https://example.org/v1"),
        ),
        ({"params": []}, Violation(("params",), Kind.INVALID, wanted="a mapping", value=[])),
        (
            {"token": "guest"},
            Violation(
                ("token",),
                Kind.INVALID,
                None,
                TOKENS,
                "one of `staff`, `client`, `directory`, `business`, `app`, `internal`, "
                "`operator` or `admin`",
                "guest",
            ),
        ),
        (
            {"extract": {"a-b": "$.a"}},
            Violation(("extract",), Kind.INVALID, "a-b", wanted=NAME, value="a-b"),
        ),
        (
            {"extract": {"{{a}}": "$.a"}},
            Violation(("extract",), Kind.INVALID, "{{a}}", wanted=NAME, value="{{a}}"),
        ),
        (
            {"extract": {"a": 0}},
            Violation(
                ("extract", "a"), Kind.INVALID, wanted="a JSONPath, such as `$.data.uid`", value=0
            ),
        ),
        (
            {"expect": 200},
            Violation(("expect",), Kind.INVALID, wanted="a mapping with `status`", value=200),
        ),
        ({"expect": {}}, Violation(("expect",), Kind.MISSING, "status", ("status",))),
        (
            {"expect": {"status": 200, "body": {}}},
            Violation(("expect",), Kind.UNKNOWN, "body", ("status",), value={}),
        ),
        (
            {"expect": {"status": {"code": 200}}},
            Violation(("expect", "status"), Kind.INVALID, wanted=STATUSES, value={"code": 200}),
        ),
        (
            {"expect": {"status": [200, 600]}},
            Violation(("expect", "status", 1), Kind.INVALID, wanted=STATUS, value=600),
        ),
        (
            {"onFail": "stop"},
            Violation(
                ("onFail",),
                Kind.INVALID,
                None,
                ("abort", "skip", "warn"),
                "one of `abort`, `skip` or `warn`",
                "stop",
            ),
        ),
        (
            {"content_type": ""},
            Violation(("content_type",), Kind.INVALID, wanted="a non-empty string", value=""),
        ),
        (
            {"file_fields": [{"field_name": "image"}]},
            Violation(
                ("file_fields", 0),
                Kind.MISSING,
                "file_path",
                ("field_name", "file_path", "filename", "content_type"),
            ),
        ),
        (
            {"file_fields": ["cover.png"]},
            Violation(
                ("file_fields", 0),
                Kind.INVALID,
                wanted="a mapping with `field_name` and `file_path`",
                value="cover.png",
            ),
        ),
        (
            {"x_on_behalf_of": 7},
            Violation(
                ("x_on_behalf_of",), Kind.INVALID, wanted="a string, `true` or `false`", value=7
            ),
        ),
        (
            {"sleep": "2s"},
            Violation(("sleep",), Kind.INVALID, wanted="a number, 0 or more", value="2s"),
        ),
        (
            {"useFallbackApi": True},
            Violation((), Kind.UNKNOWN, "useFallbackApi", STEP_KEYS, value=True),
        ),
    ],
)
def test_wrong_step(change: dict[str, object], expected: Violation) -> None:
    """Each mistake is one violation, at its own place, and says what would be right."""
    [violation] = violations({"steps": [STEP, {**STEP, **change}]}, STEPS)
    assert violation.path[:2] == ("steps", 1)
    assert violation == Violation(
        ("steps", 1, *expected.path),
        expected.kind,
        expected.key,
        expected.allowed,
        expected.wanted,
        expected.value,
    )


@pytest.mark.parametrize(
    ("instance", "schema", "expected"),
    [
        (
            None,
            FRONTMATTER,
            [((), None, "a mapping with `endpoint`, `domain`, `tags`, `status` and `savedAt`")],
        ),
        ([], STEPS, [((), None, "a mapping with `steps`")]),
        ({"steps": {}}, STEPS, [(("steps",), None, "a list of steps")]),
        (
            {"steps": [None]},
            STEPS,
            [(("steps", 0), None, "a mapping with `id`, `method` and `path`")],
        ),
        ({}, STEPS, [((), "steps", "")]),
        ({"steps": [], "setup": 1}, STEPS, [((), "setup", "")]),
        (
            {},
            FRONTMATTER,
            [((), key, "") for key in ("endpoint", "domain", "tags", "status", "savedAt")],
        ),
    ],
)
def test_a_document_of_another_shape(
    instance: object, schema: Schema, expected: list[tuple[tuple[str | int, ...], str | None, str]]
) -> None:
    """Whatever stands in the place of a document is told apart from it once."""
    found = [(each.path, each.key, each.wanted) for each in violations(instance, schema)]
    assert found == expected


def test_violations_come_in_the_order_of_the_schema() -> None:
    """Two runs print the same, and the order of the keys in the seed means nothing."""
    step = {"sleep": -1, "extra": 1, "another": 2, "id": 3}
    expected = [
        (Kind.MISSING, "method", ("steps", 0)),
        (Kind.MISSING, "path", ("steps", 0)),
        (Kind.UNKNOWN, "extra", ("steps", 0)),
        (Kind.UNKNOWN, "another", ("steps", 0)),
        (Kind.INVALID, None, ("steps", 0, "id")),
        (Kind.INVALID, None, ("steps", 0, "sleep")),
    ]
    found = violations({"steps": [step]}, STEPS)
    assert [(each.kind, each.key, each.path) for each in found] == expected


@pytest.mark.parametrize(
    "change",
    [
        {"method": "{{method}}"},
        {"token": "{{token}}"},
        {"sleep": "{{seconds}}"},
        {"useFallback": "{{flag}}"},
        {"params": "{{params}}"},
        {"expect": "{{expect}}"},
        {"expect": {"status": "{{status}}"}},
        {"expect": {"status": [200, "{{status}}"]}},
        {"extract": {"a": "{{path}}"}},
        {"path": "{{path}}"},
        {"path": "{{base}}/loans"},
        {"path": "{base}/loans"},
    ],
)
def test_what_is_unknown_is_silent(change: dict[str, object]) -> None:
    """A value that is one whole template may turn out to be anything."""
    assert violations({"steps": [{**STEP, **change}]}, STEPS) == []


@pytest.mark.parametrize("value", ["{{a}} seconds", "{{a}}{{b}}", "{{}", "{a}"])
def test_a_string_with_a_template_in_it_is_a_string(value: str) -> None:
    """Only a whole template is unknown."""
    [violation] = violations({"steps": [{**STEP, "sleep": value}]}, STEPS)
    assert violation.value == value


@pytest.mark.parametrize("value", ["yes", "No", "ON", "off"])
def test_booleans_of_yaml_1_1(value: str) -> None:
    """A runner that reads YAML 1.1 reads these words as booleans, so they may stand for one."""
    assert violations({**SEED, "useFallbackApi": value}, FRONTMATTER) == []
    assert violations({"steps": [{**STEP, "useFallback": value}]}, STEPS) == []
    assert len(violations({**SEED, "timesReused": value}, FRONTMATTER)) == 1


@pytest.mark.parametrize("value", ["yES", "y", "true", "1"])
def test_other_words_are_no_booleans(value: str) -> None:
    """YAML 1.1 knows three spellings of each word; text that says `true` was quoted."""
    [violation] = violations({**SEED, "useFallbackApi": value}, FRONTMATTER)
    assert violation.wanted == "`true` or `false`"


@pytest.mark.parametrize(
    "value",
    [
        "2026-02-01T23:30:00Z",
        "2026-02-01t23:30:00z",
        "2026-02-01T23:30:00.123456+05:30",
        "2026-12-31T23:59:60Z",
        "2028-02-29",
        "2026-04-30",
    ],
)
def test_dates(value: str) -> None:
    """RFC 3339, section 5.6: `date-time`, and `full-date` where the time does not matter."""
    assert violations({**SEED, "savedAt": value}, FRONTMATTER) == []


@pytest.mark.parametrize(
    "value",
    [
        "2026-13-01",
        "2026-00-01",
        "2026-02-30",
        "2026-04-31",
        "2026-01-32",
        "2026-1-1",
        "2026-02-01T24:00:00Z",
        "2026-02-01T23:60:00Z",
        "2026-02-01T23:30:00",
        "2026-02-01 23:30:00Z",
        "2026-02-01T23:30:00.Z",
        "2026-02-01T23:30:00+0530",
        "2026-02-01\n",
        "٢٠٢٦-02-01",
        "yesterday",
        "",
    ],
)
def test_what_is_no_date(value: str) -> None:
    """Months, days, hours and offsets are real ones, and nothing stands around them."""
    assert violations({**SEED, "savedAt": value}, FRONTMATTER) == [
        Violation(("savedAt",), Kind.INVALID, wanted=DATE, value=value)
    ]


@pytest.mark.parametrize(
    ("status", "right"),
    [(99, False), (100, True), (599, True), (600, False), (200.0, True), (200.5, False)],
)
def test_bounds(status: float, right: bool) -> None:
    """Both ends are in, and what is an integer is a matter of its value."""
    found = violations({"steps": [{**STEP, "expect": {"status": status}}]}, STEPS)
    assert (found == []) is right


def test_reasons_are_not_asked_for_here() -> None:
    """A skip without its reason is another rule's finding; here it would be a second one."""
    assert violations({**SEED, "status": "skip"}, FRONTMATTER) == []
    step = {"id": "a", "method": "GET", "path": "/", "onFail": "skip"}
    assert violations({"steps": [step]}, STEPS) == []


def test_what_no_engine_takes_in_is_judged() -> None:
    """A lone surrogate, or a body nested a thousand deep, neither raises nor hides a mistake."""
    deep: list[object] = []
    for _ in range(1000):
        deep = [deep]
    step = {**STEP, "id": "\ud800", "body": deep}
    assert violations({"steps": [step]}, STEPS) == []
    [violation] = violations({"steps": [{**step, "sleep": -1}]}, STEPS)
    assert violation.path == ("steps", 0, "sleep")


# Laws


near_words = st.sampled_from(
    (*FRONTMATTER_KEYS, *STEP_KEYS, *METHODS, *TOKENS, "steps", "status", "skip", "verified")
) | st.sampled_from(
    ("/v1", "GET /v1", "GET /v1\n", "2026-02-01", "2026-02-01\n", "{{x}}", "yes", "", "\x85")
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([99, 100, 200, 599, 600, 200.0, -0.0])
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    | near_words
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(near_words | st.text("ab-{}_\n", max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


odd = st.sampled_from(["\ud800", 10**400, 1e999, float("nan"), ["x", ["y"]]])


def containers(node: object) -> Iterator[dict[str, Any] | list[Any]]:
    """Every mapping and list of plain data, the root first."""
    if isinstance(node, dict | list):
        yield node
        for child in node.values() if isinstance(node, dict) else node:
            yield from containers(child)


@st.composite
def mutated(draw: st.DrawFn, valid: object) -> object:
    """A valid document after a few changes anywhere in it."""
    document = copy.deepcopy(valid)
    for _ in range(draw(st.integers(0, 4))):
        container = draw(st.sampled_from(list(containers(document))))
        if isinstance(container, list):
            container.insert(draw(st.integers(0, len(container))), draw(anything))
            continue
        key = draw(st.sampled_from(sorted(container)) if container else near_words)
        action = draw(st.sampled_from(["drop", "rename", "replace", "add"]))
        value = container.pop(key, None)
        if action == "rename":
            container[draw(near_words)] = value
        elif action == "replace":
            container[key] = draw(anything)
        elif action == "add":
            container.update({key: value, draw(near_words): draw(anything)})
    return document


instances = st.one_of(
    st.tuples(st.just(FRONTMATTER), anything | mutated(SEED)),
    st.tuples(st.just(STEPS), anything | mutated(BLOCK)),
)


def may_be_right(error: ValidationError) -> bool:
    """Whether a text may stand for a right value: a whole template, or a YAML 1.1 boolean."""
    value, types = error.instance, error.schema.get("type", ())
    if not isinstance(value, str):
        return False
    yaml_1_1 = value in (
        "yes",
        "Yes",
        "YES",
        "no",
        "No",
        "NO",
        "on",
        "On",
        "ON",
        "off",
        "Off",
        "OFF",
    )
    return bool(re.fullmatch(r"\{\{[^{}]*\}\}", value)) or (yaml_1_1 and "boolean" in types)


def places(error: ValidationError) -> Iterator[Place]:
    """What an error of jsonschema is about, as a violation has it."""
    path, instance = tuple(error.absolute_path), error.instance
    branches: dict[object, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    fitting = [
        branch
        for branch in branches.values()
        if all(inner.validator != "type" or inner.relative_path for inner in branch)
    ]
    if "propertyNames" in error.relative_schema_path:
        yield path, Kind.INVALID, instance
    elif error.validator == "required":
        yield from (
            (path, Kind.MISSING, key) for key in error.validator_value if key not in instance
        )
    elif error.validator == "additionalProperties":
        known = error.schema["properties"]
        yield from ((path, Kind.UNKNOWN, key) for key in instance if key not in known)
    elif len(fitting) == 1:
        yield from (place for inner in fitting[0] for place in places(inner))
    elif not may_be_right(error):
        yield path, Kind.INVALID, None


def check(instance: object, schema: Schema) -> None:
    """Hold the violations of an instance against the errors of jsonschema."""
    errors = jsonschema.Draft202012Validator(schema).iter_errors(instance)
    expected = {place for error in errors for place in places(error)}
    found = [(each.path, each.kind, each.key) for each in violations(instance, schema)]
    assert set(found) == expected
    assert len(found) == len(expected)


@given(instances)
def test_jsonschema_finds_the_same(case: tuple[Schema, object]) -> None:
    """Every verdict and every place are those of the reference, and each is said once."""
    schema, instance = case
    check(instance, schema)


@given(samples.mutated(list(samples.SEEDS.values())))
@settings(deadline=None)
def test_jsonschema_finds_the_same_in_seeds(text: str) -> None:
    """The data of a file is stranger than what JSON can say."""
    seed = read(Source("seed.md", text), Settings())
    if seed.frontmatter and seed.frontmatter.root:
        check(data(seed.frontmatter.root), FRONTMATTER)
    for block in seed.blocks:
        if block.root:
            check(data(block.root), STEPS)


keywords = st.sampled_from(
    [
        *({"type": name} for name in ("array", "boolean", "integer", "number", "object", "string")),
        {"type": ["string", "boolean"]},
        {"enum": ["skip", "verified"]},
        {"minLength": 1},
        {"pattern": "^[/{]"},
        {"minimum": 100},
        {"maximum": 599},
        {"minItems": 1},
    ]
)


@given(keywords, scalars | odd | st.lists(scalars, max_size=2))
@settings(max_examples=500)
def test_jsonschema_has_the_same_keywords(schema: dict[str, object], value: object) -> None:
    """Also by themselves, on values for which they do not ask."""
    [(keyword, asked)] = schema.items()
    right = jsonschema.Draft202012Validator(schema).is_valid(value)
    assert ASSERTIONS[keyword](asked)(value) == right


@given(instances)
def test_a_violation_tells_the_truth(case: tuple[Schema, object]) -> None:
    """Its path leads somewhere, its key is there or not as it says, and it is said once."""
    schema, instance = case
    found = violations(instance, schema)
    for violation in found:
        place: Any = instance
        for part in violation.path:
            place = place[part]
        if violation.key is None:
            assert violation.kind is Kind.INVALID
            assert place is violation.value
        else:
            assert (violation.key not in place) == (violation.kind is Kind.MISSING)
            assert (violation.key in violation.allowed) == (violation.kind is Kind.MISSING)
        assert (violation.kind is Kind.INVALID) == bool(violation.wanted)
    places = [(each.path, each.kind, each.key) for each in found]
    assert len(set(places)) == len(places)
