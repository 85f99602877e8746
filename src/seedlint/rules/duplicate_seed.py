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

from itertools import islice
from typing import TYPE_CHECKING

from seedlint.finding import Elsewhere, Finding, Note, Severity
from seedlint.rulekit import Group, Project, project_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.rulekit import Member
    from seedlint.source import Source


SHOWN = 8
"""How many of the other seeds are named."""


@project_rule(group=Group.FRONTMATTER, severity=Severity.WARNING)
def check(project: Project) -> Iterator[tuple[Source, Finding]]:
    by_subject: dict[tuple[str, ...], list[Member]] = {}
    for member in project.members:
        outside = member.path.startswith("../")  # it belongs to another project
        if (subject := member.subject) and not outside:
            by_subject.setdefault(subject, []).append(member)
    for members in by_subject.values():
        for member in members if len(members) > 1 else ():
            if member.endpoint is None:
                continue
            first, *others = islice((o for o in members if o is not member), SHOWN)
            notes = [Note("the other endpoint", _endpoint(first))]
            notes += [Note(f"another one is `{other.path}`") for other in others]
            if len(members) - 1 > SHOWN:
                notes.append(Note(f"and there are {len(members) - 1 - SHOWN} more"))
            message = f"`{member.endpoint.name}` has another seed: `{first.path}`"
            yield member.source, Finding(member.endpoint.span, message, tuple(notes))


def _endpoint(member: Member) -> Elsewhere | None:
    return Elsewhere(member.source, member.endpoint.span) if member.endpoint else None
