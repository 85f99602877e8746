"""The editor benchmark does its sums right, and it runs."""

from __future__ import annotations

import pytest
from benchmarks.editor import command
from benchmarks.editor.measure import Waits

WAITS = Waits(0.5, [0.001] * 99 + [0.3], [0.002, 0.031])


def test_the_table() -> None:
    """One of a hundred may be late, and one of two may not."""
    assert list(command.table(WAITS)) == [
        "waited for                            times   median      p99     most     mark",
        "findings, after the rest of 150 ms      100   1.0 ms   1.0 ms 300.0 ms  20.0 ms",
        "completion                                2   2.0 ms  31.0 ms  31.0 ms  30.0 ms",
    ]
    assert not command.holds(WAITS)
    assert command.holds(WAITS._replace(completion=[0.002, 0.029]))


def test_it_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """On the project's own samples, once; how long that takes here says nothing."""
    few = ("--times=1", "--seeds=2", "--edits=1", "--rest=0")
    assert command.main(few) in (0, 1)
    first, _, _, findings, completion = capsys.readouterr().out.splitlines()
    assert first.startswith("14 seeds; the first findings after ")
    assert findings.split()[:7] == ["findings,", "after", "the", "rest", "of", "150", "ms"]
    assert completion.split()[:2] == ["completion", "2"]


def test_it_says_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        command.main(["--edits", "0"])
    assert "--edits, --seeds and --times: one at least" in capsys.readouterr().err
