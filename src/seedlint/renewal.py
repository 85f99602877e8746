"""The pieces that a report is made of, one for each file, and which of them hold when seeds change.

The piece of a seed depends on its text, on the specs, and on what all seeds have together. There a
seed counts for no more than the project knows of it, and for the references it meets that lead
nowhere. Where that is what it was, and so is what other pieces show of it, a changed seed changes
its own piece alone.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from datetime import date
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from seedlint import disk, memory, paths, secrets
from seedlint.cache import Files, Names, merged
from seedlint.digest import WIDTH, digest
from seedlint.lazy import lazy
from seedlint.memory import Known
from seedlint.named import NamedTuple
from seedlint.project import Tally
from seedlint.record import Texts, restore, seed_named, seed_word, seeds_shown, span
from seedlint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from seedlint.cache import Cache
    from seedlint.config import Config
    from seedlint.engine import Outcome, SeedOutcome
    from seedlint.memory import Losses
    from seedlint.project import Report, SeedFile
    from seedlint.spec import Specs

    Place = tuple[int, int]

T = TypeVar("T")

_WRONG = (ValueError, RecursionError)
"""What comes of data that was not written here."""


class ChangedError(Exception):
    """More than the pieces of the changed seeds is no longer what it was."""


class Piece(NamedTuple):
    """What is known of the piece of a seed: how much is in it, and what it depends on.

    `member` is what the project knows of the seed, and `together` what all seeds have together in
    it. `shown` are the places in it that other pieces show, of which `view` is what can be seen.
    """

    tally: Tally
    member: str = ""
    together: Sequence[object] = ()
    shown: Sequence[Place] = ()
    view: str = ""


class Pieces(NamedTuple):
    """What is known of all pieces of a report, in their order.

    `lines` tell of one each, after the name of its file; that has as many bytes as `sizes` say.
    `losses` are the references that lead nowhere, by the names of the seeds that have met them. The
    report was `whole` if it was about all seeds that there are.
    """

    whole: bool
    tally: Tally
    sizes: Sequence[int]
    losses: Mapping[str, Losses]
    lines: Sequence[str]


def pieces(
    cached: Cache, report: Report, sizes: Sequence[int], *, home: str, whole: bool
) -> Pieces | None:
    """The pieces of a report that have so many bytes; None where something cannot be told.

    `home` is the folder that the paths of a baseline are relative to.
    """
    remembered = cached.remembered
    match remembered and remembered.together:
        case [_, _, list(found)] if remembered:
            together, shown = _of_all(found)
        case _:
            return None
    size_of = _by_file(report, sizes)
    tally_of = _tallies(report, home)
    seeds = {source.path: (name, source) for name, source in cached.sources.items()}
    files = sorted({*seeds, *size_of})

    def line(path: str) -> str:
        if path not in seeds:
            return _line(digest(path.encode("utf-8", "surrogatepass")), Piece(tally_of(path)))
        name, source = seeds[path]
        member = memory.of_member(remembered.entries[name][WIDTH:])
        places = sorted(shown[name])
        view = _view(source, places)
        return _line(name, Piece(tally_of(path), member, together[seed_word(name)], places, view))

    try:
        lines = [line(path) for path in files]
    except (KeyError, *_WRONG):
        return None
    own = [size_of.get(path, 0) for path in files]
    return Pieces(whole, report.tally, own, remembered.losses, lines)


def written(known: Pieces) -> Iterator[str]:
    """The lines that pieces are kept in: one for each, and before them all the rest."""
    losses = {name: memory.losses_told(own) for name, own in known.losses.items()}
    yield memory.compact([known.whole, known.tally, known.sizes, losses])
    yield from known.lines


class Renewal:
    """A report of which some seeds have changed; it is asked for these as a cache is.

    `lines` are those that its pieces were kept in, and `looked` the paths of the files that were
    read for it. Raises ChangedError.
    """

    def __init__(self, lines: Sequence[str], config: Config, looked: Iterable[str]) -> None:
        self.today = date.today()
        self.files = Files()
        self._looked = looked
        self._home = config.home
        self._names = Names(config.root)
        try:
            self._old = _pieces(lines)
        except _WRONG:
            raise ChangedError from None
        self._at = {line[:WIDTH]: number for number, line in enumerate(self._old.lines)}
        self._losses = {**self._old.losses}
        self._changed: dict[str, tuple[int, Piece]] = {}

    def lint(
        self,
        seeds: Sequence[SeedFile],
        specs: Specs,
        *,
        linting: Callable[[Sequence[SeedFile]], Callable[[SeedFile], SeedOutcome]],
        **_: object,
    ) -> tuple[list[Known | Outcome], int]:
        """What each changed seed has, alone and of what all seeds have together."""
        named = {self._names[file.path]: file for file in seeds}
        sources = {name: file.source for name, file in named.items()}
        texts = _Texts(specs, sources, lambda name: self._paths.get(name))
        lint_seed = linting(seeds)
        outcomes: list[Known | Outcome] = []
        for name, file in named.items():
            specs.unresolved = {}
            outcome = lint_seed(file)
            self._losses[name] = memory.met(specs)
            try:
                outcomes += (outcome, self._together(name, outcome, texts))
            except (KeyError, *_WRONG):
                raise ChangedError from None
        if merged(self._losses.values()) != merged(self._old.losses.values()):
            raise ChangedError
        return outcomes, 0

    @property
    def whole(self) -> bool:
        """Whether the report is about all seeds that there are."""
        return self._old.whole

    @property
    def others(self) -> Tally:
        """How much there is in the report besides what the changed seeds had."""
        tally = self._old.tally
        for _, piece in self._changed.values():
            tally = tally.minus(piece.tally)
        return tally

    def renewed(
        self, text: memoryview, report: Report, parts: Sequence[bytes]
    ) -> tuple[list[bytes | memoryview], Pieces]:
        """The text with the parts of a report about what has changed in it, and its pieces."""
        part_of = _by_file(report, parts)
        tally_of = _tallies(report, self._home)
        sizes, lines = [*self._old.sizes], [*self._old.lines]
        ends = [*accumulate(sizes)]
        renewed: list[bytes | memoryview] = []
        last = 0
        for path, (number, piece) in sorted(self._changed.items(), key=itemgetter(1)):
            part = part_of.get(path, b"")
            renewed += (text[last : ends[number] - sizes[number]], part)
            last, sizes[number] = ends[number], len(part)
            lines[number] = _line(lines[number][:WIDTH], piece._replace(tally=tally_of(path)))
        renewed += (text[last : ends[-1]], *parts[len(part_of) :])
        return renewed, Pieces(self.whole, report.tally, sizes, self._losses, lines)

    def _together(self, name: str, outcome: SeedOutcome, texts: Texts) -> Known:
        """What all seeds have together in one that is to the others what it was.

        Raises ChangedError, and KeyError or ValueError where nothing is known of it.
        """
        number, source = self._at[name], outcome.member.source
        piece = _piece(json.loads(self._old.lines[number][WIDTH:]))
        told = memory.told(outcome, Texts(texts.specs))
        same = told is not None and memory.of_member(told) == piece.member
        if not same or _view(source, piece.shown) != piece.view:
            raise ChangedError
        self._changed[source.path] = number, piece
        return Known(tuple([restore(each, source, texts) for each in piece.together]), 0)

    @lazy
    def _paths(self) -> dict[str, str]:
        """The paths of all files that were read for the report, by their names."""
        return {self._names[path]: path for path in self._looked}


class _Texts(Texts):
    """The texts of all seeds of a report; one that has not changed is read where it is shown."""

    def __init__(
        self, specs: Specs, changed: dict[str, Source], path_of: Callable[[str], str | None]
    ) -> None:
        super().__init__(specs, changed)
        self._read = changed
        self._path_of = path_of

    def text(self, word: str) -> Source:
        name = seed_named(word)
        if name not in self._read and (path := self._path_of(name)):
            try:
                self._read[name] = Source.decode(paths.shown(path), disk.content(path))
            except OSError as error:
                raise ValueError("no text") from error
        return super().text(word)


def _of_all(
    found: Iterable[Sequence[object]],
) -> tuple[Mapping[str, list[object]], Mapping[str, set[Place]]]:
    """What seeds have together by the words for them, and the places shown by their names."""
    together: dict[str, list[object]] = defaultdict(list)
    shown: dict[str, set[Place]] = defaultdict(set)
    for word, diagnostic in found:
        together[str(word)].append(diagnostic)
        for name, start, end in seeds_shown(diagnostic):
            shown[name].add((start, end))
    return together, shown


def _by_file(report: Report, parts: Iterable[T]) -> dict[str, T]:
    """Those of some parts of a report that are about a file each, by its path."""
    return dict(zip((path for path, _ in report.by_file()), parts, strict=False))


def _tallies(report: Report, home: str) -> Callable[[str], Tally]:
    """How much a report has of the file at a path, and the baseline of it."""
    findings = dict(report.by_file())
    seeds = {*report.seeds}
    known = Counter(diagnostic.source.path for diagnostic in report.known)
    stale = Counter(entry.path for entry in report.stale)

    def tally_of(path: str) -> Tally:
        entry = paths.shown(os.path.abspath(path), home) if stale else path
        return Tally.of(findings.get(path, ()))._replace(
            seeds=int(path in seeds), baselined=known[path], stale=stale[entry]
        )

    return tally_of


def _view(source: Source, places: Iterable[Place]) -> str:
    """What tells that which a report shows of some places from all else that may be there.

    Raises ValueError where there is no such place.
    """
    seen = []
    for start, end in places:
        span(start, end, source)
        line = source.line_around(start)
        offsets = (start, max(start, end - 1), end)
        positions = [source.position(offset) for offset in offsets]
        seen.append((positions, line.of(source.text), secrets.masked(source.text, line)))
    view = (seen, secrets.has_lines(source.text))
    return digest(repr(view).encode("utf-8", "surrogatepass")) if seen else ""


def _line(name: str, piece: Piece) -> str:
    return name + memory.compact(piece)


def _pieces(lines: Sequence[str]) -> Pieces:
    match json.loads(lines[0]) if lines else None:
        case [bool(whole), list(tally), list(sizes), dict(losses)] if len(sizes) == len(lines) - 1:
            if all(isinstance(size, int) for size in sizes):
                met = {name: memory.losses(own) for name, own in losses.items()}
                return Pieces(whole, _tally(tally), sizes, met, lines[1:])
    raise ValueError("no pieces")


def _piece(data: object) -> Piece:
    match data:
        case [list(tally), str(member), list(together), list(shown), str(view)]:
            return Piece(_tally(tally), member, together, [_place(each) for each in shown], view)
    raise ValueError("no piece")


def _tally(data: Sequence[object]) -> Tally:
    counts = [each for each in data if isinstance(each, int)]
    if len(counts) == len(data) == len(Tally._fields):
        return Tally(*counts)
    raise ValueError("no tally")


def _place(data: object) -> Place:
    match data:
        case [int(start), int(end)]:
            return start, end
    raise ValueError("no place")
