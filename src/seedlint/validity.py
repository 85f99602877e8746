"""Whether a spec is valid, by the official meta-schemas that openapi-spec-validator ships.

The native engine judges and explains: to import jsonschema for its explanations takes longer than
all else that a run over one seed does, and one spec in three is invalid. The tests hold this to
what jsonschema says, which judges what the native engine cannot take in. No reference of the
document itself is followed, so nothing is fetched. A key that the version does not know is passed
over: most real specs have some, and nothing is read from them.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import TYPE_CHECKING

from seedlint.named import NamedTuple
from seedlint.source import Span
from seedlint.spec import Cursor
from seedlint.spelling import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import jsonschema_rs
    from jsonschema_rs import ValidationError

    from seedlint.spec import Document
    from seedlint.yamltree import Data as Json

_VERSIONS = {"2.0": "Swagger 2.0", "3.0": "OpenAPI 3.0", "3.1": "OpenAPI 3.1"}

_MAPS = ("definitions", "parameters", "paths", "responses", "securityDefinitions", "webhooks")
"""What holds things by their names, each valid or not whatever stands beside it."""

MOST = 1000
"""How many things are counted that are wrong with a spec."""

_LARGEST = 100_000
"""How long a thing may be, written out, that is searched for all that is wrong with it."""

_SCHEMA_OBJECT: dict[str, Json] = {
    "$dynamicAnchor": "meta",
    "type": ["object", "boolean"],
    "if": {"required": ["$schema"]},
    "else": {"$ref": "https://json-schema.org/draft/2020-12/schema"},
}
"""What a Schema Object is in OpenAPI 3.1: a schema of JSON Schema 2020-12, unless it names another
dialect (OpenAPI 3.1, section 4.8.24)."""


class Flaw(NamedTuple):
    """What is wrong with a spec: the first of it, its place, and how much more, up to `MOST`."""

    span: Span
    message: str
    more: int = 0


def flaw(document: Document) -> Flaw | None:
    """What is wrong with a spec, or None; of what can be read, it is worked out once."""
    if document.problem is not None:
        return Flaw(document.span, f"this spec is {document.problem}")
    known = document.specs.flaws
    if document.path not in known:
        known[document.path] = _flaw(document)
    return known[document.path]


def _flaw(document: Document) -> Flaw | None:
    data = document.data if isinstance(document.data, dict) else {}
    declared = data.get("openapi", data.get("swagger"))
    if not isinstance(declared, str | int | float):
        message = "this spec does not say its version, as `openapi` or `swagger` would"
        return Flaw(Span(0, 1), message)
    version = str(declared)[:3]
    if version not in _VERSIONS:
        known = listed(list(_VERSIONS))
        return Flaw(Span(0, 1), f"this spec has the version `{declared}`, which is none of {known}")
    schema, native = _engine(version, "jsonSchemaDialect" in data)
    try:
        found = _found(native, version, data)
    except ValueError:  # a huge number, half a character, or too deep for it
        try:
            found = _found_slowly(schema, data)
        except RecursionError:
            return Flaw(Span(0, 1), "this spec is nested too deep to be checked")
    if found is None:
        return None
    path, words, more = found
    located = Cursor(document, tuple(path), None).locate() if path else None
    span = located[1] if located else Span(0, 1)
    where = f"`{'.'.join(path)}`" if path else "the document"
    message = f"this is not valid {_VERSIONS[version]}: {where}{words}"
    return Flaw(span, message, more)


@cache
def _engine(version: str, dialect: bool) -> tuple[dict[str, Json], jsonschema_rs.Validator]:
    """The official schema of a version, and the native engine for it.

    With a `dialect` of its own, a document may have schemas of any kind.
    """
    from importlib.util import find_spec

    import jsonschema_rs

    package = find_spec("openapi_spec_validator")  # which takes long to import
    folder = os.path.dirname(package.origin or "") if package else ""
    path = os.path.join(folder, "resources", "schemas", f"v{version}", "schema.json")
    with open(path, "rb") as file:
        schema = json.load(file)
    if version == "3.1" and not dialect:  # whose schema leaves open what a Schema Object is
        schema["$defs"]["schema"] = _SCHEMA_OBJECT
    return schema, jsonschema_rs.validator_for(schema, validate_formats=False)


class _Wrong(NamedTuple):
    """An error, among those that were found in the same place of the meta-schema."""

    error: ValidationError
    beside: Sequence[ValidationError]


def _found(
    native: jsonschema_rs.Validator, version: str, data: dict[str, Json]
) -> tuple[list[str], str, int] | None:
    """Where a document is first wrong, in the order of places, what to say, and how often more.

    The engine finds all errors or one, and to find thousands takes seconds. So the named things
    are looked at one by one. Raises ValueError where the engine cannot take the document in.
    """
    if native.is_valid(data):
        return None
    found: list[tuple[list[str], str]] = []
    for path, thing, part in _parts(version, data):
        if len(found) > MOST:
            break
        if native.is_valid(part):
            continue
        if len(str(thing)) > _LARGEST:
            found.append((path, " is not valid, and too large to tell what is wrong with it"))
            continue
        errors = [*native.iter_errors(part)]
        deepest = [_deepest(_Wrong(error, errors)) for error in errors if _matters(error.kind.name)]
        wrong = [each for each in deepest if _matters(each.error.kind.name)]
        found += [(_path(each.error), _words(each)) for each in wrong]
    return (*min(found), min(len(found) - 1, MOST)) if found else None


def _parts(
    version: str, data: dict[str, Json]
) -> Iterator[tuple[list[str], Json, dict[str, Json]]]:
    """What a document consists of: where, what stands there, and a document with nothing else."""
    rest = {key: {} if key in _MAPS and isinstance(data[key], dict) else data[key] for key in data}
    components = data.get("components")
    if isinstance(components, dict):
        kinds = components.items()
        rest["components"] = {kind: {} if isinstance(held, dict) else held for kind, held in kinds}
    yield [], rest, rest
    least: dict[str, Json] = {"info": {"title": "", "version": ""}, "paths": {}}
    least |= {"swagger": "2.0"} if version == "2.0" else {"openapi": f"{version}.0"}
    for kind, held in sorted(components.items()) if isinstance(components, dict) else ():
        for name, thing in sorted(held.items()) if isinstance(held, dict) else ():
            part: dict[str, Json] = {**least, "components": {kind: {name: thing}}}
            yield ["components", kind, name], thing, part
    for key in _MAPS:
        held = data.get(key)
        for name, thing in sorted(held.items()) if isinstance(held, dict) else ():
            yield [key, name], thing, {**least, key: {name: thing}}


def _found_slowly(schema: dict[str, Json], data: Json) -> tuple[list[str], str, int] | None:
    """The same of a document that the native engine cannot take in.

    Raises RecursionError.
    """
    from jsonschema.exceptions import best_match
    from jsonschema.validators import validator_for
    from jsonschema_specifications import REGISTRY

    validator = validator_for(schema)(schema, registry=REGISTRY)  # which retrieves nothing
    best = [best_match([error]) for error in validator.iter_errors(data)]
    wrong = [
        ([*map(str, error.absolute_path)], _line(error.message), len(best) - 1)
        for error in best
        if _matters(error.validator)
    ]
    return min(wrong, default=None)


def _matters(keyword: object) -> bool:
    """Whether what breaks a keyword is more than a key that the version does not know."""
    return keyword not in ("additionalProperties", "unevaluatedProperties")


def _deepest(wrong: _Wrong) -> _Wrong:
    """The error that says most: of alternatives, the one in the branch that was meant."""
    while branches := _branches(wrong.error):
        branch = min(branches, key=_distance)
        error = min(branch, key=_rank)
        wrong = _Wrong(error, branch)
    return wrong


def _rank(error: ValidationError) -> tuple[bool, int, list[str]]:
    """What counts among the errors of one branch: the deepest that is more than an unknown key."""
    return not _matters(error.kind.name), -len(_path(error)), _path(error)


def _branches(error: ValidationError) -> list[list[ValidationError]]:
    """The errors of each alternative; none where too many of these are right."""
    found = error.kind.value if error.kind.name in ("anyOf", "oneOf") else []
    return found if all(found) else []


def _distance(errors: Sequence[ValidationError]) -> tuple[bool, int, int, int]:
    """How far a branch is from what was meant; the one that is right for longer is nearer."""
    depth = max(len(_path(error)) for error in errors)
    meant_otherwise = any(map(_meant_otherwise, errors))
    return meant_otherwise, sum(_matters(error.kind.name) for error in errors), len(errors), -depth


def _path(error: ValidationError) -> list[str]:
    """Where an error lies; those of one mapping are found in no order."""
    return [str(key) for key in error.instance_path]


def _meant_otherwise(error: ValidationError) -> bool:
    """Whether a branch asks for a `$ref`, or for a parameter that is `in` another place."""
    branches = _branches(error)
    return (
        (error.kind.name == "required" and error.kind.value == "$ref")
        or (error.kind.name in ("enum", "const") and _path(error)[-1:] == ["in"])
        or (bool(branches) and all(any(map(_meant_otherwise, branch)) for branch in branches))
    )


def _words(wrong: _Wrong) -> str:
    error, keyword, value = wrong.error, wrong.error.kind.name, wrong.error.kind.value
    if keyword == "required":
        path = _path(error)
        alike = [each for each in wrong.beside if each.kind.name == keyword and _path(each) == path]
        lacking = dict.fromkeys(each.kind.value for each in alike)
        return f" lacks {listed([*lacking], 'and')}"
    if keyword == "type":
        return f" should be of type {listed(value)}"
    if keyword in ("enum", "const"):
        words = value if keyword == "enum" else [value]
        return f" should be {listed([str(word) for word in words])}"
    return _line(error.message)


def _line(message: str) -> str:
    line = " ".join(message.split())
    return f": {line if len(line) <= 120 else line[:117] + '...'}"
