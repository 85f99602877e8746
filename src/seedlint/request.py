"""The body that a step sends, held against what every operation takes that it may be calling.

Several candidates must agree on a mismatch before it counts.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from seedlint.conform import Comparison, Kind, Mismatch, common
from seedlint.parameters import Argument, compare, strays, tree
from seedlint.shape import expanded, shape
from seedlint.types import ANY
from seedlint.yamltree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Sequence as Seq

    from seedlint.seed import Step
    from seedlint.source import Span
    from seedlint.spec import Cursor, Operation
    from seedlint.types import Type
    from seedlint.yamltree import Pair


class Encoding(Enum):
    """How a body travels; the value is how a message calls it."""

    JSON = "JSON"
    FORM = "a form"
    OTHER = "something else"


def takes_body(step: Step) -> bool:
    """Whether the runner sends a body with the step: it sends none with GET."""
    return step.method is not None and step.method.text.upper() != "GET"


def encoding(step: Step) -> Encoding:
    """How the body of a step travels, or is meant to."""
    declared = step.scalar("content_type")
    if declared is not None:
        return _encoding(declared.text)
    fields = form_pair(step) is not None and body_pair(step) is None
    return Encoding.FORM if fields else Encoding.JSON


def body_pair(step: Step) -> Pair | None:
    """The `body` of a step, where there is something in it."""
    return _filled(step.pair("body"))


def form_pair(step: Step) -> Pair | None:
    """The first of `form_fields` and `file_fields` with something in it."""
    return _filled(step.pair("form_fields")) or _filled(step.pair("file_fields"))


def accepted(operation: Operation) -> set[Encoding] | None:
    """How an operation takes its body: empty where it takes none, None where that is unknown."""
    if operation.body is None:
        if operation.form:
            return {Encoding.FORM}
        return None if operation.unknown_parameters else set()
    found = {
        encoding
        for name in operation.body.content
        for encoding in (Encoding if "*" in name else [_encoding(name)])
    }
    return found or None


def form_fields(step: Step) -> list[Argument]:
    """The fields of the form that a step sends; the value of a file's is its path."""
    fields = step.mapping("form_fields")
    found = [Argument(pair.key, pair.value) for _, pair in fields.items()] if fields else []
    files = step.get("file_fields")
    for item in files.items if isinstance(files, Sequence) else ():
        key = item.get("field_name") if isinstance(item, Mapping) else None
        if isinstance(item, Mapping) and isinstance(key, Scalar) and key.text:
            found.append(Argument(key, item.get("file_path") or key))
    return found


def body_mismatches(
    step: Step, operations: Seq[Operation], type_of: Callable[[str], Type] = lambda _: ANY
) -> list[Mismatch]:
    """Where a step's body parts from the schema of every candidate."""
    if not takes_body(step):
        return []
    if encoding(step) is Encoding.FORM:
        pair = form_pair(step)
        fields = form_fields(step)
        return common([list(_form(pair.key.span, fields, o)) for o in operations]) if pair else []
    pair = step.pair("body")
    if pair is None or step.body is None or encoding(step) is not Encoding.JSON:
        return []
    comparison = Comparison(type_of)
    results = []
    for operation in operations:
        schema = operation.body.schema("json", "*") if operation.body else None
        results.append(
            comparison.compare(pair.value, schema, "the body", pair.key.span) if schema else []
        )
    found = common(results)
    if not found:
        return []
    elsewhere = strays(step, operations)
    unsent = {key for key, _ in params.items()} if (params := step.mapping("params")) else set()
    return [
        mismatch
        for mismatch in found
        if not (mismatch.kind is Kind.UNKNOWN and mismatch.name in elsewhere)
        and not (mismatch.span == pair.key.span and mismatch.name in unsent)
    ]


def lacks_body(step: Step, operations: Seq[Operation]) -> bool:
    """Whether a step sends no body, and every candidate requires one."""
    if not operations or not takes_body(step) or step.body is not None or form_pair(step):
        return False
    if _filled(step.pair("params")):
        return False  # what is not sent is a mistake of its own
    return all(
        (operation.body is not None and operation.body.required)
        or any(parameter.required for parameter in operation.form)
        for operation in operations
    )


def unexpected_body(step: Step, operations: Seq[Operation]) -> Pair | None:
    """The body or form of a step, where no candidate takes one."""
    pair = body_pair(step) or form_pair(step)
    if not operations or not takes_body(step) or pair is None:
        return None
    if any(accepted(operation) != set() for operation in operations):
        return None
    keys = {key for key, _ in pair.value.items()} if isinstance(pair.value, Mapping) else set()
    return None if keys and keys <= strays(step, operations) else pair


def required_properties(operation: Operation) -> list[str]:
    """The properties that an operation's body cannot do without, for a message."""
    if operation.form:
        return [parameter.name for parameter in operation.form if parameter.required]
    schema = operation.body.schema("json", "*", "form") if operation.body else None
    return list(shape([schema]).required) if schema else []


def _form(grip: Span, fields: list[Argument], operation: Operation) -> Iterator[Mismatch]:
    if operation.form:
        for mismatch in compare(fields, operation.form, "form field", operation, grip):
            yield _lacking(mismatch) if mismatch.kind is Kind.MISSING else mismatch
        return
    schema = operation.body.schema("multipart", "form", "*") if operation.body else None
    if schema is None:
        return
    entries = [([f.key] if _is_flat(f, schema) else f.path, f.value) for f in fields]
    form = tree(entries, grip)
    yield from Comparison(text=True).compare(form, schema, "the form", grip)


def _lacking(mismatch: Mismatch) -> Mismatch:
    """A form field that is missed, as a property of a form would be."""
    message = f"the form lacks the required `{mismatch.name}`"
    where = mismatch.schema.child("name") or mismatch.schema
    return mismatch._replace(message=message, schema=where, holder="the form")


def _is_flat(field: Argument, schema: Cursor) -> bool:
    """Whether the brackets in a field's name are a part of the property's own name."""
    options = expanded(shape([schema]))
    return any(field.name in option.properties for option in options) or not any(
        field.base in option.properties for option in options
    )


def _encoding(media_type: str) -> Encoding:
    name = media_type.lower()
    if "json" in name:
        return Encoding.JSON
    return Encoding.FORM if "multipart" in name or "form" in name else Encoding.OTHER


def _filled(pair: Pair | None) -> Pair | None:
    """A pair, unless its value is null or has nothing in it."""
    value = pair.value if pair else None
    if isinstance(value, Mapping):
        return pair if value.pairs else None
    if isinstance(value, Sequence):
        return pair if value.items else None
    return pair if value is not None and value.data is not None else None
