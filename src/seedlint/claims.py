"""What the tables of a seed claim of its endpoint's parameters, and what the API says of them."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.parameters import RUNNER_HEADERS
from seedlint.regex import regex
from seedlint.seed import Part
from seedlint.shape import Shape, expanded, shape
from seedlint.spec import FORM, JSON
from seedlint.types import kind_admits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seedlint.markdown import Cell, Table
    from seedlint.seed import Seed
    from seedlint.spec import Cursor, Operation, Parameter

PLACES = ("path", "query", "header", "cookie", "body")
"""Where a parameter may travel."""

_TITLE = regex(
    r"\b(?:param(?:eter)?s?|arguments?|body|headers?|query|(?:request|form)\s+fields?)\b", re.I
)
_ELSEWHERE = regex(r"\b(?:responses?|errors?|alternatives?)\b", re.I)
_PLACE = {
    "path": regex(r"\b(?:path|url)\b", re.I),
    "query": regex(r"\bquery\b", re.I),
    "header": regex(r"\bheaders?\b", re.I),
    "cookie": regex(r"\bcookies?\b", re.I),
    "body": regex(r"\b(?:body|form|payload|json)\b", re.I),
}
_COLUMNS = {
    "name": {"parameter", "param", "parameters", "field", "name", "property", "key", "header"},
    "required": {"required", "required?", "mandatory"},
    "type": {"type", "data type"},
    "in": {"in", "location"},
}
_YES = {"yes", "y", "true", "required", "✓", "✅", "✔"}
_NO = {"no", "n", "false", "optional", "✗", "❌", "-"}
_NAME = regex(r"[\w$@-]+(?:\.[\w$@-]+|\[[\w$@-]*\])*")
_INDEX = regex(r"\[\d*\]")
_STEP = regex(r"\[([\w$@-]*)\]|[\w$@-]+")
_WORDS = {
    "string": ("string", "str", "text", "uuid", "uid", "date", "datetime", "date-time", "email"),
    "integer": ("integer", "int", "int32", "int64", "long"),
    "number": ("number", "float", "double", "decimal"),
    "boolean": ("boolean", "bool"),
    "array": ("array", "list"),
    "object": ("object", "hash", "map"),
    "null": ("null",),
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words}
_MARKED = regex(r"^([*_`]{1,3})(.*)\1$")
_LIST = regex(r"(?:array|list)\b.*|.*\[\]|\[.*\]", re.I)
_TEXTUAL = frozenset({"string", "array", "object"})
_MOST_NAMES = 1000


class Claim(NamedTuple):
    """One row: a parameter, where it is said to travel, and what the row says of it.

    `required` and `kinds` are None where the row says nothing that can be held against a schema.
    """

    name: Part
    places: tuple[str, ...]
    required: bool | None
    kinds: frozenset[str] | None
    required_cell: Cell | None
    type_cell: Cell | None

    @property
    def steps(self) -> list[str | None]:
        """The way to it in a body: names lead into objects, None into a list's items."""
        found: list[str | None] = []
        for match in _STEP.finditer(self.name.text):
            index = match[1]
            found.append(match[0] if index is None else None if _is_index(index) else index)
        return found


class Fact(NamedTuple):
    """What the API says of a parameter; `required` and `kinds` are None where that is unknown."""

    place: str
    required: bool | None = None
    kinds: frozenset[str] | None = None
    cursor: Cursor | None = None

    def admits(self, kinds: frozenset[str]) -> bool:
        """Whether a parameter of some kinds may be this one; a list may travel as a string."""
        if self.kinds is None:
            return True
        known = self.kinds
        if self.place != "body" and known & _TEXTUAL:
            known |= _TEXTUAL
        return any(kind_admits(known, kind) for kind in kinds) or any(
            kind_admits(kinds, kind) for kind in known
        )


def tables(seed: Seed) -> Iterator[list[Claim]]:
    """The claims of every table about the parameters of the seed's endpoint."""
    for table in seed.document.tables:
        columns = _columns(table)
        if "name" not in columns or len(columns) < 2:
            continue
        places = _places(seed, table)
        lines = table.rows if places else ()
        rows = ({column: line[index] for column, index in columns.items()} for line in lines)
        yield [claim for row in rows if (claim := _claim(row, places))]


def fact(claim: Claim, operation: Operation) -> Fact | None:
    """What an operation says of a parameter; None where it surely has no such parameter."""
    facts = [*_facts(claim, operation, claim.places)]
    return next((one for one in facts if one.cursor), facts[0] if facts else None)


def elsewhere(claim: Claim, operation: Operation) -> str | None:
    """Where an operation has the parameter, if that is another place than the table says."""
    others = tuple(place for place in PLACES if place not in claim.places)
    return next((fact.place for fact in _facts(claim, operation, others) if fact.cursor), None)


def names(operation: Operation, places: Sequence[str]) -> list[str]:
    """The names of the parameters that an operation takes, as a table would have them."""
    found: list[str] = []
    for parameter in operation.parameters:
        if parameter.location in places:
            wanted = shape([parameter.schema] if parameter.schema else [])
            found += [f"{parameter.name}[{name}]" for name in wanted.properties] or [parameter.name]
    if "body" in places:
        found += [p.name for p in operation.form]
        found += {name: None for schema in _schemas(operation) if schema for name in _names(schema)}
    return found


def _columns(table: Table) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, cell in enumerate(table.header):
        said = _plain(cell.text)
        for column, words in _COLUMNS.items():
            if said in words:
                found.setdefault(column, index)
    return found


def _places(seed: Seed, table: Table) -> tuple[str, ...]:
    """Where a table's parameters travel, by the headings above it; nowhere: it is another table."""
    above = [s for s in seed.around(table.span.start) if s.heading.level > 1]
    if any(_ELSEWHERE.search(section.title) for section in above):
        return ()
    about = [section for section in above if _TITLE.search(section.title)]
    outer = above[: above.index(about[0])] if about else above
    if not about or not all(seed.is_test(section.title) for section in outer):
        return ()
    for section in reversed(about):
        places = tuple(place for place in PLACES if _PLACE[place].search(section.title))
        if places:
            return places
    return PLACES


def _claim(row: dict[str, Cell], places: tuple[str, ...]) -> Claim | None:
    name = _name(row["name"])
    if name is None:
        return None
    said = _plain(row["in"].text) if "in" in row else ""
    own = tuple(place for place in PLACES if _PLACE[place].search(said))
    required, type_ = row.get("required"), row.get("type")
    return Claim(name, own or places, _required(required), _kinds(type_), required, type_)


def _name(cell: Cell) -> Part | None:
    """The parameter that a cell names; None where it names several, strikes it out, or is none."""
    code = re.findall(r"`([^`]*)`", cell.text)
    if len(code) > 1 or "~~" in cell.text:
        return None
    name = (code[0] if code else cell.text.strip("* ")).strip()
    if name.startswith(("{", ":")):
        name = re.sub(r"^\{(.*)\}$|^:(?=\w)", r"\1", name)
    if not _NAME.fullmatch(name):
        return None
    at = cell.text.index(name)
    return Part(name, Part(cell.text, cell.span).place(at, at + len(name)))


def _required(cell: Cell | None) -> bool | None:
    said = _plain(cell.text) if cell else ""
    return True if said in _YES else False if said in _NO else None


def _plain(text: str) -> str:
    """The words of a cell, in lower case, without marks on both sides of them."""
    marked = _MARKED.match(text)
    return (marked[2] if marked else text).lower()


def _kinds(cell: Cell | None) -> frozenset[str] | None:
    """The kinds that a cell names in plain words; None where some word is not one of them."""
    found = set()
    said = re.sub(r"\([^()]*\)", "", cell.text.replace("`", "")) if cell else ""
    for word in re.split(r"\s*(?:/|\||,|\bor\b)\s*", said.strip().lower()):
        kind = "array" if _LIST.fullmatch(word) else _KINDS.get(word)
        if kind is None:
            return None
        found.add(kind)
    return frozenset(found)


def _facts(claim: Claim, operation: Operation, places: Sequence[str]) -> Iterator[Fact]:
    for place in places:
        if place == "body":
            yield from _of_body(claim, operation)
        else:
            yield from _of_parameters(claim, operation, place)


def _of_parameters(claim: Claim, operation: Operation, place: str) -> Iterator[Fact]:
    if operation.unknown_parameters:
        yield Fact(place)
        return
    name = claim.name.text
    declared = [p for p in operation.parameters if p.location == place]
    for parameter in declared:
        if _same(parameter.name, name, place):
            yield _of_parameter(parameter, place)
            return
    if any(p.base == name for p in declared) or _implied(operation, name):
        yield Fact(place)
    for parameter in declared:
        if parameter.name == claim.steps[0] and len(claim.steps) > 1:
            schema = parameter.schema
            part = _at(schema, claim.steps[1:]) if schema else Fact(place)
            if part is not None:
                yield part._replace(place=place)


def _implied(operation: Operation, name: str) -> bool:
    """Whether a parameter comes with every request: the runner's headers, and the API's keys."""
    keys = ((scheme.text("name") or "").lower() for scheme in operation.spec.schemes)
    return name.lower() in (*RUNNER_HEADERS, *keys)


def _of_parameter(parameter: Parameter, place: str) -> Fact:
    kinds = shape([parameter.schema]).admitted if parameter.schema else None
    return Fact(place, parameter.required, kinds, parameter.cursor)


def _same(declared: str, name: str, place: str) -> bool:
    if place == "header":
        return declared.lower() == name.lower()
    return declared.removesuffix("[]") == name.removesuffix("[]")


def _of_body(claim: Claim, operation: Operation) -> Iterator[Fact]:
    name = claim.name.text
    for parameter in operation.form:
        if _same(parameter.name, name, "body"):
            yield _of_parameter(parameter, "body")
            return
    if operation.form or (operation.body is None and claim.places != ("body",)):
        return
    schemas = _schemas(operation) or [None]
    found = [fact for schema in schemas if (fact := _of_schema(claim, schema)) is not None]
    if found:
        yield max(found, key=lambda fact: fact.cursor is not None)._replace(
            required=found[0].required if len({fact.required for fact in found}) == 1 else None,
            kinds=_any_of(fact.kinds for fact in found),
        )


def _schemas(operation: Operation) -> list[Cursor | None]:
    """The schemas of an operation's body, of which a table may be about any."""
    if operation.body is None:
        return []
    return operation.body.schemas((*JSON, *FORM), "") or operation.body.schemas(("",), "")


def _of_schema(claim: Claim, schema: Cursor | None) -> Fact | None:
    if schema is None:
        return Fact("body")
    name = claim.name.text
    found = _at(schema, [name]) or _at(schema, claim.steps)
    if found is None:
        ending = "." + _INDEX.sub("", name.removeprefix("body."))
        if any(f".{one.replace('[]', '')}".endswith(ending) for one in _names(schema)):
            return Fact("body")
    return found


def _any_of(kinds: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """The kinds of several; None where those of one are not known."""
    found: frozenset[str] = frozenset()
    for each in kinds:
        if each is None:
            return None
        found |= each
    return found


def _at(schema: Cursor, steps: Sequence[str | None]) -> Fact | None:
    """What a body's schema says of a place; None where it surely has no such place."""
    current = [schema]
    required: bool | None = None
    for step in steps:
        options = [option for one in current for option in expanded(shape([one]))]
        if step is None:
            current = [item for option in options for item in option.items]
            required = None
        else:
            options = [inner for option in options for inner in _into_items(option)]
            having = [option for option in options if step in option.properties]
            if not having:
                return Fact("body") if any(map(_may_have_more, options)) else None
            asked = {step in option.required if option.required else None for option in options}
            required = asked.pop() if len(asked) == 1 else None
            current = [one for option in having for one in option.properties[step]]
        if not current:
            return Fact("body")
    return Fact("body", required, _any_of(shape([one]).admitted for one in current), current[0])


def _may_have_more(option: Shape) -> bool:
    """Whether an object may have properties that no schema lists."""
    if option.unknown or option.kinds is None or "object" in option.kinds:
        return option.unknown or option.open or option.extended or not option.properties
    return False


def _into_items(option: Shape) -> list[Shape]:
    """A list's items in its place, since tables leave out the brackets."""
    return expanded(shape(option.items)) if option.items and not option.properties else [option]


def _names(schema: Cursor) -> list[str]:
    """Every property of a schema with the way to it: `pages[].number`."""
    known = schema.document.specs.ways
    if schema.key not in known:
        known[schema.key] = [*_walk(schema)]
    return known[schema.key]


def _walk(schema: Cursor) -> dict[str, None]:
    found: dict[str, None] = {}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    waiting = deque([("", schema)])
    while waiting and len(found) < _MOST_NAMES:
        prefix, current = waiting.popleft()
        target = current.resolved()
        if target is None or target.key in seen:
            continue
        seen.add(target.key)
        for option in expanded(shape([target])):
            waiting += [(f"{prefix}[]", item) for item in option.items]
            for name, schemas in option.properties.items():
                whole = f"{prefix}.{name}".lstrip(".")
                found[whole] = None
                waiting += [(whole, inner) for inner in schemas]
    return found


def _is_index(text: str) -> bool:
    return not text or text.isdigit()
