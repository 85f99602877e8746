"""A parameter in single braces in a step's path.

`{loan_uid}` is how the spec and the `endpoint` write a parameter. A step sends its path: there the
value stands, mostly as `{{loan_uid}}`, and single braces are sent as they are.

~~~yaml bad
steps:
  - id: find_loan
    method: GET
    path: /lending/v1/loans
    extract:
      loan_uid: "$.data.loans[0].uid"
    expect:
      status: [200]

  - id: renew_loan
    method: POST
    path: "/lending/v1/loans/{loan_uid}/renew"
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: find_loan
    method: GET
    path: /lending/v1/loans
    extract:
      loan_uid: "$.data.loans[0].uid"
    expect:
      status: [200]

  - id: renew_loan
    method: POST
    path: "/lending/v1/loans/{{loan_uid}}/renew"
    expect:
      status: [200]
~~~

The fix is there where a variable has that name. It is unsafe: the step sends something else then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.edit import Fix, Safety
from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.VARIABLES, severity=Severity.ERROR, fix=Safety.UNSAFE)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    scope = context.scope
    for slip in scope.slips:
        if slip.malformed is not None:
            continue
        (name,) = slip.names
        meant = scope.meant(slip.names, slip.order)
        if meant is None and slip.step.negative:
            continue
        message = f"`{slip.text}` is sent as it stands; "
        if meant is None:
            message += f"extract `{name}` in an earlier step, and write `{{{{{name}}}}}`"
            yield Finding(slip.span, message)
            continue
        right = f"{{{{{meant}}}}}"
        fix = None
        if meant == name and slip.span.of(seed.source.text) == slip.text:
            fix = Fix.replace(f"write `{right}`", slip.span, right, Safety.UNSAFE)
        yield Finding(slip.span, f"{message}write `{right}`", fix=fix)
