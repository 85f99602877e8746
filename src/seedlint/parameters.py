"""The parameters that a step sends by name, held against those that its operations take.

In a query, a path, a header or a form everything travels as text, and one name may address a part
of a value: OpenAPI 3.1, Parameter Object, "Style Values"; Swagger 2.0, `collectionFormat`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint import template
from seedlint.conform import Comparison, Kind, Mismatch, common
from seedlint.escapes import unescaped, unescaped_query
from seedlint.named import NamedTuple
from seedlint.pathtree import segments
from seedlint.regex import regex
from seedlint.seed import Part
from seedlint.shape import expanded, shape
from seedlint.spelling import closest, listed
from seedlint.yamltree import Mapping, Pair, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator
    from collections.abc import Sequence as Seq

    from seedlint.seed import Step
    from seedlint.source import Span
    from seedlint.spec import Operation, Parameter
    from seedlint.yamltree import Node

RUNNER_HEADERS = frozenset({"authorization", "x-on-behalf-of", "content-type", "accept"})
"""The headers that the runner adds itself, from the token and the kind of body."""

_AS_TEXT = Comparison(text=True)
_MOST_COMPARED = 20_000  # words held against words: each takes some microseconds
_MOST_NESTED = 4  # there are no more separators
_ON_BEHALF = "x-on-behalf-of"
_BRACKETS = regex(r"([^\[\]]+)((?:\[[^\[\]]*\]){1,20})")
_BRACKET = regex(r"\[([^\[\]]*)\]")
_SEGMENT = regex(r"[^/]+")
_PARAMETER = regex(r"\{([^{}]+)\}")
_SEPARATORS = {
    "csv": ",", "ssv": " ", "tsv": "\t", "pipes": "|",
    "form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|",
}  # fmt: skip


class Argument(NamedTuple):
    """A parameter that a step sends: its name, as it stands there, and its value."""

    key: Scalar
    value: Node

    @property
    def name(self) -> str:
        return self.key.text

    @property
    def span(self) -> Span:
        """The place of the name."""
        return self.key.span

    @property
    def base(self) -> str:
        """The name up to its first bracket."""
        return self.name.partition("[")[0]

    @property
    def path(self) -> list[Scalar]:
        """The name in pieces: `x`, `a` and `b` of `x[a][b]`."""
        return [self.key.part(0, len(self.base)), *self.keys] if self.keys else [self.key]

    @property
    def keys(self) -> list[Scalar]:
        """What stands in the name's brackets, one after the other: `a` and `b` of `x[a][b]`."""
        match = _BRACKETS.fullmatch(self.name)
        if match is None:
            return []
        at = match.start(2)
        brackets = _BRACKET.finditer(match[2])
        return [self.key.part(at + inner.start(1), at + inner.end(1)) for inner in brackets]


def sends_params(step: Step) -> bool:
    """Whether the runner sends the `params` of a step: it does so with GET alone."""
    return step.method is not None and step.method.text.upper() == "GET"


def adding(step: Step, name: str, value: str = "…") -> str:
    """How to send a query parameter with a step, as an order."""
    if sends_params(step):
        return f'add `{name}: "{value}"` to `params`'
    return f"write `{'&' if step.query else '?'}{name}={value}` into the path"


def arguments(step: Step) -> list[Argument]:
    """The query parameters that a step sends, from `params` and from the query of its path."""
    found: list[Argument] = []
    params = step.mapping("params") if sends_params(step) else None
    for _, pair in params.items() if params else ():
        found.append(Argument(pair.key, pair.value))
    path = step.path
    if path is not None and step.query:
        at = path.text.index("?") + 1
        for piece in step.query.split("&"):
            name, equals, value = piece.partition("=")
            if name:
                key = _decoded(path, at, name)
                found.append(Argument(key, _decoded(path, at + len(name) + len(equals), value)))
            at += len(piece) + 1
    return found


def placed(step: Step, templates: Seq[str]) -> list[tuple[Part, str]]:
    """The segments of a step's path that stand where all templates have nothing but a parameter.

    Each comes with the parameter's name in the first of them.
    """
    path, wanted = step.path, [segments(each.partition("?")[0]) for each in templates]
    given = [*_SEGMENT.finditer(path.text.partition("?")[0])] if path else []
    if path is None or not wanted or any(len(each) != len(given) for each in wanted):
        return []
    found = []
    for segment, *theirs in zip(given, *wanted, strict=True):
        names = [match[1] for each in theirs if (match := _PARAMETER.fullmatch(each))]
        if len(names) == len(theirs):
            found.append((Part(segment[0], path.place(*segment.span())), names[0]))
    return found


def mismatches(step: Step, operations: Seq[Operation]) -> list[Mismatch]:
    """Where a step's query, path and headers part from what every candidate takes."""
    sent = arguments(step) if operations else []
    return common(
        [
            [*_query(step, sent, operation), *_path(step, operation), *_headers(step, operation)]
            for operation in operations
        ]
    )


def strays(step: Step, operations: Seq[Operation]) -> set[str]:
    """The required query parameters that stand in the body instead."""
    body = step.mapping("body")
    keys = {pair.key.span for _, pair in body.items()} if body else set()
    return {m.name for m in mismatches(step, operations) if m.span in keys}


def compare(
    sent: Seq[Argument], parameters: Seq[Parameter], what: str, operation: Operation, grip: Span
) -> Iterator[Mismatch]:
    """Hold what is sent against the parameters of one kind; `what` is how a message calls them.

    An argument that is none of them is UNKNOWN; `grip` is the place for one that is MISSING.
    """
    given: dict[str, list[Argument]] = {}
    unknown: list[Argument] = []
    by_name = {p.name.removesuffix("[]"): p for p in reversed(parameters)}
    by_name |= {p.name: p for p in reversed(parameters)}
    spreading: list[Parameter] | None = None
    for argument in sent:
        base = argument.base
        called = (argument.name, argument.name.removesuffix("[]"), f"{base}[]", base)
        parameter = next((by_name[name] for name in called if name in by_name), None)
        if parameter is None:
            spreading = [*filter(_spreads, parameters)] if spreading is None else spreading
            parameter = next((p for p in spreading if _has(p, argument.name)), None)
        if parameter is not None:
            given.setdefault(parameter.name, []).append(argument)
        elif not template.has_template(argument.name):
            unknown.append(argument)
    missing = {p.name: p for p in parameters if p.required and p.name not in given}
    if not operation.unknown_parameters:
        keys = operation.spec.query_keys if what == "query parameter" else frozenset()
        others = [p.name for p in parameters if p.name not in given]
        few = len(unknown) * len(others) <= _MOST_COMPARED
        names = sorted(p.name for p in parameters) if unknown else []
        for argument in unknown:
            if argument.name not in keys:
                name, parts = argument.name, _parts(argument, by_name)
                guess = few and not parts
                meant = (closest(name, missing, 0.6) or closest(name, others)) if guess else None
                for other in (meant or "", *parts):
                    missing.pop(other, None)
                yield _unknown(argument, meant, parts, names, what, operation)
    for parameter in parameters:
        if parameter.name in missing:
            message = f"`{operation.name}` requires the {what} `{parameter.name}`"
            yield Mismatch(Kind.MISSING, grip, message, parameter.cursor, name=parameter.name)
        elif parameter.name in given:
            arguments = given[parameter.name]
            if parameter.cursor.get("deprecated") is True:
                span, name = arguments[0].span, arguments[0].name
                message = f"`{name}` is deprecated"
                yield Mismatch(Kind.DEPRECATED, span, message, parameter.cursor, name=name)
            entries = [(_keys(parameter, each), each.value) for each in arguments]
            value = tree(entries, arguments[0].span)
            if not isinstance(value, Mapping) or not entries[0][0] or _has_parts(parameter):
                yield from _value(parameter, value, arguments[0].span)


def tree(fields: Iterable[tuple[Seq[Scalar], Node]], span: Span) -> Node:
    """The value that some parts make together: each with the keys that lead to it.

    Keys that are empty or numbers make a list; the same key more than once does so, too. What is a
    list itself is sent under its key item by item.
    """
    entries = list(fields)
    leaves = [node for keys, node in entries if not keys]
    if leaves:
        return leaves[0] if len(entries) == 1 else Sequence(span, _spread(leaves), flow=True)
    groups: dict[str, list[tuple[Seq[Scalar], Node]]] = {}
    heads: dict[str, Scalar] = {}
    for keys, node in entries:
        head = heads.setdefault(keys[0].text, keys[0])
        groups.setdefault(head.text, []).append((keys[1:], node))
    if set(groups) == {""}:
        ends = _spread([node for keys, node in groups[""] if not keys])
        deeper = [tree([entry], span) for entry in groups[""] if entry[0]]
        return Sequence(span, [*ends, *deeper], flow=True)
    values = {key: tree(group, heads[key].span) for key, group in groups.items()}
    if all(key.isdigit() for key in groups):
        return Sequence(span, list(values.values()), flow=True)
    return Mapping(span, [Pair(heads[key], node) for key, node in values.items()], flow=True)


def _spread(nodes: Iterable[Node]) -> list[Node]:
    return [
        item for node in nodes for item in (node.items if isinstance(node, Sequence) else [node])
    ]


def _query(step: Step, sent: Seq[Argument], operation: Operation) -> Iterator[Mismatch]:
    params = step.pair("params")
    sends = sends_params(step)
    grip = params.key.span if params and sends else step.grip
    taken = [p for p in operation.parameters if p.location == "query"]
    for mismatch in compare(sent, taken, "query parameter", operation, grip):
        name = mismatch.name
        unsent = None if sends else _entry(step, "params", name)
        stray = _entry(step, "body", name)
        if mismatch.kind is not Kind.MISSING or not (unsent or stray):
            yield mismatch
        elif unsent:
            message = f"`{operation.name}` requires `{name}` in the query, and `params` are sent "
            message += f"with `GET` alone; {adding(step, name)}"
            yield mismatch._replace(span=unsent.key.span, message=message)
        elif sends:
            continue  # what is not sent is a mistake of its own
        elif stray and not _in_body(operation, name):
            message = f"`{operation.name}` takes `{name}` in the query, and not in the body"
            yield mismatch._replace(span=stray.key.span, message=f"{message}; {adding(step, name)}")
        else:
            yield mismatch


def _entry(step: Step, key: str, name: str) -> Pair | None:
    mapping = step.mapping(key)
    return mapping.pair(name) if mapping else None


def _in_body(operation: Operation, name: str) -> bool:
    schema = operation.body.schema("json", "*", "form") if operation.body else None
    return schema is not None and any(
        name in option.properties for option in expanded(shape([schema]))
    )


def _path(step: Step, operation: Operation) -> Iterator[Mismatch]:
    """The literal segments of a path that stand where the operation has a parameter."""
    path = step.path
    parameters = {f"{{{p.name}}}": p for p in operation.parameters if _is_simple(p)}
    if path is None or not parameters:
        return
    given = list(_SEGMENT.finditer(path.text.partition("?")[0]))
    wanted = segments(operation.path)
    if len(given) != len(wanted):
        return
    for match, segment in zip(given, wanted, strict=True):
        parameter = parameters.get(segment)
        if parameter is not None and "{" not in "".join(template.pieces(match[0])):
            value = _decoded(path, match.start(), match[0], unescaped)
            yield from _value(parameter, value, value.span)


def _is_simple(parameter: Parameter) -> bool:
    """Whether a path has nothing but the value of a parameter: styles may write more."""
    return parameter.location == "path" and parameter.cursor.text("style") in (None, "simple")


def _headers(step: Step, operation: Operation) -> Iterator[Mismatch]:
    headers = step.mapping("headers")
    given = {key.lower() for key, _ in headers.items()} if headers else set()
    behalf = step.pair("x_on_behalf_of")
    for parameter in operation.parameters:
        name = parameter.name.lower()
        if parameter.location != "header" or name in given:
            continue
        if name == _ON_BEHALF and behalf and isinstance(behalf.value, Scalar):
            chosen = behalf.value.data
            if chosen is False and parameter.required:
                message = f"`{operation.name}` requires the header `{parameter.name}`"
                yield Mismatch(
                    Kind.MISSING, behalf.value.span, message, parameter.cursor, name=parameter.name
                )
            elif not isinstance(chosen, bool):
                yield from _value(parameter, behalf.value, behalf.key.span)
        elif parameter.required and name not in RUNNER_HEADERS:
            message = f"`{operation.name}` requires the header `{parameter.name}`"
            yield Mismatch(Kind.MISSING, step.grip, message, parameter.cursor, name=parameter.name)


def _kinds(parameter: Parameter) -> frozenset[str] | None:
    return shape([parameter.schema]).admitted if parameter.schema else None


def _has_parts(parameter: Parameter) -> bool:
    """Whether the spec speaks of the parts of a parameter that brackets can address."""
    return "object" in (_kinds(parameter) or ())


def _spreads(parameter: Parameter) -> bool:
    """Whether the properties of a parameter are parameters themselves: `form`, exploded."""
    cursor = parameter.cursor
    return (
        cursor.text("style") in (None, "form")
        and cursor.get("explode") is not False
        and _kinds(parameter) == frozenset({"object"})
    )


def _has(parameter: Parameter, name: str) -> bool:
    options = expanded(shape([parameter.schema])) if parameter.schema else []
    return any(name in o.properties or o.open or not o.properties for o in options)


def _value(parameter: Parameter, value: Node, grip: Span) -> list[Mismatch]:
    schema = parameter.schema
    if schema is None or "content" in parameter.cursor:
        return []
    if isinstance(value, Scalar) and not value.text and _may_be_empty(parameter):
        return []
    name = f"`{parameter.name}`"
    if "array" not in (_kinds(parameter) or ()) or isinstance(value, Mapping):
        return _AS_TEXT.compare(value, schema, name, grip)
    if _nests(parameter):
        return []
    inner = _inner_separators(parameter)
    whole: Node = value
    if inner:
        items = value.items if isinstance(value, Sequence) else [value]
        whole = Sequence(value.span, [_separated(item, inner) for item in items], flow=True)
    found = _AS_TEXT.compare(whole, schema, name, grip)
    if not isinstance(value, Scalar) or template.whole(value.text):
        return found
    separator = _separator(parameter)
    separated = _separated(value, [separator or ",", *inner])
    others = _AS_TEXT.compare(separated, schema, name, grip)
    return others if separator else min(others, found, key=len)


def _may_be_empty(parameter: Parameter) -> bool:
    """Whether a parameter may be sent with nothing behind its `=`, whatever its schema says."""
    sent_by_name = parameter.location in ("query", "formData")
    return sent_by_name and parameter.cursor.get("allowEmptyValue") is True


def _nests(parameter: Parameter) -> bool:
    """Whether a parameter has lists in a list, which OpenAPI 3 gives no way to write."""
    items = shape([parameter.schema]).items if parameter.schema else []
    return "schema" in parameter.cursor and "array" in (shape(items).admitted or ())


def _parts(argument: Argument, names: Container[str]) -> list[str]:
    """The names that the parts of an object have where each is a parameter of its own."""
    keys = [key for key, _ in argument.value.items()] if isinstance(argument.value, Mapping) else []
    return [part for key in keys if (part := f"{argument.name}[{key}]") in names]


def _keys(parameter: Parameter, argument: Argument) -> list[Scalar]:
    """What leads from a parameter's value to the part of it that an argument is."""
    if argument.name == parameter.name:
        return []
    if argument.base == parameter.name.removesuffix("[]"):
        return argument.keys
    return [argument.key]


def _separator(parameter: Parameter) -> str | None:
    """What stands between the items of a list; None where its name is to be repeated instead."""
    cursor = parameter.cursor
    style = cursor.text("collectionFormat") or cursor.text("style")
    if style is None and cursor.get("explode") is False:
        return ","
    if style is None and "schema" not in cursor:
        return ","  # in Swagger 2.0
    exploded = style == "form" and cursor.get("explode") is not False
    return None if exploded else _SEPARATORS.get(style or "")


def _inner_separators(parameter: Parameter) -> list[str]:
    """What stands between the items of the lists in a list, as Swagger 2.0 has it."""
    found: list[str] = []
    items = None if "schema" in parameter.cursor else parameter.cursor.child("items")
    while items is not None and items.text("type") == "array" and len(found) < _MOST_NESTED:
        found.append(_SEPARATORS.get(items.text("collectionFormat") or "", ","))
        items = items.child("items")
    return found


def _separated(value: Node, separators: Seq[str]) -> Node:
    """The list that a text holds, and the lists in that: a separator for each of them."""
    if not separators or not isinstance(value, Scalar) or template.whole(value.text):
        return value
    separator, *inner = separators
    items, at = [], 0
    for piece in value.text.split(separator):
        start = at + len(piece) - len(piece.lstrip())
        items.append(_separated(value.part(start, start + len(piece.strip())), inner))
        at += len(piece) + len(separator)
    return Sequence(value.span, items, flow=True)


def _unknown(
    argument: Argument,
    meant: str | None,
    parts: Seq[str],
    names: Seq[str],
    what: str,
    operation: Operation,
) -> Mismatch:
    name = argument.name
    if meant is not None:
        hint = f"; did you mean `{meant}`?"
    elif parts:
        hint = f"; write {listed(parts, 'and')}"
    elif what == "query parameter" and _in_body(operation, name):
        hint = ", but a property of its body"
    elif names:
        hint = f"; it takes {listed(names, 'and')}"
    else:
        hint = ", which takes none"
    message = f"`{name}` is no {what} of `{operation.name}`{hint}"
    return Mismatch(Kind.UNKNOWN, argument.span, message, operation.cursor, name=name, meant=meant)


def _decoded(
    scalar: Scalar, start: int, raw: str, decode: Callable[[str], str] = unescaped_query
) -> Scalar:
    """A piece of a path with its %-escapes undone."""
    text = decode(raw)
    return scalar.part(start, start + len(raw), None if text == raw else text)
