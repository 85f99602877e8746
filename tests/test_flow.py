"""The types of variables, from the responses that they come from to where they are sent."""

from __future__ import annotations

import pytest

from linting import specs_of
from seedlint.response import Verdict
from seedlint.rulekit import Context
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source

SPEC = """\
openapi: 3.1.0
info: {title: Lending, version: "1"}
paths:
  /loans:
    get:
      parameters:
        - {name: page, in: query, schema: {type: integer}}
        - {name: since, in: query, schema: {type: string, format: date}}
        - {name: reader, in: query, schema: {type: string}}
        - {name: states, in: query, schema: {type: array, items: {type: string}}}
        - {name: either, in: query, schema: {oneOf: [{type: integer}, {type: boolean}]}}
        - {name: anything, in: query}
      responses:
        "200":
          description: The loans.
          content:
            application/json:
              schema:
                type: object
                properties:
                  uid: {type: string, format: uuid}
                  count: {type: integer}
                  share: {type: number}
                  all:
                    type: array
                    items: {type: object, properties: {day: {type: string, format: date}}}
                  first: {type: object, properties: {uid: {type: string}}}
                  any: {}
                  maybe: {type: [integer, "null"]}
  /loans/{count}:
    get:
      parameters: [{name: count, in: path, required: true, schema: {type: integer}}]
      responses:
        "200":
          description: A loan.
          content:
            application/json: {example: {loan: {uid: x, renewals: 2}}}
  /loans/{uid}/{day}.json:
    parameters: [{name: uid, in: path, required: true, schema: {type: string, format: uuid}}]
    get:
      responses: {"200": {description: A day.}}
"""


def context(steps: str, spec: str = SPEC) -> Context:
    settings = Settings()
    text = f"## Test Request\n\n```yaml\nsteps:\n{steps}```\n"
    specs = specs_of({"api.yaml": spec}, settings)
    return Context(read(Source("seeds/x.md", text), settings), specs, settings, "seeds/x.md")


def listing(extract: str, more: str = "") -> str:
    return f"  - {{method: GET, path: /loans, extract: {{{extract}}}{more}}}\n"


LAST = "  - {method: GET, path: /other}\n"


def known(steps: str, name: str = "x") -> str:
    """The type of a variable in the last step."""
    found = context(steps + LAST)
    return str(found.flow.type_of(name, found.seed.steps[-1]))


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("$.uid", "a string (uuid)"),
        ("$.count", "an integer"),
        ("$.all", "a list"),
        ("$.all[0].day", "a string (date)"),
        ("$.any", "anything"),
        ("$.maybe", "an integer or null"),
        ("$.nowhere", "anything"),
        ("$..uid", "anything"),
        ("uid", "anything"),
        ("$.{{page}}", "anything"),
    ],
)
def test_a_variable_has_the_type_of_what_it_is_extracted_from(path: str, type_: str) -> None:
    assert known(listing(f'x: "{path}"')) == type_


@pytest.mark.parametrize(
    ("steps", "type_"),
    [
        (listing("y: $.uid"), "anything"),
        (listing("x: $.uid") + listing("x: $.count"), "an integer"),
        (listing("x: $.uid") + listing("x: $.nowhere"), "anything"),
        (listing("x: $.uid", ", onFail: skip"), "a string (uuid)"),
        (listing("x: $.uid") + listing("x: $.count", ", onFail: warn"), "anything"),
        (listing("x: $.uid", ", onFail: skip") + listing("x: $.count"), "an integer"),
        (listing("x: $.uid", ", expect: {status: [404]}"), "anything"),
        ("  - {method: GET, path: /nowhere, extract: {x: $.uid}}\n", "anything"),
        ("  - {path: /loans, extract: {x: $.uid}}\n", "anything"),
        ("  - {method: GET, path: /loans/1, extract: {x: $.loan.uid}}\n", "a string"),
        ("  - {method: GET, path: '/loans/{{c}}', extract: {x: $.loan.renewals}}\n", "an integer"),
    ],
)
def test_the_latest_extract_counts_if_it_is_certain(steps: str, type_: str) -> None:
    """A step that may be passed over leaves an earlier value in place."""
    assert known(steps) == type_


def test_a_given_variable_may_stay_what_it_was() -> None:
    assert known(listing("client_uid: $.uid"), "client_uid") == "a string (uuid)"
    assert known(listing("client_uid: $.uid", ", onFail: skip"), "client_uid") == "anything"


def test_a_variable_is_known_only_after_its_step() -> None:
    found = context(listing("x: $.uid") + LAST)
    first, last = found.seed.steps
    assert found.flow.origin("x", first) is None
    origin = found.flow.origin("x", last)
    assert origin is not None
    assert (origin.extract.name, origin.evidence.by_example) == ("x", False)
    assert origin.evidence is found.flow.evidence(origin.extract)


def test_weaker_evidence_says_so() -> None:
    extract = "extract: {x: $.loan.uid, y: $.loan.z}"
    found = context(f"  - {{method: GET, path: /loans/1, {extract}}}\n" + LAST)
    by_example, absent = found.scope.extracts
    assert found.flow.evidence(by_example).by_example
    assert found.flow.evidence(absent).verdict is Verdict.ABSENT
    assert found.flow.origin("y", found.seed.steps[-1]) is None


@pytest.mark.parametrize(
    ("path", "name", "wanted"),
    [
        ("$.count", "page", None),
        ("$.share", "page", "an integer, and `{{x}}` is a number"),
        ("$.uid", "page", "an integer, and `{{x}}` is a string (uuid)"),
        ("$.maybe", "page", None),
        ("$.any", "page", None),
        ("$.count", "reader", None),
        ("$.all", "reader", "a string, and `{{x}}` is a list"),
        ("$.first", "states", "a list, and `{{x}}` is an object"),
        ("$.uid", "states", None),
        ("$.all[0].day", "since", None),
        ("$.uid", "since", "a string (date), and `{{x}}` is a string (uuid)"),
        ("$.first.uid", "since", None),
        ("$.uid", "either", None),
        ("$.uid", "anything", None),
        ("$.uid", "nowhere", None),
    ],
)
def test_a_query_parameter_takes_what_can_be_its_text(
    path: str, name: str, wanted: str | None
) -> None:
    sends = f"  - {{method: GET, path: /loans, params: {{{name}: '{{{{x}}}}'}}}}\n"
    found = context(listing(f'x: "{path}"') + sends)
    messages = [mismatch.message for mismatch in found.text_mismatches(found.seed.steps[-1])]
    assert messages == ([f"`{name}` should be {wanted}"] if wanted else [])


@pytest.mark.parametrize("value", ["'page {{x}}'", "['{{x}}']", "{a: '{{x}}'}", "'{{ x }}'", ""])
def test_what_is_more_than_a_variable_is_the_business_of_others(value: str) -> None:
    sends = f"  - {{method: GET, path: /loans, params: {{page: {value}}}}}\n"
    found = context(listing("x: $.all") + sends)
    assert found.text_mismatches(found.seed.steps[-1]) == []


def test_a_parameter_in_the_path_takes_what_can_be_its_text() -> None:
    last = "  - {method: GET, path: '/loans/{{x}}?page={{x}}'}\n"
    found = context(listing("x: $.first") + last)
    mismatches = found.text_mismatches(found.seed.steps[-1])
    assert [mismatch.message for mismatch in mismatches] == [
        "`count` should be an integer, and `{{x}}` is an object"
    ]
    assert [mismatch.span.of(found.seed.source.text) for mismatch in mismatches] == ["{{x}}"]
    fine = context(listing("x: $.count") + last)
    assert fine.text_mismatches(fine.seed.steps[-1]) == []
    partly = context(listing("x: $.all") + "  - {method: GET, path: '/loans/{{x}}/{{x}}.json'}\n")
    assert [mismatch.variable for mismatch in partly.text_mismatches(partly.seed.steps[-1])] == [
        "x"
    ]


def test_every_candidate_has_to_refuse_it() -> None:
    """Two specs may describe one path; what one of them takes is fine."""
    steps = listing("x: $.uid") + "  - {method: GET, path: /loans, params: {page: '{{x}}'}}\n"
    settings = Settings()
    text = f"## Test Request\n\n```yaml\nsteps:\n{steps}```\n"
    other = SPEC.replace("name: page, in: query, schema: {type: integer}", "name: page, in: query")
    for spec, count in ((SPEC, 1), (other, 0)):
        specs = specs_of({"api.yaml": SPEC, "other.yaml": spec}, settings)
        found = Context(read(Source("seeds/x.md", text), settings), specs, settings, "seeds/x.md")
        assert len(found.text_mismatches(found.seed.steps[-1])) == count
