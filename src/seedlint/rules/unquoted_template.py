"""A template without quotes around it.

To YAML, `{{uid}}` is no text but a mapping in a mapping, and `{{uid}}/renew` is nothing that it can
read. In quotes it is the text that the runner looks for.

~~~yaml bad
steps:
  - id: renew_loan
    method: POST
    path: /lending/v1/loans/{{matter_uid}}/renew
    body:
      reader_uid: {{client_uid}}
      note: {{client_uid}} at the desk
~~~

~~~yaml good
steps:
  - id: renew_loan
    method: POST
    path: /lending/v1/loans/{{matter_uid}}/renew
    body:
      reader_uid: "{{client_uid}}"
      note: "{{client_uid}} at the desk"
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint import yamltree
from seedlint.edit import Fix, Safety
from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.unquoted import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.SYNTAX, severity=Severity.ERROR, fix=Safety.SAFE)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for root in seed.trees:
        for scalar in yamltree.scalars(root):
            if scalar.unquoted_template:
                fix = Fix.replace("put it in quotes", scalar.span, quoted(scalar.text))
                message = "put this in quotes: YAML takes the braces for a mapping"
                yield Finding(scalar.span, message, fix=fix)
