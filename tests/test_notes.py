"""What a finding says beside its message: where else to look, and where the API says so."""

from __future__ import annotations

import pytest

from seedlint.examples import diagnose, wrap
from seedlint.report.location import located
from seedlint.settings import Settings

HEAD = """\
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
"""
LOANS = """\
  /v1/loans:
    get:
      parameters:
        - in: query
          required: true
          name: branch_uid
      responses:
        "200": {description: The loans.}
    post:
      requestBody:
        content:
          application/json:
            schema:
              allOf:
                - required: [reader_uid, copy_uid]
                - required: [due_on]
              type: object
              properties:
                reader_uid: {type: string}
                copy_uid: {type: string}
                due_on: {type: string}
      responses:
        "201": {description: Lent.}
"""
RENEW = """\
  /v1/loans/{loan_uid}/renew:
    post:
      responses:
        "200": {description: Renewed.}
"""
TITLES = """\
  /v1/titles:
    get:
      responses:
        "200": {description: The titles.}
"""


def notes(rule: str, seed: str, **files: str) -> list[tuple[str, str | None]]:
    """The notes of the one finding of a rule, each with the text that it stands at."""
    specs = {f"swagger/{name}.yaml": HEAD + text for name, text in files.items()}
    [diagnostic] = diagnose(seed, specs, Settings(select=(rule,)))
    found: list[tuple[str, str | None]] = []
    for note in diagnostic.finding.notes:
        place = located(note, diagnostic.source)
        found.append((note.message, place[1].of(place[0].text) if place else None))
    return found


def steps(*requests: str, more: str = "") -> str:
    listed = [
        f"  - id: step_{number}\n    method: {request.split()[0]}\n    path: {request.split()[1]}\n"
        for number, request in enumerate(requests)
    ]
    return wrap(f"steps:\n{''.join(listed)}{more}", None)


def test_all_lists_that_require_what_is_missing() -> None:
    """Each list of the schema is one place, however much of it is missing."""
    seed = steps("POST /lending/v1/loans", more="    body: {}\n")
    assert notes("missing-property", seed, loans=LOANS) == [
        ("they are required here", "required"),
        ("and here", "required"),
    ]


def test_the_name_of_a_missing_parameter() -> None:
    """What a reader looks for in the spec is its name, wherever in the parameter that stands."""
    seed = steps("GET /lending/v1/loans")
    assert notes("missing-parameter", seed, loans=LOANS) == [("it is required here", "name")]


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        ("wrong-method", {"loans": LOANS + RENEW.replace("post", "put").replace("/renew", "")}),
        ("unknown-operation", {"loans": LOANS}),
    ],
)
def test_the_endpoint_of_a_path_that_lost_a_piece(rule: str, files: dict[str, str]) -> None:
    """What the path should be stands above it."""
    seed = steps("POST /lending/v1/loans/{{matter_uid}}")
    endpoint = "/lending/v1/loans/{loan_uid}/renew"
    seed = seed.replace("/lending/v1/loans/{matter_uid}", endpoint)
    assert notes(rule, seed, renew=RENEW, **files) == [("the endpoint", endpoint)]


def test_the_spec_that_another_machine_s_path_does_not_lead_to() -> None:
    """The file at the path's end is there, and says nothing of the endpoint."""
    seed = steps("GET /lending/v1/loans").replace(
        "status: verified", "swagger: /home/ada/library/swagger/titles.yaml\nstatus: verified"
    )
    said = "`swagger/loans.yaml` describes it, and `swagger/titles.yaml` does not"
    found = notes("machine-local-path", seed, loans=LOANS, titles=TITLES)
    assert found == [(said, "GET /lending/v1/loans")]
    assert notes("machine-local-path", seed, titles=TITLES + LOANS) == []


def test_what_would_stop_the_seed() -> None:
    """A step that may fail can be made one that may not; what else hangs on it is named."""
    more = "    onFail: skip\n    extract:\n      loan: $.uid\n      copy: $.copy\n"
    more += "  - id: last\n    method: POST\n    path: /lending/v1/loans/{{loan}}/{{copy}}\n"
    assert notes("possibly-undefined-variable", steps("GET /lending/v1/loans", more=more)) == [
        ("`onFail: abort` would stop the seed instead", "skip"),
        ("so does `copy`", "{{copy}}"),
    ]


def test_where_a_query_of_the_endpoint_is_sent() -> None:
    """The step that makes it superfluous."""
    seed = steps('"GET /lending/v1/loans?page=1"'.strip('"'))
    seed = seed.replace(
        'endpoint: "GET /lending/v1/loans"', "endpoint: GET /lending/v1/loans?page={page}"
    )
    assert notes("query-in-endpoint", seed) == [("it is sent here", "step_0")]


def test_a_message_ends() -> None:
    """A path of megabytes is nothing to print: what a file holds has no end, and a line has."""
    path = "/v1/" + "loans" * 100_000
    steps = f"steps:\n  - id: list_loans\n    method: GET\n    path: {path}\n"
    found = diagnose(wrap(steps, "swagger/api.yaml"), {"swagger/api.yaml": HEAD + LOANS})
    assert found
    assert all(len(diagnostic.finding.message) <= 1000 for diagnostic in found)
