"""Diagnostics as plain data, and back.

What comes back is not trusted: it makes a diagnostic as a rule could have made it, or ValueError.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from seedlint.edit import Edit, Fix, Safety
from seedlint.finding import Diagnostic, Elsewhere, Finding, Note, Severity
from seedlint.named import NamedTuple
from seedlint.source import Span
from seedlint.spec import Cursor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from seedlint.finding import Place
    from seedlint.source import Source
    from seedlint.spec import Specs

    Plain = None | bool | int | str | list["Plain"]

_SAFETIES: Mapping[object, Safety] = {safety.value: safety for safety in Safety}
_SEED, _SPEC = "seed:", "spec:"


class Texts:
    """The texts that diagnostics are about, by words for them: specs, and some `seeds` by names."""

    def __init__(self, specs: Specs, seeds: Mapping[str, Source] | None = None) -> None:
        self.specs = specs
        self._seeds = seeds or {}
        self._words: dict[Source, str] = {}

    def word(self, text: Source) -> str:
        """The word for a text. Raises ValueError where there is none."""
        if text not in self._words:
            self._words |= {seed: seed_word(name) for name, seed in self._seeds.items()}
            self._words |= {each.source: f"{_SPEC}{each.path}" for each in self.specs.documents}
        if text not in self._words:
            raise ValueError("no word")
        return self._words[text]

    def text(self, word: str) -> Source:
        """The text that a word is for. Raises ValueError."""
        of_spec = word.startswith(_SPEC)
        path = word.removeprefix(_SPEC)
        found = self.specs.source(path) if of_spec else self._seeds.get(seed_named(word))
        if found is None:
            raise ValueError("no text")
        return found


def seed_word(name: str) -> str:
    """The word for a seed of this name."""
    return f"{_SEED}{name}"


def seed_named(word: str) -> str:
    """The name of the seed that a word is for; of no other text one."""
    return word.removeprefix(_SEED) if word.startswith(_SEED) else ""


def seeds_shown(data: object) -> Iterator[tuple[str, int, int]]:
    """The places in seeds that a recorded diagnostic shows: the name of each, and the span."""
    notes = data[5] if isinstance(data, list) else ()
    for note in notes:
        match note:
            case [_, str(word), int(start), int(end)] if name := seed_named(word):
                yield name, start, end


class Spot(NamedTuple):
    """A place in another file that has been found before."""

    texts: Texts
    word: str
    start: int
    end: int

    def locate(self) -> tuple[Source, Span] | None:
        """Where it stands in its file."""
        try:
            source = self.texts.text(self.word)
            return source, span(self.start, self.end, source)
        except ValueError:
            return None


class Pointer(NamedTuple):
    """A place in a spec that nobody has looked for yet."""

    specs: Specs
    path: str
    keys: tuple[str, ...]

    def locate(self) -> tuple[Source, Span] | None:
        """Where it stands in its file."""
        document = self.specs.document(self.path)
        cursor = document.at(self.keys) if document else None
        return cursor.locate() if cursor else None


def record(diagnostic: Diagnostic, texts: Texts) -> Plain:
    """A diagnostic as data that JSON can hold, less the file that it is about.

    Raises ValueError where a note is about a file for which there is no word.
    """
    finding, fix = diagnostic.finding, diagnostic.finding.fix
    return [
        diagnostic.rule,
        diagnostic.severity.value,
        *finding.span,
        finding.message,
        [[note.message, *_place(note.place, texts)] for note in finding.notes],
        fix and [fix.title, fix.safety.value, [[*edit.span, edit.text] for edit in fix.edits]],
        diagnostic.address,
    ]


def restore(data: object, source: Source, texts: Texts) -> Diagnostic:
    """The diagnostic about a file that `record` made data of. Raises ValueError."""
    match data:
        case [str(rule), int(severity), start, end, str(message), list(notes), fix, str(address)]:
            if rule not in _rules():
                raise ValueError("no rule")
            finding = Finding(
                span(start, end, source),
                message,
                tuple([_note(note, source, texts) for note in notes]),
                None if fix is None else _fix(fix, source),
            )
            return Diagnostic(rule, Severity(severity), source, finding, address)
    raise ValueError("no diagnostic")


def span(start: object, end: object, source: Source) -> Span:
    """The span of a text that two numbers are. Raises ValueError."""
    if isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(source.text):
        return Span(start, end)
    raise ValueError("no span")


def _place(place: Span | Place | None, texts: Texts) -> list[Plain]:
    if place is None:
        return []
    if isinstance(place, Span):
        return [*place]
    if isinstance(place, Cursor):
        document = place.document
        if found := document.specs.located.get(place.key):
            return [texts.word(document.source), *found]
        return [document.path, [*place.pointer]]
    if isinstance(place, Elsewhere):
        return [texts.word(place.source), *place.span]
    if isinstance(place, Spot):
        return [place.word, place.start, place.end]
    if isinstance(place, Pointer):
        return [place.path, [*place.keys]]
    raise ValueError("no place")


def _note(data: object, source: Source, texts: Texts) -> Note:
    match data:
        case [str(message)]:
            return Note(message)
        case [str(message), str(path), list(keys)] if all(isinstance(key, str) for key in keys):
            return Note(message, Pointer(texts.specs, path, tuple(keys)))
        case [str(message), str(word), int(start), int(end)]:
            return Note(message, Spot(texts, word, start, end))
        case [str(message), start, end]:
            return Note(message, span(start, end, source))
    raise ValueError("no note")


def _fix(data: object, source: Source) -> Fix:
    match data:
        case [str(title), str(safety), list(edits)] if safety in _SAFETIES:
            return Fix(title, tuple([_edit(edit, source) for edit in edits]), _SAFETIES[safety])
    raise ValueError("no fix")


def _edit(data: object, source: Source) -> Edit:
    match data:
        case [start, end, str(text)]:
            return Edit(span(start, end, source), text)
    raise ValueError("no edit")


@cache
def _rules() -> frozenset[str]:
    """The names of all rules, by their modules: importing these takes longer than a whole run."""
    modules = os.listdir(os.path.join(os.path.dirname(__file__), "rules"))
    return frozenset(name.partition(".")[0].replace("_", "-") for name in modules)
