"""A method that the path does not have.

The API knows the path and refuses the method, with 404 or 405. What the path can do stands in the
message.

~~~yaml bad
steps:
  - id: renew_loan
    method: PUT
    path: "/lending/v1/loans/{{matter_uid}}/renew"
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: renew_loan
    method: POST
    path: "/lending/v1/loans/{{matter_uid}}/renew"
    expect:
      status: [200]
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
  /v1/loans/{loan_uid}/renew:
    post:
      responses:
        "200": {description: Renewed.}
~~~

A path that is the endpoint's with a piece missing is the mistake then, and not its method. A step
that wants to be told so (404, 405, 410 or 501) may ask for whatever it likes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.rulekit import Context, Group, rule
from seedlint.seed import METHODS
from seedlint.selectors import seed as whole_seed
from seedlint.spelling import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed


@rule(on=whole_seed, group=Group.OPERATIONS, severity=Severity.ERROR)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for call in context.resolver.calls:
        others, method = call.resolution.other_methods, call.resolution.method
        if not others or call.resolution.unknowable or call.asks_for_nothing:
            continue
        if method not in METHODS:
            continue
        path, endpoint = call.path.text.partition("?")[0], seed.endpoint
        if endpoint and (lost := context.resolver.lost(call)):
            yield Finding(
                call.path.place(0, len(path)),
                f"`{path}` takes no `{method}`; the seed's endpoint is `{endpoint.path.text}`, "
                f"did `{lost}` get lost?",
                (Note("the endpoint", endpoint.path.span),),
            )
            continue
        methods = sorted({other.method for other in others}, key=(*METHODS, "TRACE").index)
        message = f"`{others[0].path}` has no `{method}`; it has {listed(methods, 'and')}"
        if near := context.resolver.relatives(method, others[0].path):
            verb = "has" if len(near) == 1 else "have"
            message += f", and {listed(near, 'and', most=2)} {verb} `{method}`"
        note = Note(f"its {methods[0]}", others[0].cursor)
        yield Finding(call.method.span, message, (note,))
