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

from seedlint.finding import Finding, Respelling, Severity
from seedlint.ignores import VERBS
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.spelling import closest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Part, Seed


@rule(on=whole_seed, group=Group.IGNORES, severity=Severity.WARNING)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for ignore in context.ignores:
        if ignore.verb.text not in VERBS:
            if meant := closest(ignore.verb.text, VERBS):
                message = f"`{ignore.verb.text}` is not understood"
                yield _finding(ignore.verb, message, meant)
            continue
        if not ignore.rules:
            message = "an ignore names its rules: `seedlint: ignore[rule-a, rule-b]`"
            yield Finding(ignore.span, message)
        for part in ignore.rules:
            if part.text not in context.catalogue:
                message = f"there is no rule `{part.text}`"
                yield _finding(part, message, closest(part.text, context.catalogue))


def _finding(part: Part, message: str, meant: str | None) -> Finding:
    if meant is None:
        return Finding(part.span, message)
    message += f"; did you mean `{meant}`?"
    return Finding(part.span, message, respelling=Respelling(part.text, meant))
