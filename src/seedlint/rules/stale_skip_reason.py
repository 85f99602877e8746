"""A reason for a skip where nothing is skipped.

Either the skip was lifted and its reason forgotten, or the reason was written and the skip
forgotten. Whoever reads the seed cannot tell which.

~~~yaml bad
steps:
  - id: find_loan
    method: GET
    path: /lending/v1/loans
    onFail: abort
    skipReason: "A new reader has no loans"

  - id: list_holds
    method: GET
    path: /lending/v1/holds
~~~

~~~yaml good
steps:
  - id: find_loan
    method: GET
    path: /lending/v1/loans
    onFail: abort

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

    from seedlint.seed import Frontmatter, Seed
    from seedlint.settings import Settings

_NOT_SKIPPED = ("abort", "warn")


@rule(on=whole_seed, group=Group.SHAPE, severity=Severity.WARNING)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    frontmatter, breaches = seed.frontmatter, context.breaches
    if frontmatter and frontmatter.status and _runs(frontmatter, context.settings):
        reason = frontmatter.pair("skip_reason")
        if reason and not blank(reason.value):
            message = f"the seed is not skipped: its status is `{frontmatter.status.text}`"
            yield Finding(reason.key.span, message)
    for step in seed.steps:
        reason = step.pair("skipReason")
        if reason is None or blank(reason.value) or step.on_fail not in _NOT_SKIPPED:
            continue
        if not breaches.stands_in(step.node, "onFail"):
            message = "the step is never skipped; that takes `onFail: skip`"
            yield Finding(reason.key.span, message)


def _runs(frontmatter: Frontmatter, settings: Settings) -> bool:
    """Whether the status is surely one that skips nothing; `skip: true` is a try at a skip."""
    known = frontmatter.standing in settings.statuses and "skip" in settings.statuses
    meant = frontmatter.root is not None and frontmatter.root.pair("skip") is not None
    return known and frontmatter.standing != "skip" and not meant
