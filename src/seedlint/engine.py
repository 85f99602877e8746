"""Lint one seed, or what a project's seeds are together: pure functions to diagnostics."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from seedlint import paths, secrets
from seedlint.address import Addresses
from seedlint.finding import Diagnostic, Finding, Note
from seedlint.ignores import ignores
from seedlint.named import NamedTuple
from seedlint.rulekit import Context, Entry, Group, Member, Project, ProjectRule, Rule
from seedlint.rules import BY_NAME, RULES, SELECTIONS
from seedlint.seed import read
from seedlint.suppress import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seedlint.seed import Seed
    from seedlint.settings import Settings
    from seedlint.source import Source
    from seedlint.spec import Specs


LONGEST = 1000
"""How many characters of a message are shown; what a file holds has no end."""

_NOTES = 50
"""How many notes of a finding are told."""

MOST = 1000
"""How many findings of one rule are told of one seed."""

_MORE = f"there is more of this: no more than {MOST:,} findings of a rule are told of one seed"


class Outcome:
    """Diagnostics in the order of reports, and how many ignore comments took away."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...], suppressed: int) -> None:
        self.diagnostics = diagnostics
        self.suppressed = suppressed


class SeedOutcome(Outcome):
    """What a seed has; `member` is what the project's own rules want to know of it."""

    def __init__(
        self, diagnostics: tuple[Diagnostic, ...], suppressed: int, member: Member
    ) -> None:
        super().__init__(diagnostics, suppressed)
        self.member = member


def lint(
    source: Source, specs: Specs, settings: Settings, path: str | None = None
) -> list[Diagnostic]:
    """Every diagnostic of one seed, in the order of reports.

    `path` is the seed's own, relative to the project's root; settings for single files match it.
    """
    return list(lint_seed(source, specs, settings, path).diagnostics)


def lint_seed(
    source: Source,
    specs: Specs,
    settings: Settings,
    path: str | None = None,
    *,
    heed_ignores: bool = True,
    today: date | None = None,
) -> SeedOutcome:
    """Lint one seed; ignore comments count unless `heed_ignores` is false.

    `today` is what dates are held against: the clock's, unless it is given.
    """
    path = source.path if path is None else path
    seed = read(source, settings)
    plan = _plan(*_selection(settings), frozenset(_off(settings, path)))
    context = Context(seed, specs, settings, path)
    context.today = today or date.today()
    context.catalogue = frozenset(BY_NAME)
    context.ignores = ignores(seed) if heed_ignores else []
    context.enabled = plan.names
    kept, ignored = split(_run(plan.rules, seed, context, settings), context.ignores)
    if context.ignores:
        more, hidden = split(_run(plan.about_ignores, seed, context, settings), context.ignores)
        kept += more
        ignored += hidden
    if source.undecodable:  # what an edit would keep of the text is not what the bytes say
        kept = [found._replace(finding=found.finding._replace(fix=None)) for found in kept]
    if kept:
        places = Addresses(seed)
        kept = [d._replace(address=_fit(places.of(d.finding.span))) for d in kept]
    spec = context.resolver.own_path
    spec = spec if spec and specs.exists(spec) else None
    member = Member(source, seed.endpoint, spec, tuple(context.ignores), path)
    return SeedOutcome(tuple(_sorted(kept)), len(ignored), member)


def lint_project(
    members: Iterable[Member], specs: Specs, settings: Settings, about: Source | None = None
) -> Outcome:
    """The diagnostics that no seed has alone: about seeds together, and about their specs.

    Where one file is named, they are those `about` it.
    """
    project = Project(tuple(members), specs)
    found = [
        _diagnostic(rule, source, finding, settings)
        for rule in enabled(settings, "")
        if isinstance(rule, ProjectRule)
        for source, finding in rule.check(project)
        if about is None or source is about
    ]
    seeds = {id(member.source): member for member in project.members}
    kept: list[Diagnostic] = []
    ignored: list[Diagnostic] = []
    for diagnostic in found:
        seed = seeds.get(id(diagnostic.source))
        if seed and diagnostic.rule in _off(settings, seed.path):
            continue
        counts, hidden = split([diagnostic], seed.ignores if seed else ())
        kept += counts
        ignored += hidden
    return Outcome(tuple(_sorted(kept)), len(ignored))


def enabled(settings: Settings, path: str) -> list[Entry]:
    """The rules that the settings turn on for a file."""
    off = _off(settings, path)
    return [rule for rule in _selected(*_selection(settings)) if rule.name not in off]


class _Plan(NamedTuple):
    """The rules about one seed, by `names`, and those about its ignores, which run last."""

    rules: tuple[Rule[Any], ...]
    names: frozenset[str]
    about_ignores: tuple[Rule[Any], ...]


@lru_cache(maxsize=64)
def _plan(select: tuple[str, ...], ignore: tuple[str, ...], off: frozenset[str]) -> _Plan:
    found = [each for each in _selected(select, ignore) if isinstance(each, Rule)]
    rules = [rule for rule in found if rule.name not in off]
    others = tuple(rule for rule in rules if rule.group is not Group.IGNORES)
    return _Plan(
        others,
        frozenset(rule.name for rule in others),
        tuple(rule for rule in rules if rule.group is Group.IGNORES),
    )


def _selection(settings: Settings) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (*settings.select, *settings.extend_select), settings.ignore


@lru_cache(maxsize=16)
def _selected(select: tuple[str, ...], ignore: tuple[str, ...]) -> list[Entry]:
    on = _meant(select) - _meant(ignore)
    return [rule for rule in RULES if rule.name in on]


def _off(settings: Settings, path: str) -> set[str]:
    """The names of the rules that the settings turn off for a file alone."""
    ignored = settings.per_file_ignores.items()
    matching = (names for glob, names in ignored if path and paths.matches(path, glob))
    return _meant(name for names in matching for name in names)


def _run(
    rules: Iterable[Rule[Any]], seed: Seed, context: Context, settings: Settings
) -> Iterator[Diagnostic]:
    for rule in rules:
        found = chain.from_iterable(map(rule.check, rule.on(seed), repeat(context)))
        for number, finding in enumerate(found):
            if number == MOST:
                yield _diagnostic(rule, seed.source, Finding(finding.span, _MORE), settings)
                context.enabled -= {rule.name}
                break
            yield _diagnostic(rule, seed.source, finding, settings)


def _diagnostic(rule: Entry, source: Source, finding: Finding, settings: Settings) -> Diagnostic:
    severity = settings.severity.get(rule.name, rule.severity)
    return Diagnostic(rule.name, severity, source, _discreet(finding))


def _discreet(finding: Finding) -> Finding:
    """A finding that repeats no secret of the file that it is about, and no endless text."""
    notes = tuple(note._replace(message=_fit(note.message)) for note in finding.notes[:_NOTES])
    if len(finding.notes) > _NOTES:
        notes += (Note(f"and {len(finding.notes) - _NOTES} more"),)
    fix = finding.fix and finding.fix._replace(title=_fit(finding.fix.title))
    return finding._replace(message=_fit(finding.message), notes=notes, fix=fix)


@lru_cache(maxsize=512)
def _fit(message: str) -> str:
    hidden = secrets.hidden(message[: 2 * LONGEST])
    return hidden if len(hidden) <= LONGEST else f"{hidden[: LONGEST - 3]}..."


def _sorted(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    unique = {diagnostic.sort_key(): diagnostic for diagnostic in diagnostics}
    return sorted(unique.values(), key=Diagnostic.sort_key)


def _meant(names: Iterable[str]) -> set[str]:
    """The names of the rules that some selections mean."""
    return {rule for name in names for rule in SELECTIONS.get(name, ())}
