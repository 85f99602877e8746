"""What a rule is made of: `rule()`, `Rule` and the `Context` that its check is given.

A rule is a module of `seedlint.rules`: the module's name is the rule's name, its docstring is the
rule's page and its test, and its `check` yields findings.
"""

from __future__ import annotations

import sys
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeVar

from seedlint import parameters
from seedlint.answers import answers
from seedlint.edit import Fix, Safety
from seedlint.flow import Flow, text_mismatches
from seedlint.headings import renamed
from seedlint.lazy import lazy
from seedlint.named import NamedTuple
from seedlint.pathtree import segments
from seedlint.request import body_mismatches
from seedlint.resolve import Resolver, plain
from seedlint.scope import Scope
from seedlint.vocabulary import Breaches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from seedlint.answers import Answer
    from seedlint.conform import Mismatch
    from seedlint.finding import Finding, Severity
    from seedlint.ignores import Ignore
    from seedlint.resolve import Resolution
    from seedlint.seed import Block, Endpoint, Part, Section, Seed, Step
    from seedlint.settings import Settings
    from seedlint.source import Source
    from seedlint.spec import Operation, Specs

S = TypeVar("S")


class Group(Enum):
    """The groups of the catalogue, in its order."""

    SYNTAX = "syntax"
    SHAPE = "shape"
    FRONTMATTER = "frontmatter"
    STEPS = "steps"
    VARIABLES = "variables"
    OPERATIONS = "operations"
    REQUESTS = "requests"
    RESPONSES = "responses"
    DOCUMENTATION = "documentation"
    IGNORES = "ignores"


class Entry:
    """A rule as the catalogue lists it.

    `default` is false for a rule that runs only where it is asked for. `fix` is the safety of the
    fixes that it offers, if it offers any. `doc` is the docstring of its module: its page.
    """

    def __init__(
        self,
        name: str,
        doc: str,
        group: Group,
        severity: Severity,
        default: bool = True,
        fix: Safety | None = None,
    ) -> None:
        self.name = name
        self.doc = doc
        self.group = group
        self.severity = severity
        self.default = default
        self.fix = fix

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"

    @property
    def summary(self) -> str:
        """The first line of the rule's page, without its full stop."""
        return self.doc.strip().partition("\n")[0].removesuffix(".")

    @property
    def url(self) -> str:
        """The address of the rule's page."""
        return f"https://seedlint.dev/rules/{self.name}"


class Rule(Entry, Generic[S]):
    """A rule about one seed: what it looks at (`on`), and how it looks (`check`)."""

    def __init__(
        self,
        on: Callable[[Seed], Iterable[S]],
        check: Callable[[S, Context], Iterator[Finding]],
        group: Group,
        severity: Severity,
        default: bool,
        fix: Safety | None,
    ) -> None:
        super().__init__(*_module(check.__module__), group, severity, default, fix)
        self.on = on
        self.check = check


class ProjectRule(Entry):
    """A rule about all seeds of a run and their specs; it finds things in any of their files."""

    def __init__(
        self,
        check: Callable[[Project], Iterator[tuple[Source, Finding]]],
        group: Group,
        severity: Severity,
        default: bool,
    ) -> None:
        super().__init__(*_module(check.__module__), group, severity, default)
        self.check = check


def rule(
    *,
    on: Callable[[Seed], Iterable[S]],
    group: Group,
    severity: Severity,
    default: bool = True,
    fix: Safety | None = None,
) -> Callable[[Callable[[S, Context], Iterator[Finding]]], Rule[S]]:
    """Make a rule of a check; its name and its page are those of the module it stands in."""

    def make(check: Callable[[S, Context], Iterator[Finding]]) -> Rule[S]:
        return Rule(on, check, group, severity, default, fix)

    return make


def project_rule(
    *, group: Group, severity: Severity, default: bool = True
) -> Callable[[Callable[[Project], Iterator[tuple[Source, Finding]]]], ProjectRule]:
    """Make a project rule of a check, in the same way."""

    def make(check: Callable[[Project], Iterator[tuple[Source, Finding]]]) -> ProjectRule:
        return ProjectRule(check, group, severity, default)

    return make


def _module(name: str) -> tuple[str, str]:
    return name.rpartition(".")[2].replace("_", "-"), sys.modules[name].__doc__ or ""


class Member(NamedTuple):
    """What a project keeps of a seed that was linted: what other seeds may be about too.

    `source` is for findings to be about; what else stands in it, a rule of the project never asks:
    a seed that changes there changes nothing for the others (see `renewal`). `spec` is the path of
    the spec that the seed names, where there is one; `ignores` are the seed's ignore comments, and
    `path` is its own, relative to the project's root.
    """

    source: Source
    endpoint: Endpoint | None
    spec: str | None
    ignores: tuple[Ignore, ...] = ()
    path: str = ""

    @property
    def subject(self) -> tuple[str, ...] | None:
        """What the endpoint is, however its parameters are called: the method, and the path."""
        if self.endpoint is None:
            return None
        method, path = self.endpoint.method.text, self.endpoint.path.text
        return (method.upper(), *segments(plain(path)))


class Project(NamedTuple):
    """All seeds of a run below one root, and their specs."""

    members: tuple[Member, ...]
    specs: Specs


class Context:
    """What a check may ask about the seed around it; each answer is worked out once.

    `path` is the seed's own, relative to the project's root. `catalogue` holds the names of all
    rules and `enabled` those of the seed rules that run, but those about ignores; `today` is the
    day to hold dates against. `ignores` are the seed's ignore comments, which know what they
    silenced once every other rule has run.
    """

    def __init__(self, seed: Seed, specs: Specs, settings: Settings, path: str) -> None:
        self.seed = seed
        self.specs = specs
        self.settings = settings
        self.path = path
        self.today = date.max
        self.ignores: list[Ignore] = []
        self.enabled: frozenset[str] = frozenset()
        self.catalogue: frozenset[str] = frozenset()
        self._operations: dict[Step, tuple[Operation, ...]] = {}
        self._mismatches: dict[Step, list[Mismatch]] = {}
        self._path_parameters: dict[Step, list[tuple[Part, str]]] = {}
        self._parameters: dict[Step, list[Mismatch]] = {}

    @lazy
    def breaches(self) -> Breaches:
        """What in the seed breaks the vocabulary."""
        return Breaches(self.seed, self.settings)

    @lazy
    def renamed(self) -> dict[str, Section]:
        """The sections that should have a known title, by that title."""
        return renamed(self.seed, self.settings)

    @lazy
    def answers(self) -> tuple[Answer, ...]:
        """The responses that the seed shows."""
        return tuple(answers(self.seed))

    @lazy
    def scope(self) -> Scope:
        """The seed's variables."""
        return Scope(self.seed, self.settings.given_variables)

    @lazy
    def resolver(self) -> Resolver:
        """The way from the seed's steps to operations."""
        return Resolver(self.seed, self.specs)

    @lazy
    def flow(self) -> Flow:
        """The types of the seed's variables."""
        return Flow(self.scope, self.resolver)

    @lazy
    def stray_test(self) -> Block | None:
        """The block that tests the endpoint under a heading that never runs, if no other does."""
        if self.seed.skipped or self.seed.test_steps:
            return None
        idle = (block for block in self.seed.blocks if not block.runs)
        return next((b for b in idle if any(map(self.resolver.tests, b.steps))), None)

    @lazy
    def endpoint(self) -> tuple[Operation, ...]:
        """The candidates for the endpoint that the seed is about.

        Empty where its test calls something else: the endpoint may be what is wrong.
        """
        endpoint = self.seed.endpoint
        if endpoint is None or self.resolver.untested:
            return ()
        return self.resolver.endpoint(endpoint).operations

    @lazy
    def elsewhere(self) -> tuple[str, ...]:
        """The specs that describe the endpoint where the one that the seed names does not."""
        endpoint, own = self.seed.endpoint, self.resolver.own
        if endpoint is None or own is None or not self.endpoint:
            return ()
        if any(operation.spec is own for operation in self.endpoint):
            return ()
        if own.may_hide(endpoint.path.text):
            return ()
        return tuple(spec.path for spec in self.resolver.describing(endpoint))

    def naming(self, spec: str) -> Fix | None:
        """The fix that makes the seed name a spec, unless that lies in another domain's folder."""
        frontmatter, known = self.seed.frontmatter, self.settings.domains
        domain = frontmatter.scalar("domain") if frontmatter else None
        folders = set(spec.split("/")[:-1])
        foreign = folders.intersection(self.specs.folders if known is None else known)
        if foreign and domain is not None and domain.text not in folders:
            return None
        edit = frontmatter.naming(spec) if frontmatter else None
        return Fix(f"name `{spec}`", (edit,), Safety.UNSAFE) if edit else None

    def resolution(self, step: Step) -> Resolution | None:
        """What is known of a step's method and path."""
        return self.resolver.step(step)

    def operations(self, step: Step) -> tuple[Operation, ...]:
        """The candidates that a step's request is held against.

        Empty for a negative test, where what it sends is wrong on purpose, and where a key that
        nobody reads hides a part of it.
        """
        if step not in self._operations:
            resolution = self.resolution(step)
            hidden = step.negative or self.breaches.garble(step)
            self._operations[step] = () if resolution is None or hidden else resolution.operations
        return self._operations[step]

    def path_parameters(self, step: Step) -> list[tuple[Part, str]]:
        """The segments of a step's path that stand where every candidate has a parameter.

        Each comes with the parameter's name, which the endpoint tells where no candidate does.
        """
        if step not in self._path_parameters:
            templates = [operation.path for operation in self.operations(step)]
            endpoint = self.seed.endpoint
            if not templates and endpoint and self.resolver.tests(step):
                templates = [endpoint.path.text]
            self._path_parameters[step] = parameters.placed(step, templates)
        return self._path_parameters[step]

    def body_mismatches(self, step: Step) -> list[Mismatch]:
        """Where a step's body parts from what every candidate wants."""
        if step not in self._mismatches:
            self._mismatches[step] = body_mismatches(
                step, self.operations(step), lambda name: self.flow.type_of(name, step)
            )
        return self._mismatches[step]

    def parameter_mismatches(self, step: Step) -> list[Mismatch]:
        """Where a step's query, path and headers part from what every candidate takes."""
        if step not in self._parameters:
            self._parameters[step] = parameters.mismatches(step, self.operations(step))
        return self._parameters[step]

    def text_mismatches(self, step: Step) -> list[Mismatch]:
        """Where a variable in a step's path or query cannot be what every candidate wants."""
        return text_mismatches(
            step, self.operations(step), lambda name: self.flow.type_of(name, step)
        )
