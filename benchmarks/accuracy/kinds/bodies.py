"""Bodies and forms that the API would refuse, or would read only in part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.accuracy.plant import MARK, Plant, kind
from benchmarks.accuracy.plot import keys, misspelt, other_case
from benchmarks.accuracy.values import Value, bodies, form
from seedlint.edit import Edit
from seedlint.source import Span
from seedlint.yamltree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.accuracy.plot import Call, Plot
    from seedlint.yamltree import Data

    Where = Callable[[Value], bool]

_INVENTED = "lamp_oil"


def _top(value: Value) -> bool:
    return len(value.trail) == 1 and not value.by_tags


def _nested(value: Value) -> bool:
    return len(value.trail) > 1 and "[]" not in value.trail and not value.by_tags


def _in_item(value: Value) -> bool:
    return len(value.trail) > 1 and value.trail[-2] == "[]"


def _in_all_of(value: Value) -> bool:
    return value.owner is not None and any(view.by_all_of for view in value.owner.views)


def _in_alternative(value: Value) -> bool:
    return value.by_tags and not value.is_tag


# missing


def _required(value: Value) -> bool:
    """Whether every candidate needs a property, and does not fill it in itself."""
    owner = value.owner
    return (
        owner is not None
        and all(value.name in view.required for view in owner.views)
        and not any(view.has("default", "readOnly") for view in value.views)
    )


def _gone(plot: Plot, values: Iterator[Value], where: Where) -> Iterator[Plant]:
    """Properties that a body lacks; that is said at the key of the object, or its first key."""
    for value in values:
        owner, pair = value.owner, value.pair
        if not owner or not pair or not isinstance(owner.node, Mapping) or not where(value):
            continue
        if not _required(value) or not plot.can_lose(value.node):
            continue
        grip = owner.pair.key.span.start if owner.pair else None
        edit = plot.removing(owner.node, pair, MARK if grip is None else "")
        first = next(iter(keys(owner.node)))
        if edit is None or first is None:
            continue
        if grip is not None:
            yield plot.plant(Edit(Span(grip, grip), MARK), edit)
        elif first is pair:
            yield plot.plant(edit)
        else:
            edit = Edit(edit.span, "")
            yield plot.plant(plot.marking(first.key.span), edit)


@kind("missing-property")
def required_property_gone(plot: Plot) -> Iterator[Plant]:
    """A body without a required property."""
    yield from _gone(plot, bodies(plot), _top)


@kind("missing-property")
def nested_property_gone(plot: Plot) -> Iterator[Plant]:
    """An object in a body without a required property."""
    yield from _gone(plot, bodies(plot), _nested)


@kind("missing-property")
def property_of_item_gone(plot: Plot) -> Iterator[Plant]:
    """An object in a list without a required property."""
    yield from _gone(plot, bodies(plot), _in_item)


@kind("missing-property")
def property_by_all_of_gone(plot: Plot) -> Iterator[Plant]:
    """An object without a property that one part of an `allOf` requires."""
    yield from _gone(plot, bodies(plot), _in_all_of)


@kind("missing-property")
def property_of_alternative_gone(plot: Plot) -> Iterator[Plant]:
    """An object without a property that its alternative of a `oneOf` requires."""
    yield from _gone(plot, bodies(plot), _in_alternative)


@kind("missing-property")
def tag_of_alternative_gone(plot: Plot) -> Iterator[Plant]:
    """An object without the property that tells which alternative of a `oneOf` it is."""
    yield from _gone(plot, bodies(plot), lambda value: value.is_tag)


@kind("missing-property")
def field_of_form_gone(plot: Plot) -> Iterator[Plant]:
    """A form without a required field."""
    for call in plot.calls:
        yield from _gone(plot, form(call), lambda value: len(value.trail) == 1)


@kind("missing-property")
def file_of_form_gone(plot: Plot) -> Iterator[Plant]:
    """A form without a required file; that is said at its fields."""
    for call in plot.calls:
        root = next(form(call), None)
        pair, files = call.step.pair("form_fields"), call.step.get("file_fields")
        names = [
            item.get("field_name")
            for item in (files.items if isinstance(files, Sequence) else ())
            if isinstance(item, Mapping)
        ]
        needed = [
            name.text
            for name in names
            if isinstance(name, Scalar)
            and root
            and all(name.text in v.required for v in root.views)
        ]
        whole = call.step.pair("file_fields")
        edit = plot.removing(call.step.node, whole) if whole and len(needed) == 1 else None
        if pair and edit:
            yield plot.plant(plot.marking(pair.key.span), edit)


# unknown


def _closed(owner: Value | None, name: str) -> bool:
    """Whether no candidate has a property in an object, or takes what it does not list."""
    return owner is not None and all(
        name not in view.properties and not view.takes_more for view in owner.views
    )


def _misspelt(plot: Plot, where: Where) -> Iterator[Plant]:
    for value in bodies(plot):
        wrong = misspelt(value.name)
        if value.pair and wrong and where(value) and _closed(value.owner, wrong):
            yield plot.plant(Edit(value.pair.key.span, MARK + wrong))


def _invented(plot: Plot, values: Iterator[Value], where: Where) -> Iterator[Plant]:
    for value in values:
        if isinstance(value.node, Mapping) and where(value) and _closed(value, _INVENTED):
            edit = plot.adding(value.node, f"{_INVENTED}: 12")
            if edit:
                yield plot.plant(edit)


@kind("unknown-property")
def misspelt_property(plot: Plot) -> Iterator[Plant]:
    """A property of a body that may be left out, with two letters swapped."""
    yield from _misspelt(plot, lambda value: _top(value) and not _required(value))


@kind("unknown-property")
def misspelt_required_property(plot: Plot) -> Iterator[Plant]:
    """A required property with two letters swapped: one mistake, and not also a missing one."""
    yield from _misspelt(plot, lambda value: not value.is_tag and _required(value))


@kind("unknown-property")
def misspelt_nested_property(plot: Plot) -> Iterator[Plant]:
    """A property of an object in a body with two letters swapped."""
    yield from _misspelt(plot, _nested)


@kind("unknown-property")
def misspelt_property_of_item(plot: Plot) -> Iterator[Plant]:
    """A property of an object in a list with two letters swapped."""
    yield from _misspelt(plot, _in_item)


@kind("unknown-property")
def misspelt_property_of_alternative(plot: Plot) -> Iterator[Plant]:
    """A property of an alternative of a `oneOf` with two letters swapped."""
    yield from _misspelt(plot, _in_alternative)


@kind("unknown-property")
def property_in_another_case(plot: Plot) -> Iterator[Plant]:
    """A property in the case of another language, be it required or not."""
    for value in bodies(plot):
        wrong = other_case(value.name)
        if value.pair and wrong and not value.is_tag and _closed(value.owner, wrong):
            yield plot.plant(Edit(value.pair.key.span, MARK + wrong))


@kind("unknown-property")
def body_wrapped(plot: Plot) -> Iterator[Plant]:
    """A body within an object that the operation does not have: one mistake."""
    for value in bodies(plot):
        text = plot.flowed(value.node) if not value.trail else None
        needed = isinstance(value.node, Mapping) and all(
            any(name in view.required for name, _ in value.node.items()) for view in value.views
        )
        if value.pair and text and needed and not value.by_tags and _closed(value, "data"):
            yield plot.plant(plot.replacing(value.pair, f"{{data: {text}}}"))


@kind("missing-property")
def body_unwrapped(plot: Plot) -> Iterator[Plant]:
    """A body without the one object that all of it should be in: one mistake."""
    for value in bodies(plot):
        owner = value.owner
        inner = value.node
        if not owner or not owner.pair or owner.trail or not isinstance(inner, Mapping):
            continue
        alone = isinstance(owner.node, Mapping) and len(owner.node.pairs) == 1
        known = all(
            name in view.properties and name not in around.properties
            for view, around in zip(value.views, owner.views, strict=True)
            for name, _ in inner.items()
        )
        text = plot.flowed(inner)
        if alone and known and text and _required(value) and inner.pairs:
            yield plot.plant(plot.replacing(owner.pair, text))


@kind("unknown-property")
def invented_property(plot: Plot) -> Iterator[Plant]:
    """A property of a body that the operation has never had."""
    yield from _invented(plot, bodies(plot), lambda value: not value.trail)


@kind("unknown-property")
def invented_nested_property(plot: Plot) -> Iterator[Plant]:
    """A property of an object in a body, or in a list, that has never been there."""
    yield from _invented(plot, bodies(plot), lambda value: bool(value.trail))


@kind("unknown-property")
def invented_field_of_form(plot: Plot) -> Iterator[Plant]:
    """A field of a form that the operation has never had."""
    for call in plot.calls:
        yield from _invented(plot, form(call), lambda value: not value.trail)


# invalid


def _swapped(
    plot: Plot, wrong: Callable[[Value], str | None], values: Iterator[Value] | None = None
) -> Iterator[Plant]:
    """Values that are written otherwise, where `wrong` says how."""
    for value in values or bodies(plot):
        text = wrong(value) if value.trail and plot.can_lose(value.node) else None
        if text is None:
            continue
        if value.pair:
            yield plot.plant(plot.replacing(value.pair, text))
        elif isinstance(value.node, Scalar):
            yield plot.plant(Edit(value.node.span, MARK + text))


def _same(value: Value, key: str) -> Data:
    """A keyword's value, where every candidate has the same."""
    found = [view.get(key) for view in value.views]
    return found[0] if all(each == found[0] for each in found) else None


def _key_value(value: Value) -> bool:
    return value.pair is not None and not value.is_tag


@kind("invalid-property")
def text_for_number(plot: Plot) -> Iterator[Plant]:
    """A word where a number is wanted."""
    yield from _swapped(plot, lambda v: '"a few"' if v.only("integer", "number") else None)


@kind("invalid-property")
def number_in_quotes(plot: Plot) -> Iterator[Plant]:
    """A number in quotes, which make a string of it."""
    yield from _swapped(plot, lambda v: '"12"' if v.only("integer", "number") else None)


@kind("invalid-property")
def fraction_for_integer(plot: Plot) -> Iterator[Plant]:
    """A fraction where an integer is wanted."""
    yield from _swapped(plot, lambda v: "12.5" if v.only("integer") else None)


@kind("invalid-property")
def number_for_text(plot: Plot) -> Iterator[Plant]:
    """A number where text is wanted."""
    yield from _swapped(plot, lambda v: "12" if v.only("string") and _key_value(v) else None)


@kind("invalid-property")
def truth_for_text(plot: Plot) -> Iterator[Plant]:
    """`true` where text is wanted."""
    yield from _swapped(plot, lambda v: "true" if v.only("string") and _key_value(v) else None)


@kind("invalid-property")
def text_for_truth(plot: Plot) -> Iterator[Plant]:
    """A word where `true` or `false` is wanted."""
    yield from _swapped(plot, lambda v: "perhaps" if v.only("boolean") else None)


@kind("invalid-property")
def null_for_something(plot: Plot) -> Iterator[Plant]:
    """Null where the API takes none."""
    kinds = ("string", "integer", "number", "boolean", "array", "object")
    yield from _swapped(plot, lambda v: "null" if v.only(*kinds) and _key_value(v) else None)


@kind("invalid-property")
def nothing_for_something(plot: Plot) -> Iterator[Plant]:
    """A key with nothing behind it where the API takes no null."""
    for value in bodies(plot):
        wanted = value.only("string", "integer", "number", "boolean") and _key_value(value)
        if value.pair and wanted and plot.can_lose(value.node):
            span = Span(value.pair.key.span.end, plot.end(value.pair))
            if plot.text[span.end] == "\n":
                yield plot.plant(Edit(span, f":{MARK}"))


@kind("invalid-property")
def list_for_object(plot: Plot) -> Iterator[Plant]:
    """A list where an object is wanted."""
    yield from _swapped(
        plot,
        lambda v: "[first, second]" if isinstance(v.node, Mapping) and v.never("array") else None,
    )


@kind("invalid-property")
def text_for_object(plot: Plot) -> Iterator[Plant]:
    """Text where an object is wanted."""
    yield from _swapped(
        plot, lambda v: '"none"' if isinstance(v.node, Mapping) and v.never("string") else None
    )


@kind("invalid-property")
def list_for_text(plot: Plot) -> Iterator[Plant]:
    """A list where text is wanted."""
    yield from _swapped(plot, lambda v: "[first]" if v.only("string") and _key_value(v) else None)


@kind("invalid-property")
def object_for_list(plot: Plot) -> Iterator[Plant]:
    """An object where a list is wanted."""
    yield from _swapped(plot, lambda v: "{first: 1}" if v.only("array") else None)


@kind("invalid-property")
def braces_for_list(plot: Plot) -> Iterator[Plant]:
    """`{}` where a list is wanted."""
    yield from _swapped(plot, lambda v: "{}" if v.only("array") else None)


@kind("invalid-property")
def text_for_list(plot: Plot) -> Iterator[Plant]:
    """Words with commas between them where a list is wanted."""
    yield from _swapped(plot, lambda v: '"one, two"' if v.only("array") else None)


@kind("invalid-property")
def misspelt_word_of_enum(plot: Plot) -> Iterator[Plant]:
    """One of a few allowed words, misspelt."""

    def wrong(value: Value) -> str | None:
        words = [word for view in value.views for word in view.enum or ()]
        known = all(view.enum for view in value.views) and value.literal and len(set(words)) > 1
        word = misspelt(str(value.data)) or f"{value.data}x" if known else None
        return f'"{word}"' if word and word not in words and not value.is_tag else None

    yield from _swapped(plot, wrong)


@kind("invalid-property")
def misspelt_tag_of_alternative(plot: Plot) -> Iterator[Plant]:
    """The word that tells which alternative of a `oneOf` an object is, misspelt."""
    yield from _swapped(
        plot, lambda v: misspelt(str(v.data)) if v.is_tag and len(v.views) == 1 else None
    )


@kind("invalid-property")
def another_constant(plot: Plot) -> Iterator[Plant]:
    """Something else than the only value that there is."""

    def wrong(value: Value) -> str | None:
        alone = all(view.enum is not None and len(view.enum) == 1 for view in value.views)
        return '"EUR"' if alone and value.data != "EUR" and not value.is_tag else None

    yield from _swapped(plot, wrong)


@kind("invalid-property")
def number_out_of_bounds(plot: Plot) -> Iterator[Plant]:
    """A number below the least, or above the most."""

    def below(value: Value) -> str | None:
        least = _same(value, "minimum")
        return (
            str(least - 1) if isinstance(least, int) and value.only("integer", "number") else None
        )

    def above(value: Value) -> str | None:
        most = _same(value, "maximum")
        return str(most + 1) if isinstance(most, int) and value.only("integer", "number") else None

    yield from _swapped(plot, below)
    yield from _swapped(plot, above)


@kind("invalid-property")
def wrong_format(plot: Plot) -> Iterator[Plant]:
    """Text that is no date, no UUID, no address, where one is wanted."""
    formats = {
        "date": '"2026-02-30"',
        "date-time": '"next Tuesday"',
        "uuid": '"the-first-one"',
        "email": '"nobody at home"',
        "uri": '"just here"',
    }
    yield from _swapped(
        plot, lambda v: formats.get(str(_same(v, "format"))) if v.literal or v.pair else None
    )


@kind("invalid-property")
def day_that_is_not(plot: Plot) -> Iterator[Plant]:
    """A date without quotes, of a month that has no such day."""
    yield from _swapped(plot, lambda v: "2026-06-31" if _same(v, "format") == "date" else None)


@kind("invalid-property")
def text_off_its_pattern(plot: Plot) -> Iterator[Plant]:
    """Text that does not match its pattern."""

    def wrong(value: Value) -> str | None:
        pattern = _same(value, "pattern")
        try:
            return '"?!"' if isinstance(pattern, str) and not re.search(pattern, "?!") else None
        except re.error:
            return None

    yield from _swapped(plot, wrong)


@kind("invalid-property")
def text_too_long(plot: Plot) -> Iterator[Plant]:
    """Text with one character more than there may be."""

    def wrong(value: Value) -> str | None:
        most = _same(value, "maxLength")
        return f'"{"a" * (most + 1)}"' if isinstance(most, int) and most < 1000 else None

    yield from _swapped(plot, wrong)


@kind("invalid-property")
def text_too_short(plot: Plot) -> Iterator[Plant]:
    """Text with one character less than there must be."""

    def wrong(value: Value) -> str | None:
        least = _same(value, "minLength")
        return f'"{"a" * (least - 1)}"' if isinstance(least, int) and least > 0 else None

    yield from _swapped(plot, wrong)


@kind("invalid-property")
def list_too_short(plot: Plot) -> Iterator[Plant]:
    """An empty list where there must be an item."""

    def wrong(value: Value) -> str | None:
        least = _same(value, "minItems")
        return "[]" if isinstance(least, int) and least > 0 else None

    yield from _swapped(plot, wrong)


@kind("invalid-property")
def item_given_twice(plot: Plot) -> Iterator[Plant]:
    """An item twice in a list that has each but once."""

    def wrong(value: Value) -> str | None:
        node = value.node
        if _same(value, "uniqueItems") is not True or not isinstance(node, Sequence):
            return None
        first = plot.flowed(node.items[0]) if node.items else None
        return f"[{first}, {first}]" if first else None

    yield from _swapped(plot, wrong)


@kind("invalid-property")
def wrong_item_of_list(plot: Plot) -> Iterator[Plant]:
    """An item of a list that is of another kind than it should be."""
    yield from _swapped(
        plot,
        lambda v: (
            "12" if v.name == "[]" and isinstance(v.node, Scalar) and v.only("string") else None
        ),
    )


@kind("invalid-property")
def wrong_value_deep_down(plot: Plot) -> Iterator[Plant]:
    """A number for text, three levels below the body or more."""
    yield from _swapped(
        plot,
        lambda v: "12" if len(v.trail) > 2 and v.only("string") and _key_value(v) else None,
    )


@kind("invalid-property")
def wrong_value_in_item(plot: Plot) -> Iterator[Plant]:
    """A number for text in an object of a list."""
    yield from _swapped(
        plot, lambda v: "12" if _in_item(v) and v.only("string") and _key_value(v) else None
    )


@kind("invalid-property")
def wrong_value_in_alternative(plot: Plot) -> Iterator[Plant]:
    """A list for text in an alternative of a `oneOf`."""
    yield from _swapped(
        plot,
        lambda v: "[first]" if _in_alternative(v) and v.never("array") and v.pair else None,
    )


@kind("invalid-property")
def wrong_value_in_flow(plot: Plot) -> Iterator[Plant]:
    """A list for text, in an object that is written in flow style."""
    for value in bodies(plot):
        owner = value.owner
        if owner and owner.pair and value.only("string") and _key_value(value):
            text = plot.flowed(owner.node, (value.node, "[first]"))
            if text and plot.can_lose(value.node):
                yield plot.plant(plot.replacing(owner.pair, text))


@kind("invalid-property")
def wrong_field_of_form(plot: Plot) -> Iterator[Plant]:
    """A field of a form with a word for a number, or one that is not among the allowed."""

    def wrong(value: Value) -> str | None:
        if value.only("integer", "number"):
            return "many"
        enum = value.views[0].enum if len(value.views) == 1 else None
        return misspelt(str(enum[0])) if enum else None

    for call in plot.calls:
        yield from _swapped(plot, wrong, form(call))


# read-only, and bodies as a whole


@kind("read-only-property")
def property_that_the_api_sets(plot: Plot) -> Iterator[Plant]:
    """A property in a body that only the API sets."""
    written = {"string": '"2026-01-05"', "integer": "3", "boolean": "true"}
    for value in bodies(plot):
        if not isinstance(value.node, Mapping):
            continue
        for name in value.views[0].properties:
            own = [view.property(name, None) for view in value.views]
            known = [view for view in own if view is not None and view.get("readOnly") is True]
            kinds = known[0].kinds if known and len(known) == len(own) else None
            word = written.get(next(iter(kinds))) if kinds else None
            if word and value.node.pair(name) is None:
                edit = plot.adding(value.node, f"{name}: {word}")
                if edit:
                    yield plot.plant(edit)


@kind("missing-body")
def body_gone(plot: Plot) -> Iterator[Plant]:
    """A step without the body that its operation requires; that is said at its id."""
    for call in plot.calls:
        pair = call.step.pair("body")
        required = all(o.body is not None and o.body.required for o in call.operations)
        if pair and required and call.method != "GET" and plot.can_lose(pair.value):
            edit = plot.removing(call.step.node, pair)
            if edit and not call.step.get("params"):
                yield plot.plant(plot.marking(call.step.grip), edit)


@kind("missing-body")
def body_of_null(plot: Plot) -> Iterator[Plant]:
    """A `body` with nothing in it where the operation requires one."""
    for call in plot.calls:
        pair = call.step.pair("body")
        required = all(o.body is not None and o.body.required for o in call.operations)
        alone = call.method != "GET" and not call.step.get("params")
        if pair and required and alone and plot.can_lose(pair.value):
            yield plot.plant(plot.replacing(pair, "null"))


@kind("unexpected-body")
def body_for_nobody(plot: Plot) -> Iterator[Plant]:
    """A body for an operation that takes none."""
    for call in plot.calls:
        takes = any(o.body or o.form or o.unknown_parameters for o in call.operations)
        if not takes and call.method != "GET" and call.step.get("body") is None:
            edit = plot.adding(call.step.node, f"body: {{{_INVENTED}: 12}}")
            if edit and call.step.get("form_fields") is None:
                yield plot.plant(edit)


def _media(call: Call, word: str) -> bool:
    """Whether every candidate takes some media type and nothing else."""
    return all(
        o.body is not None and o.body.content and all(word in name for name in o.body.content)
        for o in call.operations
    )


@kind("wrong-content-type")
def form_for_json(plot: Plot) -> Iterator[Plant]:
    """A form where the operation takes JSON."""
    for call in plot.calls:
        pair = call.step.pair("body")
        if not pair or not _media(call, "json") or call.step.get("content_type"):
            continue
        if not isinstance(pair.value, Mapping) or call.method == "GET":
            continue
        renamed = Edit(pair.key.span, f"{MARK}form_fields")
        yield plot.plant(renamed)
        added = plot.adding(call.step.node, "content_type: multipart")
        if added:
            yield plot.plant(Edit(pair.key.span, "form_fields"), added)
            yield plot.plant(added)


@kind("wrong-content-type")
def form_without_its_content_type(plot: Plot) -> Iterator[Plant]:
    """A form that is not said to be one, or said to be JSON."""
    for call in plot.calls:
        pair, fields = call.step.pair("content_type"), call.step.pair("form_fields")
        if not pair or not fields or not _media(call, "multipart"):
            continue
        if edit := plot.removing(call.step.node, pair):
            yield plot.plant(plot.marking(fields.key.span), edit)
        span = Span(pair.key.span.end, plot.end(pair))
        yield plot.plant(Edit(span, ": application/json"), plot.marking(fields.key.span))


@kind("wrong-content-type")
def json_for_form(plot: Plot) -> Iterator[Plant]:
    """JSON where the operation takes a form."""
    for call in plot.calls:
        pair, fields = call.step.pair("content_type"), call.step.pair("form_fields")
        files = call.step.pair("file_fields")
        if pair and fields and _media(call, "multipart"):
            gone = [
                edit
                for each in (pair, files)
                if each and (edit := plot.removing(call.step.node, each))
            ]
            if len(gone) == (2 if files else 1):
                yield plot.plant(Edit(fields.key.span, f"{MARK}body"), *gone)
