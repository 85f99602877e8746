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

Tokens and keys are known by their shapes, wherever in the seed they stand. No report repeats one,
be it in a message or in a line of the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint import secrets
from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.STEPS, severity=Severity.ERROR)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for what, span in secrets.find(seed.source.text):
        yield Finding(span, f"{what} for all to read; revoke it, and write a variable instead")
