"""Types that flow: from the response that a variable is extracted from to where it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint import jsonpath, template
from seedlint.conform import Kind, Mismatch
from seedlint.named import NamedTuple
from seedlint.parameters import arguments
from seedlint.response import UNKNOWN, Evidence, Verdict, look_up
from seedlint.scope import sent
from seedlint.shape import shape
from seedlint.types import ANY
from seedlint.yamltree import Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from seedlint.resolve import Resolver
    from seedlint.scope import Extract, Scope
    from seedlint.seed import Step
    from seedlint.source import Span
    from seedlint.spec import Operation, Parameter
    from seedlint.types import Type

STRICT_FORMATS = frozenset({"date", "date-time", "uuid", "email"})
"""The formats of which no string has two."""


class Origin(NamedTuple):
    """Where a variable's type comes from: the extract, and what its response says."""

    extract: Extract
    evidence: Evidence


class Flow:
    """The types of a seed's variables, step by step."""

    def __init__(self, scope: Scope, resolver: Resolver) -> None:
        self._scope = scope
        self._resolver = resolver
        self._known: dict[int, Evidence] = {}

    def evidence(self, extract: Extract) -> Evidence:
        """What the declared responses of the extracting step hold at the extract's path."""
        key = id(extract)
        if key not in self._known:
            self._known[key] = self._evidence(extract)
        return self._known[key]

    def origin(self, name: str, step: Step) -> Origin | None:
        """Where the variable comes from that a step uses; None where nothing is known of it.

        A step that may be passed over leaves an earlier value in place, so nothing is known then.
        """
        extracts = self._scope.extracts_before(name, self._scope.orders.get(step, 0))
        if not extracts:
            return None
        latest = extracts[-1]
        if not latest.certain and (len(extracts) > 1 or name in self._scope.given):
            return None
        evidence = self.evidence(latest)
        return Origin(latest, evidence) if evidence.verdict is Verdict.FOUND else None

    def type_of(self, name: str, step: Step) -> Type:
        """The type of a variable where a step uses it."""
        origin = self.origin(name, step)
        return origin.evidence.type if origin else ANY

    def _evidence(self, extract: Extract) -> Evidence:
        path = jsonpath.parse(extract.path.text)
        resolution = self._resolver.step(extract.step)
        if resolution is None or isinstance(path, jsonpath.Problem):
            return UNKNOWN
        if template.has_template(extract.path.text):
            return UNKNOWN
        return look_up(resolution.operations, extract.step.expected_statuses, path)


def text_mismatches(
    step: Step, operations: Sequence[Operation], type_of: Callable[[str], Type]
) -> list[Mismatch]:
    """Variables in a step's path and query that cannot be what every candidate wants there.

    What is sent there is text, so that a string may be any scalar: only two formats rule each other
    out of which no string has both.
    """
    if not any("{{" in scalar.text for scalar in sent(step)):
        return []
    by_operation = [
        {m.span: m for m in _text_mismatches(step, operation, type_of)} for operation in operations
    ]
    if not by_operation:
        return []
    first, *others = by_operation
    return [m for span, m in first.items() if all(span in other for other in others)]


def _text_mismatches(
    step: Step, operation: Operation, type_of: Callable[[str], Type]
) -> Iterator[Mismatch]:
    for variable, span, parameter in _placed(step, operation):
        if parameter.schema is None:
            continue
        wanted = shape([parameter.schema])
        type_ = type_of(variable)
        if wanted.choices or not wanted.parts or _fits_as_text(type_, wanted.type):
            continue
        message = f"`{parameter.name}` should be {wanted.type}, and `{{{{{variable}}}}}` is {type_}"
        yield Mismatch(Kind.TYPE, span, message, wanted.parts[0], variable)


def _placed(step: Step, operation: Operation) -> Iterator[tuple[str, Span, Parameter]]:
    """Each variable that is a whole path segment or query value, with its parameter."""
    parameters = {(p.location, p.name): p for p in operation.parameters}
    path = step.path
    given = path.text.partition("?")[0].split("/") if path else []
    wanted = operation.path.split("/")
    start = 0
    for ours, theirs in zip(given, wanted, strict=False):
        variable = template.whole(ours)
        parameter = parameters.get(("path", theirs.strip("{}"))) if variable else None
        if path and variable and parameter and len(given) == len(wanted):
            yield variable, path.place(start, start + len(ours)), parameter
        start += len(ours) + 1
    for argument in arguments(step):
        node = argument.value
        variable = template.whole(node.text) if isinstance(node, Scalar) else None
        parameter = parameters.get(("query", argument.name)) if variable else None
        if variable and parameter:
            yield variable, node.span, parameter


def _fits_as_text(type_: Type, wanted: Type) -> bool:
    if type_.kinds is None or wanted.kinds is None:
        return True
    if "string" in wanted.kinds or "array" in wanted.kinds:
        scalar = type_.kinds - {"object", "array", "null"}
        formats = {type_.format, wanted.format}
        return bool(scalar) and (len(formats) == 1 or not formats <= STRICT_FORMATS)
    return wanted.admits(type_)
