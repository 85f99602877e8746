"""A required query or header parameter that a step does not send.

Without it the API refuses the request, and the seed learns nothing about anything else. What the
runner adds itself, such as `Authorization`, is never missed.

~~~yaml bad
steps:
  - id: list_holds
    method: GET
    path: /lending/v1/holds
    params:
      per_page: 50
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: list_holds
    method: GET
    path: /lending/v1/holds
    params:
      reader_uid: "{{client_uid}}"
      per_page: 50
    expect:
      status: [200]
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
  /v1/holds:
    get:
      parameters:
        - {name: reader_uid, in: query, required: true, schema: {type: string}}
        - {name: per_page, in: query, schema: {type: integer}}
      responses:
        "200": {description: The holds.}
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.conform import Kind
from seedlint.finding import Finding, Note, Severity
from seedlint.parameters import adding
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.conform import Mismatch
    from seedlint.seed import Step


@rule(on=steps, group=Group.REQUESTS, severity=Severity.ERROR)
def check(step: Step, context: Context) -> Iterator[Finding]:
    for mismatch in context.parameter_mismatches(step):
        if mismatch.kind is Kind.MISSING:
            parameter = mismatch.schema
            place = parameter.child("name") or parameter
            message = f"{mismatch.message}{_remedy(mismatch, step, context)}"
            yield Finding(mismatch.span, message, (Note("it is required here", place),))


def _remedy(mismatch: Mismatch, step: Step, context: Context) -> str:
    """What to write where a query parameter is missed that is called like a variable."""
    params, name = step.pair("params"), mismatch.name
    missed = mismatch.span in (step.grip, params.key.span if params else step.grip)
    if not missed or mismatch.schema.text("in") != "query":
        return ""
    if not context.scope.knows(name, context.scope.orders[step]):
        return ""
    return f"; {adding(step, name, f'{{{{{name}}}}}')}"
