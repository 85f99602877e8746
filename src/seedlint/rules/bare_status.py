"""An expected status that is not a list.

A list can take a second status later without changing its shape, and every seed of a team reads
the same.

~~~yaml bad
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
    expect:
      status: 200
~~~

~~~yaml good
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
    expect:
      status: [200]
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.edit import Fix, Safety
from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import steps
from seedlint.yamltree import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Step


@rule(
    on=steps,
    group=Group.SHAPE,
    severity=Severity.WARNING,
    default=False,
    fix=Safety.SAFE,
)
def check(step: Step, context: Context) -> Iterator[Finding]:
    status = step.expected_status
    if isinstance(status, Scalar) and step.expected_statuses:
        fix = Fix.replace("write it as a list", status.span, f"[{status.text}]")
        yield Finding(status.span, "the expected status should be a list", fix=fix)
