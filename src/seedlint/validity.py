"""Whether a spec is valid, by the official meta-schemas that openapi-spec-validator ships.

Most specs are valid, so the native engine looks first; jsonschema, whose errors say more, looks at
what is left of those that are not, when all that is right is taken away. No reference of the
document itself is followed, so nothing is fetched. A key that the version does not know is passed
over: most real specs have some, and nothing is read from them.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from seedlint.source import Span
from seedlint.spec import Cursor
from seedlint.spelling import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import jsonschema_rs
    from jsonschema.exceptions import ValidationError

    from seedlint.spec import Document
    from seedlint.yamltree import Data as Json

_VERSIONS = {"2.0": "Swagger 2.0", "3.0": "OpenAPI 3.0", "3.1": "OpenAPI 3.1"}

_MAPS = frozenset({"paths", "definitions", "parameters", "responses", "webhooks"})
"""What holds things by their names, each valid or not whatever stands beside it."""

_SCHEMA_OBJECT: dict[str, Json] = {
    "$dynamicAnchor": "meta",
    "type": ["object", "boolean"],
    "if": {"required": ["$schema"]},
    "else": {"$ref": "https://json-schema.org/draft/2020-12/schema"},
}
"""What a Schema Object is in OpenAPI 3.1: a schema of JSON Schema 2020-12, unless it names another
dialect (OpenAPI 3.1, section 4.8.24)."""


class Flaw(NamedTuple):
    """What is wrong with a spec: the worst of it, its place, and how many more there are."""

    span: Span
    message: str
    more: int = 0


def flaw(document: Document) -> Flaw | None:
    """What is wrong with a spec, or None; worked out once."""
    known = document.specs.flaws
    if document.path not in known:
        known[document.path] = _flaw(document)
    return known[document.path]


def _flaw(document: Document) -> Flaw | None:
    if document.problem is not None:
        return Flaw(document.span, f"this spec is {document.problem}")
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
        errors = [] if native.is_valid(data) else native.iter_errors(data)
        wrong = [error.instance_path for error in errors if _matters(error.schema_path[-1])]
        if not wrong:
            return None
        data = _doubtful(data, wrong)
    except ValueError:
        pass  # a number that the native engine cannot take in, say
    try:
        return _explained(document, data, schema, _VERSIONS[version])
    except RecursionError:
        return Flaw(Span(0, 1), "this spec is nested too deep to be checked")


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


def _doubtful(data: Mapping[str, Json], errors: Iterable[Sequence[object]]) -> dict[str, Json]:
    """A document less the named things that have no error in them."""
    wrong = {tuple(path[:depth]) for path in errors for depth in (2, 3)}

    def some(held: Json, *where: str) -> Json:
        if not isinstance(held, dict):
            return held
        return {name: value for name, value in held.items() if (*where, name) in wrong}

    left = {key: some(held, key) if key in _MAPS else held for key, held in data.items()}
    components = data.get("components")
    if isinstance(components, dict):
        left["components"] = {
            kind: some(held, "components", kind) for kind, held in components.items()
        }
    return left


def _explained(
    document: Document, data: Mapping[str, Json], schema: dict[str, Json], name: str
) -> Flaw | None:
    from jsonschema.validators import validator_for
    from jsonschema_specifications import REGISTRY

    validator = validator_for(schema)(schema, registry=REGISTRY)  # which retrieves nothing
    found = map(_deepest, validator.iter_errors(data))
    errors = sorted((error for error in found if _matters(error.validator)), key=_path)
    if not errors:
        return None
    error = errors[0]
    located = Cursor(document, tuple(_path(error)), None).locate() if _path(error) else None
    span = located[1] if located else Span(0, 1)
    return Flaw(span, f"this is not valid {name}: {_words(error)}", len(errors) - 1)


def _matters(keyword: object) -> bool:
    """Whether what breaks a keyword is more than a key that the version does not know."""
    return keyword not in ("additionalProperties", "unevaluatedProperties")


def _deepest(error: ValidationError) -> ValidationError:
    """The error that says most: of alternatives, the one in the branch that was meant."""
    while error.context:
        branch = min(_branches(error), key=_distance)
        error = min(
            branch, key=lambda each: (not _matters(each.validator), -len(_path(each)), _path(each))
        )
    return error


def _branches(error: ValidationError) -> list[list[ValidationError]]:
    """The errors of each alternative."""
    found: dict[object, list[ValidationError]] = {}
    for inner in error.context:
        found.setdefault(inner.schema_path[0], []).append(inner)
    return list(found.values())


def _distance(errors: list[ValidationError]) -> tuple[bool, int, int, int]:
    """How far a branch is from what was meant; the one that is right for longer is nearer."""
    depth = max(len(_path(error)) for error in errors)
    meant_otherwise = any(map(_meant_otherwise, errors))
    return meant_otherwise, sum(_matters(error.validator) for error in errors), len(errors), -depth


def _path(error: ValidationError) -> list[str]:
    """Where an error lies; jsonschema finds those of one mapping in no order."""
    return [str(key) for key in error.absolute_path]


def _meant_otherwise(error: ValidationError) -> bool:
    """Whether a branch asks for a `$ref`, or for a parameter that is `in` another place."""
    return (
        (error.validator == "required" and "$ref" in error.message)
        or (error.validator in ("enum", "const") and _path(error)[-1:] == ["in"])
        or (
            bool(error.context)
            and all(any(map(_meant_otherwise, branch)) for branch in _branches(error))
        )
    )


def _words(error: ValidationError) -> str:
    path = _path(error)
    where = f"`{'.'.join(path)}`" if path else "the document"
    value, wanted = error.instance, error.validator_value
    if error.validator == "required" and isinstance(value, dict):
        return f"{where} lacks {listed([key for key in wanted if key not in value], 'and')}"
    words = [str(word) for word in (wanted if isinstance(wanted, list) else [wanted])]
    if error.validator == "type":
        return f"{where} should be of type {listed(words)}"
    if error.validator in ("enum", "const"):
        return f"{where} should be {listed(words)}"
    line = " ".join(error.message.split())
    return f"{where}: {line if len(line) <= 120 else line[:117] + '...'}"
