"""Which findings a comment covers is told at once for thousands of both."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seedlint.finding import Diagnostic, Finding, Severity
from seedlint.ignores import Ignore
from seedlint.seed import Part
from seedlint.source import Source, Span
from seedlint.suppress import split

SOURCE = Source("a.md", "")
RULES = ("bare-status", "unused-extract")
spans = st.tuples(st.integers(0, 6), st.integers(0, 3)).map(lambda at: Span(at[0], sum(at)))
found = st.builds(
    lambda rule, span: Diagnostic(rule, Severity.INFO, SOURCE, Finding(span, "")),
    st.sampled_from(RULES),
    spans,
)
comments = st.builds(
    lambda rules, covers: Ignore(
        Span(0, 0), Part("ignore", covers), tuple(Part(rule, covers) for rule in rules), covers
    ),
    st.lists(st.sampled_from(RULES), unique=True),
    spans,
)


@given(st.lists(found), st.lists(comments))
def test_it_is_as_if_each_were_held_against_each(
    diagnostics: list[Diagnostic], ignores: list[Ignore]
) -> None:
    """In their order, and every comment notes each rule that it silences."""

    def covers(ignore: Ignore, diagnostic: Diagnostic) -> bool:
        return ignore.covers_finding(diagnostic.rule, diagnostic.finding.span)

    kept, ignored = split(diagnostics, ignores)
    assert ignored == [each for each in diagnostics if any(covers(i, each) for i in ignores)]
    assert kept == [each for each in diagnostics if not any(covers(i, each) for i in ignores)]
    for ignore in ignores:
        assert ignore.used == {each.rule for each in diagnostics if covers(ignore, each)}
