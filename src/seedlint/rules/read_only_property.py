"""A property that only the API sets, sent in a request.

`readOnly` properties come back in answers. In a request they are passed over at best, so the seed
seems to choose an identifier or a date that it does not choose.

~~~yaml bad
steps:
  - id: add_title
    method: POST
    path: /catalogue/v1/titles
    body:
      name: "The Tide Tables"
      copies_count: 3
    expect:
      status: [201]
~~~

~~~yaml good
steps:
  - id: add_title
    method: POST
    path: /catalogue/v1/titles
    body:
      name: "The Tide Tables"
    expect:
      status: [201]
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Catalogue, version: "1"}
servers: [{url: "https://api.example.org/catalogue"}]
paths:
  /v1/titles:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name, copies_count]
              properties:
                name: {type: string}
                copies_count: {type: integer, readOnly: true}
      responses:
        "201": {description: Added.}
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


@rule(on=steps, group=Group.REQUESTS, severity=Severity.WARNING)
def check(step: Step, context: Context) -> Iterator[Finding]:
    for mismatch in context.body_mismatches(step):
        if mismatch.kind is Kind.READ_ONLY:
            yield mismatch.finding("it is `readOnly` here")
