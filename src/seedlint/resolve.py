"""From a step to the operations that it may be calling.

Where an operation stands in several specs, the one that the seed names wins; otherwise all of
them are candidates, and whoever asks something of the request needs all of them to agree.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from posixpath import normpath
from typing import TYPE_CHECKING, Any

from seedlint import paths
from seedlint.escapes import normalized
from seedlint.lazy import lazy
from seedlint.likeness import (
    ANYTHING,
    FAR,
    distance,
    lost,
    may_be_beside,
    may_be_misspelt,
    may_be_near,
    misspelt,
)
from seedlint.named import NamedTuple
from seedlint.pathtree import segments
from seedlint.regex import regex
from seedlint.seed import METHODS, Part
from seedlint.yamltree import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from seedlint.seed import Endpoint, Seed, Step
    from seedlint.spec import Operation, Spec, Specs

_TEMPLATE = regex(
    r"\{\{[^{}]*+\}\}|\{[^{}]*+\}"  # as it should be, and single braces
    r"|(?<![^{}/])[^{}/]*+\}++|\{++[^{}/]*+\}*+"  # braces that do not pair off
)
_DEEPEST = 20  # folders below the root
_ABSENT = {404, 405, 410, 501}


class Resolution(NamedTuple):
    """What is known of a method and a path.

    `operations` are the candidates. Where there are none, `other_methods` are the operations that
    the path has, and `unknowable` is true if the specs at hand cannot tell that it does not exist.
    """

    method: str
    path: str
    operations: tuple[Operation, ...] = ()
    other_methods: tuple[Operation, ...] = ()
    unknowable: bool = False

    @property
    def operation(self) -> Operation | None:
        """The first candidate, which stands for all in a message."""
        return self.operations[0] if self.operations else None

    @property
    def certain(self) -> bool:
        """Whether the call is what it says, as far as the specs at hand can tell."""
        return bool(self.operations) or (self.unknowable and not anywhere(self.path))


class Call(NamedTuple):
    """A method and a path that stand in the seed: a step's, or (`step` is None) the endpoint's."""

    step: Step | None
    method: Part
    path: Part
    resolution: Resolution

    @property
    def asks_for_nothing(self) -> bool:
        """Whether a step calls on purpose what is not there: it wants to be told so."""
        step = self.step
        return step is not None and step.negative and bool(_ABSENT & set(step.expected_statuses))


_MOST_COMPARED = 50_000
"""How often a path of one seed is held against one of an operation, to tell which is meant."""

_MOST = 20_000
"""How many answers are remembered: an editor asks about every path that is half typed."""


class Resolver:
    """Resolves the steps of one seed against the specs of its project."""

    def __init__(self, seed: Seed, specs: Specs) -> None:
        self._seed = seed
        self._specs = specs
        self._asked: dict[tuple[str, str], Resolution] = {}
        self._compared: set[tuple[str, str]] = set()
        self._steps: dict[Step, Resolution | None] = {}

    @lazy
    def named(self) -> str | None:
        """The path in `swagger:` as the seed has it."""
        scalar = self._seed.frontmatter.swagger if self._seed.frontmatter else None
        return scalar.text if scalar else None

    @lazy
    def own_path(self) -> str | None:
        """The file that `swagger:` means, also where it is another machine's absolute path."""
        named = self.named
        if named is None:
            return None
        if not paths.is_local(named):
            return normpath(named)
        parts = [part for part in re.split(r"[\\/]", named) if part not in ("", ".", "..")]
        parts = parts[-_DEEPEST:]
        tails = ("/".join(parts[at:]) for at in range(len(parts)))
        inside = [tail for tail in tails if self._specs.exists(tail)]
        return next(filter(self._has_endpoint, inside), next(iter(inside), None))

    @lazy
    def own(self) -> Spec | None:
        """The spec that the seed names, where it is there and describes some operation."""
        spec = self._specs.spec(self.own_path) if self.own_path else None
        return spec if spec and spec.operations else None

    @lazy
    def names_no_spec(self) -> bool:
        """Whether `swagger` names a file that can be read, and that is no spec at all."""
        spec = self._specs.spec(self.own_path) if self.own_path else None
        return spec is not None and not spec.describes

    def endpoint(self, endpoint: Endpoint) -> Resolution:
        """The operations of the frontmatter's endpoint."""
        return self.resolve(endpoint.method.text, endpoint.path.text)

    def step(self, step: Step) -> Resolution | None:
        """The operations of a step; None where it lacks a method or a path."""
        if step not in self._steps:
            method, path = step.method, step.path
            known = self.resolve(method.text, path.text) if method and path else None
            self._steps[step] = known
        return self._steps[step]

    def tests(self, step: Step) -> bool:
        """Whether a step calls the seed's endpoint; by their paths where specs cannot tell."""
        endpoint, resolution = self._seed.endpoint, self.step(step)
        if endpoint is None or resolution is None:
            return False
        theirs = self.endpoint(endpoint).operations
        if resolution.operations and theirs:
            return not set(theirs).isdisjoint(resolution.operations)
        return same_endpoint(resolution.method, resolution.path, endpoint)

    def calls_another(self, step: Step) -> bool:
        """Whether a step calls an operation that there is, other than the seed's endpoint."""
        resolution = self.step(step)
        return resolution is not None and bool(resolution.operations) and not self.tests(step)

    @lazy
    def _tested(self) -> bool:
        """Whether some step of the test calls the seed's endpoint."""
        return any(map(self.tests, self._seed.test_steps))

    @lazy
    def untested(self) -> bool:
        """Whether there is a test, and all of it calls something other than the endpoint.

        False where a path or a method may be misspelt, or where some of the test cannot be read.
        """
        endpoint, steps = self._seed.endpoint, self._seed.test_steps
        if endpoint is None or not steps or self._tested:
            return False
        if any(isinstance(block.parsed, Problem) for block in self._seed.test_blocks):
            return False
        calls = [self.endpoint(endpoint), *map(self.step, steps)]
        return all(c is not None and c.certain and c.method in METHODS for c in calls)

    @lazy
    def calls(self) -> tuple[Call, ...]:
        """Every call that the seed writes down; the endpoint's only where no step makes it."""
        calls = [
            Call(step, Part.of(step.method), Part.of(step.path), resolution)
            for step in self._seed.steps
            if step.method and step.path and (resolution := self.step(step))
        ]
        endpoint = self._seed.endpoint
        if endpoint is not None and len(plain(endpoint.path.text).split()) == 1:
            resolution = self.endpoint(endpoint)
            if all(call.resolution is not resolution for call in calls):
                calls.append(Call(None, endpoint.method, endpoint.path, resolution))
        return tuple(calls)

    def resolve(self, method: str, path: str) -> Resolution:
        """The operations of a method and a path, which may hold templates and a query."""
        asked = method, path
        if asked not in self._asked:
            key = self.own, self.named is None, method.upper(), plain(path)
            known = self._specs.resolutions
            if key not in known:
                _make_room(known)
                known[key] = self._resolve(*key[2:])
            found = known[key]
            if found.other_methods and self._misspells(*key[2:]):
                found = found._replace(other_methods=())
            self._asked[asked] = found
        return self._asked[asked]

    def _resolve(self, method: str, path: str) -> Resolution:
        own = self.own
        if anywhere(path):
            return Resolution(method, path, unknowable=True)
        found = own.tree.find_method(method, path) if own else []
        found = found or self._specs.find_method(method, path)
        if found:
            return Resolution(method, path, tuple(found))
        described = own.operations if own else self.named is None and self._specs.describe
        hidden = (own and own.may_hide(path)) or self._specs.may_hide(path)
        unknowable = not described or bool(hidden)
        others = (own.tree.find(path) if own else []) or self._specs.find(path)
        return Resolution(method, path, (), tuple(others), unknowable)

    def _compares(self, method: str, path: str) -> bool:
        """Whether a path is among the first that are held against those of all operations."""
        most = _MOST_COMPARED // (len(self._specs.templates) + 1)
        if len(self._compared) <= most:
            self._compared.add((method, path))
        return (method, path) in self._compared

    def _misspells(self, method: str, path: str) -> bool:
        """Whether a word that seems to fill a parameter is a misspelt one of another path."""
        given = tuple(segments(path))
        return self._compares(method, path) and any(
            len(wanted := _words(template)) == len(given)
            and misspelt(given, wanted)
            and any(operation.method == method for operation in operations)
            for template, operations in self._ending(given, may_be_misspelt)
        )

    def prefix_mistake(self, path: str) -> tuple[str, str] | None:
        """What is wrong with the server's prefix in a path, and the path as it should be."""
        bare = path.partition("?")[0]
        own = self.own.prefixes if self.own else ()
        for prefix in filter(None, dict.fromkeys((*own, *self._specs.prefixes))):
            rest = bare.removeprefix(prefix)
            lacks = self._finds(prefix + bare)
            if not lacks and (rest == bare or not rest.startswith("/") or not self._finds(rest)):
                continue
            if prefix not in own and not self._specs.has_prefix(prefix):
                continue  # it only looks like one
            if lacks:
                return f"it lacks the prefix `{prefix}`", prefix + bare
            twice = "twice" if rest.startswith(prefix) else "too much"
            return f"it has the prefix `{prefix}` {twice}", rest
        return None

    def nearest(self, method: str, path: str) -> Operation | None:
        """The operation that is probably meant by a method and a path that no spec has.

        None also where so many came before it that this seed has more wrong than its spelling.
        """
        key = self.own, method.upper(), plain(path)
        known = self._specs.nearest
        if not self._compares(*key[1:]):
            return None
        if key not in known:
            _make_room(known)
            known[key] = self._nearest(*key[1:])
        return known[key]

    def _nearest(self, method: str, path: str) -> Operation | None:
        given = tuple(segments(path))
        near = [
            (far, operation.method != method, operation.spec is not self.own, operation)
            for template, operations in self._ending(given, may_be_near)
            if (far := distance(given, _words(template))) is not None
            for operation in operations
            if far < FAR or operation.method == method
        ]
        if not near:
            return None
        return min(near, key=lambda found: (*found[:3], found[3].path, found[3].spec.path))[3]

    def lost(self, call: Call) -> str | None:
        """What the path of a step of the test lacks, and nothing else, to be the endpoint's."""
        endpoint, tests = self._seed.endpoint, self._seed.test_steps
        if endpoint is None or self._tested or call.step not in tests:
            return None
        if call.resolution.method != endpoint.method.text or not self.endpoint(endpoint).operations:
            return None
        whole = endpoint.path.text.partition("?")[0]
        part = lost(segments(call.resolution.path), segments(plain(whole)))
        return "/" + "/".join(segments(whole)[part]) if part else None

    def relatives(self, method: str, path: str) -> list[str]:
        """The paths with a method that are one segment longer or shorter than an operation's."""
        given = _words(path)
        near = {
            template
            for template, operations in self._ending(given, may_be_beside)
            if abs(len(words := _words(template)) - len(given)) == 1
            and all(one == other for one, other in zip(words, given, strict=False))
            and any(operation.method == method for operation in operations)
        }
        return sorted(near)

    def describing(self, endpoint: Endpoint) -> list[Spec]:
        """The specs that describe an endpoint, the one that a seed should name first.

        A bundle, which repeats all that another one of them says, comes last. What counts then is
        whether it lies in a folder of the seed's domain, and how much of the seed it describes.
        """
        method, path = endpoint.method.text.upper(), plain(endpoint.path.text)
        found = self._specs.find_method(method, path)
        specs = list(dict.fromkeys(operation.spec for operation in found))
        names = {spec: {operation.name for operation in spec.operations} for spec in specs}
        domain = self._seed.frontmatter.scalar("domain") if self._seed.frontmatter else None
        calls = {(call.resolution.method, call.resolution.path) for call in self.calls}

        def rank(spec: Spec) -> tuple[bool, bool, int, int, str]:
            return (
                any(names[other] < names[spec] for other in specs),
                domain is None or domain.text not in spec.path.split("/")[:-1],
                -sum(bool(spec.tree.find_method(*call)) for call in calls),
                len(spec.operations),
                spec.path,
            )

        return sorted(specs, key=rank)

    def _has_endpoint(self, spec: str) -> bool:
        endpoint, described = self._seed.endpoint, self._specs.spec(spec)
        if endpoint is None or described is None:
            return False
        method, path = endpoint.method.text.upper(), plain(endpoint.path.text)
        return bool(described.tree.find_method(method, path))

    def _finds(self, path: str) -> bool:
        path = plain(path)
        return bool((self.own and self.own.tree.find(path)) or self._specs.find(path))

    def _ending(
        self, given: Sequence[str], may: Callable[[Sequence[str], Sequence[str]], bool]
    ) -> Iterator[tuple[str, list[Operation]]]:
        """The path templates, with their operations, of every spec that has one with such an end.

        That is an end with which it `may` be the path template that is looked for.
        """
        files = {self.own.path} if self.own else set()
        for end, having in self._specs.templates.items():
            if not files.issuperset(having) and may(given, _words(end)):
                files.update(having)
        for spec in map(self._specs.spec, sorted(files)):
            yield from spec.by_path.items() if spec else ()


@lru_cache(maxsize=4096)
def plain(path: str) -> str:
    """A path without its query, each template in it replaced by one character for anything."""
    return normalized(_TEMPLATE.sub(ANYTHING, path.partition("?")[0]))


@cache
def _words(path: str) -> tuple[str, ...]:
    """The segments of the path of an operation."""
    return tuple(segments(plain(path)))


def anywhere(path: str) -> bool:
    """Whether a path begins with a template, so that it may be any path at all."""
    path = plain(path)
    return segments(path)[0] == ANYTHING or not path.startswith("/")


def same_endpoint(method: str, path: str, endpoint: Endpoint) -> bool:
    """Whether a method and a path may be a call of an endpoint, whatever fills its parameters.

    Either may lack the prefix of the other, which ends where a word begins that both have.
    """
    if method.upper() != endpoint.method.text.upper():
        return False
    paths = (segments(plain(each)) for each in (path, endpoint.path.text))
    short, long = sorted(paths, key=len)
    tail = long[-len(short) :]
    if tail != long and (ANYTHING in short[0] or tail[0] != short[0]):
        return False
    return all(
        one == other or ANYTHING in one + other for one, other in zip(short, tail, strict=True)
    )


def _make_room(known: dict[Any, Any]) -> None:
    if len(known) >= _MOST:
        known.clear()
