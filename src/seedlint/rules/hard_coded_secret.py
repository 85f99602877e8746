"""A token or a key that is written out.

Whoever can read the repository can use it, in every copy and in all of its history, long after it
is taken out of the seed again. The runner adds the token of a step itself; anything else that is
secret belongs in its configuration, and an example does with a placeholder.

~~~yaml bad
steps:
  - id: subscribe
    method: POST
    path: /lending/v1/webhooks
    body:
      url: "{{random_url}}"
      token: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.Yk3tq7Zr0vXnB2mLw9sPd8
    expect:
      status: [201]
~~~

~~~yaml good
steps:
  - id: subscribe
    method: POST
    path: /lending/v1/webhooks
    body:
      url: "{{random_url}}"
      token: "{{random_string}}"
    expect:
      status: [201]
~~~

Tokens and keys are known by their shapes, wherever in the seed they stand. The message never
repeats one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed


class _Shape(NamedTuple):
    """What a secret looks like; every text with one has `mark` in it, which is fast to look for."""

    what: str
    mark: str
    pattern: str


_SHAPES = (
    _Shape("a JSON Web Token", "eyJ", r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{16,}"),
    _Shape(
        "a private key",
        "PRIVATE KEY",
        r"-----BEGIN [A-Z ]*PRIVATE KEY[A-Z ]*-----\s*(?:\\n)?\s*[\w+/=]{12}[\w+/=]*",
    ),
    _Shape("an AWS access key", "AKIA", r"\bAKIA[0-9A-Z]{16}\b"),
    _Shape("an AWS access key", "ASIA", r"\bASIA[0-9A-Z]{16}\b"),
    _Shape("a GitHub token", "gh", r"\bgh[oprsu]_[A-Za-z0-9]{36,}\b"),
    _Shape("a GitHub token", "github_pat_", r"\bgithub_pat_\w{22,}\b"),
    _Shape("a GitLab token", "glpat-", r"\bglpat-[\w-]{20,}"),
    _Shape("a Slack token", "xox", r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
    _Shape(
        "a Slack webhook",
        "hooks.slack.com/services/",
        r"\bhooks\.slack\.com/services/T\w{8,}/B\w{8,}/\w{16,}",
    ),
    _Shape("a Stripe key", "k_live_", r"\b[rs]k_live_[A-Za-z0-9]{16,}\b"),
    _Shape("a Google API key", "AIza", r"\bAIza[\w-]{35}(?![\w-])"),
    _Shape(
        "a bearer token",
        "earer ",
        r"(?<=[Bb]earer )(?=[\w.~+/-]*[0-9])(?=[\w.~+/-]*[A-Za-z])[\w.~+/-]{24,}+=*+(?!…)",
    ),
)
"""In the order in which they are told from each other: a bearer token may be any of the others.

Sources: RFC 7515 (section 3.1), RFC 7468, RFC 6750, and what the named companies publish.
"""

_PLACEHOLDER = re.compile(r"example|your|x{4}|0{8}|\.{3}", re.I)


@rule(on=whole_seed, group=Group.STEPS, severity=Severity.ERROR)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    text = seed.source.text
    taken: list[Span] = []
    for what, mark, pattern in _SHAPES:
        if mark not in text:
            continue
        for match in re.finditer(pattern, text, re.ASCII):
            span = Span(*match.span())
            if _PLACEHOLDER.search(match[0]) or any(_overlap(span, t) for t in taken):
                continue
            taken.append(span)
            yield Finding(span, f"{what} for all to read; revoke it, and write a variable instead")


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
