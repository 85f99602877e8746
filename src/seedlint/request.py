"""The body that a step sends, held against what every operation takes that it may be calling.

Several candidates must agree on a mismatch before it counts.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from seedlint import assertions, template
from seedlint.conform import Comparison, Kind, Mismatch, common
from seedlint.parameters import Argument, compare, strays, tree
from seedlint.shape import expanded, shape
from seedlint.spec import FORM, JSON
from seedlint.types import ANY
from seedlint.yamltree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Sequence as Seq

    from seedlint.seed import Step
    from seedlint.shape import Shape
    from seedlint.source import Span
    from seedlint.spec import Cursor, Operation
    from seedlint.types import Type
    from seedlint.yamltree import Node, Pair


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
    return [*_texts(step), *_files(step)]


def misplaced_fields(
    step: Step, operations: Seq[Operation]
) -> Iterator[tuple[Argument, Cursor, bool]]:
    """The fields of a `multipart` form that are sent as texts and are files, or the other way.

    Each comes with its schema, and whether it is a file. All candidates must agree.
    """
    if encoding(step) is not Encoding.FORM or not _media(step).startswith("multipart/"):
        return
    texts = [field for field in _texts(step) if _is_plain(field.value)]
    forms = [form for operation in operations for form in _properties(step, operation)]
    for is_file, fields in ((True, texts), (False, _files(step))):
        for field in fields:
            name = field.name
            known = [form.get(name) or form.get(name.removesuffix("[]"), []) for form in forms]
            if known and all(_is_file(schemas) is is_file for schemas in known):
                yield field, known[0][0], is_file


def _texts(step: Step) -> list[Argument]:
    fields = step.mapping("form_fields")
    return [Argument(pair.key, pair.value) for _, pair in fields.items()] if fields else []


def _files(step: Step) -> list[Argument]:
    found = []
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
        return _form_mismatches(step, operations)
    pair = step.pair("body")
    if pair is None or step.body is None or encoding(step) is not Encoding.JSON:
        return []
    comparison = Comparison(type_of)
    found = common(
        [
            comparison.compare(pair.value, schema, "the body", pair.key.span) if schema else []
            for operation in operations
            for schema in _schemas(step, operation) or [None]
        ]
    )
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
    schemas = operation.body.schemas((*JSON, *FORM)) if operation.body else []
    first, *others = [shape([schema] if schema else []).required for schema in schemas] or [{}]
    return [name for name in first if all(name in other for other in others)]


def _media(step: Step) -> str:
    """The media type that a step's body travels as; nothing where its name is not known."""
    declared = step.scalar("content_type")
    name = declared.text.lower() if declared else "json"
    if "/" in name:
        return name
    return {"json": "application/json", "multipart": "multipart/form-data"}.get(name, "")


def _schemas(step: Step, operation: Operation) -> list[Cursor | None]:
    """The schemas that an operation may have for a step's body."""
    wanted = FORM if encoding(step) is Encoding.FORM else JSON
    return operation.body.schemas(wanted, _media(step)) if operation.body else []


def _form_mismatches(step: Step, operations: Seq[Operation]) -> list[Mismatch]:
    pair = form_pair(step)
    if pair is None:
        return []
    fields, grip = form_fields(step), pair.key.span
    results = []
    for operation in operations:
        if operation.form:
            found = compare(fields, operation.form, "form field", operation, grip)
            results.append([_lacking(m) if m.kind is Kind.MISSING else m for m in found])
        else:
            results += [_form(grip, fields, schema) for schema in _schemas(step, operation)] or [[]]
    paths = {field.value.span for field in _files(step)}  # which are no values
    judged = (Kind.INVALID, Kind.TYPE)
    return [m for m in common(results) if m.kind not in judged or m.span not in paths]


def _properties(step: Step, operation: Operation) -> list[dict[str, list[Cursor]]]:
    """The fields of an operation's form, by each schema and alternative that it may have."""
    if operation.form:
        return [{field.name: [field.schema] for field in operation.form if field.schema}]
    return [
        option.properties
        for schema in _schemas(step, operation) or [None]
        for option in expanded(shape([schema] if schema else []))
    ]


def _is_file(schemas: list[Cursor], *, several: bool = True) -> bool | None:
    """Whether a field is a file, or a list of them; None where it may be a text as well.

    OpenAPI 3.0, "Considerations for File Uploads"; in 3.1 a schema need not say that it is one.
    """
    found = {
        _is_file(option.items, several=False) if option.items and several else _says_file(option)
        for option in expanded(shape(schemas))
    }
    return found.pop() if len(found) == 1 else None


def _says_file(option: Shape) -> bool | None:
    kinds = (option.kinds or frozenset()) - {"null"}
    if any(p.get("type") == "file" or p.get("format") == "binary" for p in option.parts):
        return True if kinds <= {"string"} else None
    listed = any(map(assertions.values, option.parts))
    return False if listed or (kinds and kinds <= {"integer", "number", "boolean"}) else None


def _is_plain(value: Node) -> bool:
    """Whether a value is a text that no template fills, so that it is no file's content."""
    return isinstance(value, Scalar) and bool(value.text) and not template.has_template(value.text)


def _form(grip: Span, fields: list[Argument], schema: Cursor | None) -> list[Mismatch]:
    if schema is None:
        return []
    entries = [([f.key] if _is_flat(f, schema) else f.path, f.value) for f in fields]
    return Comparison(text=True).compare(tree(entries, grip), schema, "the form", grip)


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
