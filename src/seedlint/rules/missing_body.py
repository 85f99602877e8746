"""A step without the body that its operation requires.

The API has nothing to work on and says so, in a 400 or 422 that is about this and not about what
the seed wants to know.

~~~yaml bad
steps:
  - id: renew_loan
    method: POST
    path: "/lending/v1/loans/{{matter_uid}}/renew"
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: renew_loan
    method: POST
    path: "/lending/v1/loans/{{matter_uid}}/renew"
    body:
      renewals_seen: 0
    expect:
      status: [200]
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
  /v1/loans/{loan_uid}/renew:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [renewals_seen]
              properties:
                renewals_seen: {type: integer}
                due_on: {type: string, format: date}
      responses:
        "200": {description: Renewed.}
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.request import lacks_body, required_properties
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import steps
from seedlint.spelling import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Step


@rule(on=steps, group=Group.REQUESTS, severity=Severity.ERROR)
def check(step: Step, context: Context) -> Iterator[Finding]:
    operations = context.operations(step)
    if not lacks_body(step, operations):
        return
    operation = operations[0]
    message = f"`{operation.name}` requires a body, and this step has none"
    if names := required_properties(operation):
        message += f"; it needs {listed(names, 'and')}"
    pair = step.pair("body")
    note = Note(
        "it is required here", operation.body.cursor if operation.body else operation.cursor
    )
    yield Finding(pair.key.span if pair else step.grip, message, (note,))
