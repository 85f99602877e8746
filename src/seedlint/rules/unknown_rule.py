"""An ignore comment that names a rule which does not exist, or names none.

It ignores nothing, and looks as if it did.

~~~yaml bad
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
    expect:
      status: 200  # seedlint: ignore[bear-status] the API never answers anything else
~~~

~~~yaml good
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
    expect:
      status: 200  # seedlint: ignore[bare-status] the API never answers anything else
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Severity
from seedlint.ignores import VERBS
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.spelling import closest, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.IGNORES, severity=Severity.WARNING)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for ignore in context.ignores:
        if ignore.verb.text not in VERBS:
            if meant := closest(ignore.verb.text, VERBS):
                message = f"`{ignore.verb.text}` is not understood; did you mean `{meant}`?"
                yield Finding(ignore.verb.span, message)
            continue
        if not ignore.rules:
            message = "an ignore names its rules: `seedlint: ignore[rule-a, rule-b]`"
            yield Finding(ignore.span, message)
        for part in ignore.rules:
            if part.text not in context.catalogue:
                hint = did_you_mean(part.text, context.catalogue)
                yield Finding(part.span, f"there is no rule `{part.text}`{hint}")
