"""The results of a run as text, as Markdown and as JSON."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from benchmarks.accuracy.plant import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.accuracy.ground import Ground
    from benchmarks.accuracy.measure import Result, Score, Trial
    from benchmarks.accuracy.plant import Kind

HEADER = ("rule", "kind", "planted", "right", "others", "seen by")


def _seen(result: Result, *, code: bool = False) -> str:
    quote = "`" if code else ""
    return ", ".join(f"{quote}{rule}{quote} {count}" for rule, count in result.by.most_common())


def about(kind: Kind) -> str:
    """The rule that a kind is about, in a table's first column."""
    return kind.rules[0] if len(kind.rules) == 1 else "(several)" if kind.rules else "(silence)"


def _row(result: Result, *, code: bool = False) -> tuple[str, ...]:
    planted = max(1, result.planted)
    rule = about(result.kind)
    return (
        f"`{rule}`" if code and rule in result.kind.rules else rule,
        result.kind.name,
        str(result.planted),
        str(result.right),
        f"{result.others / planted:.2f}",
        _seen(result, code=code),
    )


def text(score: Score) -> Iterator[str]:
    """A table for the terminal, a line at a time."""
    rows = [HEADER, *map(_row, score.results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER) - 1)]
    for row in rows:
        cells = [
            cell.rjust(width) if column in (2, 3, 4) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=False))
        ]
        yield "  ".join((*cells, row[-1])).rstrip()
    yield ""
    yield summary(score)


def summary(score: Score) -> str:
    """The whole run in one sentence."""
    found, defects = score.defects
    silent, harmless = score.harmless
    kinds = sum(bool(result.planted) for result in score.results)
    noun = "kind" if kinds == 1 else "kinds"
    return (
        f"{kinds} {noun}: {found} of {defects} defects found ({_share(found, defects)}), "
        f"{silent} of {harmless} harmless changes passed over ({_share(silent, harmless)}), "
        f"{score.others:.3f} other findings for each plant"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none planted"


def markdown(score: Score) -> Iterator[str]:
    """A table for the README."""
    yield f"| {' | '.join(HEADER)} |"
    yield "|---|---|--:|--:|--:|---|"
    for result in score.results:
        yield f"| {' | '.join(_row(result, code=True))} |"
    yield ""
    yield f"{summary(score)}."


def data(score: Score) -> dict[str, object]:
    """The results for machines."""
    (found, defects), (silent, harmless) = score.defects, score.harmless
    return {
        "defects": {"planted": defects, "found": found},
        "harmless": {"planted": harmless, "silent": silent},
        "others": score.others,
        "kinds": [
            {
                "name": result.kind.name,
                "rules": list(result.kind.rules),
                "description": result.kind.doc,
                "planted": result.planted,
                "right": result.right,
                "others": result.others,
                "by": dict(result.by),
            }
            for result in score.results
        ],
    }


def wrong(result: Result, ground: Ground) -> Iterator[str]:
    """Each trial that did not come out as it should: the diff, and what was found."""
    for trial in result.trials:
        missed = not result.kind.silent and not trial.found
        if missed or trial.others:
            yield f"--- {result.kind.name}: {'MISSED' if missed else 'others'}"
            yield from _diff(trial, ground)
            for path, line in sorted(trial.plant.places):
                yield f"  expected: {path}:{line}"
            for found in trial.found:
                yield f"  found: {found.path}:{found.line}: [{found.rule}] {found.message}"
            for found in trial.others:
                yield f"  other: {found.path}:{found.line}: [{found.rule}] {found.message}"
            yield ""


def _diff(trial: Trial, ground: Ground) -> Iterator[str]:
    for path, after in trial.plant.texts.items():
        old = ground.text(path).splitlines()
        new = (after or "").replace(MARK, "").splitlines()
        for line in list(unified_diff(old, new, path, path, lineterm="", n=1))[:40]:
            yield f"  {line.encode('utf-8', 'backslashreplace').decode()}"
