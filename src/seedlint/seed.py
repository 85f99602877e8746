"""A seed as its runner sees it: thin views over Markdown blocks and YAML nodes.

Reading never fails. What is missing or malformed is None, and one broken fence costs only itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from seedlint import markdown, yamltree
from seedlint.edit import Edit
from seedlint.lazy import lazy
from seedlint.named import NamedTuple
from seedlint.regex import regex
from seedlint.settings import LIMITS
from seedlint.source import Span
from seedlint.spelling import closest
from seedlint.yamltree import Mapping, Problem, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.markdown import Document, Fence, Heading, Table
    from seedlint.settings import Limits, Settings
    from seedlint.source import Source
    from seedlint.yamltree import Node, Pair

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
"""The methods that a step may have; the keys of an OpenAPI path item, less `trace`."""

_OF_A_REQUEST = frozenset(
    ("method", "path", "params", "body", "form_fields", "file_fields", "token", "extract", "expect")
)
_OF_ANY_TOOL = frozenset(("id", "description"))

_ENDPOINT = regex(r"\s*([A-Za-z]+)\s+(/\S*)\s*")
_EXPECTATION = regex(r"exp|status", re.I)
_STATUS = regex(r"[1-5][0-9]{2}")
_WORD = regex(r"[^\W_]+")
_ENDPOINT_LINE = regex(r"(?:\A|[\r\n])(?:endpoint|\"endpoint\"|'endpoint')[ \t]*:")
_PLAIN_PATH = regex(r"\w[\w./-]*")
_LINE_END = regex(r"\r\n|\r|\n|\Z")
_STEPS_LINE = regex(r"(?:\A|[\r\n])(?:steps|\"steps\"|'steps')[ \t]*:")
_METHOD_LINE = regex(r"^[ \t]+(?:- +)?method[ \t]*:", re.M)


class Part(NamedTuple):
    """A piece of text that stands somewhere."""

    text: str
    span: Span

    @classmethod
    def of(cls, scalar: Scalar) -> Part:
        """A scalar's text, without its quotes."""
        return cls(scalar.text, scalar.place(0, len(scalar.text)))

    def place(self, start: int, end: int) -> Span:
        """The place of a part of the text; the whole where escapes forbid it."""
        if self.span.end - self.span.start != len(self.text):
            return self.span
        return Span(self.span.start + start, self.span.start + end)


class Endpoint(NamedTuple):
    """A method and a path that are written as one: `GET /v1/loans/{loan_uid}`."""

    method: Part
    path: Part

    @property
    def span(self) -> Span:
        """The place of both."""
        return Span(self.method.span.start, self.path.span.end)

    @property
    def name(self) -> str:
        """The endpoint as a message names it."""
        return f"{self.method.text} {self.path.text}"

    @property
    def file_name(self) -> str:
        """The name of the file for its seed: `get_v1_loans_loan_uid.md`."""
        words = _WORD.findall(f"{self.method.text} {self.path.text.partition('?')[0]}")
        return f"{'_'.join(words).lower()}.md"


class Section(NamedTuple):
    """A heading and what stands under it up to the next heading of its level or above.

    `parent` is the section that it is a part of.
    """

    heading: Heading
    span: Span
    parent: Section | None = None

    @property
    def title(self) -> str:
        return self.heading.text


class Frontmatter:
    """The frontmatter: its keys as nodes; `root` is None where it is no mapping.

    A key, and the status, may be in another spelling that the settings accept.
    """

    def __init__(self, block: markdown.Frontmatter, settings: Settings) -> None:
        self._settings = settings
        self.span = block.span
        self.content = block.content
        self.parsed = yamltree.parse(block.content, mend=True, limits=settings.limits)
        self.root = self.parsed if isinstance(self.parsed, Mapping) else None
        self._pairs: dict[str, Pair | None] = {}

    @property
    def opening(self) -> Span:
        """The opening fence: where a finding goes that is about the frontmatter as a whole."""
        return Span(self.span.start, self.span.start + 3)

    def pair(self, key: str) -> Pair | None:
        """A key with its value; in its own spelling, or else in one that is accepted for it."""
        if key not in self._pairs:
            self._pairs[key] = self._find(key)
        return self._pairs[key]

    def scalar(self, key: str) -> Scalar | None:
        """The value of a key, where it is a scalar with something in it."""
        pair = self.pair(key)
        return pair.value if pair and isinstance(pair.value, Scalar) and pair.value.text else None

    @lazy
    def endpoint(self) -> Endpoint | None:
        """`endpoint`, where it reads as a method and a path."""
        scalar = self.scalar("endpoint")
        match = _ENDPOINT.fullmatch(scalar.text) if scalar else None
        if scalar is None or match is None:
            return None
        return Endpoint(
            Part(match[1], scalar.place(*match.span(1))),
            Part(match[2], scalar.place(*match.span(2))),
        )

    @property
    def swagger(self) -> Scalar | None:
        """The path of the spec that the seed names."""
        return self.scalar("swagger")

    def naming(self, spec: str) -> Edit | None:
        """The edit after which `swagger` names a spec; None where it takes more than one.

        A new line goes behind those that say what the seed is about.
        """
        if self.root is None or self.root.flow or not _PLAIN_PATH.fullmatch(spec):
            return None
        if (scalar := self.swagger) is not None:
            block = scalar.text.endswith("\n")  # in which a path would stand on a line of its own
            return Edit(scalar.span if block else scalar.place(0, len(scalar.text)), spec)
        keys = (self.root.pair(key) for key in ("tags", "domain", "endpoint"))
        pair = next((pair for pair in keys if pair and not pair.merged), None)
        if pair is None or pair.value.span.start < pair.key.span.end:
            return None
        text, start = self.content.text, self.content.span.start
        begin = text.rfind("\n", 0, pair.key.span.start - start) + 1
        indent = text[begin : pair.key.span.start - start]
        end = _LINE_END.search(text, pair.value.span.end - start)
        if indent.strip() or end is None or self.pair("swagger"):
            return None
        at, newline = start + end.start(), end[0] or "\n"
        return Edit(Span(at, at), f"{newline}{indent}swagger: {spec}")

    @property
    def status(self) -> Scalar | None:
        return self.scalar("status")

    @property
    def standing(self) -> str:
        """What the status says, in the vocabulary's own word; empty where it says nothing."""
        word = self.status.text if self.status else ""
        return self._settings.status_aliases.get(word, word)

    def _find(self, key: str) -> Pair | None:
        if self.root is None:
            return None
        pair = self.root.pair(key)
        for alias, meant in self._settings.frontmatter_aliases.items():
            if pair is None and meant == key:
                pair = self.root.pair(alias)
        return pair


class Step:
    """One request of a seed, with what is expected of its answer. `fence` is where it is written.

    It does not know its block: a circle would keep every seed of a run in memory.
    """

    def __init__(self, node: Mapping, fence: Fence) -> None:
        self.node = node
        self.fence = fence
        self.method = self.scalar("method")
        self.path = self.scalar("path")

    def __repr__(self) -> str:
        return f"Step({self.name!r})"

    def get(self, key: str) -> Node | None:
        return self.node.get(key)

    def pair(self, key: str) -> Pair | None:
        return self.node.pair(key)

    def scalar(self, key: str) -> Scalar | None:
        """The value of a key, where it is a scalar with something in it."""
        node = self.node.get(key)
        return node if isinstance(node, Scalar) and node.text else None

    def mapping(self, key: str) -> Mapping | None:
        """The value of a key, where it is a mapping."""
        node = self.node.get(key)
        return node if isinstance(node, Mapping) else None

    @property
    def grip(self) -> Span:
        """Where a finding about the step as a whole goes: its `id`, else its first key."""
        return grip(self.node)

    @property
    def name(self) -> str:
        """The step's id, or the empty string."""
        scalar = self.scalar("id")
        return scalar.text if scalar else ""

    @property
    def body(self) -> Node | None:
        """The body, unless it is null."""
        node = self.node.get("body")
        return None if isinstance(node, Scalar) and node.data is None else node

    @property
    def query(self) -> str:
        """What stands behind the `?` of the path, less a fragment, which is never sent."""
        return self.path.text.partition("#")[0].partition("?")[2] if self.path else ""

    @property
    def extract(self) -> Iterator[tuple[Scalar, Scalar]]:
        """Each extracted variable's name with its JSONPath."""
        mapping = self.mapping("extract")
        for pair in mapping.pairs if mapping else ():
            if isinstance(pair.value, Scalar):
                yield pair.key, pair.value

    @property
    def expected_status(self) -> Node | None:
        expect = self.mapping("expect")
        return expect.get("status") if expect else None

    @lazy
    def expected_statuses(self) -> tuple[int, ...]:
        """The statuses that the step accepts; the runner takes 200 where none is given.

        Empty where the step says something that cannot be read as a status.
        """
        node = self.expected_status
        if node is not None:
            return statuses(node)
        meant = (pair.value for pair in self.node.pairs if _expects(pair.key.text))
        return (200,) if all(map(yamltree.blank, meant)) else ()

    @lazy
    def negative(self) -> bool:
        """Whether the step wants to be refused: every status that it accepts is a 4xx or 5xx.

        It may want to where its statuses cannot be read.
        """
        return all(400 <= status <= 599 for status in self.expected_statuses)

    @property
    def on_fail(self) -> str:
        """What the runner does when the step fails; it stops the seed where nothing is said."""
        scalar = self.scalar("onFail")
        return scalar.text if scalar else "abort"

    @property
    def optional(self) -> bool:
        """Whether the runner goes on without the step when it fails."""
        return self.on_fail in ("skip", "warn")


class Block:
    """A fenced yaml block of steps. `sections` are the headings that it stands under."""

    def __init__(
        self, fence: Fence, parsed: Node | Problem | None, sections: tuple[Section, ...], runs: bool
    ) -> None:
        self.fence = fence
        self.parsed = parsed
        self.sections = sections
        self.runs = runs
        self._titles = frozenset(said(section.title) for section in sections)
        self.root = parsed if isinstance(parsed, Mapping) else None
        self.listed = _listed(self.root) if self.root else None
        steps = self.listed.value if self.listed else None
        items = steps.items if isinstance(steps, Sequence) else ()
        self.steps = tuple(Step(item, fence) for item in items if isinstance(item, Mapping))

    @property
    def grip(self) -> Span:
        """Where a finding about the block as a whole goes: its `steps` key."""
        pair = self.listed
        return pair.key.span if pair else self.fence.opening

    def within(self, title: str) -> bool:
        """Whether the block stands under a heading with this title."""
        return said(title) in self._titles


class Seed:
    """A whole seed. `blocks` are its step blocks, `steps` those that run, in their order."""

    def __init__(self, source: Source, settings: Settings) -> None:
        self.source = source
        self.run_sections = settings.run_sections
        self.document: Document = markdown.scan(source.text)
        block = self.document.frontmatter
        self.frontmatter = Frontmatter(block, settings) if block else None
        self.sections = tuple(_sections(self.document, len(source.text)))
        self._by_title: dict[str, Section] = {}
        for section in self.sections:
            self._by_title.setdefault(said(section.title), section)
        self.blocks = tuple(self._blocks(settings.limits))
        self.steps = tuple(self._run())

    def __repr__(self) -> str:
        return f"Seed({self.source.path!r})"

    @lazy
    def endpoint(self) -> Endpoint | None:
        return self.frontmatter.endpoint if self.frontmatter else None

    @lazy
    def skipped(self) -> bool:
        """Whether the seed says that it is not to be run."""
        return self.frontmatter is not None and self.frontmatter.standing == "skip"

    @lazy
    def test_blocks(self) -> tuple[Block, ...]:
        """The blocks of the section that holds the test itself: the last one that runs."""
        title = self.run_sections[-1] if self.run_sections else ""
        return tuple(block for block in self.blocks if block.within(title))

    @lazy
    def test_steps(self) -> tuple[Step, ...]:
        return tuple(step for block in self.test_blocks for step in block.steps)

    @property
    def trees(self) -> Iterator[Node]:
        """The YAML that can be read, of the frontmatter and of every step block."""
        first: list[Frontmatter | Block] = [self.frontmatter] if self.frontmatter else []
        for part in (*first, *self.blocks):
            if part.parsed is not None and not isinstance(part.parsed, Problem):
                yield part.parsed

    @property
    def broken(self) -> bool:
        """Whether some of its YAML cannot be read, so that what is missing may be in there."""
        return (
            self.frontmatter is not None and isinstance(self.frontmatter.parsed, Problem)
        ) or any(isinstance(block.parsed, Problem) for block in self.blocks)

    def is_test(self, title: str) -> bool:
        """Whether a heading is that of the section that holds the test itself."""
        return bool(self.run_sections) and same_title(title, self.run_sections[-1])

    def section(self, title: str) -> Section | None:
        """The first section with this title."""
        return self._by_title.get(said(title))

    def above(self, section: Section) -> tuple[Section, ...]:
        """The sections that a section is a part of, the outermost first."""
        return (*self.above(section.parent), section.parent) if section.parent else ()

    def around(self, offset: int) -> tuple[Section, ...]:
        """The sections that an offset lies in, the outermost first."""
        before = bisect_right(self.sections, offset, key=lambda section: section.span.start)
        innermost = self.sections[before - 1] if before else None
        return (*self.above(innermost), innermost) if innermost else ()

    def tables(self, section: Section) -> Iterator[Table]:
        """The tables that stand in a section."""
        return (table for table in self.document.tables if table.span.start in range(*section.span))

    def _blocks(self, limits: Limits) -> Iterator[Block]:
        run = {said(title) for title in self.run_sections}
        for fence in self.document.fences:
            parsed = _steps_of(fence, limits)
            if parsed is not None:
                sections = self.around(fence.span.start)
                runs = any(said(section.title) in run for section in sections)
                yield Block(fence, parsed, sections, runs)

    def _run(self) -> Iterator[Step]:
        """The steps that run: section by section as the runner plays them, each from its top."""
        waiting = [block for block in self.blocks if block.runs]
        for title in self.run_sections:
            for block in waiting:
                if block.within(title):
                    yield from block.steps
            waiting = [block for block in waiting if not block.within(title)]


def read(source: Source, settings: Settings) -> Seed:
    """See a source as a seed."""
    return Seed(source, settings)


def is_seed(source: Source) -> bool:
    """Whether a Markdown file is a seed: it names an endpoint, or it has a block of steps.

    A frontmatter that does not parse counts where a line of it begins with `endpoint:`. Bytes that
    are no text are passed over: a damaged seed is one still. Steps that are all of another tool,
    such as those of a CI system, are no seed's.
    """
    text = source.text.replace("\ufffd", "") if source.undecodable else source.text
    if "endpoint" not in text and "steps" not in text:
        return False
    block = markdown.frontmatter(text)
    if block is not None and "endpoint" in block.content.text:
        if _ENDPOINT_LINE.search(block.content.text):
            return True
        parsed = yamltree.parse(block.content, mend=True)
        if isinstance(parsed, Mapping) and parsed.pair("endpoint"):
            return True
    blocks = map(_steps_of, markdown.scan(text).fences)
    return any(block is not None and not _is_foreign(block) for block in blocks)


def statuses(node: Node) -> tuple[int, ...]:
    """The HTTP statuses that a value lists, be it one or several; what is none is left out."""
    items = node.items if isinstance(node, Sequence) else [node]
    found = [item.text for item in items if isinstance(item, Scalar)]
    return tuple(int(text) for text in found if _STATUS.fullmatch(text))


@lru_cache(maxsize=1024)
def said(title: str) -> str:
    """What a heading says, whatever its case and the blanks around it."""
    return title.strip().casefold()


def same_title(one: str, other: str) -> bool:
    """Whether two headings say the same."""
    return said(one) == said(other)


def grip(node: Mapping) -> Span:
    """The narrowest place that stands for a whole mapping: its `id`, else its first key."""
    value = node.get("id")
    if isinstance(value, Scalar) and value.text:
        return value.span
    return node.pairs[0].key.span if node.pairs else node.span


def _expects(key: str) -> bool:
    """Whether a key of a step says, or was meant to say, what is expected."""
    return bool(_EXPECTATION.match(key) or closest(key, ("expect", "status")))


def _steps_of(fence: Fence, limits: Limits = LIMITS) -> Mapping | Problem | None:
    """What a fence holds, where it is a block of steps; None for any other fence."""
    text = fence.content.text
    if fence.language not in ("yaml", "yml") or not ("steps" in text or "method" in text):
        return None
    parsed = yamltree.parse(fence.content, mend=True, limits=limits)
    if isinstance(parsed, Problem):
        return parsed if _STEPS_LINE.search(text) or _METHOD_LINE.search(text) else None
    return parsed if isinstance(parsed, Mapping) and _listed(parsed) else None


def _is_foreign(block: Mapping | Problem) -> bool:
    """Whether a block has steps, and each has keys of its own and none that makes a request."""
    listed = _listed(block) if isinstance(block, Mapping) else None
    items = listed.value.items if listed and isinstance(listed.value, Sequence) else ()
    keys = [
        {pair.key.text for pair in item.pairs} if isinstance(item, Mapping) else {""}
        for item in items
    ]
    return bool(keys) and all(each - _OF_ANY_TOOL and not each & _OF_A_REQUEST for each in keys)


def _listed(root: Mapping) -> Pair | None:
    """The `steps` of a block, also where the key is misspelt above what can be nothing else."""
    return root.pair("steps") or next(
        (
            pair
            for pair in root.pairs
            if isinstance(pair.value, Sequence)
            and any(isinstance(item, Mapping) and item.pair("method") for item in pair.value.items)
            and closest(pair.key.text, ("steps",))
        ),
        None,
    )


def _sections(document: Document, end: int) -> Iterator[Section]:
    ends = [end] * 7  # where a section of each level ends
    spans: list[Span] = []
    for heading in reversed(document.headings):
        start = heading.span.start
        spans.append(Span(start, ends[heading.level]))
        ends[heading.level :] = [start] * (7 - heading.level)
    section: Section | None = None
    for heading in document.headings:
        while section and section.heading.level >= heading.level:
            section = section.parent
        section = Section(heading, spans.pop(), section)
        yield section
