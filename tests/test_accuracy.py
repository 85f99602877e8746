"""The accuracy benchmark plants what it says it plants, and seedlint finds it."""

from __future__ import annotations

import pytest
from benchmarks.accuracy import command, tables
from benchmarks.accuracy.ground import Ground
from benchmarks.accuracy.measure import Result, Score, measure, trial
from benchmarks.accuracy.plant import KINDS, MARK, Plant, edited

from seedlint.edit import Edit
from seedlint.rules import RULES
from seedlint.source import Span

FEW = (
    "misspelt-variable",
    "misspelt-segment",
    "misspelt-required-property",
    "wrong-value-in-alternative",
    "spec-of-no-version",
    "comma-forgotten",
    "seed-in-two-files",
    "bad-body-on-purpose",
)


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground.at(command.ROOT)


@pytest.fixture(scope="module")
def score(ground: Ground) -> Score:
    """One plant of every kind."""
    return Score(tuple(measure(ground, KINDS.values(), per_kind=1)))


def _wrong(result: Result, ground: Ground) -> str:
    return "\n".join(tables.wrong(result, ground))


def test_every_rule_has_a_kind(score: Score) -> None:
    """A rule that nothing is planted for may have gone blind without anybody noticing."""
    planted = {rule for result in score.results for rule in result.by}
    assert {rule.name for rule in RULES} <= planted


def test_a_plant_of_every_kind_meets_the_bar(score: Score, ground: Ground) -> None:
    """What the README claims of the samples holds, as far as one plant of each kind can tell."""
    wrong = "\n".join(_wrong(result, ground) for result in score.results)
    assert score.meets(bar=0.98, most_others=0.1), wrong


@pytest.mark.parametrize("name", FEW)
def test_all_is_found_and_nothing_else(name: str, ground: Ground) -> None:
    """A few kinds of each sort, in three places each."""
    (result,) = measure(ground, [KINDS[name]], per_kind=3)
    assert result.planted
    assert (result.right, result.others) == (result.planted, 0), _wrong(result, ground)


def test_places_are_chosen_alike_in_every_run(ground: Ground) -> None:
    """A number that went down must be a change of seedlint's, and not of the dice."""
    kind = KINDS["misspelt-variable"]
    runs = [
        [trial.plant for result in measure(ground, [kind], 4, seed) for trial in result.trials]
        for seed in (7, 7, 8)
    ]
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_a_miss_and_a_false_alarm_are_seen(ground: Ground) -> None:
    """A benchmark that cannot fail measures nothing."""
    path = ground.plots[0].path
    text = ground.text(path)
    harmless = trial(ground, KINDS["misspelt-variable"], Plant({path: text + MARK}))
    assert (harmless.found, harmless.others) == ((), ())
    misplaced = Plant({path: text.replace("GET", "GTE") + MARK})
    assert trial(ground, KINDS["no-such-method"], misplaced).found == ()
    assert trial(ground, KINDS["windows-line-ends"], misplaced).others


def test_places_are_those_of_the_text_that_is_linted() -> None:
    """Marks count lines as they are after all edits, and leave no trace in what is linted."""
    text = edited("a\nb\nc\n", [Edit(Span(4, 5), f"{MARK}C"), Edit(Span(0, 0), "new\n")])
    plant = Plant({"x.md": text, "gone.md": None})
    assert plant.places == {("x.md", 4)}
    assert plant.contents == {"x.md": b"new\na\nb\nC\n", "gone.md": None}


def test_edits_that_overlap_are_refused() -> None:
    """A plant that is put together wrong must not pass for a defect of seedlint."""
    with pytest.raises(ValueError, match="overlap"):
        edited("abc", [Edit(Span(0, 2), ""), Edit(Span(1, 3), "")])


def test_command_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    """The table says what was planted, and the exit status whether it was found."""
    assert command.main(["--kind", "misspelt-extract", "--per-kind", "2"]) == 0
    assert capsys.readouterr().out == (
        "rule                kind              planted  right  others  seen by\n"
        "undefined-variable  misspelt-extract        2      2    0.00  undefined-variable 2\n"
        "\n"
        "1 kind: 2 of 2 defects found (100.0%), 0 of 0 harmless changes passed over "
        "(none planted), 0.000 other findings for each plant\n"
    )


def test_command_fails_below_the_bar(capsys: pytest.CaptureFixture[str]) -> None:
    """A build can hold seedlint to its accuracy."""
    assert command.main(["--kind", "misspelt-extract", "--per-kind", "2", "--bar", "1.01"]) == 1
    assert "2 of 2 defects" in capsys.readouterr().out
