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

Identifiers in the query count too, where the name of the parameter says that they are one. A value
that the spec lists will last, and a step that expects to be refused may send whatever it likes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedlint.assertions import lists
from seedlint.finding import Finding, Note, Severity
from seedlint.named import NamedTuple
from seedlint.parameters import arguments
from seedlint.regex import regex
from seedlint.rulekit import Context, Group, rule
from seedlint.selectors import seed as whole_seed
from seedlint.shape import expanded, shape
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
    """A text that stands where the parameter `name` is, or the part of one that `keys` lead to.

    `said` shows where the API has that.
    """

    text: str
    span: Span
    name: str
    location: str
    keys: tuple[str, ...] = ()
    said: tuple[Note, ...] = ()


@rule(on=whole_seed, group=Group.STEPS, severity=Severity.WARNING)
def check(seed: Seed, context: Context) -> Iterator[Finding]:
    for order, step in enumerate(seed.steps):
        if step.negative:
            continue
        invalid = {mismatch.span for mismatch in context.parameter_mismatches(step)}
        for literal in (*_in_path(step, context), *_in_query(step)):
            text, span, name = literal[:3]
            if not _generated(text, name) or span in invalid:
                continue
            if any(_allows(operation, literal) for operation in context.operations(step)):
                continue
            variable = name.rstrip("]").rpartition("[")[2]
            better = "let an earlier step extract it"
            if context.scope.knows(variable, order):
                better = f"write `{{{{{variable}}}}}`"
            message = f"`{text}` looks generated: it will not last; {better}"
            yield Finding(span, message, literal.said)


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
        if "{" in segment.text:
            continue
        notes = tuple(Note(f"`{{{name}}}` is a parameter here", o.cursor) for o in operations[:1])
        yield _Literal(segment.text, segment.span, name, "path", said=notes)


def _allows(operation: Operation, literal: _Literal) -> bool:
    """Whether an operation lists a value among those of its parameter."""
    base = literal.name.partition("[")[0]
    names = (literal.name, base, f"{base}[]")
    for parameter in operation.parameters:
        if parameter.location != literal.location or parameter.name not in names:
            continue
        wanted = shape([parameter.schema] if parameter.schema else [])
        for key in (*literal.keys, ""):
            below = wanted.properties.get(key) or wanted.items
            wanted = shape(below) if below else wanted
        if any(lists(option, literal.text) for option in expanded(wanted)):
            return True
    return False


def _in_query(step: Step) -> Iterator[_Literal]:
    """The values of query parameters that are called identifiers."""
    for argument in arguments(step):
        value = argument.value
        for item in value.items if isinstance(value, Sequence) else [value]:
            if isinstance(item, Scalar) and _names_one(argument.name):
                keys = tuple(key.text for key in argument.keys)
                for match in _PIECE.finditer(item.text):
                    span = item.place(*match.span())
                    yield _Literal(match[0], span, argument.name, "query", keys)
