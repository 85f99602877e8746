"""Whatever files say, a report is well-formed, and nothing in it steers a terminal or a log.

Each line of the text is a part of the report in its turn: a path, a seed, a message, a note, what a
fix puts in, an address. The length of a part says where it stands in the seed.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from hypothesis import strategies as st

from fuzz.targets import text_of
from reports import FORGING, PLAIN
from seedlint.edit import Edit, Fix
from seedlint.finding import Diagnostic, Finding, Note, Severity
from seedlint.project import Report
from seedlint.report import FORMATS, render
from seedlint.report.terminal import escape
from seedlint.source import Source, Span
from test_github import obeyed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PARTS = 6
STRUCTURED = st.lists(
    FORGING.map(lambda text: text.replace("\n", "\x1e")), min_size=_PARTS, max_size=2 * _PARTS
).map("\n".join)
"""Line breaks of a part are written as U+001E."""


def samples() -> Iterable[str]:
    return (
        "a.md\nid: 1\x1e  b: c\nno\nsee here\nd\nTest/a\n::error::\n##[error]\n\x1b[2J\n]]>\n\n-->",
    )


def check(data: bytes) -> None:
    parts = [part.replace("\x1e", "\n") for part in text_of(data).split("\n")]
    found = sorted(_diagnostics(parts), key=Diagnostic.sort_key)
    report = Report(tuple(found), tuple(parts[:1]), failures=tuple(parts[-1:]))
    for name in FORMATS:
        lines = [*render(name, report, PLAIN)]
        written = "\n".join(lines)
        written.encode("utf-8")
        for line in lines:
            assert escape(line) == line or name == "github"
            assert obeyed(line) is None or name == "github"
        if name in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(written)
        elif name == "json-lines":
            assert len([json.loads(line) for line in lines]) >= len(found)
        elif name == "junit":
            ElementTree.fromstring(written)
        elif name == "github":
            assert [obeyed(line) is None for line in lines] == [*[False] * len(found), True]


def _diagnostics(parts: list[str]) -> Iterator[Diagnostic]:
    for first in range(0, min(len(parts), 4 * _PARTS), _PARTS):
        path, text, message, note, put_in, address = islice(
            (*parts[first : first + _PARTS], *[""] * _PARTS), _PARTS
        )
        source = Source(path, text)
        start, end = sorted((len(message) % (len(text) + 1), len(note) % (len(text) + 1)))
        span = Span(start, end)
        fix = Fix(put_in, (Edit(span, put_in),)) if put_in else None
        finding = Finding(span, message, (Note(note, span), Note(message)), fix)
        severity = (*Severity,)[len(put_in) % len(Severity)]
        yield Diagnostic("bare-status", severity, source, finding, address)
