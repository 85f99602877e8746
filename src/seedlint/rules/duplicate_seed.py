"""Two seeds for one endpoint.

Only one of them is kept true. The other is found first.

~~~yaml bad
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: show_loan
    method: GET
    path: "/lending/v1/loans/{{random_string}}"
    expect:
      status: [404]
~~~

~~~markdown seed seeds/library/other.md
---
endpoint: GET /lending/v1/loans
domain: library
tags: [example]
status: skip
skip_reason: The loans are being moved.
savedAt: 2026-01-05T09:00:00Z
---

# Another one

## Summary
The loans, again.

## Prerequisites
None.

## Test Request
None yet.
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.resolve import plain
from seedlint.rulekit import Group, Project, project_rule
from seedlint.source import Span
from seedlint.spec import segments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.rulekit import Member
    from seedlint.source import Source


@project_rule(group=Group.FRONTMATTER, severity=Severity.WARNING)
def check(project: Project) -> Iterator[tuple[Source, Finding]]:
    by_endpoint: dict[tuple[str, ...], list[Member]] = {}
    for member in project.members:
        if member.endpoint is not None:
            method, path = member.endpoint.method.text, member.endpoint.path.text
            key = (method.upper(), *segments(plain(path)))
            by_endpoint.setdefault(key, []).append(member)
    for members in by_endpoint.values():
        for member in members if len(members) > 1 else ():
            if member.endpoint is None:
                continue
            others = [f"`{o.source.path}`" for o in members if o is not member]
            where = member.endpoint.method.span.start, member.endpoint.path.span.end
            name = f"{member.endpoint.method.text} {member.endpoint.path.text}"
            notes = tuple(Note(f"the other seed is {other}") for other in others[1:])
            message = f"`{name}` has another seed: {others[0]}"
            yield member.source, Finding(Span(*where), message, notes)
