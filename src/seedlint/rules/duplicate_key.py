"""A key that is given twice in one mapping.

YAML keeps the last one and says nothing, so that half of what the seed says is never sent.

~~~yaml bad
steps:
  - id: extend_loan
    method: POST
    path: /lending/v1/loans
    body:
      days: 14
      copy_uid: c0ffee
      days: 28
~~~

~~~yaml good
steps:
  - id: extend_loan
    method: POST
    path: /lending/v1/loans
    body:
      copy_uid: c0ffee
      days: 28
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint import yamltree
from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed
    from seedlint.yamltree import Scalar


@rule(on=whole_seed, group=Group.SYNTAX, severity=Severity.ERROR)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for root in seed.trees:
        for mapping in yamltree.mappings(root):
            if len({pair.key.text for pair in mapping.pairs}) == len(mapping.pairs):
                continue
            first: dict[str, Scalar] = {}
            for pair in mapping.pairs:
                if pair.merged:
                    continue
                earlier = first.setdefault(pair.key.text, pair.key)
                if earlier is not pair.key:
                    message = f"`{pair.key.text}` is given twice, and only the last one counts"
                    note = Note("it is given here first", earlier.span)
                    yield Finding(pair.key.span, message, (note,))
