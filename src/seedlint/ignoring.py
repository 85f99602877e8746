"""Write the comments that ask for findings to be ignored, and see to it that they do.

Each stands on a line of its own above the least that it can cover: a field, a step, a table, a
section. What is about the whole seed goes into an `ignore-file`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import chain, islice
from typing import TYPE_CHECKING

from seedlint import yamltree
from seedlint.engine import lint_seed
from seedlint.ignores import begins_within, entries
from seedlint.named import NamedTuple
from seedlint.regex import regex
from seedlint.rulekit import Group
from seedlint.rules import BY_NAME
from seedlint.seed import read
from seedlint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seedlint.engine import SeedOutcome
    from seedlint.finding import Diagnostic
    from seedlint.ignores import Ignore
    from seedlint.seed import Seed
    from seedlint.settings import Settings
    from seedlint.spec import Specs

_LINE_BREAK = regex(r"\r\n|\r|\n")
_BEFORE = regex(r"([ \t]*)(?:[-?][ \t]+)*")  # an entry or a block that begins its line
_UNFIT = regex(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_CLOSING = regex(r"--!?>")  # CommonMark, and what browsers make of it


class ReasonError(ValueError):
    """A reason that no comment can hold; the message is for the user."""


class Ignored(NamedTuple):
    """The source with its comments, and how many findings they cover that counted before.

    `left` are those that no comment can cover, as they were given.
    """

    source: Source
    added: int = 0
    left: tuple[Diagnostic, ...] = ()


def add(
    source: Source,
    specs: Specs,
    settings: Settings,
    path: str | None,
    reason: str,
    diagnostics: Iterable[Diagnostic] | None = None,
) -> Ignored:
    """Cover a seed's diagnostics by comments: the given ones, else all that linting it finds.

    A comment that is there already gets the names, and keeps its reason. Those about ignore
    comments are left, for they are mended there; and all are, where the text is not what the bytes
    say. Raises ReasonError.
    """
    writing = _Writing(source, specs, settings, path, _fit(reason))
    given = writing.before.diagnostics if diagnostics is None else tuple(diagnostics)
    counting = [found for found in given if not writing.covered_before(found)]
    plan = writing.cover([found for found in counting if _coverable(found, source)], ())
    covered = {id(found) for found, _ in plan}
    left = tuple(found for found in counting if id(found) not in covered)
    return Ignored(writing.write(plan) if plan else source, len(plan), left)


def _fit(reason: str) -> str:
    """The reason as a comment has it."""
    reason = reason.strip()
    if not reason:
        raise ReasonError("an ignore comment says why: give a reason that is not empty")
    if _UNFIT.search(reason):
        raise ReasonError("the reason has a line break or another control character in it")
    if closing := _CLOSING.search(reason):
        raise ReasonError(f"the reason cannot have `{closing[0]}` in it, which ends a comment")
    return reason


def _coverable(found: Diagnostic, source: Source) -> bool:
    about_ignores = BY_NAME[found.rule].group is Group.IGNORES
    return found.source is source and not source.undecodable and not about_ignores


class _Anchor(NamedTuple):
    """Where names can be put in so that they cover a part of a seed.

    That is before a line that a new comment goes above, or in the list of a comment that is there;
    `opening` and `closing` are what has to stand around the names.
    """

    at: int
    covers: Span
    opening: str
    closing: str


class _Anchors:
    """The anchors of a seed, each of which knows the next one around it."""

    def __init__(self, anchors: Iterable[_Anchor]) -> None:
        self._all = sorted(anchors, key=lambda each: (each.covers.start, -each.covers.end))
        self._outer: list[int] = []
        around: list[int] = []
        for index, anchor in enumerate(self._all):
            while around and self._all[around[-1]].covers.end < anchor.covers.end:
                around.pop()
            self._outer.append(around[-1] if around else -1)
            around.append(index)

    def around(self, span: Span) -> Iterator[_Anchor]:
        """Where a finding can be covered from: the narrowest first, of equal ones the last."""
        index = bisect_right(self._all, span.start, key=lambda each: each.covers.start) - 1
        while index >= 0:
            if begins_within(span, self._all[index].covers):
                yield self._all[index]
            index = self._outer[index]


_Plan = tuple[tuple["Diagnostic", _Anchor], ...]
"""Which finding is to be covered from where."""


class _Writing:
    """The comments for one seed: where they can stand, and whether they do what they are for."""

    def __init__(
        self, source: Source, specs: Specs, settings: Settings, path: str | None, reason: str
    ) -> None:
        self._source = source
        self._specs = specs
        self._settings = settings
        self._path = path
        self.before = self._lint(source)
        self._own = {found.sort_key() for found in self.before.diagnostics}
        seed = read(source, settings)
        self._substance = _substance(seed)
        self._anchors = _Anchors([*_lines(seed, reason), *_comments(self.before.member.ignores)])

    def _lint(self, source: Source) -> SeedOutcome:
        return lint_seed(source, self._specs, self._settings, self._path)

    def covered_before(self, found: Diagnostic) -> bool:
        """Whether a comment covers a finding that was made without heed to comments."""
        here = found.source is self._source
        return here and _covered(self.before, found.rule, found.finding.span)

    def cover(self, found: Sequence[Diagnostic], plan: _Plan) -> _Plan:
        """A plan with as many more findings in it as can be, each covered as narrowly as can be.

        All at once where that holds; else by halves, to find those that need more.
        """
        nearest = (
            (each, anchor)
            for each in found
            for anchor in islice(self._anchors.around(each.finding.span), 1)
        )
        whole = (*plan, *nearest)
        if whole == plan or self._holds(whole):
            return whole
        if len(found) > 1:
            half = len(found) // 2
            return self.cover(found[half:], self.cover(found[:half], plan))
        wider = (
            (*plan, (each, anchor))
            for each in found
            for anchor in islice(self._anchors.around(each.finding.span), 1, None)
        )
        return next(filter(self._holds, wider), plan)

    def write(self, plan: _Plan) -> Source:
        """The seed with its comments."""
        text, last = self._source.text, 0
        pieces: list[str] = []
        for at, comment in _insertions(plan):
            pieces += (text[last:at], comment)
            last = at
        return Source(self._source.path, "".join((*pieces, text[last:])), bom=self._source.bom)

    def _holds(self, plan: _Plan) -> bool:
        """Whether a plan covers what it is for, and changes nothing but comments."""
        source = self.write(plan)
        if _substance(read(source, self._settings)) != self._substance:
            return False
        after = self._lint(source)
        own = [found for found, _ in plan if found.sort_key() in self._own]
        if not _counted(after.diagnostics) <= _counted(self.before.diagnostics) - _counted(own):
            return False
        insertions = _insertions(plan)
        return all(
            _covered(after, found.rule, _moved(found.finding.span, insertions))
            for found, _ in plan
            if found.sort_key() not in self._own  # it is the project's
        )


def _insertions(plan: _Plan) -> list[tuple[int, str]]:
    """What is put in where, in the order of the text."""
    names: defaultdict[_Anchor, set[str]] = defaultdict(set)
    for found, anchor in plan:
        names[anchor].add(found.rule)
    return [
        (anchor.at, anchor.opening + ", ".join(sorted(names[anchor])) + anchor.closing)
        for anchor in sorted(names)
    ]


def _moved(span: Span, insertions: list[tuple[int, str]]) -> Span:
    by = sum(len(comment) for at, comment in insertions if at <= span.start)
    return Span(span.start + by, span.end + by)


def _covered(outcome: SeedOutcome, rule: str, span: Span) -> bool:
    return any(ignore.covers_finding(rule, span) for ignore in outcome.member.ignores)


def _counted(diagnostics: Iterable[Diagnostic]) -> Counter[tuple[str, str]]:
    """What is found, wherever it stands."""
    return Counter((found.rule, found.finding.message) for found in diagnostics)


def _substance(seed: Seed) -> list[object]:
    """What a seed says, less its comments and its places."""
    document = seed.document
    read_as_yaml = {id(block.fence) for block in seed.blocks if block.root}
    return [
        [repr(yamltree.data(tree)) for tree in seed.trees],  # `.nan` is not equal to itself
        [(heading.level, heading.text) for heading in document.headings],
        [[cell.text for cell in chain(table.header, *table.rows)] for table in document.tables],
        [(fence.info, fence.closed) for fence in document.fences],
        [each.content.text for each in document.fences if id(each) not in read_as_yaml],
    ]


def _comments(ignores: Iterable[Ignore]) -> Iterator[_Anchor]:
    """The comments that are there already."""
    for ignore in ignores:
        if ignore.names:
            yield _Anchor(ignore.rules[-1].span.end, ignore.covers, ", ", "")


def _lines(seed: Seed, reason: str) -> Iterator[_Anchor]:
    """Where new comments can go: behind the frontmatter or the end, and above the seed's lines."""
    text = seed.source.text
    match = _LINE_BREAK.search(text)
    line_break = match[0] if match else "\n"
    # At its top a comment about the file would keep the frontmatter from being one.
    ends = [seed.frontmatter.span.end] if seed.frontmatter else []
    for end in (len(text), *ends):
        match = _LINE_BREAK.search(text, end)
        at = match.end() if match else len(text)
        within_line = at > 0 and text[at - 1] not in "\r\n"
        first, last = (line_break, "") if within_line else ("", line_break)
        opening, closing = f"{first}<!-- seedlint: ignore-file[", f"] {reason} -->{last}"
        yield _Anchor(at, Span(0, len(text)), opening, closing)
    for tree in seed.trees:
        fields = entries(tree, flow=False)
        yield from _above(seed.source, fields, "# seedlint: ignore[", f"] {reason}{line_break}")
    document = seed.document
    blocks = [section.span for section in seed.sections]
    blocks += [table.span for table in document.tables]
    blocks += [fence.span for fence in document.fences]
    closing = f"] {reason} -->{line_break}"
    yield from _above(seed.source, blocks, "<!-- seedlint: ignore[", closing)


def _above(
    source: Source, extents: Iterable[Span], opening: str, closing: str
) -> Iterator[_Anchor]:
    """The lines on which the extents begin, each with the outermost that does."""
    lines: set[int] = set()
    for extent in extents:
        start = source.line_span(source.position(extent.start).line).start
        before = _BEFORE.fullmatch(source.text, start, extent.start)
        if before and start not in lines:
            lines.add(start)
            yield _Anchor(start, extent, before[1] + opening, closing)
