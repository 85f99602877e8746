"""Which of several schemas a value is meant for: discriminators, and constants that serve as such.

OpenAPI 3.1, Discriminator Object; Swagger 2.0, Schema Object, `discriminator`.
"""

from __future__ import annotations

from posixpath import basename, splitext
from typing import TYPE_CHECKING

from seedlint import datafile, template
from seedlint.assertions import values
from seedlint.named import NamedTuple
from seedlint.shape import shape
from seedlint.yamltree import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seedlint.shape import Choice, Shape
    from seedlint.spec import Cursor
    from seedlint.yamltree import Node


class Tag(NamedTuple):
    """What a property is in one alternative: the texts to recommend, and others that will do."""

    texts: list[str]
    others: Sequence[str] = ()

    def admits(self, text: str) -> bool:
        return text in self.texts or text in self.others


def specialised(node: Node, wanted: Shape) -> Shape:
    """A base schema with the one merged in that its discriminator points to for a value.

    This is the way of alternatives that include the base in their `allOf`; those that a `oneOf`
    lists have tags. What an unknown alternative may hold is unknown.
    """
    for holder in wanted.parts:
        declared = _discriminator(holder)
        key = (holder.key[0], (*holder.pointer, "discriminator"))
        listed = "oneOf" in holder or "anyOf" in holder
        if declared is None or listed or key in wanted.taken or not isinstance(node, Mapping):
            continue
        name, mapping = declared
        value = node.get(name)
        target = None
        if isinstance(value, Scalar) and not template.has_template(value.text):
            target = _target(holder, mapping, value.text)
        if target is None:
            return wanted.altered(open=True, taken=wanted.taken | {key})
        return specialised(node, shape([*wanted.parts, target], wanted.taken | {key}))
    return wanted


def tags(choice: Choice) -> dict[str, list[Tag]]:
    """The properties that tell the alternatives of a choice apart, with their tag in each.

    Those are the discriminator's, and any with other constants in every alternative.
    """
    constants = [_constants(branch) for branch in choice.branches]
    found: dict[str, list[Tag]] = {}
    declared = _discriminator(choice.holder)
    if declared is not None:
        key, mapping = declared
        names = [_names(branch, mapping) for branch in choice.branches]
        mapped = [value for value, _ in mapping.items()] if mapping else []
        elsewhere = [value for value in mapped if not any(value in own for own in names)]
        found[key] = [
            Tag(own.get(key, theirs[:1]), [*theirs, *elsewhere])
            for own, theirs in zip(constants, names, strict=True)
        ]
    for key in set.intersection(*(set(own) for own in constants)):
        words = [word for own in constants for word in own[key]]
        if len(words) == len(set(words)):
            found.setdefault(key, [Tag(own[key]) for own in constants])
    return found


def _discriminator(holder: Cursor) -> tuple[str, Cursor | None] | None:
    """A discriminator's property and, in OpenAPI 3, its mapping."""
    declared = holder.get("discriminator")
    if isinstance(declared, str):
        return declared, None
    cursor = holder.child("discriminator")
    name = cursor.text("propertyName") if cursor else None
    return (name, cursor.child("mapping")) if cursor and name else None


def _target(holder: Cursor, mapping: Cursor | None, value: str) -> Cursor | None:
    """The schema that a discriminator's value names: by the mapping, or as a neighbour."""
    target = mapping.text(value) if mapping else None
    neighbours = holder.document.root.child(*holder.pointer[:-1]) if holder.pointer else None
    found = neighbours.child(target or value) if neighbours else None
    if found is None and target is not None and any(char in target for char in "/#."):
        return holder.document.specs.follow(holder, target)
    return found


def _names(branch: Cursor, mapping: Cursor | None) -> list[str]:
    """The names of an alternative that is a `$ref`: those of the mapping, and its own."""
    reference = branch.text("$ref")
    if reference is None:
        return []
    file, _, fragment = reference.partition("#")
    keys = datafile.pointer(fragment)
    own = keys[-1] if keys else splitext(basename(file))[0]
    pairs = mapping.items() if mapping else ()
    return [*(value for value, target in pairs if target.data in (reference, own)), own]


def _constants(branch: Cursor) -> dict[str, list[str]]:
    """The properties of an alternative that have a few fixed texts as values."""
    found: dict[str, list[str]] = {}
    for key, schemas in shape([branch]).properties.items():
        for part in shape(schemas).parts:
            allowed = values(part)
            texts = [value for value in allowed if isinstance(value, str)]
            if allowed and len(texts) == len(allowed):
                found[key] = [text for text in texts if text in found.get(key, texts)]
    return {key: texts for key, texts in found.items() if texts}
