"""A variable that nothing defines before it is used.

A variable is given by the runner, given by the team's configuration (`variables`), or extracted by
an earlier step. The runner sends `{{name}}` as it stands where there is none, and the API answers
with an error that names anything but the misspelling.

~~~yaml bad
steps:
  - id: show_loan
    method: GET
    path: "/lending/v1/loans/{{laon_uid}}"
    params:
      reader_uid: "{{clientuid}}"
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

  - id: show_loan
    method: GET
    path: "/lending/v1/loans/{{loan_uid}}"
    params:
      reader_uid: "{{client_uid}}"
    expect:
      status: [200]
~~~

A variable that nothing is like is one mistake, however often it is used. In a step that wants to be
refused it may even be wrong on purpose. Where the step that extracts it never runs, or cannot be
read, that is what is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Respelling, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.scope import Extract, Scope, Use
    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.VARIABLES, severity=Severity.ERROR)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    scope = context.scope
    undefined: dict[str, list[Use]] = {}
    for use in scope.uses:
        if not scope.is_defined(use) and not scope.is_out_of_sight(use):
            undefined.setdefault(use.name, []).append(use)
    for uses in undefined.values():
        yield from _findings(uses, scope)


def _findings(uses: list[Use], scope: Scope) -> Iterator[Finding]:
    """One for each misspelt use, or one for all uses of what is missing."""
    first = uses[0]
    message = f"`{first.name}` is not defined here"
    more = tuple(Note("it is used here, too", use.span) for use in uses[1:])
    meant, later = scope.meant((first.name,), first.order), scope.after(first)
    if later:
        here = Note("it is extracted here", later[0].key.span)
        yield Finding(first.span, f"{message}: {_too_late(later[0], first)}", (here, *more))
    elif meant is None:
        for wanted in [use for use in uses if not use.step.negative][:1]:
            why = "no earlier step extracts it, and the runner does not give it"
            yield Finding(wanted.span, f"{message}: {why}", more)
    elif (extract := scope.unclaimed(meant)) is not None:
        here = Note(f"`{meant}` is extracted here, and not used", extract.key.span)
        respelling = Respelling(first.name, meant)
        message += f"; did you mean `{meant}`?"
        yield Finding(first.span, message, (here, *more), respelling=respelling)
    else:
        message += f"; did you mean `{meant}`?"
        for use in uses:
            yield Finding(use.span, message, respelling=Respelling(use.name, meant))


def _too_late(extract: Extract, use: Use) -> str:
    if extract.step is use.step:
        return "the step extracts it from the answer to this very request"
    step = extract.step.name
    return f"`{step}` extracts it later" if step else "a later step extracts it"
