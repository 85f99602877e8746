"""A parameter with a value that its schema rules out.

In a query and in a path everything is text, so `"10"` is an integer there, and `ten` is none. A
list may be written as a list, or with commas between its items.

~~~yaml bad
steps:
  - id: list_holds
    method: GET
    path: /lending/v1/holds
    params:
      states: "waiting,redy"
      per_page: 500
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: list_holds
    method: GET
    path: /lending/v1/holds
    params:
      states: "waiting,ready"
      per_page: 100
    expect:
      status: [200]
~~~

~~~yaml spec
swagger: "2.0"
info: {title: Lending, version: "1"}
basePath: /lending
paths:
  /v1/holds:
    get:
      parameters:
        - name: states
          in: query
          type: array
          collectionFormat: csv
          items: {type: string, enum: [waiting, ready, expired]}
        - {name: per_page, in: query, type: integer, maximum: 100}
      responses:
        "200": {description: The holds.}
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
    for mismatch in context.parameter_mismatches(step):
        if mismatch.kind is Kind.INVALID:
            yield mismatch.finding("its schema")
