"""A value of a seed against a schema of its API: where the two part, at any depth.

One mistake gives one mismatch: a misspelt required property is unknown, and not also missing.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from seedlint import assertions, template
from seedlint.alternatives import specialised, tags
from seedlint.assertions import quoted
from seedlint.finding import Finding, Note, Respelling
from seedlint.named import NamedTuple
from seedlint.shape import Shape, shape
from seedlint.spelling import closest, listed
from seedlint.types import ANY, Type, kind_admits, kind_of, kind_of_data, worded
from seedlint.yamltree import Mapping, Scalar, Sequence, plain_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Sequence as Seq

    from seedlint.alternatives import Tag
    from seedlint.assertions import Fault
    from seedlint.shape import Choice, Key
    from seedlint.source import Span
    from seedlint.spec import Cursor
    from seedlint.yamltree import Node, Pair

_MOST_SHAPES = 5_000
_MOST_PATTERNS_OF_VALUES = 300
_MOST_COMPARED = 20_000
"""How many words are held against each other to tell which of them are misspelt."""

_YAML_1_1_BOOLEANS = frozenset({"yes", "no", "on", "off"})


class Kind(Enum):
    """How a value can part from its schema."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    INVALID = "invalid"
    READ_ONLY = "read-only"
    DEPRECATED = "deprecated"
    TYPE = "type"


class Mismatch(NamedTuple):
    """One place where a value parts from its schema. `schema` is the place that says so.

    `variable` is set for TYPE: the variable whose inferred type does not fit. `name` is the
    property in question. `holder` is what a message calls the value that lacks it, where there is
    no more to say of that. `branch` is the alternative that the value was held against, where the
    schema has several. `meant` is what the name may be a misspelling of.
    """

    kind: Kind
    span: Span
    message: str
    schema: Cursor
    variable: str | None = None
    name: str = ""
    holder: str = ""
    branch: Cursor | None = None
    meant: str | None = None

    def finding(self, why: str) -> Finding:
        """A finding that says so; `why` introduces the place in the spec."""
        notes = [Note(why, self.schema)]
        if self.branch is not None and self.branch.key != self.schema.key:
            notes.append(Note("of several alternatives, this one comes nearest", self.branch))
        respelling = Respelling(self.name, self.meant) if self.meant else None
        return Finding(self.span, self.message, tuple(notes), respelling=respelling)


def common(results: Seq[list[Mismatch]]) -> list[Mismatch]:
    """The mismatches that all results share; the first result's own stand for the others'."""
    if not results or not all(results):
        return []
    first, *others = [{(m.kind, m.span, m.name): m for m in result} for result in results]
    return [m for key, m in first.items() if all(key in other for other in others)]


class Comparison(NamedTuple):
    """What it takes to compare: the types of variables, and how the value travels.

    `sent` is true for what a request sends; a response may leave out nothing that it promises,
    and has its `writeOnly` properties left out instead of its `readOnly` ones. `text` is true for
    what travels as text, as in a query or a form: there `"12"` is an integer too. `outline` is true
    for a value that somebody made up to show what is there: of its scalars only the kinds count,
    and whether they are among the values of an enumeration, and null may stand for anything.
    """

    type_of: Callable[[str], Type] = lambda name: ANY
    sent: bool = True
    text: bool = False
    outline: bool = False

    def compare(self, node: Node, schema: Cursor, name: str, grip: Span) -> list[Mismatch]:
        """Hold a value against a schema; `name` and `grip` stand for it where it is unnamed.

        A schema whose alternatives take too long to try out says nothing.
        """
        try:
            return list(_Walk(self).value(node, [schema], name, grip))
        except (_TooMuchError, RecursionError):
            return []


class _TooMuchError(Exception):
    pass


class _Walk:
    """One comparison under way. Each `name` is how a message calls the value."""

    def __init__(self, how: Comparison) -> None:
        self.how = how
        self.shapes: dict[tuple[object, ...], Shape] = {}
        self.tags: dict[Key, dict[str, list[Tag]]] = {}
        self.patterns: set[str] = set()
        self.steps = 0

    def shape(self, schemas: list[Cursor], taken: frozenset[Key] = frozenset()) -> Shape:
        if len(schemas) == 1 and not taken:
            return shape(schemas)  # which knows it
        key = (*(schema.key for schema in schemas), taken)
        if key not in self.shapes:
            self.shapes[key] = shape(schemas, taken)
        return self.shapes[key]

    def value(self, node: Node, schemas: list[Cursor], name: str, grip: Span) -> Iterator[Mismatch]:
        wanted = self.shape(schemas)
        if not wanted.parts:
            return
        if isinstance(node, Scalar):
            if "{" in node.text or "}" in node.text:
                if variable := template.whole(node.text):
                    yield from self.variable(node, variable, wanted, name)
                    return
                if template.malformed(node.text):
                    return
            if node.data is None and (self.how.text or self.how.outline):
                return
        yield from self.against(node, wanted, name, grip)

    def variable(self, node: Scalar, variable: str, wanted: Shape, name: str) -> Iterator[Mismatch]:
        type_, kinds = self.how.type_of(variable), wanted.admitted
        if type_.kinds is None or kinds is None or Type(kinds).admits(type_):
            return
        message = f"{name} should be {worded(kinds)}, and `{{{{{variable}}}}}` is {type_}"
        yield Mismatch(Kind.TYPE, node.span, message, _says(wanted, "type"), variable)

    def against(self, node: Node, wanted: Shape, name: str, grip: Span) -> Iterator[Mismatch]:
        self.steps += 1
        if self.steps > _MOST_SHAPES:
            raise _TooMuchError
        if wanted.any_part("discriminator") is not None:
            wanted = specialised(node, wanted)
        admitted = wanted.admitted
        if admitted is not None and not self.admits(wanted, node):
            if self.how.text and isinstance(node, Scalar):
                yield from self.text(node, wanted, admitted, name)
            else:
                yield _wrong_kind(node, wanted, admitted, name, grip)
        elif wanted.choices:
            yield from self.best(node, wanted, name, grip)
        elif isinstance(node, Scalar):
            yield from self.scalar(node, wanted, name)
        elif fault := assertions.only_scalars(wanted):
            phrase, part = fault
            yield _invalid(_whole(node, grip), name, (f"{phrase}, and is {_is(node)}", part))
        elif isinstance(node, Mapping):
            yield from self.mapping(node, wanted, name, grip)
        else:
            yield from self.sequence(node, wanted, name)

    def admits(self, wanted: Shape, node: Node) -> bool:
        """Whether a value is of a kind that a shape admits."""
        admitted = wanted.admitted
        return admitted is None or any(kind_admits(admitted, kind) for kind in self.kinds(node))

    def kinds(self, node: Node) -> tuple[str, ...]:
        """The kinds that a value can be read as: one, except where it travels as text."""
        kind = kind_of(node)
        if not isinstance(node, Scalar):
            return (kind,)
        if kind == "string" and node.plain and node.text.lower() in _YAML_1_1_BOOLEANS:
            return (kind, "boolean")
        if not self.how.text:
            return (kind,)
        return ("string", kind_of_data(assertions.spelt(node.text)))

    def text(
        self, node: Scalar, wanted: Shape, admitted: frozenset[str], name: str
    ) -> Iterator[Mismatch]:
        """What travels as text and reads as nothing that is wanted: a list of one, or a mistake."""
        partial = template.has_template(node.text)
        numeric = admitted <= {"integer", "number", "null"}
        if "array" in admitted:
            yield from self.sequence(Sequence(node.span, [node], flow=True), wanted, name)
        elif "object" in admitted or not node.text:
            return
        elif not partial or (numeric and not assertions.may_be_number(node.text)):
            phrase = f"be {worded(admitted)}, and is {quoted(node.text)}"
            yield _invalid(node.span, name, (phrase, _says(wanted, "type")))

    def mapping(self, node: Mapping, wanted: Shape, name: str, grip: Span) -> Iterator[Mismatch]:
        given = dict(node.items())
        missing = {
            key: schema
            for key, schema in wanted.required.items()
            if key not in given and not self.left_out(wanted, key)
        }
        unknown: dict[str, Pair] = {}
        for key, pair in given.items():
            schemas = wanted.schemas(key)
            if schemas is None:
                unknown[key] = pair
            elif schemas:
                yield from self.property(pair, schemas)
        if unknown or missing:
            yield from self.misfits(given, unknown, missing, wanted, name, grip)
        if not self.how.outline and (fault := assertions.size(node, wanted)):
            yield _invalid(grip, name, fault)

    def misfits(
        self,
        given: dict[str, Pair],
        unknown: dict[str, Pair],
        missing: dict[str, Cursor],
        wanted: Shape,
        name: str,
        grip: Span,
    ) -> Iterator[Mismatch]:
        """Properties that there are not, and those that lack; which of these are the same."""
        few = len(unknown) * (len(wanted.properties) + len(missing)) <= _MOST_COMPARED
        if few:
            yield from self.misplaced(wanted, unknown, missing, name, grip)
        absent = [other for other in wanted.properties if other not in given]
        near = 0.5 if len(unknown) == len(missing) == 1 else 0.6
        for key, pair in unknown.items():
            meant = (closest(key, missing, near) or closest(key, absent)) if few else None
            missing.pop(meant or "", None)
            instead = self.instead(key, meant, wanted) if few else ""
            message = f"`{key}` is no property of {name}{instead}"
            where = wanted.any_part("properties") or wanted.parts[0]
            yield Mismatch(Kind.UNKNOWN, pair.key.span, message, where, name=key, meant=meant)
        strays = [other for other in given if other not in wanted.properties]
        few = len(missing) * len(strays) <= _MOST_COMPARED
        for key, schema in missing.items():
            meant = closest(key, strays) if wanted.open and few else None
            hint = f"; is `{meant}` meant to be it?" if meant else ""
            message = f"{name} lacks the required `{key}`{hint}"
            where = schema.child("required") or schema
            holder = "" if meant else name
            yield Mismatch(Kind.MISSING, grip, message, where, name=key, holder=holder)

    def property(self, pair: Pair, schemas: list[Cursor]) -> Iterator[Mismatch]:
        key, span = pair.key.text, pair.key.span
        wanted = self.shape(schemas)
        if self.how.sent and wanted.flag("readOnly"):
            message = f"`{key}` is read-only: the API sets it, and a request should not send it"
            yield Mismatch(Kind.READ_ONLY, span, message, _says(wanted, "readOnly"), name=key)
            return
        if wanted.flag("deprecated"):
            says = _says(wanted, "deprecated")
            yield Mismatch(Kind.DEPRECATED, span, f"`{key}` is deprecated", says, name=key)
        yield from self.value(pair.value, schemas, f"`{key}`", span)

    def left_out(self, wanted: Shape, key: str) -> bool:
        """Whether a required property need not travel this way (OpenAPI 3.0, Schema Object).

        What is required and has a default is not missed.
        """
        property_ = self.shape(wanted.properties.get(key, []))
        if self.how.sent:
            return property_.flag("readOnly") or property_.any_part("default") is not None
        return property_.flag("writeOnly")

    def misplaced(
        self,
        wanted: Shape,
        unknown: dict[str, Pair],
        missing: dict[str, Cursor],
        name: str,
        grip: Span,
    ) -> Iterator[Mismatch]:
        """Properties on the wrong level; what this explains is no longer unknown or missing."""
        for key, schema in list(missing.items()):
            inner = self.shape(wanted.properties.get(key, [])).properties
            strays = [other for other in unknown if other in inner]
            if strays:
                belong = "belongs" if len(strays) == 1 else "belong"
                message = (
                    f"{name} lacks the required `{key}`, which {listed(strays, 'and')} {belong} in"
                )
                yield Mismatch(Kind.MISSING, grip, message, schema, name=key)
                del missing[key]
                for other in strays:
                    del unknown[other]
        for key, pair in list(unknown.items()):
            keys = [key for key, _ in pair.value.items()] if isinstance(pair.value, Mapping) else []
            strays = [other for other in keys if other in missing]
            if strays and not closest(key, missing):
                belong = "belongs" if len(strays) == 1 else "belong"
                message = (
                    f"`{key}` is no property of {name}; "
                    f"{listed(strays, 'and')} {belong} directly in {name}"
                )
                schema = missing[strays[0]]
                yield Mismatch(Kind.UNKNOWN, pair.key.span, message, schema, name=key)
                del unknown[key]
                for other in strays:
                    del missing[other]

    def instead(self, key: str, meant: str | None, wanted: Shape) -> str:
        """What to write in place of an unknown property."""
        if meant is not None:
            return f"; did you mean `{meant}`?"
        holders = [
            other
            for other, schemas in wanted.properties.items()
            if key in self.shape(schemas).properties
        ]
        if len(holders) == 1:
            return f"; did you mean `{holders[0]}.{key}`?"
        names = [other for other in wanted.properties if not self.left_out(wanted, other)]
        return f"; it has {listed(sorted(names), 'and')}" if 0 < len(names) <= 8 else ""

    def sequence(self, node: Sequence, wanted: Shape, name: str) -> Iterator[Mismatch]:
        if not self.how.outline:
            if fault := assertions.size(node, wanted):
                yield _invalid(node.span, name, fault)
            for item in assertions.repeated(node, wanted):
                phrase = "have no item twice, and has this one before"
                yield _invalid(item.span, name, (phrase, _says(wanted, "uniqueItems")))
        for index, item in enumerate(node.items):
            schemas = wanted.prefix[index] if index < len(wanted.prefix) else wanted.items
            if schemas:
                yield from self.value(item, schemas, f"an item of {name}", _grip(item))

    def best(self, node: Node, wanted: Shape, name: str, grip: Span) -> Iterator[Mismatch]:
        """One alternative of each choice: the one that fits, else the one that nearly does."""
        choice = wanted.choices[0]
        branches = self.tagged(node, choice)
        if isinstance(branches, Mismatch):
            yield branches
            return
        tried: list[tuple[Cursor, list[Mismatch]]] = []
        for branch in branches:
            option = self.shape([*wanted.parts, branch], wanted.taken | {choice.key})
            if option.unknown and not wanted.unknown:
                return
            if not self.admits(option, node):
                continue
            if choice.keyword == "anyOf" and not option.closed:
                option = self.with_names(option, choice)
            found = list(self.against(node, option, name, grip))
            if not any(mismatch.kind is not Kind.DEPRECATED for mismatch in found):
                yield from found
                return
            tried.append((branch, found))
        lacking = _one_of(tried, name, grip)
        if lacking is not None:
            yield lacking
        if lacking is not None or not tried:
            return
        branch, found = min(tried, key=lambda each: _badness(each[1]))
        for mismatch in found:
            alone = len(tried) == 1 or mismatch.branch is not None
            yield mismatch if alone else mismatch._replace(branch=branch)

    def tagged(self, node: Node, choice: Choice) -> tuple[Cursor, ...] | Mismatch:
        """The alternatives that a value may be meant for, by what tells them apart."""
        if choice.key not in self.tags:
            self.tags[choice.key] = tags(choice)
        for key, tags_ in self.tags[choice.key].items():
            value = node.get(key) if isinstance(node, Mapping) else None
            if not isinstance(value, Scalar) or "{{" in value.text or not value.text:
                continue
            branches = zip(choice.branches, tags_, strict=True)
            fitting = tuple(branch for branch, tag in branches if tag.admits(value.text))
            if fitting:
                return fitting
            if all(tag.texts for tag in tags_):
                texts = list(dict.fromkeys(text for tag in tags_ for text in tag.texts))
                fault = (f"be {assertions.among(value, texts)}", choice.holder)
                return _invalid(value.span, f"`{key}`", fault)
        return choice.branches

    def with_names(self, option: Shape, choice: Choice) -> Shape:
        """An alternative of an `anyOf`: a value may have the others' properties as well."""
        properties = dict(option.properties)
        for branch in choice.branches:
            for key, schemas in self.shape([branch]).properties.items():
                properties.setdefault(key, schemas)
        return option.altered(properties=properties)

    def scalar(self, node: Scalar, wanted: Shape, name: str) -> Iterator[Mismatch]:
        if kind_of(node) == "null":
            return
        fault = assertions.unlisted(node, wanted, self.how.text)
        if fault is None and not self.how.outline and not self.one_too_many(wanted):
            fault = assertions.scalar(node, wanted, self.how.text)
        if fault is not None:
            yield _invalid(node.span, name, fault)

    def one_too_many(self, wanted: Shape) -> bool:
        """Whether a value has one more pattern than are made ready for one comparison."""
        self.patterns.update(pattern for part in wanted.parts if (pattern := part.text("pattern")))
        return len(self.patterns) > _MOST_PATTERNS_OF_VALUES


def _one_of(tried: list[tuple[Cursor, list[Mismatch]]], name: str, grip: Span) -> Mismatch | None:
    """The finding where each alternative lacks just one property, each another one."""
    lacking = {
        found[0].name: found[0]
        for _, found in tried
        if len(found) == 1 and found[0].kind is Kind.MISSING and found[0].span == grip
    }
    if len(lacking) < 2 or len(lacking) < len(tried):
        return None
    first = next(iter(lacking.values()))
    message = f"{name} lacks {listed(list(lacking))}: one of them is required"
    return first._replace(message=message, holder="")


def _badness(found: list[Mismatch]) -> int:
    """How far a value is from an alternative."""
    weight = {Kind.INVALID: 3, Kind.MISSING: 3, Kind.UNKNOWN: 2, Kind.TYPE: 2, Kind.READ_ONLY: 1}
    return sum(weight.get(mismatch.kind, 0) for mismatch in found)


def _wrong_kind(
    node: Node, wanted: Shape, admitted: frozenset[str], name: str, grip: Span
) -> Mismatch:
    phrase = f"be {worded(admitted)}, and is {_is(node)}"
    if isinstance(node, Scalar):
        kind, meant = kind_of(node), kind_of_data(plain_data(node.text))
        if kind == "string" and meant != "string" and kind_admits(admitted - {"null"}, meant):
            phrase += "; leave out its quotes"
        elif kind not in ("string", "null") and "string" in admitted:
            phrase += "; put it in quotes"
    elif "array" in admitted and _is_numbered(node):
        phrase += "; write its items with `- `"
    return _invalid(_whole(node, grip), name, (phrase, _says(wanted, "type")))


def _invalid(span: Span, name: str, fault: Fault) -> Mismatch:
    phrase, part = fault
    return Mismatch(Kind.INVALID, span, f"{name} should {phrase}", part)


def _whole(node: Node, grip: Span) -> Span:
    """The place of a whole value, or its grip where it runs over lines or is not there."""
    inline = isinstance(node, Scalar) or node.flow
    return node.span if inline and node.span.start < node.span.end else grip


def _is(node: Node) -> str:
    """What a value is, after "and is"."""
    if isinstance(node, Mapping):
        if _is_numbered(node):
            return "an object with numbers as its keys"
        return "an object" if node.pairs else "an empty object"
    if isinstance(node, Sequence):
        return "a list" if node.items else "an empty list"
    if kind_of(node) == "string":
        return f"the string {quoted(node.text)}" if node.text.strip() else "an empty string"
    return "null" if kind_of(node) == "null" else quoted(node.text)


def _is_numbered(node: Node) -> bool:
    """Whether a value is an object that was once a list: its keys are numbers."""
    pairs = node.pairs if isinstance(node, Mapping) else []
    return bool(pairs) and all(pair.key.text.isdigit() for pair in pairs)


def _says(wanted: Shape, key: str) -> Cursor:
    return wanted.any_part(key) or wanted.parts[0]


def _grip(node: Node) -> Span:
    return node.pairs[0].key.span if isinstance(node, Mapping) and node.pairs else node.span
