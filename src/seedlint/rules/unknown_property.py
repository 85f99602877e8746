"""A property of a body that its operation does not have.

The API drops what it does not know, without a word, or refuses the whole request. Most often it is
a spelling; sometimes the property was renamed long ago, and the seed was never told.

~~~yaml bad
steps:
  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    body:
      copy_uid: "{{matter_uid}}"
      reader_id: "{{client_uid}}"
    expect:
      status: [201]
~~~

~~~yaml good
steps:
  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    body:
      copy_uid: "{{matter_uid}}"
      reader_uid: "{{client_uid}}"
    expect:
      status: [201]
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
  /v1/loans:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [reader_uid, copy_uid]
              properties:
                reader_uid: {type: string}
                copy_uid: {type: string}
                due_on: {type: string, format: date}
      responses:
        "201": {description: Lent.}
~~~

A schema that has no properties, or that asks for more of them (`additionalProperties`), is content
with any.
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


@rule(on=steps, group=Group.REQUESTS, severity=Severity.WARNING)
def check(step: Step, context: Context) -> Iterator[Finding]:
    for mismatch in context.body_mismatches(step):
        if mismatch.kind is Kind.UNKNOWN:
            yield mismatch.finding("the properties that there are")
