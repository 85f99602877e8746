"""A key that has to be there, and is not.

A step without a `path` cannot be sent, and a seed without its `endpoint` cannot be found. A key in
a wrong spelling is not missing but unknown.

~~~yaml bad
steps:
  - id: list_loans
    method: GET
    expect:
      status: [200]
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

from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.SHAPE, severity=Severity.ERROR)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for missing in context.breaches.missing:
        if missing.empty:
            yield Finding(missing.span, f"`{missing.key}` has no value")
        else:
            yield Finding(missing.span, f"{missing.holder.value} has no `{missing.key}`")
