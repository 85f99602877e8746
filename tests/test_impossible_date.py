"""What counts as the future depends on nothing but the day that the linter is told."""

from __future__ import annotations

from datetime import date

import pytest

from seedlint.engine import lint_seed
from seedlint.examples import specs_of
from seedlint.settings import Settings
from seedlint.source import Source

SEED = """\
---
endpoint: GET /lending/v1/loans
savedAt: %s
---
"""


@pytest.mark.parametrize(
    ("saved", "future"),
    [
        ("2026-05-31", False),
        ("2026-06-01", False),
        ("2026-06-02", False),  # where days begin, it has begun
        ("2026-06-03", False),  # and for two hours there are three days at once
        ("2026-06-04", True),
        ("2026-06-02T11:59:59Z", False),  # still the first of June on Baker Island
        ("2026-06-02T12:00:00Z", True),
        ("2026-06-02T13:00:00+02:00", False),
        ("9999-12-31T23:59:59Z", True),
        ("0001-01-01T00:00:00+14:00", False),
        ("tomorrow", False),
    ],
)
def test_future_begins_when_today_is_over_everywhere(saved: str, future: bool) -> None:
    """A recorder on the other side of the earth is never told that its date is impossible."""
    settings = Settings(select=("impossible-date",))
    source = Source("seeds/lending/get_lending_v1_loans.md", SEED % saved)
    linted = lint_seed(source, specs_of({}, settings), settings, today=date(2026, 6, 1))
    assert [d.finding.message for d in linted.diagnostics] == (
        ["`savedAt` is in the future"] if future else []
    )
