"""A part of a request that its method never sends.

The runner sends `params` with GET alone, and a body with everything but GET. What is written down
for the other is dropped without a word, and the API answers a question that nobody asked.

~~~yaml bad
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
    body:
      reader_uid: "{{client_uid}}"
    expect:
      status: [200]
~~~

~~~yaml good
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
    params:
      reader_uid: "{{client_uid}}"
    expect:
      status: [200]
~~~
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.finding import Finding, Severity
from seedlint.parameters import sends_params
from seedlint.rulekit import Context, Group, rule
from seedlint.seed import METHODS
from seedlint.selectors import steps
from seedlint.yamltree import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.seed import Step
    from seedlint.yamltree import Node

_BODIES = ("body", "form_fields", "file_fields")


@rule(on=steps, group=Group.STEPS, severity=Severity.WARNING)
def check(step: Step, context: Context) -> Iterator[Finding]:
    method = step.method.text.upper() if step.method else ""
    resolution = context.resolution(step)
    if method not in METHODS or step.negative or (resolution and resolution.other_methods):
        return
    for key in _BODIES if sends_params(step) else ("params",):
        pair = step.pair(key)
        if pair is None or _empty(pair.value):
            continue
        if key == "params" and _required(pair.value, step, context):
            continue
        if key == "params":
            message = f"`params` are sent with `GET` alone, not with `{method}`"
            message += "; a query goes into the path, everything else into the body"
        else:
            message = f"`{key}` is not sent with `GET`; parameters go into `params`"
        yield Finding(pair.key.span, message)


def _required(params: Node, step: Step, context: Context) -> bool:
    """Whether the API misses some of what is not sent: that is said where it is missed."""
    keys = {pair.key.span for pair in params.pairs} if isinstance(params, Mapping) else set()
    return any(mismatch.span in keys for mismatch in context.parameter_mismatches(step))


def _empty(node: Node) -> bool:
    """Whether nothing is lost with a value."""
    if isinstance(node, Mapping):
        return not node.pairs
    if isinstance(node, Sequence):
        return not node.items
    return node.data is None
