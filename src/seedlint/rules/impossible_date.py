"""A date that cannot be: `verifiedAt` before `savedAt`, or a day that has not come yet.

A seed is written first and seen to pass then. If its dates say otherwise, one of them was copied
along with the rest, and nobody can tell how fresh the seed is.

~~~markdown bad
---
endpoint: GET /lending/v1/loans
domain: lending
tags: [loans]
status: verified
savedAt: 2026-01-05T09:00:00Z
verifiedAt: 2025-01-07T16:30:00Z
---

# List loans

## Summary

What is out, and until when.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
    expect:
      status: [200]
```
~~~

~~~markdown good
---
endpoint: GET /lending/v1/loans
domain: lending
tags: [loans]
status: verified
savedAt: 2026-01-05T09:00:00Z
verifiedAt: 2026-01-07T16:30:00Z
---

# List loans

## Summary

What is out, and until when.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
    expect:
      status: [200]
```
~~~

A date without a time lasts as long as it is that day anywhere on earth.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.named import NamedTuple
from seedlint.regex import regex
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import frontmatter as readable_frontmatter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Frontmatter

_LEAP_DAY = regex(r"(\d{4})-02-29(?!\d)", re.ASCII)
_EAST = timezone(timedelta(hours=14))  # Kiritimati, where every day begins
_WEST = timezone(timedelta(hours=-12))  # Baker Island, where it ends


class _When(NamedTuple):
    """The first and the last moment that a date may mean; `day` is its own calendar's."""

    day: date
    first: datetime
    last: datetime


@rule(on=readable_frontmatter, group=Group.FRONTMATTER, severity=Severity.WARNING)
def check(frontmatter: Frontmatter, context: Context) -> Iterator[Finding]:
    today = _day(context.today)
    seen: dict[str, _When] = {}
    for key in ("savedAt", "verifiedAt"):
        scalar = frontmatter.scalar(key)
        if scalar is None:
            continue
        when = _when(scalar.text)
        if when is None:
            leap = _LEAP_DAY.match(scalar.text)
            if leap:
                yield Finding(scalar.place(*leap.span()), f"{leap[1]} has no 29 February")
        elif when.first > today.last:
            yield Finding(scalar.span, f"`{key}` is in the future")
        else:
            seen[key] = when
    saved, verified = frontmatter.scalar("savedAt"), frontmatter.scalar("verifiedAt")
    if saved and verified and len(seen) == 2 and _before(seen["verifiedAt"], seen["savedAt"]):
        note = Note("it was saved only then", saved.span)
        yield Finding(verified.span, "`verifiedAt` is before `savedAt`", (note,))


def _before(one: _When, other: _When) -> bool:
    if one.first < one.last and other.first < other.last:
        return one.day < other.day
    return one.last < other.first


@lru_cache(maxsize=256)
def _when(text: str) -> _When | None:
    """What a date in RFC 3339 means; None where it is none, which is not said here."""
    try:
        if len(text) == len("2026-01-05"):
            return _day(date.fromisoformat(text))
        moment = datetime.fromisoformat(text.upper())
        if moment.tzinfo is None:
            return None
        instant = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return _When(moment.date(), instant, instant)


@lru_cache(maxsize=256)
def _day(day: date) -> _When:
    return _When(
        day, datetime.combine(day, time.min, _EAST), datetime.combine(day, time.max, _WEST)
    )
