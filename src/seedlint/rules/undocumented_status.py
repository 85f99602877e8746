"""An expected status that the API does not declare.

Either the seed waits for an answer that never comes, or the spec does not tell its readers about
one that does. A range such as `2XX` and `default` declare, too. Where a step says nothing, the
runner expects 200.

~~~yaml bad
steps:
  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    expect:
      status: [200]
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

One declared status among several is enough; `extra-undocumented-status` asks for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.response import unexpected
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import steps
from seedlint.spelling import listed
from seedlint.yamltree import Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Step
    from seedlint.source import Span
    from seedlint.yamltree import Node


@rule(on=steps, group=Group.RESPONSES, severity=Severity.WARNING)
def check(step: Step, context: Context) -> Iterator[Finding]:
    resolution, expected = context.resolution(step), step.expected_status
    if resolution is None or resolution.operation is None:
        return
    if expected is None and step.get("expect") is not None:
        return  # `missing-field`
    operations = resolution.operations
    statuses = unexpected(step, operations)
    if not statuses or len(statuses) < len(step.expected_statuses):
        return
    declared = sorted({status for operation in operations for status in operation.responses})
    said = f"`{resolution.operation.name}` declares no {listed([str(s) for s in statuses])}"
    if expected is None:
        said = f"the runner expects 200 where nothing is said, and {said}"
    note = Note("its responses", resolution.operation.cursor.child("responses"))
    span = _place(expected) if expected else step.grip
    yield Finding(span, f"{said}; it declares {listed(declared, 'and')}", (note,))


def _place(expected: Node) -> Span:
    """The status, or the list of them where there are several."""
    if isinstance(expected, Sequence) and len(expected.items) == 1:
        return expected.items[0].span
    return expected.span
