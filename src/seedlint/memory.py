"""What a cache remembers of a project, as lines of ASCII and back.

What comes back is not trusted: it has the right shape, or it is as good as not there.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from seedlint.digest import WIDTH
from seedlint.named import NamedTuple
from seedlint.record import Texts, record, restore, span
from seedlint.source import Span
from seedlint.validity import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from seedlint.engine import Outcome, SeedOutcome
    from seedlint.finding import Diagnostic
    from seedlint.rulekit import Member
    from seedlint.source import Source
    from seedlint.spec import Specs

    Part = tuple[str, Span]
    Losses = dict[tuple[str, str], tuple[str, ...]]

NO_SEED = "null"
"""What is known of a file that is no seed."""

compact = json.JSONEncoder(separators=(",", ":")).encode
"""Data as JSON, in ASCII on one line."""

_DECODER = json.JSONDecoder()

_WRONG = (ValueError, RecursionError)
"""What comes of data that was not written here."""


class Memory(NamedTuple):
    """All that is remembered, which holds for what was `asked` for.

    `entries` say by the name of a file what its digest was, and what is known of it. They hold
    while the specs are those of `listing`, and the files what `read` says. `losses` are by the
    names of seeds: references that lead nowhere, by their file and what they say, with the first
    place in the file. `flaws` are by the paths of specs, each with the digest of its file.
    `together` is what the seeds of a run had together, and of which seeds.
    """

    asked: str
    entries: Mapping[str, str] = {}
    listing: str = ""
    read: Mapping[str, object] = {}
    losses: Mapping[str, Losses] = {}
    flaws: Mapping[str, tuple[str, Flaw | None]] = {}
    together: object = None


class Known(NamedTuple):
    """What is known of a seed: what it has, and what its project wants to know of it.

    `endpoint` is a method and a path, or nothing; `ignores` are the rules of the project and the
    extent of each comment.
    """

    diagnostics: tuple[Diagnostic, ...]
    suppressed: int
    spec: str | None = None
    endpoint: tuple[Part, ...] = ()
    ignores: tuple[tuple[tuple[str, ...], Span], ...] = ()


def written(memory: Memory) -> Iterator[str]:
    """The lines that a memory is kept in: one for each file, and before them all the rest."""
    yield compact(
        {
            **memory._asdict(),
            "entries": None,
            "losses": {name: losses_told(own) for name, own in memory.losses.items()},
        }
    )
    for name, entry in memory.entries.items():
        yield name + entry


def read(lines: Sequence[str], asked: str) -> Memory:
    """The memory that some lines hold; of one for something else, what holds all the same."""
    try:
        return _memory(json.loads(lines[0]), lines[1:], asked) if lines else Memory(asked)
    except _WRONG:
        return Memory(asked)


def told(outcome: SeedOutcome, texts: Texts) -> str | None:
    """What is known of a seed, as a line; None where it cannot be one."""
    member = outcome.member
    parts = [[part.text, *part.span] for part in member.endpoint or ()]
    ignores = [
        [sorted(names), *each.covers]
        for each in member.ignores
        if (names := each.names & _project_rules())
    ]
    try:
        found = [record(diagnostic, texts) for diagnostic in outcome.diagnostics]
    except ValueError:
        return None
    return compact([[member.spec, parts, ignores], outcome.suppressed, found])


def of_member(told: str) -> str:
    """The part of a line from which the project knows a seed. Raises ValueError."""
    _, end = _DECODER.raw_decode(told, 1)
    return told[1:end]


def known(told: str, source: Source, texts: Texts) -> Known | None:
    """What a line says of the seed with this text, if it makes sense."""
    try:
        match json.loads(told):
            case [
                [str() | None as spec, list(parts), list(ignores)],
                int(suppressed),
                list(found),
            ]:
                endpoint = tuple([_part(part, source) for part in parts])
                return Known(
                    tuple([restore(each, source, texts) for each in found]),
                    suppressed,
                    spec,
                    endpoint if len(endpoint) == 2 else (),
                    tuple([_ignore(each, source) for each in ignores]),
                )
    except _WRONG:
        pass
    return None


def member(known: Known, source: Source, path: str) -> Member:
    """What the project wants to know of a seed; `path` is its own, from the root."""
    from seedlint.ignores import VERBS, Ignore
    from seedlint.rulekit import Member
    from seedlint.seed import Endpoint, Part

    endpoint = Endpoint(*(Part(*part) for part in known.endpoint)) if known.endpoint else None
    ignores = (
        Ignore(covers, Part(VERBS[0], covers), tuple(Part(name, covers) for name in names), covers)
        for names, covers in known.ignores
    )
    return Member(source, endpoint, known.spec, tuple(ignores), path)


def met(specs: Specs) -> Losses:
    """The references of which some specs have noted that they lead nowhere."""
    return {target: cursor.pointer for target, cursor in specs.unresolved.items()}


def lose(losses: Losses, specs: Specs) -> None:
    """Let some specs note references as if they had met them themselves."""
    for (path, reference), pointer in losses.items():
        document = specs.document(path)
        if document and (cursor := document.at(pointer)):
            specs.lose(cursor, reference)


def losses_told(losses: Losses) -> list[object]:
    """References that lead nowhere as data."""
    return [[*target, keys] for target, keys in losses.items()]


def losses(data: object) -> Losses:
    """The references that data names. Raises ValueError."""
    met: Losses = {}
    for loss in data if isinstance(data, list) else ():
        match loss:
            case [str(path), str(reference), list(keys)] if all(isinstance(k, str) for k in keys):
                met[path, reference] = tuple(keys)
            case _:
                raise ValueError("no loss")
    return met


def together(seeds: str, outcome: Outcome, texts: Texts) -> object:
    """What some seeds had together, as data; None where it cannot be data."""
    try:
        found = [(texts.word(d.source), record(d, texts)) for d in outcome.diagnostics]
    except ValueError:
        return None
    return seeds, outcome.suppressed, found


def shared(data: object, seeds: str, texts: Texts) -> Known | None:
    """What data says that these seeds have together, if it does."""
    try:
        match data:
            case [str(about), int(suppressed), list(found)] if about == seeds:
                return Known(tuple([_shared(each, texts) for each in found]), suppressed)
    except _WRONG:
        pass
    return None


def _shared(data: object, texts: Texts) -> Diagnostic:
    match data:
        case [str(word), diagnostic]:
            return restore(diagnostic, texts.text(word), texts)
    raise ValueError("about nothing")


def _part(data: object, source: Source) -> Part:
    match data:
        case [str(text), start, end]:
            return text, span(start, end, source)
    raise ValueError("no part")


def _ignore(data: object, source: Source) -> tuple[tuple[str, ...], Span]:
    match data:
        case [list(names), start, end] if all(isinstance(name, str) for name in names):
            return tuple(names), span(start, end, source)
    raise ValueError("no ignore")


def _memory(head: object, lines: Sequence[str], asked: str) -> Memory:
    match head:
        case {
            "asked": str(held),
            "listing": str(listing),
            "read": dict(read),
            "losses": dict(lost),
            "flaws": dict(flaws),
            "together": together,
        }:
            of_specs = {path: _flaw(data) for path, data in flaws.items()}
            if held != asked:
                return Memory(asked, flaws=of_specs)
            met = {name: losses(data) for name, data in lost.items()}
            entries = {line[:WIDTH]: line[WIDTH:] for line in lines}
            return Memory(asked, entries, listing, read, met, of_specs, together)
    raise ValueError("no memory")


@cache
def _project_rules() -> frozenset[str]:
    from seedlint.rulekit import ProjectRule
    from seedlint.rules import RULES

    return frozenset(rule.name for rule in RULES if isinstance(rule, ProjectRule))


def _flaw(data: object) -> tuple[str, Flaw | None]:
    match data:
        case [str(digest), None]:
            return digest, None
        case [str(digest), [[int(start), int(end)], str(message), int(more)]] if 0 <= start <= end:
            return digest, Flaw(Span(start, end), message, more)
    raise ValueError("no flaw")
