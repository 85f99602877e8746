"""A body for an operation that takes none.

The API does not read it, so whatever it was to bring about does not happen. An empty one does no
harm, and is not reported.

~~~yaml bad
steps:
  - id: withdraw_copy
    method: DELETE
    path: "/catalogue/v1/copies/{{matter_uid}}"
    body:
      reason: "Fell into the harbour"
    expect:
      status: [204]
~~~

~~~yaml good
steps:
  - id: withdraw_copy
    method: DELETE
    path: "/catalogue/v1/copies/{{matter_uid}}"
    expect:
      status: [204]
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Catalogue, version: "1"}
servers: [{url: "https://api.example.org/catalogue"}]
paths:
  /v1/copies/{copy_uid}:
    delete:
      responses:
        "204": {description: Withdrawn.}
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.request import unexpected_body
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Step


@rule(on=steps, group=Group.REQUESTS, severity=Severity.WARNING)
def check(step: Step, context: Context) -> Iterator[Finding]:
    operations = context.operations(step)
    pair = unexpected_body(step, operations)
    if pair is not None:
        operation = operations[0]
        note = Note("the operation", operation.cursor)
        yield Finding(pair.key.span, f"`{operation.name}` takes no body", (note,))
