"""A property of a body with a value that its schema rules out.

Its type, its allowed values, its format, pattern, bounds and length, at any depth. `{{templates}}`
are taken on trust where nothing is known of them; the other characters of a string are not.

~~~yaml bad
steps:
  - id: place_hold
    method: POST
    path: /lending/v1/holds
    body:
      title_uid: "{{matter_uid}}"
      copies: 0
      needed_by: 2026-02-30
      notices: {}
    expect:
      status: [201]
~~~

~~~yaml good
steps:
  - id: place_hold
    method: POST
    path: /lending/v1/holds
    body:
      title_uid: "{{matter_uid}}"
      copies: 1
      needed_by: 2026-02-28
      notices: []
    expect:
      status: [201]
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
  /v1/holds:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                title_uid: {type: string, format: uuid}
                copies: {type: integer, minimum: 1, maximum: 30}
                needed_by: {type: string, format: date}
                notices: {type: array, items: {type: string, enum: [email, letter]}}
      responses:
        "201": {description: Placed.}
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.conform import Kind
from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Step


@rule(on=steps, group=Group.REQUESTS, severity=Severity.ERROR)
def check(step: Step, context: Context) -> Iterator[Finding]:
    for mismatch in context.body_mismatches(step):
        if mismatch.kind is Kind.INVALID:
            yield mismatch.finding("its schema")
