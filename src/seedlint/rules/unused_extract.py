"""A variable that is extracted and never used.

Either the step that needed it is gone, or it uses something else by mistake. And an extract is a
promise that the response has the value: one more thing that can break, for nothing.

~~~yaml bad
steps:
  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    extract:
      loan_uid: "$.loan.uid"
      lent_at: "$.loan.lent_at"
    expect:
      status: [201]

  - id: renew_loan
    method: POST
    path: "/lending/v1/loans/{{loan_uid}}/renew"
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    extract:
      loan_uid: "$.loan.uid"
    expect:
      status: [201]

  - id: renew_loan
    method: POST
    path: "/lending/v1/loans/{{loan_uid}}/renew"
    expect:
      status: [200]
~~~

A use counts wherever it stands, in a section that never runs and in another kind of code block too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.spelling import closest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.VARIABLES, severity=Severity.WARNING)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    if not seed.test_steps:  # whose use it is, and that it lacks is a mistake of its own
        return
    scope = context.scope
    last = {use.name: use.order for use in scope.uses if use.name in scope.given}
    for extract in scope.extracts:
        if scope.is_used(extract):
            continue
        meant = closest(extract.name, (name for name in last if last[name] > extract.order))
        hint = f"; did you mean to override `{meant}`?" if meant else ""
        yield Finding(extract.key.span, f"`{extract.name}` is extracted and never used{hint}")
