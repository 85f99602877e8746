"""Lint one seed, or what a project's seeds are together: pure functions to diagnostics."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from seedlint import paths, secrets
from seedlint.finding import Diagnostic
from seedlint.ignores import ignores
from seedlint.rulekit import Context, Entry, Group, Member, Project, ProjectRule, Rule
from seedlint.rules import BY_NAME, RULES, SELECTIONS
from seedlint.seed import read
from seedlint.suppress import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seedlint.finding import Finding
    from seedlint.seed import Seed
    from seedlint.settings import Settings
    from seedlint.source import Source
    from seedlint.spec import Specs


LONGEST = 1000
"""How many characters of a message are shown; what a file holds has no end."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Diagnostics in the order of reports, and how many ignore comments took away."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: int


@dataclass(frozen=True, slots=True)
class SeedOutcome(Outcome):
    """What a seed has; `member` is what the project's own rules want to know of it."""

    member: Member


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
    rules = enabled(settings, path)
    context = Context(seed, specs, settings, path)
    context.today = today or date.today()
    context.catalogue = frozenset(BY_NAME)
    context.enabled = frozenset(rule.name for rule in rules if isinstance(rule, Rule))
    context.ignores = ignores(seed) if heed_ignores else []
    about_ignores = [rule for rule in rules if rule.group is Group.IGNORES]
    others = [rule for rule in rules if rule.group is not Group.IGNORES]
    kept, ignored = split(_run(others, seed, context, settings), context.ignores)
    if context.ignores:
        more, hidden = split(_run(about_ignores, seed, context, settings), context.ignores)
        kept += more
        ignored += hidden
    if source.undecodable:  # what an edit would keep of the text is not what the bytes say
        kept = [replace(found, finding=replace(found.finding, fix=None)) for found in kept]
    member = Member(source, seed.endpoint, context.resolver.own_path, tuple(context.ignores))
    return SeedOutcome(tuple(_sorted(kept)), len(ignored), member)


def lint_project(members: Iterable[Member], specs: Specs, settings: Settings) -> Outcome:
    """The diagnostics that no seed has alone: about seeds together, and about their specs."""
    project = Project(tuple(members), specs)
    found = [
        _diagnostic(rule, source, finding, settings)
        for rule in enabled(settings, "")
        if isinstance(rule, ProjectRule)
        for source, finding in rule.check(project)
    ]
    comments = {id(member.source): member.ignores for member in project.members}
    kept: list[Diagnostic] = []
    ignored: list[Diagnostic] = []
    for diagnostic in found:
        counts, hidden = split([diagnostic], comments.get(id(diagnostic.source), ()))
        kept += counts
        ignored += hidden
    return Outcome(tuple(_sorted(kept)), len(ignored))


def enabled(settings: Settings, path: str) -> list[Entry]:
    """The rules that the settings turn on for a file."""
    on = _meant((*settings.select, *settings.extend_select)) - _meant(settings.ignore)
    for pattern, names in settings.per_file_ignores.items():
        if path and paths.matches(path, pattern):
            on -= _meant(names)
    return [rule for rule in RULES if rule.name in on]


def _run(
    rules: Iterable[Entry], seed: Seed, context: Context, settings: Settings
) -> Iterator[Diagnostic]:
    for rule in rules:
        if isinstance(rule, Rule):
            for finding in _findings(rule, seed, context):
                yield _diagnostic(rule, seed.source, finding, settings)


def _findings(rule: Rule[Any], seed: Seed, context: Context) -> Iterator[Any]:
    for item in rule.on(seed):
        yield from rule.check(item, context)


def _diagnostic(rule: Entry, source: Source, finding: Finding, settings: Settings) -> Diagnostic:
    severity = settings.severity.get(rule.name, rule.severity)
    return Diagnostic(rule.name, severity, source, _discreet(finding))


def _discreet(finding: Finding) -> Finding:
    """A finding that repeats no secret of the file that it is about, and no endless text."""
    notes = tuple(replace(note, message=_fit(note.message)) for note in finding.notes)
    fix = finding.fix and replace(finding.fix, title=_fit(finding.fix.title))
    return replace(finding, message=_fit(finding.message), notes=notes, fix=fix)


def _fit(message: str) -> str:
    hidden = secrets.hidden(message[: 2 * LONGEST])
    return hidden if len(hidden) <= LONGEST else f"{hidden[: LONGEST - 3]}..."


def _sorted(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    unique = {diagnostic.sort_key(): diagnostic for diagnostic in diagnostics}
    return sorted(unique.values(), key=Diagnostic.sort_key)


def _meant(names: Iterable[str]) -> set[str]:
    """The names of the rules that some selections mean."""
    return {rule for name in names for rule in SELECTIONS.get(name, ())}
