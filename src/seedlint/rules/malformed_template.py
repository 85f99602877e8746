"""Braces that look like a template and are none.

The runner replaces `{{name}}` and nothing else: it has no filters, no dots, and no patience with
blanks. What it does not replace is sent as it stands, and the API looks for a loan that is called
`{{ loan_uid }}`.

~~~yaml bad
steps:
  - id: find_loan
    method: GET
    path: /lending/v1/loans
    extract:
      loan_uid: "$.data.loans[0].uid"
    expect:
      status: [200]

  - id: renew_loan
    method: POST
    path: "/lending/v1/loans/{{ loan_uid }}/renew"
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

  - id: renew_loan
    method: POST
    path: "/lending/v1/loans/{{loan_uid}}/renew"
    expect:
      status: [200]
~~~

Blanks are taken away by the fix, where there is a variable of that name. JSON in a string is full
of braces, and none of them is a template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint import template
from seedlint.edit import Fix, Safety
from seedlint.finding import Finding, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.template import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.scope import Slip
    from seedlint.seed import Seed
    from seedlint.template import Malformed

_WHY = {
    Flaw.BLANKS: "no blanks may stand between its braces",
    Flaw.FILTER: "it has no filters",
    Flaw.DOTS: "a variable's name has no dots",
    Flaw.EMPTY: "it names no variable",
    Flaw.BRACES: "a template has two braces on each side",
    Flaw.UNBALANCED: "a template has two braces on each side",
    Flaw.NAME: "a variable's name is made of letters, digits and `_`",
}


@rule(on=whole_seed, group=Group.VARIABLES, severity=Severity.ERROR, fix=Safety.SAFE)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    scope = context.scope
    for slip in scope.slips:
        malformed = slip.malformed
        if malformed is None:
            continue
        parameter = _parameter(slip, context)
        meant = scope.meant(slip.names, slip.order)
        if meant is None and slip.step.negative:
            continue
        if meant is None and parameter and scope.knows(parameter, slip.order):
            meant = parameter
        message = f"{_what(malformed.text)}: {_WHY[malformed.flaw]}"
        fix = None
        if meant:
            right = f"{{{{{meant}}}}}"
            message += f"; write `{right}`"
            exact = slip.span.of(seed.source.text) == slip.text
            if malformed.flaw is Flaw.BLANKS and meant == slip.names[0] and exact:
                fix = Fix.replace("take the blanks away", slip.span, right)
        elif slip.names:
            message += f"; {_extracting(slip, malformed, parameter)}"
        yield Finding(slip.span, message, fix=fix)


def _parameter(slip: Slip, context: Context) -> str | None:
    """The parameter of the API that a slip stands for, if it is a segment of a path."""
    places = context.path_parameters(slip.step)
    return next((name for segment, name in places if segment.span == slip.span), None)


def _extracting(slip: Slip, malformed: Malformed, parameter: str | None) -> str:
    """What to do where no variable is meant: `{{a.uid}}` and `{{b.uid}}` are not both `{{uid}}`."""
    path = slip.step.path
    in_path = path is not None and path.span.start <= slip.span.start < path.span.end
    if malformed.flaw is Flaw.DOTS and not in_path:
        return "extract it in an earlier step, under a name of its own"
    name = (parameter or slip.names[1]) if malformed.flaw is Flaw.DOTS else slip.names[0]
    return f"extract `{name}` in an earlier step, and write `{{{{{name}}}}}`"


def _what(text: str) -> str:
    if template.has_template(text):
        return f"the runner replaces only a part of `{text}`"
    return f"the runner does not replace `{text}`"
