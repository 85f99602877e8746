"""An expected status that the API does not declare, beside one that it does.

`[200, 201]` is often written to be on the safe side. It hides an API that changes its answer, and
tells nobody which of the two is right.

~~~yaml bad
steps:
  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    expect:
      status: [200, 201]
~~~

~~~yaml good
steps:
  - id: lend_copy
    method: POST
    path: /lending/v1/loans
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
      responses:
        "201": {description: Lent.}
        "409": {description: Out on loan.}
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.response import unexpected
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import steps
from seedlint.spelling import listed
from seedlint.yamltree import Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Step


@rule(on=steps, group=Group.RESPONSES, severity=Severity.WARNING, default=False)
def check(step: Step, context: Context) -> Iterator[Finding]:
    resolution = context.resolution(step)
    expected = step.expected_status
    if resolution is None or resolution.operation is None or not isinstance(expected, Sequence):
        return
    statuses = {str(status) for status in unexpected(step, resolution.operations)}
    if len(statuses) == len(set(step.expected_statuses)):
        return
    declared = sorted({key for o in resolution.operations for key in o.responses})
    note = Note("its responses", resolution.operation.cursor.child("responses"))
    for item in expected.items:
        if isinstance(item, Scalar) and item.text in statuses:
            message = (
                f"`{resolution.operation.name}` declares no `{item.text}`; "
                f"it declares {listed(declared, 'and')}"
            )
            yield Finding(item.span, message, (note,))
