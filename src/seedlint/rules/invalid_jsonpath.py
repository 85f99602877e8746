"""An `extract` that the runner cannot read.

The runner reads a small part of JSONPath: `$`, `.name`, `[0]` and `[?(@.name=='value')]`. With
anything else it extracts nothing, and the seed fails where the variable is used.

~~~yaml bad
steps:
  - id: find_loan
    method: GET
    path: /lending/v1/loans
    extract:
      loan_uid: "$.data.loans[*].uid"
    expect:
      status: [200]

  - id: renew_loan
    method: POST
    path: "/lending/v1/loans/{{loan_uid}}/renew"
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: find_loan
    method: GET
    path: /lending/v1/loans
    extract:
      loan_uid: "$.data.loans[?(@.state=='open')].uid"
    expect:
      status: [200]

  - id: renew_loan
    method: POST
    path: "/lending/v1/loans/{{loan_uid}}/renew"
    expect:
      status: [200]
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint import jsonpath, template
from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Step


@rule(on=steps, group=Group.VARIABLES, severity=Severity.ERROR)
def check(step: Step, context: Context) -> Iterator[Finding]:
    for _, path in step.extract:
        if not isinstance(path.data, str) or template.has_template(path.text):
            continue
        problem = jsonpath.parse(path.text)
        if isinstance(problem, jsonpath.Problem):
            meant = f"; did you mean `{problem.instead}`?" if problem.instead else ""
            span = path.place(problem.start, problem.end)
            yield Finding(span, f"{problem.message}{meant}")
