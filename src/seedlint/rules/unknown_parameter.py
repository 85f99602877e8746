"""A query parameter that the operation does not have.

Most APIs pass over what they do not know: the list comes back unfiltered, the page has its default
size, and the test is green. It tests something else than it says.

~~~yaml bad
steps:
  - id: search_titles
    method: GET
    path: /catalogue/v1/titles
    params:
      filter[lang]: cy
      sort_by: name
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: search_titles
    method: GET
    path: /catalogue/v1/titles
    params:
      filter[language]: cy
      sort: name
    expect:
      status: [200]
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Catalogue, version: "1"}
servers: [{url: "https://api.example.org/catalogue"}]
paths:
  /v1/titles:
    get:
      parameters:
        - name: filter
          in: query
          style: deepObject
          schema:
            type: object
            properties:
              language: {type: string}
              published_after: {type: string, format: date}
        - {name: sort, in: query, schema: {type: string, enum: [name, published_on]}}
      responses:
        "200": {description: The titles.}
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
    for mismatch in context.parameter_mismatches(step):
        if mismatch.kind is Kind.UNKNOWN:
            yield mismatch.finding("what it takes")
