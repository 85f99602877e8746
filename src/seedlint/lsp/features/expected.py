"""What the operation that a step calls takes at a place of its request, or answers with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.lsp.features import prose
from seedlint.named import NamedTuple
from seedlint.shape import expanded, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seedlint.shape import Shape
    from seedlint.spec import Cursor, Operation, Parameter

_MOST = 40
"""How many schemas are followed side by side."""

_DEEPEST = 3
"""How many brackets a field of a form has behind its name."""


class Field(NamedTuple):
    """A property, a parameter or a field of a form. `cursor` is where the spec has it.

    `shapes` are what its value may be: one of them will do.
    """

    name: str
    required: bool
    shapes: tuple[Shape, ...]
    cursor: Cursor | None
    location: str = ""

    @property
    def kind(self) -> str:
        """The kinds of value that it takes."""
        kinds = dict.fromkeys(filter(None, (prose.kind(each.type) for each in self.shapes)))
        return " or ".join(kinds) if all(each.kinds is not None for each in self.shapes) else ""

    @property
    def description(self) -> str:
        """What the spec says about it, as it stands there."""
        holders = [*([self.cursor] if self.cursor else []), *_parts(self.shapes)]
        return next((text for holder in holders if (text := holder.text("description"))), "")

    @property
    def choices(self) -> list[object]:
        """The values that it may have, where these are few: those of an `enum`, true and false."""
        return choices(self.shapes)

    @property
    def told(self) -> str:
        """The field in a few words, for a list: `string (date), required`."""
        words = [self.kind, *([self.location] if self.location else [])]
        return ", ".join(filter(None, [*words, "required" if self.required else ""]))

    @property
    def page(self) -> str:
        """What is known of it, as Markdown."""
        lines = [prose.said(self.description)]
        if self.choices and self.choices != [True, False]:
            lines.append(f"One of {prose.codes(self.choices)}.")
        for key, label in (("default", "Default"), ("example", "Example")):
            value = next((p.get(key) for p in _parts(self.shapes) if key in p), None)
            if isinstance(value, str | int | float):
                lines.append(f"{label}: {prose.codes([value])}")
        if any(each.flag("deprecated") for each in self.shapes) or (
            self.cursor is not None and self.cursor.get("deprecated") is True
        ):
            lines.append("Deprecated.")
        return "\n\n".join(filter(None, lines))


def fields(operations: Iterable[Operation], path: Sequence[str | None]) -> list[Field]:
    """What may stand in the mapping that a path leads to, from a step on; required ones first."""
    found: dict[str, Field] = {}
    for operation in operations:
        for field in _fields(operation, path):
            found.setdefault(field.name, field)
    return sorted(found.values(), key=lambda field: not field.required)


def values(operations: Iterable[Operation], path: Sequence[str | None]) -> list[Shape]:
    """What the value may be that a path leads to, from a step on, by any of some operations."""
    return [each for operation in operations for each in _values(operation, path)]


def field(operations: Iterable[Operation], path: Sequence[str | None]) -> Field | None:
    """The property or parameter that a path ends with, if it goes as deep as one."""
    *holder, name = path or (None,)
    return next((each for each in fields(operations, holder) if each.name == name), None)


def choices(shapes: Iterable[Shape]) -> list[object]:
    """The values of which one has to be taken."""
    found: dict[str, object] = {}
    for each in shapes:
        enum = next((p.get("enum") for p in each.parts if isinstance(p.get("enum"), list)), None)
        values = enum if isinstance(enum, list) else []
        if not values and each.kinds == frozenset({"boolean"}):
            values = [True, False]
        found.update((repr(value), value) for value in values if not isinstance(value, dict | list))
    return [*found.values()]


def options(schemas: Iterable[Cursor]) -> list[Shape]:
    """The shapes that a value may have which has to fit some schemas."""
    return expanded(shape([*schemas]))[:_MOST]


def follow(shapes: Iterable[Shape], path: Sequence[str | None]) -> list[Shape]:
    """The shapes of what a path leads to: by names into objects, by None into lists."""
    current = [*shapes]
    for key in path:
        below: dict[object, Shape] = {}
        for each in current:
            schemas = each.items if key is None else each.properties.get(key, each.extra)
            for option in options(schemas) if schemas else ():
                below.setdefault((tuple(part.key for part in option.parts)), option)
        current = [*below.values()][:_MOST]
    return current


def members(shapes: Sequence[Shape], *, sent: bool = True) -> Iterator[Field]:
    """The properties of an object that has one of some shapes: of one that is `sent`, or read."""
    names = dict.fromkeys(name for each in shapes for name in each.properties)
    for name in names:
        having = [each for each in shapes if name in each.properties]
        below = tuple(option for each in having for option in options(each.properties[name]))[
            :_MOST
        ]
        if below and all(each.flag("readOnly" if sent else "writeOnly") for each in below):
            continue
        required = all(name in each.required for each in shapes)
        yield Field(name, required, below, having[0].properties[name][0])


def body(operation: Operation) -> Cursor | None:
    """The schema of an operation's body as JSON."""
    return operation.body.schema("json", "*") if operation.body else None


def form(operation: Operation) -> Cursor | None:
    """The schema of an operation's body as a form, in OpenAPI 3."""
    return operation.body.schema("multipart", "form", "*") if operation.body else None


def files(operations: Iterable[Operation]) -> list[str]:
    """The fields of the operations' forms that are files, by the names that they are sent under.

    A property of an object is addressed with brackets: `cover[image]`.
    """
    found: dict[str, None] = {}
    for each in fields(operations, ("form_fields",)):
        found.update(dict.fromkeys(_files(each, each.name, _DEEPEST)))
    return [*found]


def _files(field: Field, name: str, depth: int) -> Iterator[str]:
    if any(_is_file(each) for each in (field.cursor, *_parts(field.shapes)) if each):
        yield name
    elif depth:
        for member in members(field.shapes):
            yield from _files(member, f"{name}[{member.name}]", depth - 1)


def _is_file(schema: Cursor) -> bool:
    """OpenAPI 3.0, "Considerations for File Uploads"; 3.1 the same; Swagger 2.0, `file`."""
    return (
        schema.get("type") == "file"
        or schema.get("format") == "binary"
        or "contentMediaType" in schema
    )


def parameters(operation: Operation, *locations: str) -> Iterator[Field]:
    """The parameters of an operation in some places."""
    for parameter in operation.parameters:
        if parameter.location in locations:
            yield _parameter(parameter)


def _fields(operation: Operation, path: Sequence[str | None]) -> Iterator[Field]:
    match path:
        case ("params",):
            for parameter in parameters(operation, "query"):
                yield parameter._replace(location="")
                yield from _addressed(parameter)
        case ("form_fields",):
            yield from (each._replace(location="") for each in parameters(operation, "formData"))
            schema = form(operation)
            yield from members(options([schema])) if schema else ()
        case ("body" | "params" | "form_fields", *_):
            yield from members(_values(operation, path))


def _values(operation: Operation, path: Sequence[str | None]) -> list[Shape]:
    match path:
        case ("body", *rest):
            schema = body(operation)
            return follow(options([schema]), rest) if schema else []
        case ("params" | "form_fields" as holder, str(name), *rest):
            known = (each for each in _fields(operation, (holder,)) if each.name == name)
            return next((follow(each.shapes, rest) for each in known), [])
    return []


def _addressed(parameter: Field) -> Iterator[Field]:
    """The parts of a parameter that a query addresses by their names: `filter[state]`."""
    cursor = parameter.cursor
    if cursor is not None and cursor.text("style") == "deepObject":
        for member in members(parameter.shapes):
            yield member._replace(name=f"{parameter.name}[{member.name}]", required=False)


def _parameter(parameter: Parameter) -> Field:
    shapes = tuple(options([parameter.schema])) if parameter.schema else ()
    return Field(parameter.name, parameter.required, shapes, parameter.cursor, parameter.location)


def _parts(shapes: Iterable[Shape]) -> Iterator[Cursor]:
    for each in shapes:
        yield from each.parts
