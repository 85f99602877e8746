"""A variable of one type, sent where the API wants another.

A variable that is extracted from a response has the type of that place in the response: by its
schema, or by its example, which is weaker evidence. It keeps that type through the steps, up to
the place where it is sent.

~~~yaml bad
steps:
  - id: find_reader
    method: GET
    path: /lending/v1/readers
    extract:
      loans: "$.reader.loans"
    expect:
      status: [200]

  - id: set_limit
    method: PUT
    path: /lending/v1/limits
    body:
      most: "{{loans}}"
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: find_reader
    method: GET
    path: /lending/v1/readers
    extract:
      count: "$.reader.loan_count"
    expect:
      status: [200]

  - id: set_limit
    method: PUT
    path: /lending/v1/limits
    body:
      most: "{{count}}"
    expect:
      status: [200]
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
  /v1/readers:
    get:
      responses:
        "200":
          description: The reader.
          content:
            application/json:
              schema:
                type: object
                properties:
                  reader:
                    type: object
                    properties:
                      loans: {type: array, items: {type: string}}
                      loan_count: {type: integer}
  /v1/limits:
    put:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                most: {type: integer}
      responses:
        "200": {description: Set.}
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.conform import Mismatch
    from seedlint.seed import Step


@rule(on=steps, group=Group.RESPONSES, severity=Severity.WARNING)
def check(step: Step, context: Context) -> Iterator[Finding]:
    for mismatch in (*context.body_mismatches(step), *context.text_mismatches(step)):
        if mismatch.variable is not None:
            yield _finding(mismatch, mismatch.variable, step, context)


def _finding(mismatch: Mismatch, variable: str, step: Step, context: Context) -> Finding:
    notes = [Note("the schema there", mismatch.schema)]
    message = mismatch.message
    origin = context.flow.origin(variable, step)
    if origin is not None:
        evidence = origin.evidence
        source = origin.extract.step.name or "an earlier step"
        notes.insert(0, Note(f"`{source}` extracts `{variable}` here", origin.extract.key.span))
        if evidence.cursor is not None:
            said = "the example of its response" if evidence.by_example else "its response"
            notes.insert(1, Note(f"{said} has {evidence.type} there", evidence.cursor))
        if evidence.by_example:
            message += ", by an example"
    return Finding(mismatch.span, message, tuple(notes))
