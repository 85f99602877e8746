"""An operation, parameter or property that the spec marks as deprecated.

It works today. A seed that still uses it is the first to break when it is gone, and until then a
bad example to everybody who copies from it.

~~~yaml bad
steps:
  - id: find_loans
    method: GET
    path: /lending/v1/loans
    params:
      borrower: "{{client_uid}}"
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: find_loans
    method: GET
    path: /lending/v1/loans
    params:
      reader_uid: "{{client_uid}}"
    expect:
      status: [200]
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
  /v1/loans:
    get:
      parameters:
        - {name: reader_uid, in: query, schema: {type: string}}
        - {name: borrower, in: query, deprecated: true, schema: {type: string}}
      responses:
        "200": {description: The loans.}
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.conform import Kind
from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Step
    from seedlint.spec import Cursor


@rule(on=steps, group=Group.OPERATIONS, severity=Severity.WARNING)
def check(step: Step, context: Context) -> Iterator[Finding]:
    operations = context.operations(step)
    if step.path is None or not operations:
        return
    if all(operation.cursor.get("deprecated") is True for operation in operations):
        place = step.path.place(0, len(step.path.text.partition("?")[0]))
        operation = operations[0]
        yield Finding(place, f"`{operation.name}` is deprecated", (_note(operation.cursor),))
        return
    for mismatch in (*context.parameter_mismatches(step), *context.body_mismatches(step)):
        if mismatch.kind is Kind.DEPRECATED:
            yield Finding(mismatch.span, mismatch.message, (_note(mismatch.schema),))


def _note(cursor: Cursor) -> Note:
    return Note("the spec says so", cursor)
