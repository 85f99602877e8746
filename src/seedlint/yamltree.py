"""YAML as a tree in which every key and every value knows its exact place.

PyYAML's C parser composes, with implicit resolution turned off: a scalar stays the text that it
is, and its type is worked out from YAML 1.2's core schema (section 10.3) when somebody asks.
"""

from __future__ import annotations

import re
from types import EllipsisType
from typing import TYPE_CHECKING, Any

import yaml

from seedlint.alignment import align
from seedlint.named import NamedTuple
from seedlint.regex import regex
from seedlint.settings import LIMITS
from seedlint.source import Region, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Sequence as Seq

    from seedlint import unquoted
    from seedlint.alignment import Places
    from seedlint.settings import Limits

try:
    from yaml._yaml import CParser as _Parser

    NATIVE = True
except ImportError:  # pragma: no cover - PyYAML built without libyaml
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    NATIVE = False

    class _Parser(Reader, Scanner, Parser, Composer):  # type: ignore[no-redef]
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)


MAX_MENDS = 40
"""How many values without quotes a text may have that keep it from being read."""

_PLAIN = "?"
_QUOTED = "!"
_NO_TEXT = frozenset(f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float"))

_UNQUOTED_TEMPLATE = regex(r"\{{2,}[^{}]*\}{2,}")
_BLANKS = " \t\r\n"
_LINE_END = regex(r"[\r\n]|\Z")
_MARKS = frozenset("&!")
_PROPERTIES = regex(r"(?:[&!]\S*\s*(?:#[^\r\n]*\s*)*)+")
# YAML 1.2, section 5.1, c-printable; to compile it takes a third of the time of all other patterns
_UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"

_INT = regex(r"[-+]?[0-9]+")
_NOT_DECIMAL = regex(r"0x[0-9a-fA-F]+|0o[0-7]+")
_MAX_DIGITS = 1000  # Python refuses to write down an integer of 4300
_FLOAT = regex(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_CONSTANTS: dict[str, bool | float | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    ".inf": float("inf"), ".Inf": float("inf"), ".INF": float("inf"),
    "+.inf": float("inf"), "+.Inf": float("inf"), "+.INF": float("inf"),
    "-.inf": float("-inf"), "-.Inf": float("-inf"), "-.INF": float("-inf"),
    ".nan": float("nan"), ".NaN": float("nan"), ".NAN": float("nan"),
}  # fmt: skip

Data = None | bool | int | float | str | list["Data"] | dict[str, "Data"]
"""What a node means: plain JSON-like data."""


class Scalar:
    """A scalar: its text as the parser gives it, and its extent with quotes and all.

    `plain` is true where it is not quoted, or tagged as no text, so that `12` may mean a number.
    `unquoted_template` is true for `{{name}}` written without quotes, which YAML takes for a
    mapping in a mapping, and for a value with such a template in it that YAML cannot read at all;
    the tree keeps either as the text that was meant.
    """

    __slots__ = (
        "_end",
        "_places",
        "_region",
        "_span",
        "_start",
        "plain",
        "text",
        "unquoted_template",
    )

    def __init__(
        self,
        region: Region,
        start: int,
        end: int,
        text: str,
        plain: bool,
        unquoted_template: bool = False,
    ) -> None:
        self.text = text
        self.plain = plain
        self.unquoted_template = unquoted_template
        self._region = region
        self._start = start
        self._end = end
        self._span: Span | None = None  # worked out when it is asked for, and so are its places
        self._places: Places | EllipsisType | None = ...

    def __repr__(self) -> str:
        return f"Scalar({self.text!r})"

    @property
    def span(self) -> Span:
        """Where it stands in the file, with quotes and all."""
        if self._span is None:
            self._span = self._region.place(self._start, self._end)
        return self._span

    @property
    def data(self) -> Data:
        """The value, by YAML 1.2's core schema; what is not plain is a string."""
        return plain_data(self.text) if self.plain else self.text

    def part(self, start: int, end: int, text: str | None = None) -> Scalar:
        """A piece of this as a quoted scalar of its own; `text` is its meaning, if another."""
        meaning = self.text[start:end] if text is None else text
        piece = Scalar(self._region, self._start, self._end, meaning, False, self.unquoted_template)
        places = self._aligned() if text is None else None
        piece._span = self.place(start, end)
        piece._places = places.part(start, end) if places else None
        return piece

    def place(self, start: int, end: int) -> Span:
        """The exact place of a part of the text; the whole scalar where there is none."""
        places = self._aligned()
        if places is None or not 0 <= start <= end <= len(self.text):
            return self.span
        first = places.starts[start]
        return self._region.place(first, places.ends[end - 1] if start < end else first)

    def _aligned(self) -> Places | None:
        if isinstance(self._places, EllipsisType):
            self._places = align(self._region.text, self._start, self._end, self.text)
        return self._places


class Pair(NamedTuple):
    """A key with its value; `merged` where it came in through `<<`."""

    key: Scalar
    value: Node
    merged: bool = False


class Mapping:
    """A mapping, its pairs in order, each duplicate of a key included."""

    __slots__ = ("_by_key", "flow", "pairs", "span")

    def __init__(self, span: Span, pairs: Seq[Pair], *, flow: bool) -> None:
        self.span = span
        self.pairs = pairs
        self.flow = flow
        self._by_key: dict[str, Pair] | None = None

    def __repr__(self) -> str:
        return f"Mapping({[pair.key.text for pair in self.pairs]})"

    def pair(self, key: str) -> Pair | None:
        """The pair with this key; of duplicates the last, as YAML readers have it."""
        return (self._by_key or self._index()).get(key)

    def get(self, key: str) -> Node | None:
        """The value of this key, or None."""
        pair = (self._by_key or self._index()).get(key)
        return pair.value if pair else None

    def items(self) -> Iterator[tuple[str, Pair]]:
        """Each key once, with the pair that counts."""
        return iter(self._index().items())

    def _index(self) -> dict[str, Pair]:
        if self._by_key is None:
            self._by_key = {pair.key.text: pair for pair in self.pairs}
        return self._by_key


class Sequence:
    """A sequence and its items."""

    __slots__ = ("flow", "items", "span")

    def __init__(self, span: Span, items: Seq[Node], *, flow: bool) -> None:
        self.span = span
        self.items = items
        self.flow = flow

    def __repr__(self) -> str:
        return f"Sequence({list(self.items)})"


Node = Scalar | Mapping | Sequence


class Problem(NamedTuple):
    """Why a text is not YAML, and where; `opening` is where the broken thing begins."""

    span: Span
    message: str
    opening: Span | None = None


def parse(region: Region, *, mend: bool = False, limits: Limits = LIMITS) -> Node | Problem | None:
    """Read one YAML document: its root, None where it is empty, or why it cannot be read.

    With `mend`, templates without quotes do not keep it from being read. Whoever walks over a tree
    may recurse: no path through it is longer than the limits allow.
    """
    if region.text.startswith("\ufeff"):  # which libyaml leaves out when it counts
        region = region.since(1)
    mended: set[int] = set()
    problem = None
    while True:
        try:
            node = _Composer(region.text, limits).get_single_node()
            break
        except yaml.MarkedYAMLError as error:
            problem = problem or _problem(region, error)
            values = _unquoted(region.text, error) if mend and len(mended) < MAX_MENDS else []
            if not values:
                return problem
            mended.update(region.offset(value.start) for value in values)
            region = region.quoted(values)
        except (yaml.YAMLError, UnicodeError):
            match = re.search(_UNPRINTABLE, region.text)
            at = match.start() if match else 0
            what = f"U+{ord(match[0]):04X}" if match else "a character"
            return Problem(region.place(at, at + 1), f"{what} is not allowed in YAML; delete it")
        except _LimitError as error:
            return Problem(_first_line(region), str(error))
    converter = _Converter(region, mended, limits)
    try:
        root = converter.node(node) if node else None
        return root if converter.mended == mended else problem
    except _LimitError as error:
        return Problem(_first_line(region), str(error))


def plain_data(text: str) -> Data:
    """What an unquoted scalar means, by YAML 1.2's core schema."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    first = text[:1]
    if first.isascii() and (first.isdigit() or first in "+-."):
        if _INT.fullmatch(text):
            return int(text) if len(text) <= _MAX_DIGITS else float(text)
        if _FLOAT.fullmatch(text):
            return float(text)
        if _NOT_DECIMAL.fullmatch(text):
            return int(text, 0) if len(text) <= _MAX_DIGITS else float("inf")
    return text


def data(node: Node | None) -> Data:
    """The plain data that a node stands for; of duplicate keys the last counts."""
    if isinstance(node, Scalar):
        return node.data
    if isinstance(node, Sequence):
        return [data(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key: data(pair.value) for key, pair in node.items()}
    return None


def at(node: Node | None, path: Seq[str | int]) -> Node | None:
    """The node that a path of keys and indexes leads to, or None."""
    for step in path:
        if isinstance(node, Mapping):
            node = node.get(str(step))
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def blank(node: Node | None) -> bool:
    """Whether there is nothing: no node, null, or a string of blanks."""
    return node is None or (
        isinstance(node, Scalar) and (node.data is None or not node.text.strip())
    )


def scalars(node: Node | None) -> list[Scalar]:
    """Every scalar below a node in the order of the text, keys and values alike."""
    found: list[Scalar] = []
    waiting: list[Node] = [] if node is None else [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Scalar):
            found.append(each)
        elif isinstance(each, Sequence):
            waiting += reversed(each.items)
        else:
            for key, value, _ in reversed(each.pairs):
                waiting += (value, key)
    return found


def mappings(node: Node | None) -> list[Mapping]:
    """Every mapping in and below a node, each before those in it."""
    found: list[Mapping] = []
    waiting: list[Node] = [] if node is None else [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            found.append(each)
            waiting += [pair.value for pair in reversed(each.pairs)]
        elif isinstance(each, Sequence):
            waiting += reversed(each.items)
    return found


class _Composer(_Parser):  # type: ignore[misc, unused-ignore]
    """PyYAML's composer without a resolver: the tag only tells plain from quoted.

    It recurses, in C at that, so its calls for every node keep count of the depth.
    """

    def __init__(self, text: str, limits: Limits) -> None:
        super().__init__(text)
        self.limits = limits
        self.left = limits.yaml_depth

    def descend_resolver(self, parent: object, index: object) -> None:
        self.left -= 1
        if self.left < 0:
            raise _LimitError(self.limits.too_deep())

    def ascend_resolver(self) -> None:
        self.left += 1

    def resolve(self, kind: object, value: object, implicit: Any) -> str:
        return _PLAIN if isinstance(implicit, tuple) and implicit[0] else _QUOTED


class _LimitError(Exception):
    pass


class _Converter:
    """From PyYAML's nodes to ours; each anchor is converted once and shared.

    `quoted` is where in the file the quotes stand that are not in the file, and `mended` where a
    value has been found in them.
    """

    def __init__(self, region: Region, quoted: set[int], limits: Limits) -> None:
        text = region.text
        self.region = region
        self.limits = limits
        self.quoted = quoted
        self.mended: set[int] = set()
        self.marked = "&" in text or "!" in text
        self.shared: dict[int, tuple[Node, int, int] | None] = {}
        self.count = self.height = 0  # of what is below the node in hand, aliases written out
        self.aliased = "*" in text and "&" in text

    @property
    def node(self) -> Callable[[yaml.Node], Node]:
        """What makes a node of ours of one of PyYAML's."""
        return self.share if self.aliased else self.convert

    def share(self, node: yaml.Node) -> Node:
        key = id(node)
        if key not in self.shared:
            self.shared[key] = None
            outer = self.count, self.height
            self.count = self.height = 0
            self.shared[key] = (self.convert(node), self.count + 1, self.height + 1)
            self.count, self.height = outer
        known = self.shared[key]
        if known is None:
            raise _LimitError("an alias that contains itself, which no request can send")
        converted, count, height = known
        self.count += count
        self.height = max(self.height, height)
        if self.count - len(self.shared) > self.limits.alias_nodes:
            raise _LimitError(self.limits.too_many_nodes())
        if self.height > self.limits.yaml_depth:
            raise _LimitError(self.limits.too_deep())
        return converted

    def convert(self, node: yaml.Node) -> Node:
        if isinstance(node, yaml.ScalarNode):
            tag, style, start = node.tag, node.style, node.start_mark.index
            end, text = node.end_mark.index, self.region.text
            if self.marked and text[start : start + 1] in _MARKS:
                properties = _PROPERTIES.match(text, start, end)
                start = properties.end() if properties else start
            if style in ("|", ">"):
                end = _text_end(text, start, end)
            plain = tag == _PLAIN or tag in _NO_TEXT
            plain = plain or (not style and tag != _QUOTED and not tag.endswith(":str"))
            mended = not plain and bool(self.quoted) and self.region.offset(start) in self.quoted
            if mended:
                self.mended.add(self.region.offset(start))
            return Scalar(self.region, start, end, node.value, plain, mended)
        if isinstance(node, yaml.SequenceNode):
            items = [*map(self.node, node.value)]
            return Sequence(self.span(node, *items), items, flow=bool(node.flow_style))
        assert isinstance(node, yaml.MappingNode)
        return self.mapping(node)

    def mapping(self, node: yaml.MappingNode) -> Node:
        if node.flow_style:
            region, (start, end) = self.region, (node.start_mark.index, node.end_mark.index)
            if _UNQUOTED_TEMPLATE.fullmatch(region.text, start, end):
                return Scalar(region, start, end, region.text[start:end], False, True)
        convert = self.node
        pairs: list[Pair] = []
        merges: list[Node] = []
        last: tuple[Node, ...] = ()
        for key_node, value_node in node.value:
            key = self.key(key_node)
            value = convert(value_node)
            last = key, value
            if key.text == "<<" and key.plain:
                merges.extend(value.items if isinstance(value, Sequence) else [value])
            else:
                pairs.append(Pair(key, value))
        if merges:
            pairs += _merged(merges, {pair.key.text for pair in pairs})
        return Mapping(self.span(node, *last), pairs, flow=bool(node.flow_style))

    def key(self, node: yaml.Node) -> Scalar:
        mended = self.mended.copy() if self.quoted else self.mended
        key = self.node(node)
        if isinstance(key, Scalar):
            return key
        self.mended = mended  # the key is its raw text, where quotes of ours have no place
        start, end = node.start_mark.index, node.end_mark.index
        return Scalar(self.region, start, end, self.region.text[start:end], False)

    def span(self, node: yaml.CollectionNode, *children: Node) -> Span:
        """A collection's span; libyaml ends a block in the blanks and comments that follow it."""
        if node.flow_style:
            return self.region.place(node.start_mark.index, node.end_mark.index)
        start = self.region.offset(node.start_mark.index)
        if not self.aliased:  # no alias stands for what is above it
            return Span(start, children[-1].span.end)
        return Span(start, max([child.span.end for child in children]))


def _merged(merges: Seq[Node], own: set[str]) -> Iterator[Pair]:
    """The pairs that come in through `<<`, less those with the `own` keys of the mapping."""
    for merge in merges:
        if isinstance(merge, Mapping):
            new = [pair for name, pair in merge.items() if name not in own]
            own.update(pair.key.text for pair in new)
            for pair in new:
                yield Pair(pair.key, pair.value, merged=True)


def _text_end(text: str, start: int, end: int) -> int:
    """Where the last line ends that says something."""
    line = _LINE_END.search(text, start + len(text[start:end].rstrip(_BLANKS)), end)
    return line.start() if line else end


def _problem(region: Region, error: yaml.MarkedYAMLError) -> Problem:
    from seedlint.complaint import explain  # most texts can be read

    at, began = _marks(error)
    found = explain(region.text, error.problem or "", error.context or "", at, began)
    opening = found.opening
    return Problem(
        region.place(found.start, found.end),
        found.message,
        None if opening is None else region.place(opening, opening + 1),
    )


def _first_line(region: Region) -> Span:
    """The place of the first line that says something; it stands for a whole that is too much."""
    text = region.text
    start = len(text) - len(text.lstrip())
    return region.place(start, start + len(text[start:].partition("\n")[0].rstrip()))


def _unquoted(text: str, error: yaml.MarkedYAMLError) -> list[unquoted.Value]:
    from seedlint import unquoted

    at, began = _marks(error)
    return unquoted.values(text, at, began, flow="flow" in (error.context or ""))


def _marks(error: yaml.MarkedYAMLError) -> tuple[int, int | None]:
    """Where libyaml cannot go on, and where that which it was reading began."""
    mark = error.problem_mark or error.context_mark
    return mark.index if mark else 0, error.context_mark.index if error.context_mark else None
