"""The vocabulary is well made and well described, and what breaks it is said once and in place."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint import schema as schema_module
from seedlint.schema import Kind, Schema, Violation, frontmatter_schema, steps_schema, violations
from seedlint.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parents[1] / "schemas"
FRONTMATTER = frontmatter_schema(Settings())
STEPS = steps_schema(Settings())
SCHEMAS = [FRONTMATTER, STEPS]
names = pytest.mark.parametrize("schema", SCHEMAS, ids=["frontmatter", "steps"])

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


def subschemas(node: object) -> Iterator[dict[str, Any]]:
    """Every subschema of a schema, itself first."""
    if not isinstance(node, dict):
        return
    yield node
    for keyword in ("properties", "$defs"):
        for child in node.get(keyword, {}).values():
            yield from subschemas(child)
    for keyword in ("items", "additionalProperties", "propertyNames"):
        yield from subschemas(node.get(keyword))
    for child in node.get("anyOf", ()):
        yield from subschemas(child)


def fields(schema: Schema) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field that a schema names, with what its definition adds."""
    for subschema in subschemas(schema):
        for name, field in subschema.get("properties", {}).items():
            definition = field.get("$ref", "").rpartition("/")[2]
            yield name, {**schema["$defs"].get(definition, {}), **field}


# The schemas themselves


@names
def test_a_schema_is_valid_2020_12(schema: Schema) -> None:
    """Editors and both engines have to read it."""
    assert schema["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$schema"]
    jsonschema.Draft202012Validator.check_schema(schema)


@names
def test_every_field_is_documented(schema: Schema) -> None:
    """An editor's hover shows title, description and examples; nothing is left blank."""
    for name, field in fields(schema):
        assert field["title"], name
        assert field["description"].endswith("."), name
        assert field["examples"], name


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(tokens=("desk", "member"), domains=("lending", "rooms"), statuses=("done",)),
        Settings(tokens=(), domains=(), statuses=()),
    ],
    ids=["default", "narrowed", "empty"],
)
def test_every_example_is_valid(settings: Settings) -> None:
    """What the documentation shows must pass, whatever the settings narrow."""
    for schema in (frontmatter_schema(settings), steps_schema(settings)):
        for name, field in fields(schema):
            validator = jsonschema.Draft202012Validator({**field, "$defs": schema["$defs"]})
            for example in field["examples"]:
                assert validator.is_valid(example), (name, example)


def test_the_two_schemas_agree_on_what_they_share() -> None:
    """A token and an HTTP status mean the same in both."""
    annotations = {"examples", "title", "description"}
    for name in STEPS["$defs"].keys() & FRONTMATTER["$defs"].keys():
        ours, theirs = (
            {key: value for key, value in schema["$defs"][name].items() if key not in annotations}
            for schema in SCHEMAS
        )
        assert ours == theirs, name


@names
def test_every_keyword_is_one_that_can_be_explained(schema: Schema) -> None:
    """A keyword that nobody puts into words would give an empty or wrong message."""
    structure = {"$schema", "$id", "$defs", "$ref", "properties", "propertyNames", "format"}
    annotations = {"title", "description", "examples", "enumDescriptions", "errorMessage"}
    worded = {"type", "enum", "required", "additionalProperties", "minLength"}
    by_message = {"pattern", "minimum", "maximum", "items", "minItems", "anyOf"}
    for subschema in subschemas(schema):
        assert subschema.keys() <= structure | annotations | worded | by_message
        assert subschema.get("errorMessage", "should be ").startswith("should be ")
        if subschema.keys() & by_message:
            assert "errorMessage" in subschema


# Settings


def test_the_default_settings_leave_the_schemas_as_they_are() -> None:
    """The files and the defaults of the settings are the same vocabulary."""
    for name, schema in zip(("frontmatter", "steps"), SCHEMAS, strict=True):
        assert schema == json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))


def test_settings_narrow_the_vocabulary() -> None:
    """A team's own words are the only ones, and are shown in the message."""
    settings = Settings(
        tokens=("desk", "member"), domains=("lending",), statuses=("verified", "parked")
    )
    seed = {**SEED, "tokens": ["desk", "staff"], "domain": "rooms", "status": "skip"}
    assert violations(seed, frontmatter_schema(settings)) == [
        Violation(("domain",), Kind.INVALID, None, ("lending",), "`lending`", "rooms"),
        Violation(
            ("status",),
            Kind.INVALID,
            None,
            ("verified", "parked"),
            "one of `verified` or `parked`",
            "skip",
        ),
        Violation(
            ("tokens", 1),
            Kind.INVALID,
            None,
            ("desk", "member"),
            "one of `desk` or `member`",
            "staff",
        ),
    ]
    step = {"id": "a", "method": "GET", "path": "/", "token": "client"}
    [violation] = violations({"steps": [step]}, steps_schema(settings))
    assert (violation.path, violation.value) == (("steps", 0, "token"), "client")


def test_an_empty_list_of_settings_asks_for_nothing() -> None:
    """No words configured means that any word will do, not that none will."""
    settings = Settings(tokens=(), domains=(), statuses=())
    seed = {**SEED, "tokens": ["anyone"], "domain": "anything", "status": "whatever"}
    assert violations(seed, frontmatter_schema(settings)) == []


def test_narrowing_one_schema_leaves_the_others_alone() -> None:
    """Effective schemas share nothing, and equal settings share one schema."""
    before = copy.deepcopy(FRONTMATTER)
    frontmatter_schema(Settings(statuses=("done",), tokens=("desk",)))
    assert frontmatter_schema(Settings()) == before
    assert frontmatter_schema(Settings()) is FRONTMATTER


def test_described_values_keep_their_descriptions() -> None:
    """Editors pair `enumDescriptions` with `enum` by position."""
    status = frontmatter_schema(Settings(statuses=("parked", "skip")))["$defs"]["status"]
    assert status["enum"] == ["parked", "skip"]
    assert status["enumDescriptions"] == ["", "The seed is not run; `skip_reason` says why."]


def test_a_long_list_of_values_is_cut_in_the_message_alone() -> None:
    """A sentence bears so many names; suggestions need all of them."""
    domains = tuple(f"d{index}" for index in range(20))
    schema = frontmatter_schema(Settings(domains=domains))
    [violation] = violations({**SEED, "domain": "x"}, schema)
    assert violation.allowed == domains
    assert violation.wanted.startswith("one of `d0`, `d1`, ")
    assert violation.wanted.endswith("`d11` or 8 others")


# Violations


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


def test_reasons_are_not_asked_for_here() -> None:
    """A skip without its reason is another rule's finding; here it would be a second one."""
    assert violations({**SEED, "status": "skip"}, FRONTMATTER) == []
    step = {"id": "a", "method": "GET", "path": "/", "onFail": "skip"}
    assert violations({"steps": [step]}, STEPS) == []


def test_what_the_native_engine_cannot_take_in_is_still_judged() -> None:
    """A lone surrogate, or a body nested beyond its limit, neither raises nor hides a mistake."""
    deep: list[object] = []
    for _ in range(1000):
        deep = [deep]
    step = {**STEP, "id": "\ud800", "body": deep}
    assert violations({"steps": [step]}, STEPS) == []
    [violation] = violations({"steps": [{**step, "sleep": -1}]}, STEPS)
    assert violation.path == ("steps", 0, "sleep")


# Engines


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


@given(instances)
def test_both_engines_give_the_same_verdict(case: tuple[Schema, object]) -> None:
    """Otherwise what the quick one refuses could not be explained, or passes unexplained."""
    schema, instance = case
    assert schema.accepts(instance) == (not list(schema.errors(instance)))


@given(instances)
def test_what_is_refused_is_explained(case: tuple[Schema, object]) -> None:
    """No error is lost between an engine and the reader, unless its value may yet be right."""
    schema, instance = case
    found = violations(instance, schema)
    if found:
        assert not schema.accepts(instance)
    elif not schema.accepts(instance):
        text = json.dumps(instance)
        assert "{{" in text or '"yes"' in text


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


def test_a_valid_seed_does_not_pay_for_the_slow_engine() -> None:
    """Importing jsonschema costs more than checking hundreds of valid seeds."""
    code = """
import sys
from seedlint.schema import steps_schema, violations
from seedlint.settings import Settings
schema = steps_schema(Settings())
assert not {"jsonschema", "jsonschema_rs"} & sys.modules.keys()
assert violations({"steps": []}, schema) == []
assert "jsonschema" not in sys.modules
assert violations({"steps": 1}, schema) != []
assert "jsonschema" in sys.modules
"""
    source = str(Path(schema_module.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {source!r})\n{code}"],
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_schemas_of_the_package_come_before_those_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wheel carries its own; a checkout keeps them at its root."""
    assert FOLDER in schema_module._FOLDERS
    (tmp_path / "steps.schema.json").write_text('{"title": "packaged"}', "utf-8")
    monkeypatch.setattr(schema_module, "_FOLDERS", (tmp_path, FOLDER))
    assert schema_module._read("steps") == {"title": "packaged"}
    assert schema_module._read("frontmatter") == FRONTMATTER
