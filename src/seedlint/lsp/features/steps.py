"""What may be written at a place of a block of steps."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from seedlint.lsp.features import (
    calls,
    expected,
    offer,
    outline,
    prose,
    queries,
    responses,
    terms,
    variables,
)
from seedlint.lsp.features.mending import block_of, mended
from seedlint.lsp.features.offer import Item, Kind, Offer
from seedlint.request import Encoding, accepted
from seedlint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.lsp.features.outline import Entry, Place
    from seedlint.lsp.features.variables import Variable
    from seedlint.lsp.view import View
    from seedlint.markdown import Fence
    from seedlint.spec import Operation

_TEMPLATE = re.compile(r"\{\{[ \t]*(?P<typed>[A-Za-z0-9_]*)\Z")
_TEMPLATE_END = re.compile(r"[A-Za-z0-9_]*+[ \t]*+\}{0,2}")
_SENT = frozenset({"body", "params", "form_fields"})


def complete(view: View, fence: Fence, offset: int, line: Span) -> list[Item]:
    """What may be written at an offset of a fence of YAML, on a line of it."""
    return _Block(view, fence, offset, line).items()


class _Block:
    """The place in a block of steps that is being written, and what is known there."""

    def __init__(self, view: View, fence: Fence, offset: int, line: Span) -> None:
        self.view = view
        self.fence = fence
        self.offset = offset
        self.line = line
        self.vocabulary = terms.of_steps(view.settings)
        self.place = outline.place(view.source.text, fence.content.span, offset)

    def items(self) -> list[Item]:
        text = self.view.source.text
        before = text[self.line.start : self.offset]
        if match := _TEMPLATE.search(before):
            return self.names(self.offset - len(match["typed"]), self.line.start + match.start())
        place = self.place
        if place is None:
            return []
        if place.path[2:] == ("path",) and "?" in place.typed:
            return queries.complete(self.view, place, self.said("method"), self.templates(None))
        if place.path == ("steps",) and place.loose:
            step = Offer("- id", Kind.KEY, "- id", "a new step")
            return [offer.item(step, "- id: ", place.span, 0)]
        return offer.items(text, place, self.offers(place))

    def names(self, start: int, opening: int) -> list[Item]:
        """The variables for an open `{{`; where no quotes are around it, they come with it."""
        text, place = self.view.source.text, self.place
        rest = _TEMPLATE_END.match(text, self.offset, self.line.end)
        end = rest.end() if rest else self.offset
        bare = place is not None and place.span.start == opening and not place.quote
        span = Span(opening if bare else start, end)
        found = []
        for number, each in enumerate(self.known):
            template = f"{{{{{each.name}}}}}"
            match = template if bare else each.name
            variable = Offer(each.name, Kind.VARIABLE, each.name, each.told, match=match)
            insert = f'"{template}"' if bare else f"{each.name}}}}}"
            found.append(offer.item(variable, insert, span, number))
        return found

    def offers(self, place: Place) -> Iterator[Offer]:
        if place.on_key:
            yield from self.vocabulary.keys(place)
            yield from self.fields(place)
        if not place.on_key or place.loose:
            yield from self.values(place)

    def fields(self, place: Place) -> Iterator[Offer]:
        """The properties and parameters of the operation, those that it requires first."""
        kind = Kind.PARAMETER if place.path[2:] == ("params",) else Kind.PROPERTY
        for field in expected.fields(self.operations, place.path[2:]):
            if field.name not in place.taken and field.name.isprintable():
                yield Offer(field.name, kind, field.name, field.told, field.page, field.required)

    def values(self, place: Place) -> Iterator[Offer]:
        match place.path[2:]:
            case ("path",):
                names = [variable.name for variable in self.known]
                yield from calls.paths(self.view, self.said("method"), place.typed, names)
            case ("method",):
                yield from self.methods()
            case ("token",):
                yield from self.tokens()
            case ("content_type",):
                yield from self.encodings()
            case ("file_fields", None, "field_name"):
                for name in expected.files(self.operations):
                    yield Offer(name, Kind.VALUE, name, "a file")
            case ("expect", "status") | ("expect", "status", None):
                yield from self.statuses()
            case ("extract", _):
                yield from self.readable(place.typed)
            case (str(key), *_) as path if key in _SENT:
                for value in expected.choices(expected.values(self.operations, path)):
                    yield Offer(prose.word(value), Kind.VALUE, value)
                if not place.loose:
                    yield from self.templates(path[-1])
            case _:
                yield from self.vocabulary.choices(place.path)

    def methods(self) -> Iterator[Offer]:
        """The methods, those first that the step's path has."""
        path = self.said("path")
        offers = [*self.vocabulary.choices(("steps", None, "method"))]
        has = {each.label for each in offers if calls.called(self.view, each.label, path)}
        yield from sorted(offers, key=lambda each: each.label not in has)

    def tokens(self) -> Iterator[Offer]:
        """The tokens, those first that the frontmatter names."""
        frontmatter = self.view.seed.frontmatter
        pair = frontmatter.pair("tokens") if frontmatter else None
        text = pair.value.span.of(self.view.source.text) if pair else ""
        named = set(re.findall(r"[\w-]+", text))
        offers = self.vocabulary.choices(("steps", None, "token"))
        yield from sorted(offers, key=lambda each: each.label not in named)

    def statuses(self) -> Iterator[Offer]:
        return responses.statuses(self.operations)

    def encodings(self) -> Iterator[Offer]:
        """How a form is sent, unless no operation takes one."""
        taken = [accepted(operation) for operation in self.operations]
        if not taken or any(each is None or Encoding.FORM in each for each in taken):
            yield Offer("multipart", Kind.VALUE, "multipart", "sends a form")

    def readable(self, typed: str) -> Iterator[Offer]:
        """The paths into the response: by its schema, or where it has none by its examples."""
        shown = responses.shown(self.operations, typed)
        for path, field in responses.readable(self.operations, typed):
            yield Offer(path, Kind.VALUE, path, field.kind, field.page)
            shown = iter(())
        for path, kind in shown:
            yield Offer(path, Kind.VALUE, path, kind, "By the example of the response.")

    def templates(self, name: str | None) -> Iterator[Offer]:
        """The variables with their braces, one of the same name as the property first."""
        for each in sorted(self.known, key=lambda variable: variable.name != name):
            template = f"{{{{{each.name}}}}}"
            yield Offer(template, Kind.VARIABLE, template, each.told)

    @cached_property
    def known(self) -> list[Variable]:
        """The variables that there are at the place, as far as its block can be read."""
        view = mended(self.view, self.fence, self.offset)
        order = variables.order(view, block_of(view, self.fence), self.offset)
        return variables.known(view, order)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """What the step may call in which the place is."""
        return calls.called(self.view, self.said("method"), self.said("path"))

    def said(self, key: str) -> str:
        """What the step around the place says under a key."""
        entry = self._step.child(key) if self._step else None
        return entry.text if entry else ""

    @cached_property
    def _step(self) -> Entry | None:
        around = self.place.entry.around if self.place else ()
        steps = (each for each in around if each.key is None and each.parent)
        return next((each for each in steps if each.parent and each.parent.name == "steps"), None)
