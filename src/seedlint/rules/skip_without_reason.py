"""A skip that does not say why.

A skipped test is a debt, and the reason is the only record of it: a seed with `status: skip` has a
`skip_reason`, a step with `onFail: skip` a `skipReason`.

~~~yaml bad
steps:
  - id: find_loan
    method: GET
    path: /lending/v1/loans
    onFail: skip

  - id: list_holds
    method: GET
    path: /lending/v1/holds
~~~

~~~yaml good
steps:
  - id: find_loan
    method: GET
    path: /lending/v1/loans
    onFail: skip
    skipReason: "A new reader has no loans"

  - id: list_holds
    method: GET
    path: /lending/v1/holds
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.yamltree import blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.SHAPE, severity=Severity.ERROR)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    frontmatter, breaches = seed.frontmatter, context.breaches
    if frontmatter and frontmatter.status and seed.skipped:
        reason = frontmatter.pair("skip_reason")
        if reason and blank(reason.value):
            yield Finding(reason.key.span, "this says nothing; say why the seed is skipped")
        elif reason is None and not breaches.stands_in(frontmatter.root, "skip_reason"):
            message = "the seed is skipped; say why in `skip_reason`"
            yield Finding(frontmatter.status.span, message)
    for step in seed.steps:
        on_fail, reason = step.scalar("onFail"), step.pair("skipReason")
        if on_fail is None or on_fail.text != "skip":
            continue
        if reason and blank(reason.value):
            yield Finding(reason.key.span, "this says nothing; say why the step may be skipped")
        elif reason is None and not breaches.stands_in(step.node, "skipReason"):
            yield Finding(on_fail.span, "the step may be skipped; say why in `skipReason`")
