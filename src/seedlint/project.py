"""A project's files: which of them are seeds, where their specs lie, what linting them finds."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache, partial
from itertools import groupby
from operator import add, sub
from typing import TYPE_CHECKING

from seedlint import disk, paths
from seedlint.config import meant_folder
from seedlint.edit import Safety
from seedlint.finding import Severity
from seedlint.named import NamedTuple
from seedlint.settings import Settings
from seedlint.source import Source
from seedlint.spec import Specs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from seedlint.baseline import Baseline, Entry
    from seedlint.cache import Cache, Read
    from seedlint.config import Config
    from seedlint.engine import Outcome, SeedOutcome
    from seedlint.finding import Diagnostic
    from seedlint.memory import Known
    from seedlint.renewal import Renewal
    from seedlint.rulekit import Member
    from seedlint.settings import Limits

# Whatever lints is imported where something has to be linted: a run that knows all does without.

_MARKDOWN = (".md", ".markdown")
_SPEC = (".json", ".yaml", ".yml")
_NO_GLOB = "; a path is no glob here, and a folder means all seeds below it"


FEWEST = 50
"""How many seeds are worth a process.

To fork it, to hear from it, and the specs that it reads once more take as long as about as many;
measured on two processors that are one core, which together do little more than one.
"""


class MissingPathError(Exception):
    """A path that was asked for does not exist; `path` is as it was given."""

    def __init__(self, path: str) -> None:
        hint = _NO_GLOB if paths.is_glob(path) else ""
        super().__init__(f"`{path}` does not exist{hint}")
        self.path = path


class SeedFile(NamedTuple):
    """A seed and the absolute path that it was read from.

    `fixed` is how many fixes made its text what it is, and `ignored` how many findings the comments
    cover that were written into it.
    """

    path: str
    source: Source
    fixed: int = 0
    ignored: int = 0


class Collection(NamedTuple):
    """The files of a run, in the order of their paths.

    `passed_over` are Markdown files that are no seeds, and those that the configuration keeps
    out. `failures` say in a sentence each what could not be read, or written. It is `whole` where
    all seeds were looked for that the configuration means.
    """

    seeds: tuple[SeedFile, ...]
    passed_over: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    whole: bool = False


class Tally(NamedTuple):
    """What is counted of a report; `safe` and `unsafe` are the findings with fixes of each kind."""

    infos: int = 0
    warnings: int = 0
    errors: int = 0
    safe: int = 0
    unsafe: int = 0
    seeds: int = 0
    passed_over: int = 0
    baselined: int = 0
    stale: int = 0

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic]) -> Tally:
        """The tally of some findings."""
        counts = [0, 0, 0, 0, 0]
        for diagnostic in diagnostics:
            counts[diagnostic.severity - 1] += 1
            if fix := diagnostic.finding.fix:
                counts[3 if fix.safety is Safety.SAFE else 4] += 1
        return cls(*counts)

    def plus(self, other: Tally) -> Tally:
        return Tally(*map(add, self, other))

    def minus(self, other: Tally) -> Tally:
        return Tally(*map(sub, self, other))

    def number(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return self[severity - 1]


class Report(NamedTuple):
    """What a run found. `specs` is how many specs the seeds name; paths are as people see them.

    `fixed` is how many findings were fixed before, in `rewritten` seeds, and `ignored` how many got
    a comment that ignores them; with `unsafe_fixes`, those that are left count as fixable by
    `--fix`, the unsafe ones too. `known` are more findings, which the baseline has, and `stale` are
    its entries whose findings are gone. `others` counts what is not here, but belongs to the report
    all the same.
    """

    diagnostics: tuple[Diagnostic, ...]
    seeds: tuple[str, ...]
    passed_over: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    specs: int = 0
    suppressed: int = 0
    known: tuple[Diagnostic, ...] = ()
    stale: tuple[Entry, ...] = ()
    fixed: int = 0
    rewritten: int = 0
    ignored: int = 0
    unsafe_fixes: bool = False
    others: Tally = Tally()

    def number(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return self.tally.number(severity)

    @property
    def tally(self) -> Tally:
        """How much there is of everything."""
        here = Tally.of(self.diagnostics)._replace(
            seeds=len(self.seeds),
            passed_over=len(self.passed_over),
            baselined=len(self.known),
            stale=len(self.stale),
        )
        return here.plus(self.others)

    @property
    def worst(self) -> Severity | None:
        """The severity of the worst finding, or None where there is none."""
        tally = self.tally
        return max((each for each in Severity if tally.number(each)), default=None)

    def by_file(self) -> Iterator[tuple[str, list[Diagnostic]]]:
        """The findings by the paths of their files."""
        for path, found in groupby(self.diagnostics, lambda diagnostic: diagnostic.source.path):
            yield path, [*found]


def collect(
    given: Sequence[str],
    config: Config,
    *,
    force_exclude: bool = False,
    allow_empty: bool = False,
    cached: Cache | None = None,
) -> Collection:
    """Find and read the seeds among some files and folders, each file once.

    Without any, the configuration's `seeds`, else all below the working directory. A file that is
    named is taken whatever the configuration's `seeds` and `exclude` say, unless `force_exclude`.
    A folder of the configured `seeds` that does not exist is a failure, unless `allow_empty`; so is
    a link among them that leads out of the project. `cached` may know which of them are seeds.
    Raises MissingPathError.
    """
    failures: list[str] = []
    found: set[str] = set()
    kept_out: set[str] = set()
    walked: list[str] = []
    wanted, home = _Filter(config), config.home
    for path in given:
        if not disk.there(path):
            raise MissingPathError(path)
        absolute = os.path.abspath(path)
        if disk.kind(absolute) == disk.FOLDER:
            walked.append(absolute)
            bound = absolute if paths.leads_out(absolute, home) else home
            found.update(wanted.below(absolute, bound, failures))
        elif force_exclude and not wanted.wants(absolute):
            kept_out.add(absolute)
        elif force_exclude and paths.leads_out(absolute, home):
            linked = paths.within(absolute, home) is not None
            failures.append(paths.led_out(absolute) if linked else _outside(path, config))
        else:
            found.add(absolute)
    if not given:
        for base in _bases(config.seeds) if config.seeds else [os.getcwd()]:
            folder = os.path.join(config.root, base)
            walked.append(folder)
            found.update(wanted.below(folder, home, failures))
            if not (allow_empty or disk.there(folder)):
                meant = meant_folder(base, config.root)
                failures.append(
                    f"the configured `seeds` name `{base}`, which does not exist{meant}"
                )
    seeds: list[SeedFile] = []
    for path in sorted(found):
        source = _read(path, config.settings.limits, failures)
        if source is None:
            continue
        with blamed_on(source):
            if cached.is_seed(path, source) if cached else _is_seed(source):
                seeds.append(SeedFile(path, source))
            else:
                kept_out.add(path)
    passed_over = tuple(map(paths.shown, sorted(kept_out)))
    return Collection(tuple(seeds), passed_over, tuple(failures), _cover(walked, config))


def collect_again(files: Iterable[str], config: Config, *, whole: bool) -> Collection | None:
    """Read some seeds of a collection again, which was `whole` or not.

    None where one of them is no seed any more, or cannot be read.
    """
    seeds: list[SeedFile] = []
    for path in sorted(files):
        source = _read(path, config.settings.limits, [])
        if source is None or not _is_seed(source):
            return None
        seeds.append(SeedFile(path, source))
    return Collection(tuple(seeds), whole=whole)


def collect_text(name: str, content: bytes, limits: Limits) -> Collection:
    """A collection of one text that is not read from its file, such as an editor's buffer."""
    failures: list[str] = []
    source = _source(name, content, limits, failures)
    if source is None:
        return Collection((), failures=tuple(failures))
    if not _is_seed(source):
        return Collection((), (source.path,))
    return Collection((SeedFile(os.path.abspath(name), source),))


def lint(
    collection: Collection,
    config: Config,
    *,
    heed_ignores: bool = True,
    baseline: Baseline | None = None,
    each: Callable[[Sequence[SeedFile]], Iterable[SeedFile]] = iter,
    cached: Cache | Renewal | None = None,
    jobs: int | None = 1,
) -> Report:
    """Lint every seed of a collection; ignore comments count unless `heed_ignores` is false.

    What the `baseline` knows is counted apart. `each` gives the seeds one by one; it may watch how
    far the run has come. What is `cached` of a configured project is not worked out again; the rest
    is, by up to so many processes as `jobs`,
    or as there are processors.
    """
    roots = Roots(config, cached.files.through if cached else None)
    lint_seed = partial(_lint_seed, roots, config, heed_ignores, cached.today if cached else None)
    lint_project = partial(_lint_project, config)

    def path_of(file: SeedFile) -> str:
        return roots.place(file)[1]

    def linting(files: Sequence[SeedFile]) -> Callable[[SeedFile], SeedOutcome]:
        most = len(files) // FEWEST
        specs = {roots.place(file)[0] for file in files} if most > 1 and jobs != 1 else set()
        if len(specs) != 1:
            return lint_seed
        from seedlint.jobs import Shared, Work, possible

        read = cached.files if cached else None
        return Shared(
            Work(lint_seed, specs.pop(), path_of, read), files, min(most, jobs or possible())
        ).lint

    outcomes: Sequence[Outcome | Known]
    if cached:
        outcomes, specs = cached.lint(
            collection.seeds,
            roots.specs(config.root),
            each=each,
            path_of=path_of,
            linting=linting,
            lint_project=lint_project,
            whole=collection.whole,
        )
    else:
        lint_each = linting(collection.seeds)
        outcomes, specs = _lint(each(collection.seeds), roots, lint_each, lint_project)
    found = (diagnostic for outcome in outcomes for diagnostic in outcome.diagnostics)
    report = Report(
        diagnostics=tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key())),
        suppressed=sum(outcome.suppressed for outcome in outcomes),
        seeds=tuple(file.source.path for file in collection.seeds),
        passed_over=collection.passed_over,
        failures=collection.failures,
        specs=specs,
        fixed=sum(file.fixed for file in collection.seeds),
        rewritten=sum(bool(file.fixed) for file in collection.seeds),
        ignored=sum(file.ignored for file in collection.seeds),
    )
    if baseline is None:
        return report
    new, known, stale = baseline.split(report.diagnostics, _reach(collection, config))
    return report._replace(diagnostics=new, known=known, stale=stale)


def _lint(
    seeds: Iterable[SeedFile],
    roots: Roots,
    lint_seed: Callable[[SeedFile], SeedOutcome],
    lint_project: Callable[[Iterable[Member], Specs], Outcome],
) -> tuple[list[Outcome], int]:
    """What some seeds have, each and together, and how many specs they name."""
    outcomes: list[Outcome] = []
    members: dict[Specs, list[Member]] = {}
    for file in seeds:
        linted = lint_seed(file)
        outcomes.append(linted)
        members.setdefault(roots.place(file)[0], []).append(linted.member)
    outcomes += [lint_project(together, specs) for specs, together in members.items()]
    named = {(specs, each.spec) for specs, together in members.items() for each in together}
    return outcomes, sum(spec is not None for _, spec in named)


def _lint_seed(
    roots: Roots, config: Config, heed_ignores: bool, today: date | None, file: SeedFile
) -> SeedOutcome:
    from seedlint import engine

    specs, path = roots.place(file)
    with blamed_on(file.source):
        return engine.lint_seed(
            file.source, specs, config.settings, path, heed_ignores=heed_ignores, today=today
        )


def _lint_project(config: Config, members: Iterable[Member], specs: Specs) -> Outcome:
    from seedlint import engine

    return engine.lint_project(members, specs, config.settings)


def _is_seed(source: Source) -> bool:
    from seedlint.seed import is_seed

    return is_seed(source)


class Roots:
    """The roots of a run's seeds; the seeds of one root share what is read of their specs.

    What reads files goes `through` a function first. `content` gives the first bytes of a file, by
    its whole path and how many they are at most, or raises OSError.
    """

    def __init__(
        self,
        config: Config,
        through: Callable[[Read], Read] | None = None,
        content: Callable[[str, int], bytes] = disk.content,
    ) -> None:
        self._config = config
        self._through = through
        self._content = content
        self._specs: dict[str, Specs] = {}
        self._work_tree = cache(paths.work_tree)

    def place(self, file: SeedFile) -> tuple[Specs, str]:
        """The specs that a seed is held against, and its own path from its root."""
        root = self.root(file)
        return self.specs(root), os.path.relpath(file.path, root).replace(os.sep, "/")

    def specs(self, root: str) -> Specs:
        """The specs below a root."""
        if root not in self._specs:
            self._specs[root] = specs_below(root, self._config, self._through, self._content)
        return self._specs[root]

    def root(self, file: SeedFile) -> str:
        """The folder that a seed's `swagger:` is relative to.

        That of the configuration; without one the nearest folder that holds the spec; else the git
        work tree, else the working directory.
        """
        if self._config.file:
            return self._config.root
        held = self.holding(file)
        return held or self._work_tree(os.path.dirname(file.path)) or self._config.root

    def holding(self, file: SeedFile) -> str | None:
        """The nearest folder that holds the spec of a seed, upward and within its git work tree.

        Where there is no work tree, a folder that holds the user's home is no project.
        """
        folder = os.path.dirname(file.path)
        top = self._work_tree(folder)
        if spec := _swagger(file):
            for candidate in paths.upward(folder):
                if not top and paths.holds_home(candidate) and candidate != os.getcwd():
                    break
                if disk.kind(os.path.join(candidate, spec)) == disk.FILE:
                    return candidate
                if candidate == top:
                    break
        return None

    def named(self, file: SeedFile) -> str | None:
        """The whole path of the spec that a seed names."""
        spec = _swagger(file)
        return os.path.join(self.root(file), spec) if spec else None

    def forget(self, path: str) -> bool:
        """Let what is read of the specs be read anew where a changed file may be a part of it.

        Whether there is anything of which it may be one.
        """
        before = len(self._specs)
        for root, specs in [*self._specs.items()]:
            relative = paths.within(path, root)
            if relative is not None and (
                specs.asked_for(relative) or is_spec(relative, self._config)
            ):
                del self._specs[root]
        return len(self._specs) < before


def _swagger(file: SeedFile) -> str | None:
    """The spec that a seed names, unless that leads out of the project."""
    from seedlint import markdown
    from seedlint.seed import Frontmatter

    block = markdown.frontmatter(file.source.text)
    spec = Frontmatter(block, Settings()).swagger if block else None
    return spec.text if spec is not None and not paths.leaves(spec.text) else None


def specs_below(
    root: str,
    config: Config,
    through: Callable[[Read], Read] | None = None,
    content: Callable[[str, int], bytes] = disk.content,
) -> Specs:
    """The specs that the configuration means below a root; none is read before it is needed."""
    bound = root if config.file else paths.work_tree(root) or root
    settings, limits = config.settings, config.settings.limits
    files = {
        relative
        for base in _bases(config.specs)
        for path in walk(os.path.join(root, base), bound)
        if (relative := paths.within(path, root)) is not None and is_spec(relative, config)
    }

    def read(path: str) -> bytes | str | None:
        if paths.leaves(path):
            return None
        file = os.path.join(root, path)
        try:
            if path not in files and paths.leads_out(file, bound):
                return "behind a link that leads out of the project"
            most = 1024 * limits.of_spec(path)
            found = content(file, most + 1)
            return found if len(found) <= most else limits.large_spec(path)
        except OSError as error:
            there = disk.kind(file) in (disk.FILE, disk.OTHER)
            return f"not readable: {paths.reason(error)}" if there else None
        except ValueError:  # a NUL in its name
            return None

    def shown(path: str) -> str:
        return paths.shown(os.path.join(root, path))

    read_all = through(read) if through else read
    return Specs(sorted(files), read_all, settings.references, shown, limits)


@contextmanager
def blamed_on(source: Source) -> Iterator[None]:
    """Let an error that is a bug say which file brought it to light."""
    try:
        yield
    except Exception as error:
        error.add_note(f"in `{source.path}`")
        raise


def part(path: str, collection: Collection, config: Config) -> str | None:
    """What a file is to a run that reads it, links resolved; None where it is nothing to it."""
    from seedlint import baseline

    itself = os.path.realpath(path)
    read = collection.seeds if os.path.exists(itself) else []  # what is not there is read by none
    if any(os.path.realpath(file.path) == itself for file in read):
        return "a seed of this run"
    if config.file and os.path.realpath(config.file) == itself:
        return "the configuration of this run"
    if os.path.realpath(os.path.join(config.home, baseline.NAME)) == itself:
        return "the baseline of this project"
    roots = Roots(config)
    for root in sorted({roots.root(file) for file in collection.seeds}):
        relative = paths.within(itself, os.path.realpath(root))
        files = (os.path.realpath(os.path.join(root, file)) for file in roots.specs(root).files)
        if (relative is not None and is_spec(relative, config)) or itself in files:
            return "a spec of this project"
    named = filter(None, map(roots.named, read))
    specs = (os.path.realpath(spec) for spec in named if disk.kind(spec) == disk.FILE)
    return "a spec of this run" if itself in specs else None


def wants(path: str, config: Config) -> bool:
    """Whether a configuration's `seeds` and `exclude` mean a file, be it there or not."""
    return _Filter(config).wants(path)


def is_spec(path: str, config: Config) -> bool:
    """Whether a configuration's `specs` mean a file, by its path from the root."""
    return path.endswith(_SPEC) and any(paths.matches(path, glob) for glob in config.specs)


def _cover(walked: Sequence[str], config: Config) -> bool:
    """Whether some folders hold every seed that the configuration means."""
    meant = (os.path.join(config.home, base) for base in _bases(config.seeds or ("**",)))
    return all(any(paths.within(base, folder) is not None for folder in walked) for base in meant)


def _outside(path: str, config: Config) -> str:
    """One sentence on a file of another project than the one whose configuration holds."""
    whose = ", whose configuration holds here" if config.file else ""
    return (
        f"`{path}` is outside of the project `{paths.shown(config.home)}`{whose}; "
        "run seedlint for each project by itself"
    )


def _reach(collection: Collection, config: Config) -> Callable[[Entry], bool]:
    """Whether a run finds what an entry of its baseline is about, if it is still there.

    It does where it lints the file, with the rule turned on; a rule about seeds together needs all
    of them. What is about a file or a rule that is no more, no run will ever find.
    """
    from seedlint import engine
    from seedlint.rulekit import ProjectRule
    from seedlint.rules import BY_NAME

    root, settings = config.home, config.settings
    whole = collection.whole and not collection.failures
    linted = {paths.shown(file.path, root) for file in collection.seeds}
    exists = cache(lambda path: disk.there(os.path.join(root, path)))
    enabled = cache(lambda path: {rule.name for rule in engine.enabled(settings, path)})

    def reached(entry: Entry) -> bool:
        if entry.rule not in BY_NAME or not exists(entry.path):
            return True
        if isinstance(BY_NAME[entry.rule], ProjectRule):
            return whole and entry.rule in enabled("")
        return (whole or entry.path in linted) and entry.rule in enabled(entry.path)

    return reached


class _Filter:
    """Which Markdown files the configuration means; outside of its root it means them all."""

    def __init__(self, config: Config) -> None:
        self._root = config.root
        self._seeds = config.seeds
        self._exclude = config.exclude

    def below(self, path: str, bound: str, failures: list[str]) -> Iterator[str]:
        """The wanted files in a folder, at any depth; no link is followed out of `bound`."""

        def refuse(link: str) -> None:
            if self._may_hold(link) if disk.kind(link) == disk.FOLDER else self.wants(link):
                failures.append(f"{paths.led_out(link)}; name it to have it linted all the same")

        return filter(self.wants, walk(path, bound, failures, self._excludes, refuse))

    def wants(self, path: str) -> bool:
        if not path.lower().endswith(_MARKDOWN) or self._excludes(path):
            return False
        relative = paths.within(path, self._root) if self._seeds else None
        return relative is None or any(paths.matches(relative, glob) for glob in self._seeds)

    def _may_hold(self, folder: str) -> bool:
        """Whether there may be configured seeds in a folder."""
        relative = paths.within(folder, self._root)
        bases = _bases(self._seeds)
        return relative is not None and any(paths.matches(relative, base) for base in bases)

    def _excludes(self, path: str) -> bool:
        relative = paths.within(path, self._root) if self._exclude else None
        return relative is not None and any(paths.matches(relative, glob) for glob in self._exclude)


def _bases(globs: Iterable[str]) -> list[str]:
    """The folders that hold all that some globs can mean, none of them inside another."""
    bases: list[str] = []
    for base in sorted({paths.base(glob) for glob in globs}):
        if not any(paths.matches(base, outer) for outer in bases):
            bases.append(base)
    return bases


def walk(
    path: str,
    bound: str,
    failures: list[str] | None = None,
    excludes: Callable[[str], bool] = lambda path: False,
    refuse: Callable[[str], None] = lambda path: None,
) -> Iterator[str]:
    """Every file at or below a path, in no order; hidden and installed folders are passed over.

    Each folder is entered once, by its real path before any link to it, so that links may loop.
    What leads out of the folder `bound` is not followed; `refuse` is told of it.
    """
    if paths.leads_out(path, bound):
        refuse(path)
        return
    if disk.kind(path) != disk.FOLDER:
        if disk.there(path):
            yield path
        return
    folders, links = [(path, disk.identity(path))], list[str]()
    seen: set[str] = set()
    while folders or links:
        folder, itself = folders.pop() if folders else (links[0], disk.identity(links.pop(0)))
        if itself in seen:
            continue
        seen.add(itself)
        try:
            entries = disk.listing(folder)
        except OSError as error:
            if failures is not None:
                failures.append(paths.unreadable(folder, error))
            continue
        for entry in entries:
            if entry.folder and (_skipped(entry.name) or excludes(entry.path)):
                continue
            if entry.link and paths.leads_out(entry.path, bound):
                refuse(entry.path)
            elif not entry.folder:
                yield entry.path
            elif entry.link:
                links.append(entry.path)
            else:
                folders.append((entry.path, os.path.join(itself, entry.name)))


def _skipped(folder: str) -> bool:
    return folder.startswith(".") or folder == "node_modules"


def _read(path: str, limits: Limits, failures: list[str]) -> Source | None:
    try:
        content = disk.content(path, 1024 * limits.seed_kib + 1)
    except OSError as error:
        failures.append(paths.unreadable(path, error))
        return None
    return _source(path, content, limits, failures)


def _source(path: str, content: bytes, limits: Limits, failures: list[str]) -> Source | None:
    """What may be a seed, and is small enough; whatever else there is is passed over anyway."""
    most = 1024 * limits.seed_kib
    source = Source.decode(paths.shown(path), content[: most + 1])
    if len(content) > most and _is_seed(source):
        failures.append(f"`{source.path}` is {limits.large_seed()}")
        return None
    return source
