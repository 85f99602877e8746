"""Law 5, held to one seed at a time.

Fixes settle, are idempotent, parse, give no other rule a new finding, and leave alone what is none
of theirs. A safe fix keeps the requests equal as well: what the steps that run send, and what they
expect.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from seedlint import yamltree
from seedlint.edit import Safety
from seedlint.engine import lint
from seedlint.fixing import Fixed, fix
from seedlint.seed import read
from seedlint.source import Source
from seedlint.yamltree import Problem

if TYPE_CHECKING:
    from seedlint.edit import Fix
    from seedlint.finding import Diagnostic
    from seedlint.settings import Settings
    from seedlint.spec import Specs

SENT = (
    *("method", "path", "params", "body", "token", "content_type", "form_fields", "file_fields"),
    *("x_on_behalf_of", "extract", "onFail", "useFallback"),
)
_BLANKS = re.compile(r"\{\{(?: |\\t)*(\w+)(?: |\\t)*\}\}")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def requests(source: Source, settings: Settings) -> list[list[str]]:
    """What the steps that run send and expect, and whether they run at all.

    Braces that only blanks keep from being a template count as the template: as they stand they
    are sent to nobody's joy.
    """
    seed = read(source, settings)
    sent = [[str(seed.skipped)]]
    for step in seed.steps:
        values = [repr(yamltree.data(step.get(key))) for key in SENT]
        sent.append([_BLANKS.sub(r"{{\1}}", value) for value in values])
        sent[-1].append(str(step.expected_statuses))
    return sent


def broken(source: Source, settings: Settings) -> int:
    """How many pieces of YAML in a seed cannot be read as they stand."""
    seed = read(source, settings)
    pieces = [block.fence.content for block in seed.blocks]
    pieces += [seed.frontmatter.content] if seed.frontmatter else []
    return sum(isinstance(yamltree.parse(piece), Problem) for piece in pieces)


def hold_to_the_law(
    before: Source, specs: Specs, settings: Settings, path: str, *, reveals: bool = False
) -> Fixed:
    """What all fixes make of a seed, after its safe ones and then all of them are looked at.

    `reveals`: whether an unsafe fix may bring to light what it did not bring about.
    """
    fixed, diagnostics = Fixed(before), lint(before, specs, settings, path)
    for unsafe in (False, True):
        fixes = wanted(diagnostics, unsafe=unsafe)
        if not fixes:
            continue
        for each in fixes:
            assert_in_order(each, fixed.source)
        fixed = fix(before, specs, settings, path, unsafe=unsafe)
        assert fixed.settled
        diagnostics, earlier = lint(fixed.source, specs, settings, path), diagnostics
        assert not wanted(diagnostics, unsafe=unsafe)
        if not unsafe:
            assert all(each.safety is Safety.SAFE for each in fixed.fixes)
            assert requests(fixed.source, settings) == requests(before, settings)
        assert news(earlier, diagnostics) == Counter() or (unsafe and reveals)
        assert broken(fixed.source, settings) <= broken(before, settings)
        assert breaks(fixed.source) <= breaks(before)
        written = Source.decode(before.path, fixed.source.encode(fixed.source.text))
        assert (written.text, written.bom) == (fixed.source.text, before.bom)
    return fixed


def wanted(diagnostics: list[Diagnostic], *, unsafe: bool) -> list[Fix]:
    """The fixes that are asked for."""
    fixes = [each.finding.fix for each in diagnostics if each.finding.fix]
    return [each for each in fixes if unsafe or each.safety is Safety.SAFE]


def news(before: list[Diagnostic], after: list[Diagnostic]) -> Counter[str]:
    """The rules that find more than before, and how much more."""
    known, found = (Counter(each.rule for each in some) for some in (before, after))
    if any(each.rule == "machine-local-path" and each.finding.notes for each in before):
        known["wrong-spec"] += 1  # its note says so already
    return found - known


def assert_in_order(fix: Fix, source: Source) -> None:
    """The edits of a fix lie in the text, do not overlap, and one at least changes it."""
    edits = sorted(fix.edits)
    assert all(0 <= each.span.start <= each.span.end <= len(source.text) for each in edits)
    assert all(one.span.end <= other.span.start for one, other in pairwise(edits))
    assert any(each.span.of(source.text) != each.text for each in edits)


def breaks(source: Source) -> set[str]:
    """The kinds of line breaks in a text."""
    return set(_LINE_BREAK.findall(source.text))
