"""YAML that cannot be read, or text that is not UTF-8.

One stray tab, and none of a block's requests is sent. The rest of the seed is checked all the same,
and nothing is said about what a broken block may or may not hold.

~~~yaml bad
steps:
  - id: list_loans
    description: Page two: the older loans
    method: GET
    path: /lending/v1/loans
~~~

~~~yaml good
steps:
  - id: list_loans
    description: "Page two: the older loans"
    method: GET
    path: /lending/v1/loans
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.yamltree import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.SYNTAX, severity=Severity.ERROR)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    if seed.source.undecodable:
        yield Finding(seed.source.undecodable, "this byte is not UTF-8; save the file as UTF-8")
    for problem in _problems(seed):
        notes = (Note("it begins here", problem.opening),) if problem.opening else ()
        yield Finding(problem.span, problem.message, notes)


def _problems(seed: Seed) -> Iterator[Problem]:
    """Why YAML cannot be read; not in a fence that lacks its end, and so holds too much."""
    if seed.frontmatter and isinstance(seed.frontmatter.parsed, Problem):
        yield seed.frontmatter.parsed
    for block in seed.blocks:
        if isinstance(block.parsed, Problem) and block.fence.closed:
            yield block.parsed
