"""An identifier of one database, written out where the API has a parameter.

`8f14e45fceea167a` was somebody's loan on the day the seed was written. It will not exist next week,
nor on any other system: an earlier step can find one, or make one, and `extract` its identifier.

~~~yaml bad
steps:
  - id: show_loan
    method: GET
    path: /lending/v1/loans/8f14e45fceea167a
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
    extract:
      loan_uid: "$.loans[0].uid"
    expect:
      status: [200]

  - id: show_loan
    method: GET
    path: "/lending/v1/loans/{{loan_uid}}"
    expect:
      status: [200]
~~~

~~~yaml spec
openapi: 3.1.0
info: {title: Lending, version: "1"}
servers: [{url: "https://api.example.org/lending"}]
paths:
  /v1/loans:
    get:
      responses:
        "200":
          description: The loans.
  /v1/loans/{loan_uid}:
    get:
      responses:
        "200": {description: The loan.}
~~~

Identifiers in the query count too, where the name of the parameter says that they are one. A step
that expects to be refused may send whatever it likes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedlint.finding import Finding, Note, Severity
from seedlint.named import NamedTuple
from seedlint.parameters import arguments
from seedlint.regex import regex
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.yamltree import Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Seed, Step
    from seedlint.source import Span
    from seedlint.spec import Operation

_PIECE = regex(r"[^,\s]+")
_NAMES_ONE = regex(
    r".*?(?:(?:^|[\W_])(?:id|uid|uuid|guid)|[a-z](?:Id|ID|Uid|UID|Uuid|UUID))s?\]*", re.ASCII
)
_UUID = regex(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
_RUN = regex(r"[0-9]+|[A-Za-z]+")


class _Literal(NamedTuple):
    """A text that stands where the parameter `name` is; `said` shows where the API has that."""

    text: str
    span: Span
    name: str
    said: tuple[Note, ...] = ()


@rule(on=whole_seed, group=Group.STEPS, severity=Severity.WARNING)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for order, step in enumerate(seed.steps):
        if step.negative:
            continue
        invalid = {mismatch.span for mismatch in context.parameter_mismatches(step)}
        for text, span, name, said in (*_in_path(step, context), *_in_query(step)):
            if _generated(text, name) and span not in invalid:
                variable = name.rstrip("]").rpartition("[")[2]
                better = "let an earlier step extract it"
                if context.scope.knows(variable, order):
                    better = f"write `{{{{{variable}}}}}`"
                message = f"`{text}` looks generated: it will not last; {better}"
                yield Finding(span, message, said)


def _generated(text: str, name: str) -> bool:
    """Whether a text looks like an identifier that some database made up.

    Letters and digits take turns in it, as they do in no word with a number behind it.
    """
    if _UUID.fullmatch(text):
        return len(set(text)) > 3  # neither nil nor max (RFC 9562, sections 5.9 and 5.10)
    if not text.isascii() or not text.isalnum():
        return False
    if text.isdigit():
        return len(text) >= 3 and _names_one(name)
    turns = len(_RUN.findall(text))
    if set(text.lower()) <= set("0123456789abcdef"):
        return len(text) >= 8 and turns >= 3
    return len(text) >= 10 and turns >= 4


def _names_one(name: str) -> bool:
    """Whether a parameter is called an identifier: `uid`, `loan_uid`, `filter[loan_uid]`."""
    return _NAMES_ONE.fullmatch(name) is not None


def _in_path(step: Step, context: Context) -> Iterator[_Literal]:
    """The segments of a path that stand where every candidate has a parameter."""
    operations = context.operations(step)
    for segment, name in context.path_parameters(step):
        if "{" in segment.text or any(_allows(o, name, segment.text) for o in operations):
            continue
        notes = (Note(f"`{{{name}}}` is a parameter here", o.cursor) for o in operations[:1])
        yield _Literal(segment.text, segment.span, name, tuple(notes))


def _allows(operation: Operation, name: str, text: str) -> bool:
    """Whether an operation lists a value among those of a parameter."""
    for parameter in operation.parameters:
        if parameter.location == "path" and parameter.name == name:
            schema = parameter.schema.resolved() if parameter.schema else None
            allowed = schema.get("enum") if schema else None
            return isinstance(allowed, list) and text in map(str, allowed)
    return False


def _in_query(step: Step) -> Iterator[_Literal]:
    """The values of query parameters that are called identifiers."""
    for argument in arguments(step):
        value = argument.value
        for item in value.items if isinstance(value, Sequence) else [value]:
            if isinstance(item, Scalar) and _names_one(argument.name):
                for match in _PIECE.finditer(item.text):
                    yield _Literal(match[0], item.place(*match.span()), argument.name)
