"""The comments that ask for findings to be ignored, and what each of them covers.

`# seedlint: ignore[rule-a, rule-b] reason` in YAML, `<!-- seedlint: ignore[rule] reason -->` in
Markdown, `ignore-file[...]` for a whole file. A comment covers the node that it stands on or
above, so it moves with what it is about; no line number is in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from seedlint import yamltree
from seedlint.markdown import Comment, Heading
from seedlint.regex import regex
from seedlint.seed import Part
from seedlint.source import Span
from seedlint.yamltree import Mapping, Scalar

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from seedlint.seed import Seed
    from seedlint.source import Region
    from seedlint.yamltree import Node

_ASKS = r"seedlint:[ \t]*(?P<verb>[\w-]+)(?:\[(?P<rules>[^\]\r\n]*)\])?"
_IN_YAML = regex(rf"(?:\A|(?<=[ \t\r\n]))#[ \t]*{_ASKS}[^\r\n]*")
_IN_MARKDOWN = regex(rf"<!--\s*{_ASKS}")
VERBS = ("ignore", "ignore-file")
"""What a comment can ask for: about one node, or about the whole file."""

_NAME = regex(r"[^\s,]+")
_BEFORE_ITEM = regex(r"[ \t]*(?:-[ \t]+)?")
_LINE_BREAK = regex(r"[\r\n]")
_PARAGRAPH = regex(r"\s*(?:[^\r\n]+(?:\r\n?|\n)?)*")


class Ignore:
    """One comment. `rules` are the names in it; it covers findings that begin within `covers`.

    `span` is the comment with its marks, `verb` what it asks for: one of VERBS, or nothing that
    is understood. `used` collects the rules that it did silence.
    """

    def __init__(self, span: Span, verb: Part, rules: tuple[Part, ...], covers: Span) -> None:
        self.span = span
        self.verb = verb
        self.rules = rules
        self.covers = covers
        self.used: set[str] = set()

    @property
    def names(self) -> frozenset[str]:
        """The names of the rules that it ignores; none where what it asks for is not understood."""
        understood = self.rules if self.verb.text in VERBS else ()
        return frozenset(part.text for part in understood)

    def covers_finding(self, rule: str, span: Span) -> bool:
        """Whether the comment is about a finding of this rule at this place."""
        return rule in self.names and begins_within(span, self.covers)


def begins_within(span: Span, covers: Span) -> bool:
    """Whether a finding begins within what a comment covers; an empty one may stand at its end."""
    low, high = covers
    return low <= span.start < high or span == (high, high)


def ignores(seed: Seed) -> list[Ignore]:
    """The ignore comments of a seed, in order."""
    if "seedlint:" not in seed.source.text:
        return []
    found = [*_in_markdown(seed)]
    if seed.frontmatter is not None:
        found += _in_yaml(seed, seed.frontmatter.content, seed.frontmatter.root)
    for block in seed.blocks:
        found += _in_yaml(seed, block.fence.content, block.root)
    return sorted(found, key=lambda ignore: ignore.span)


def _in_markdown(seed: Seed) -> Iterator[Ignore]:
    text = seed.source.text
    below: dict[int, Span] = {}
    for comment in reversed(seed.document.comments):
        below[comment.span.start] = _block_below(seed, comment.span, below)
    for comment in seed.document.comments:
        match = _IN_MARKDOWN.match(text, comment.span.start, comment.span.end)
        if match is None:
            continue
        line = _before(seed, comment.span)
        covers = below[comment.span.start]
        if match["verb"] == "ignore-file":
            covers = _whole(seed)
        elif line.of(text).strip():
            covers = Span(line.start, _line(seed, comment.span.end).end)
        yield Ignore(comment.span, _verb(match), _parts(match), covers)


def _block_below(seed: Seed, comment: Span, below: dict[int, Span]) -> Span:
    """The block below a comment and those that follow it; for a heading, its section."""
    text, blocks = seed.source.text, seed.document.blocks
    index = bisect_left(blocks, comment.end, key=lambda each: each.span.start)
    block = blocks[index] if index < len(blocks) else None
    end = block.span.start if block else len(text)
    if block is None or text[comment.end : end].strip():
        paragraph = _PARAGRAPH.match(text, comment.end, end)
        return Span(*paragraph.span()) if paragraph else comment
    if isinstance(block, Comment):
        return below[block.span.start]
    return seed.around(end)[-1].span if isinstance(block, Heading) else block.span


def _in_yaml(seed: Seed, region: Region, root: Node | None) -> Iterator[Ignore]:
    comments = [*_IN_YAML.finditer(region.text)]
    if not comments:
        return
    scalars = sorted(scalar.span for scalar in yamltree.scalars(root))
    extents = _Entries(root)
    for match in comments:
        span = region.place(match.start(), match.end())
        before = bisect_left(scalars, span)
        if before and _is_text(seed, scalars[before - 1], span.start):
            continue
        verb, rules = _verb(match, region), _parts(match, region)
        if match["verb"] == "ignore-file":
            yield Ignore(span, verb, rules, _whole(seed))
            continue
        line = _before(seed, span)
        trailing = not _BEFORE_ITEM.fullmatch(seed.source.text, *line)
        covers = extents.on(line) if trailing else extents.below(span.end)
        yield Ignore(span, verb, rules, covers or span)


def _is_text(seed: Seed, scalar: Span, offset: int) -> bool:
    """Whether what stands at an offset behind a scalar's start is a part of what it says.

    YAML 1.2, section 8.1: a comment may follow the header of a block scalar.
    """
    text = seed.source.text
    header = text[scalar.start] in "|>" and not _LINE_BREAK.search(text, scalar.start, offset)
    return offset < scalar.end and not header


class _Entries:
    """The extents of all pairs and items of a tree; a collection itself is none of them."""

    def __init__(self, root: Node | None) -> None:
        found = {*entries(root)}
        self._begin = sorted(found, key=lambda entry: (entry.start, -entry.end))
        self._end = sorted(found, key=lambda entry: (entry.end, entry.start))

    def below(self, offset: int) -> Span | None:
        """The outermost entry of those that begin first from an offset on."""
        index = bisect_left(self._begin, offset, key=lambda entry: entry.start)
        return self._begin[index] if index < len(self._begin) else None

    def on(self, line: Span) -> Span | None:
        """The outermost entry that begins first on a line, else the innermost that ends there."""
        first = self.below(line.start)
        if first is not None and first.start < line.end:
            return first
        low = bisect_right(self._end, line.start, key=lambda entry: entry.end)
        high = bisect_right(self._end, line.end, key=lambda entry: entry.end)
        return max(self._end[low:high], default=None)


def entries(node: Node | None, *, flow: bool = True) -> Iterator[Span]:
    """The extents of all pairs and items below a node, each before those that it holds.

    Without `flow`, what stands between braces and brackets is left out.
    """
    if node is None or isinstance(node, Scalar) or (node.flow and not flow):
        return
    if isinstance(node, Mapping):
        for pair in node.pairs:
            if not pair.merged:
                yield Span(pair.key.span.start, max(pair.key.span.end, pair.value.span.end))
                yield from entries(pair.value, flow=flow)
    else:
        for item in node.items:
            yield item.span
            yield from entries(item, flow=flow)


def _parts(match: re.Match[str], region: Region | None = None) -> tuple[Part, ...]:
    listed = match["rules"]
    if listed is None:
        return ()
    start = match.start("rules")
    parts = []
    for name in _NAME.finditer(listed):
        low, high = start + name.start(), start + name.end()
        span = region.place(low, high) if region else Span(low, high)
        parts.append(Part(name[0], span))
    return tuple(parts)


def _verb(match: re.Match[str], region: Region | None = None) -> Part:
    low, high = match.span("verb")
    return Part(match["verb"], region.place(low, high) if region else Span(low, high))


def _before(seed: Seed, comment: Span) -> Span:
    """The part of a comment's line that stands before it."""
    return Span(_line(seed, comment.start).start, comment.start)


def _line(seed: Seed, offset: int) -> Span:
    return seed.source.line_span(seed.source.position(offset).line)


def _whole(seed: Seed) -> Span:
    return Span(0, len(seed.source.text))
