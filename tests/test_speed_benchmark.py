"""The speed benchmark does its sums right, its floor does the work that it says, and it runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from benchmarks.speed import command, floor, made, page
from benchmarks.speed.cases import CASES, Again, Case, percentile, version
from benchmarks.speed.growth import Growth
from benchmarks.speed.stopwatch import Command, Cost, Duel, FailedError, in_turn, output, run
from benchmarks.speed.tables import GROWTH

from samples import ROOT, SEEDS

if TYPE_CHECKING:
    from benchmarks.speed.stopwatch import Turns

MIB = 1024 * 1024


def _costs(*walls: float, peak: int = 50) -> tuple[Cost, ...]:
    return tuple(Cost(wall, 2 * wall, peak * MIB) for wall in walls)


def _case(must: float, stretch: float | None = None, most_memory: int | None = None) -> Case:
    return Case("some", "some seeds", version, must, stretch, most_memory)


def _python(code: str, *arguments: str, good: tuple[int, ...] = (0,)) -> Command:
    return Command((sys.executable, "-c", code, *arguments), ROOT, {}, good)


def test_ratios_are_those_of_the_turns() -> None:
    """A machine that is slow in one turn is slow for both, so turns are not mixed."""
    duel = Duel(_costs(1.0, 20.0, 3.0), _costs(1.0, 10.0, 1.0))
    assert duel.ratios == [1.0, 2.0, 3.0]
    assert (duel.ratio, duel.cpu_ratio, duel.peak) == (2.0, 2.0, 50 * MIB)


def test_a_case_in_the_table() -> None:
    """What is printed is what was measured, and the marks are held against it."""
    duel = Duel(_costs(0.5, 1.5, 0.9), _costs(0.5, 0.5, 0.5))
    assert page.case_row(_case(2.0, 1.5, 150), duel) == (
        "some seeds", "900 ms", "500 ms", "1.80", "1.00 – 3.00", "1.80", "50 MiB",
        "≤ 2.0, ≤ 150 MiB: yes", "≤ 1.5: no",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("case", "held"),
    [(_case(3.0), True), (_case(2.9), False), (_case(3.0, most_memory=49), False)],
)
def test_a_mark_is_met_or_missed(case: Case, held: bool) -> None:
    """A benchmark that cannot fail holds nobody to anything; memory counts as time does."""
    assert case.holds(Duel(_costs(3.0), _costs(1.0))) is held


def test_the_editor_waits_for_the_slowest_but_one_in_a_hundred() -> None:
    """One outlier in a hundred is the machine's; two are ours."""
    case = Again("again", "one seed again", 0.010, 0.003)
    times = [0.001] * 99 + [0.5]
    assert case.holds(times)
    assert not case.holds([0.001] * 98 + [0.5] * 2)
    assert percentile([1, 2, 3, 4], 0.5) == 2
    assert page.again_row(case, times)[1:] == (
        "1.00 ms, 1.00 ms", "", "", "", "", "", "≤ 10.0 ms: yes", "≤ 3.00 ms: yes",
    )  # fmt: skip


@pytest.mark.parametrize(("power", "linear"), [(1, True), (2, False)])
def test_growth_is_linear_or_it_is_not(power: int, linear: bool) -> None:
    """Of a quadratic step the verdict is no, though no single size looks odd."""
    costs = {size: Cost(1.0, 1.0 + size**power, MIB * (20 + size)) for size in (1, 2, 4, 8, 16)}
    growth = Growth(costs)
    assert growth.linear is linear
    rows = list(page.growth_rows(growth))
    assert rows[1] == ("2", "1.00 s", f"{1 + 2**power}.00 s", "22 MiB", *rows[1][-2:])
    assert rows[-1][0] == ("linear: yes" if linear else "linear: no")
    assert growth.slope == ((16**power - 1) / 15, MIB)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(12.34, "12.3 s"), (1.0, "1.00 s"), (0.234, "234 ms"), (0.0123, "12.3 ms"), (9e-6, "9 µs")],
)
def test_times_are_shown_in_their_unit(seconds: float, shown: str) -> None:
    """Three digits tell enough, and nobody counts zeros."""
    assert next(page.operations_rows({1000: seconds})) == ("1,000", shown)


@pytest.mark.parametrize(("most", "verdict"), [(1.2e-6, "yes"), (1.3e-6, "no")])
def test_a_step_costs_the_same_against_any_number_of_operations(most: float, verdict: str) -> None:
    """A little more is the machine's; what grows with the operations is not."""
    *_, last = page.operations_rows({100: 1e-6, 1000: 1e-6, 10_000: most})
    assert last == (f"the same: {verdict}", f"× {most * 1e6:.2f}")


def test_tables_line_up() -> None:
    """The table can be read in the terminal and stands as a table on the page."""
    table = page.Table("Title", ("case", "ratio"), [("one", "10.00"), ("eleven", "1.00")], "About.")
    assert list(table.text()) == [
        "Title", "", "case    ratio", "one     10.00", "eleven   1.00", "", "About.",
    ]  # fmt: skip
    assert list(table.markdown()) == [
        "## Title", "",
        "| case | ratio |", "|---|--:|", "| one | 10.00 |", "| eleven | 1.00 |", "",
        "About.",
    ]  # fmt: skip


def test_the_floor_reads_all_that_a_linter_has_to() -> None:
    """A floor that skips something makes everybody look slow; one that does more, fast."""
    frontmatters = len(SEEDS)
    blocks = sum(text.count("\nsteps:") for text in SEEDS.values())
    specs = {floor.spec_of(text) for text in SEEDS.values()}
    assert floor.main(str(ROOT), str(ROOT / "seeds")) == (
        len(SEEDS),
        frontmatters + blocks,
        len(specs),
    )


def test_the_floor_of_one_seed() -> None:
    """A hook is held against the floor of the seed that it was given."""
    path = "seeds/lending/post_lending_v1_loans.md"
    assert floor.main(str(ROOT), str(ROOT / path)) == (1, 3, 1)


def test_the_floor_survives_what_is_broken(tmp_path: Path) -> None:
    """It composes what it can, and says no more of the rest."""
    (tmp_path / "spec.json").write_text("{")
    (tmp_path / "seed.md").write_text(
        "---\nswagger: spec.json\nx: [\n---\n~~~yaml\n```\nsteps: []\n~~~\n```json\nsteps:\n```\n"
    )
    assert floor.main(str(tmp_path)) == (1, 0, 0)
    assert floor.yaml_of("# Title\n\n```yml\nsteps: []\n```\n") == ("", ["steps: []\n"])


def test_the_validator_counts_the_invalid_specs(tmp_path: Path) -> None:
    """What `invalid-spec` is held against looks at each of the specs."""
    (tmp_path / "good.json").write_text(made.spec(2))
    (tmp_path / "bad.yaml").write_text("openapi: 3.0.3\npaths: {}\n")
    paths = [str(tmp_path / name) for name in ("good.json", "bad.yaml")]
    script = str(Path(floor.__file__).with_name("validator.py"))
    assert output(Command((sys.executable, script, *paths), ROOT, {})) == "1\n"


def test_processes_run_in_turn_and_the_first_turn_does_not_count(tmp_path: Path) -> None:
    """A B A B, so that both meet the same machine."""
    log = str(tmp_path / "log")
    code = "import sys; open(sys.argv[1], 'a').write(sys.argv[2])"

    def turns(name: str) -> Turns:
        return lambda turn: _python(code, log, f"{name}{turn} ")

    costs = in_turn([turns("a"), turns("b")], 2)
    assert (tmp_path / "log").read_text() == "a0 b0 a1 b1 a2 b2 "
    assert [len(each) for each in costs] == [2, 2]


def test_a_process_is_weighed_whole() -> None:
    """Time of the processor is not time on the clock, and memory is counted in bytes."""
    sleeping = run(_python("import time; time.sleep(0.2)"))
    assert sleeping.wall > 0.2 > sleeping.cpu
    assert run(_python("bytearray(100_000_000)")).peak > 100_000_000


def test_a_process_that_breaks_down_is_no_result() -> None:
    """A linter that dies at once would be the fastest of all."""
    with pytest.raises(FailedError, match=r"ended with 3: no way$"):
        run(_python("import sys; print('no way', file=sys.stderr); sys.exit(3)", good=(0, 1)))


def test_the_command_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    """End to end, on the samples, in whole processes."""
    status = command.main(["--runs", "1", "--only", "version", "--only", "hook"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == " ".join(page.CASES).split()
    assert [line.split("  ")[0] for line in lines[1:3]] == [
        "one seed, cold, as a hook runs it (3)",
        "`seedlint --version` (5)",
    ]
    assert all("MiB" in line for line in lines[1:3])
    assert status == int(any(": no" in line.rpartition("MiB")[2] for line in lines[1:3]))


def test_the_command_knows_its_rows(capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt row is an error and no empty table."""
    with pytest.raises(SystemExit, match="2"):
        command.main(["--only", "al-cold"])
    assert "there is no row `al-cold`; `--list` shows them all" in capsys.readouterr().err
    assert command.main(["--list"]) == 0
    assert capsys.readouterr().out.split() == [*CASES, *GROWTH]
