"""A step, or the endpoint, with a path that no spec has.

The path is looked for in the spec that the seed names, and then in every spec of the project, with
the prefix of `basePath` or `servers` in front. `{{templates}}` stand where a path has parameters.

~~~yaml bad
steps:
  - id: renew_loan
    method: POST
    path: "/lending/v1/loans/{{matter_uid}}/renw"
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
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Respelling, Severity
from seedlint.resolve import plain
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.resolve import Call
    from seedlint.seed import Seed
    from seedlint.spec import Operation


@rule(on=whole_seed, group=Group.OPERATIONS, severity=Severity.ERROR)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for call in context.resolver.calls:
        resolution = call.resolution
        known = resolution.operations or resolution.other_methods or resolution.unknowable
        if not known and not call.asks_for_nothing:
            yield _finding(call, context)


def _finding(call: Call, context: Context) -> Finding:
    path = call.path.text.partition("?")[0]
    whole = call.path.place(0, len(path))
    message = f"no spec describes the path `{path}`"
    prefix = context.resolver.prefix_mistake(path)
    if prefix:
        what, instead = prefix
        return Finding(whole, f"{message}: {what}; did you mean `{instead}`?")
    endpoint = context.seed.endpoint
    if endpoint and (lost := context.resolver.lost(call)):
        message += f"; the seed's endpoint is `{endpoint.path.text}`, did `{lost}` get lost?"
        return Finding(whole, message, (Note("the endpoint", endpoint.path.span),))
    nearest = context.resolver.nearest(call.method.text, path)
    if nearest is None:
        return Finding(whole, message)
    wrong, word = _difference(path, nearest) or (None, nearest.path)
    span = call.path.place(*wrong) if wrong else whole
    return Finding(
        span,
        f"{message}; did you mean `{word}`?",
        (Note(f"the nearest operation is `{nearest.name}`", nearest.cursor),),
        respelling=Respelling(wrong.of(path), word) if wrong else None,
    )


def _difference(path: str, nearest: Operation) -> tuple[Span, str] | None:
    """The one segment in which a path differs from an operation's, and what it should be."""
    given, wanted = path.split("/"), nearest.path.split("/")
    if len(given) != len(wanted):
        return None
    wrong = [
        index
        for index, (ours, theirs) in enumerate(zip(given, wanted, strict=True))
        if plain(ours) != plain(theirs)
    ]
    if len(wrong) != 1 or "{" in wanted[wrong[0]]:
        return None
    start = sum(len(segment) + 1 for segment in given[: wrong[0]])
    return Span(start, start + len(given[wrong[0]])), wanted[wrong[0]]
