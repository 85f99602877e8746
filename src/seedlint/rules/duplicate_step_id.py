"""An `id` that two steps of a seed share.

Reports name a step by its id, and people look it up by that name: with two of them, half the
readers mend the wrong one. All blocks that run count as one list.

~~~yaml bad
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/readers
    expect:
      status: [200]

  - id: list_loans
    method: GET
    path: /lending/v1/loans
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: list_readers
    method: GET
    path: /lending/v1/readers
    expect:
      status: [200]

  - id: list_loans
    method: GET
    path: /lending/v1/loans
    expect:
      status: [200]
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed
    from seedlint.source import Span


@rule(on=whole_seed, group=Group.STEPS, severity=Severity.ERROR)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    first: dict[str, Span] = {}
    for step in seed.steps:
        if step.name and first.setdefault(step.name, step.grip) != step.grip:
            note = Note("the first step with this id", first[step.name])
            yield Finding(step.grip, f"an earlier step is called `{step.name}` too", (note,))
