"""An extract that hides an earlier one of the same name.

From there on `{{name}}` is another value. That is legal, and hard to read in a seed of eight steps:
whoever moves a step gets the wrong one.

~~~yaml bad
steps:
  - id: find_copy
    method: GET
    path: /catalogue/v1/copies
    extract:
      uid: "$.copies[0].uid"
    expect:
      status: [200]

  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    body:
      copy_uid: "{{uid}}"
    extract:
      uid: "$.loan.uid"
    expect:
      status: [201]

  - id: renew_loan
    method: POST
    path: "/lending/v1/loans/{{uid}}/renew"
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: find_copy
    method: GET
    path: /catalogue/v1/copies
    extract:
      copy_uid: "$.copies[0].uid"
    expect:
      status: [200]

  - id: lend_copy
    method: POST
    path: /lending/v1/loans
    body:
      copy_uid: "{{copy_uid}}"
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

To override what the runner gives is usual, and so are two steps of which the second helps out when
the first one fails (`onFail: skip` or `warn`), and the same request made again for a fresh value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.scope import Extract
    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.VARIABLES, severity=Severity.INFO)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    hidden: dict[str, Extract] = {}
    for extract in context.scope.extracts:
        earlier = hidden.get(extract.name)
        hidden[extract.name] = extract
        if earlier is None or earlier.step is extract.step or _refreshes(earlier, extract):
            continue
        if earlier.certain and extract.certain:
            note = Note("the earlier extract", earlier.key.span)
            step = f"`{earlier.step.name}`" if earlier.step.name else "an earlier step"
            message = f"`{extract.name}` hides what {step} extracts under this name"
            yield Finding(extract.key.span, message, (note,))


def _refreshes(earlier: Extract, extract: Extract) -> bool:
    """Whether both are the same value of the same resource, read at different times."""

    def read(extract: Extract) -> tuple[str | None, ...]:
        step = extract.step
        scalars = (step.method, step.path, extract.path)
        return tuple(scalar.text if scalar else None for scalar in scalars)

    return read(earlier) == read(extract)
