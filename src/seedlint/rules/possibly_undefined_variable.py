"""A variable that is not there if the step that extracts it fails.

With `onFail: skip` or `warn` the runner goes on without a step that fails, and so without what it
extracts: the seed then fails somewhere else, with a `{{name}}` in the request. Let the run stop
where it goes wrong.

~~~yaml bad
steps:
  - id: find_loan
    method: GET
    path: /lending/v1/loans
    extract:
      loan_uid: "$.data.loans[0].uid"
    expect:
      status: [200]
    onFail: warn

  - id: renew_loan
    method: POST
    path: "/lending/v1/loans/{{loan_uid}}/renew"
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: find_loan
    method: GET
    path: /lending/v1/loans
    extract:
      loan_uid: "$.data.loans[0].uid"
    expect:
      status: [200]
    onFail: abort

  - id: renew_loan
    method: POST
    path: "/lending/v1/loans/{{loan_uid}}/renew"
    expect:
      status: [200]
~~~

A step that may itself fail, or wants to be refused, can do without its variables. However many
there are, the step that they come from is one mistake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.scope import Extract, Use
    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.VARIABLES, severity=Severity.WARNING)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    scope = context.scope
    uses: dict[str, Use] = {}
    for use in scope.uses:
        if scope.is_certain(use) or not scope.is_defined(use):
            continue
        if not use.step.negative and not use.step.optional:
            uses.setdefault(use.name, use)
    by_step: dict[int, list[Use]] = {}
    for use in uses.values():
        by_step.setdefault(scope.before(use)[-1].order, []).append(use)
    for first, *others in by_step.values():
        extracts = scope.before(first)
        latest = extracts[-1].step
        name = f"`{latest.name}`" if latest.name else "the step that extracts it"
        message = f"`{first.name}` stays undefined if {name} fails, "
        message += f"which `onFail: {latest.on_fail}` passes over"
        notes = (Note(f"so does `{use.name}`", use.span) for use in others)
        yield Finding(first.span, message, (*map(_instead, extracts), *notes))


def _instead(extract: Extract) -> Note:
    pair = extract.step.pair("onFail")
    place = pair.value.span if pair else extract.key.span
    return Note("`onFail: abort` would stop the seed instead", place)
