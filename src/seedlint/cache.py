"""What earlier runs found, for as long as everything that it depends on is what it was.

What a seed has depends on its text and its path, on the files that were read to lint it (or looked
for in vain), on which specs there are, on the settings, on the day, and on this program. All of it
is compared by content, and no clock is asked what has changed: what is known is true, or unused.

Which references lead nowhere is noted while seeds are linted, and what was looked at for one seed
is not looked at again for the next. So each seed keeps those that none before it met, its `losses`.
They are complete only together: seeds that have some are all taken from the cache, or no seed is.
"""

from __future__ import annotations

import os
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from seedlint import cachefile, memory
from seedlint.digest import WIDTH, digest
from seedlint.lazy import lazy
from seedlint.memory import NO_SEED, Known, Memory
from seedlint.named import NamedTuple
from seedlint.program import program
from seedlint.record import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from seedlint.engine import Outcome, SeedOutcome
    from seedlint.memory import Losses
    from seedlint.project import SeedFile
    from seedlint.rulekit import Member
    from seedlint.settings import Settings
    from seedlint.source import Source
    from seedlint.spec import Specs

    Read = Callable[[str], bytes | str | None]

MOST = 20_000
"""How many files are remembered besides those of the last run."""


class Cache:
    """The cache of the project below a root, kept in a file; what is known is for `today`.

    Nothing that is wrong with the file is an error: then nothing is known.
    """

    def __init__(self, root: str, file: str, settings: Settings, *, heed_ignores: bool) -> None:
        self.today = date.today()
        self.files = Files()
        self.file = file
        self._names = Names(root)
        self._program = program()
        asked = _digest(repr((_settled(settings), heed_ignores, self.today)))
        self._old = memory.read(cachefile.load(file, self._program), asked)
        self._run: _Run | None = None
        self._texts: dict[Source, str] = {}
        self._no_seeds: dict[str, str] = {}

    def is_seed(self, path: str, source: Source) -> bool:
        """Whether the file at an absolute path is a seed."""
        name, text = self._names[path], self._text(source)
        entry = self._old.entries.get(name, "")
        if entry.startswith(text):
            seed = entry != text + NO_SEED
        else:
            from seedlint.seed import is_seed

            seed = is_seed(source)
        if not seed:
            self._no_seeds[name] = text + NO_SEED
        return seed

    def lint(
        self,
        seeds: Sequence[SeedFile],
        specs: Specs,
        *,
        each: Callable[[Sequence[SeedFile]], Iterable[SeedFile]],
        path_of: Callable[[SeedFile], str],
        linting: Callable[[Sequence[SeedFile]], Callable[[SeedFile], SeedOutcome]],
        lint_project: Callable[[Iterable[Member], Specs], Outcome],
        whole: bool,
    ) -> tuple[list[Known | Outcome], int]:
        """What each seed of a run has and what all have together, and how many specs they name.

        What is not known, `lint_project` is asked and, for some seeds, what `linting` gives for
        these; `each` gives the seeds one by one, and `path_of` a seed's path from the root. A
        `whole` run has all the seeds there are.
        """
        named = {self._names[file.path]: file for file in seeds}
        sources = {name: file.source for name, file in named.items()}
        known = self._known(sources, specs)
        lost = _Lost({name: own for name, own in self._old.losses.items() if name in known})
        linted: dict[str, SeedOutcome] = {}
        lint_seed = linting([file for name, file in named.items() if name not in known])
        for file in each(seeds):
            if (name := self._names[file.path]) not in known:
                linted[name] = lost.noted(name, specs, partial(lint_seed, file))

        members = {name: outcome.member for name, outcome in linted.items()}
        together: Known | Outcome | None = None
        if not linted:
            texts = Texts(specs, sources)
            together = memory.shared(self._old.together, self._all(sources), texts)
        if together is None:
            members |= {n: memory.member(known[n], sources[n], path_of(named[n])) for n in known}
            lost.restore(specs)
            self._recall_flaws(specs)
            together = lint_project([members[name] for name in named], specs)
        self._run = _Run(sources, specs, known, linted, together, lost, whole)
        named_specs = {member.spec for member in members.values()}
        named_specs |= {each.spec for each in known.values()}
        return [*linted.values(), *known.values(), together], len(named_specs - {None})

    @lazy
    def remembered(self) -> Memory | None:
        """What is known after a run, unless files have changed while it read them."""
        return self._memory(self._run) if self._run and self.files.steady else None

    @property
    def sources(self) -> Mapping[str, Source]:
        """The seeds of a run by the names that they are remembered by."""
        return self._run.sources if self._run else {}

    def save(self) -> None:
        """Keep what the run has found, where that is new. Raises OSError."""
        run, known = self._run, self._no_seeds.items() <= self._old.entries.items()
        if run is None or (known and isinstance(run.together, Known)):
            return
        if self.remembered:
            cachefile.save(self.file, self._program, memory.written(self.remembered))

    def _known(self, sources: Mapping[str, Source], specs: Specs) -> dict[str, Known]:
        """What is known of some seeds by their names: of all whose text is the same, or of none."""
        old, same = self._old, self._same(sources)
        if not same or not old.losses.keys() <= same:
            return {}
        if old.listing != _listing(specs) or any(
            self.files.digest(path) != was for path, was in old.read.items()
        ):
            self._old = Memory(old.asked, flaws=old.flaws)
            return {}
        texts, found = Texts(specs), dict[str, Known]()
        for name in same:
            known = memory.known(old.entries[name][WIDTH:], sources[name], texts)
            if known is None:
                return {}
            found[name] = known
        return found

    def _recall_flaws(self, specs: Specs) -> None:
        """Let what is known of the specs that were read spare looking at them again."""
        digests = self.files.digests
        for path, (was, flaw) in self._old.flaws.items():
            if digests.get(path) == was:
                specs.flaws[path] = flaw

    def _memory(self, run: _Run) -> Memory:
        """What a run has found, and what is known of other files and still holds."""
        old, digests, specs = self._old, self.files.digests, run.specs
        entries = {**self._no_seeds, **{name: old.entries[name] for name in run.known}}
        for name, outcome in run.linted.items():
            if told := memory.told(outcome, Texts(specs)):
                entries[name] = self._text(run.sources[name]) + told
        together = old.together
        if not isinstance(run.together, Known):
            texts = Texts(specs, run.sources)
            together = memory.together(self._all(run.sources), run.together, texts)
        others: dict[str, str] = {}
        losses: dict[str, Losses] = {}
        read: dict[str, object] = {**digests}
        if not run.whole and self._others_hold(run):
            here = run.sources.keys() | self._no_seeds.keys()
            others = {name: entry for name, entry in old.entries.items() if name not in here}
            losses = {name: own for name, own in old.losses.items() if name not in here}
            read |= old.read
        flaws = {path: (digests[path] or "", flaw) for path, flaw in specs.flaws.items()}
        flaws = {path: of for path, of in {**old.flaws, **flaws}.items() if read.get(path) == of[0]}
        return Memory(
            asked=old.asked,
            entries={**others, **entries},
            listing=_listing(specs),
            read=read,
            losses={**losses, **run.lost.by_seed},
            flaws=flaws,
            together=together,
        )

    def _others_hold(self, run: _Run) -> bool:
        """Whether what is known of files that were not looked at in a run holds beside it.

        Seeds may depend on the losses of those that were: these must have the same text as before.
        """
        old, digests = self._old, self.files.digests
        here = run.sources.keys() | self._no_seeds.keys()
        agree = all(digests.get(path, was) == was for path, was in old.read.items())
        return (
            agree
            and old.listing == _listing(run.specs)
            and old.losses.keys() & here <= self._same(run.sources)
            and len(old.entries) <= MOST
        )

    def _same(self, sources: Mapping[str, Source]) -> set[str]:
        """The names of the seeds whose text is what it was."""
        entries = self._old.entries
        return {n for n, s in sources.items() if entries.get(n, "").startswith(self._text(s))}

    def _all(self, sources: Mapping[str, Source]) -> str:
        """What tells the seeds of a run from those of every other run."""
        return _digest("".join(name + self._text(source) for name, source in sources.items()))

    def _text(self, source: Source) -> str:
        """What tells the text of a file from all others."""
        if source not in self._texts:
            kind = f"{source.bom} {source.undecodable}\n"
            self._texts[source] = _digest(kind + source.text)
        return self._texts[source]


class Names(dict[str, str]):
    """What tells the file at a path from all others, whatever the root of its project is called."""

    def __init__(self, root: str) -> None:
        self._root = os.path.join(os.path.abspath(root), "")

    def __missing__(self, path: str) -> str:
        inside = path.startswith(self._root)
        relative = path[len(self._root) :] if inside else os.path.relpath(path, self._root)
        self[path] = name = _digest(relative)
        return name


class _Run(NamedTuple):
    """What a run has found of its seeds, whose texts are in `sources` by their names."""

    sources: Mapping[str, Source]
    specs: Specs
    known: Mapping[str, Known]
    linted: Mapping[str, SeedOutcome]
    together: Known | Outcome
    lost: _Lost
    whole: bool


class Files:
    """The files below a root, as they were when they were first asked for."""

    def __init__(self) -> None:
        self._contents: dict[str, bytes | str | None] = {}
        self._digests: dict[str, str | None] = {}
        self.steady = True
        self._read: Read = lambda path: None

    def through(self, read: Read) -> Read:
        """The same way to read files, but each is read only once."""
        self._read = read
        return self._content

    def digest(self, path: str) -> str | None:
        """What tells the content of a file from all others; None where there is no such file."""
        if path not in self._digests:
            content = self._content(path)
            self._digests[path] = None if content is None else _digest(content)
        return self._digests[path]

    @property
    def digests(self) -> dict[str, str | None]:
        """Those of all files that were asked for."""
        return {path: self.digest(path) for path in self._contents}

    def learn(self, digests: Mapping[str, str | None]) -> None:
        """Look at what somebody else has read; where that has changed, nothing here is `steady`."""
        self.steady &= all(self.digest(path) == was for path, was in digests.items())

    def _content(self, path: str) -> bytes | str | None:
        if path not in self._contents:
            self._contents[path] = self._read(path)
        return self._contents[path]


class _Lost:
    """The references that lead nowhere, kept with the seed that met them first."""

    def __init__(self, by_seed: dict[str, Losses]) -> None:
        self.by_seed = by_seed
        self._met = merged(by_seed.values())

    def noted(self, name: str, specs: Specs, lint: Callable[[], SeedOutcome]) -> SeedOutcome:
        """What linting a seed finds, its losses noted."""
        specs.unresolved = {}
        outcome = lint()
        own = _new(memory.met(specs), self._met)
        if own:
            self.by_seed[name] = own
            self._met |= own
        return outcome

    def restore(self, specs: Specs) -> None:
        """Let the specs know all the references, as if every seed had been linted."""
        specs.unresolved = {}
        memory.lose(self._met, specs)


def merged(losses: Iterable[Losses]) -> Losses:
    """All references that lead nowhere, each with the first place at which it was met."""
    met: Losses = {}
    for own in losses:
        met |= _new(own, met)
    return met


def _new(own: Losses, met: Losses) -> Losses:
    """Those that nobody has met yet, or only further on in the file."""
    return {
        target: pointer
        for target, pointer in own.items()
        if target not in met or pointer < met[target]
    }


def _listing(specs: Specs) -> str:
    return _digest("\0".join(specs.files))


def _settled(settings: Settings) -> list[object]:
    """The settings in an order that is the same in every run."""
    return [sorted(each) if isinstance(each, frozenset) else each for each in settings]


def _digest(content: str | bytes) -> str:
    return digest(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
