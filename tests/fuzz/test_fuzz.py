"""The laws hold for what broke them once and for a few inputs more; and the fuzzer would tell."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis.errors import UnsatisfiedAssumption

from fuzz import command, probe, regressions
from fuzz.attack import Result, attack
from fuzz.mutator import LONGEST
from fuzz.probe import Find, Probe, Tally
from fuzz.shrink import shrunk
from fuzz.targets import SHARES, target
from fuzz.worker import Order, begin, changed, inputs, put
from samples import ROOT

if TYPE_CHECKING:
    from ctypes import Array, c_char
    from multiprocessing.connection import Connection

KEPT = [(name, file) for name in SHARES for file in regressions.kept(name)]


# What is attacked


@pytest.mark.parametrize(("name", "file"), KEPT, ids=map("/".join, KEPT))
def test_what_broke_a_law_once_keeps_it(name: str, file: str) -> None:
    assert Probe(target(name).check).broken(regressions.kept(name)[file]) is None


@pytest.mark.parametrize("name", SHARES)
def test_a_few_inputs(name: str) -> None:
    """Always the same: the command looks for others."""
    order = Order(name, -(-SHARES[name] // 2), seed=0)
    pool, looking = begin(order), Probe(target(name).check)
    for data in islice(changed(pool, Random(order.seed)), order.inputs):
        looking(data)
    assert looking.tally.finds == ()


def test_each_kept_input_has_a_target() -> None:
    assert {path.name for path in regressions.FOLDER.iterdir()} <= {*SHARES}


# The fuzzer


def test_the_same_seed_makes_the_same_inputs() -> None:
    order = Order("template", 100, seed=1)
    made = [*inputs(order)]
    assert made == [*inputs(order)]
    assert len(made) == 100
    assert made != [*inputs(order._replace(seed=2))]
    assert max(map(len, made)) <= LONGEST


def test_an_error_is_told_by_its_kind_and_place() -> None:
    """Of inputs that break a law at the same place the shortest is kept."""

    def check(data: bytes) -> None:
        if b"x" in data:
            raise KeyError(data)
        if b"y" in data:
            raise UnsatisfiedAssumption

    looking = Probe(check)
    for data in (b"axa", b"y", b"ax", b"xxxx", b"z"):
        looking(data)
    (find,) = looking.tally.finds
    assert find.data == b"ax"
    assert find.what.startswith("KeyError in test_fuzz.py:")
    assert looking.tally.inputs == 5


def test_what_takes_too_long_is_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(data: bytes) -> None:
        while data:
            pass

    monkeypatch.setattr(probe, "SECONDS", 0.02)
    looking = Probe(check)
    looking(b"")
    looking(b"x")
    assert looking.tally.finds == (Find("takes more than 0.02 s", b"x"),)
    assert looking.tally.slowest > 0


def test_the_least_of_an_input() -> None:
    data = b"first\n\nsecond: [x, y]\nthird\n" * 3
    assert shrunk(data, lambda less: b"[x" in less and b"d\n" in less) == b"[xd\n"


def dies(order: Order, box: Array[c_char], answer: Connection, log: str) -> None:
    """The work of a process that comes to its end at its third input."""
    put(box, 3, b"deadly")
    Path(log).write_text("some words\nits last words\n\n", encoding="utf-8")
    os._exit(7)


def test_a_worker_that_dies_is_told_with_the_input_in_hand() -> None:
    (result,) = attack([Order("template", 3, seed=0)], 1, dies)
    finds = (Find("kills the process (7): its last words", b"deadly"),)
    assert result == Result("template", Tally(3, finds=finds), result.seconds, deaths=1)


def test_the_command(tmp_path: Path) -> None:
    arguments = ("template", "--inputs", "40", "--guide", "chance", "--keep", tmp_path)
    done = subprocess.run(
        [sys.executable, "tests/fuzz", *arguments], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    head, row, whole = done.stdout.splitlines()
    assert head.split() == ["target", "inputs", "inputs/s", "finds", "slowest", "peak"]
    assert (row.split()[:2], row.split()[3]) == (["template", "40"], "0")
    assert whole.split()[:2] == ["together", "40"]
    assert [*tmp_path.iterdir()] == []


def test_what_is_found_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = Tally(5, 0.25, 40 << 20, (Find("KeyError in a.py:1", b"\xff\r\n"),))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "attack", lambda *order: [Result("edit", found, 1.0)])
    assert command.main(["edit", "--keep", "kept"]) == 1
    (file,) = Path("kept/edit").iterdir()
    assert file.name.startswith("keyerror-in-a-py-1-")
    assert file.read_bytes() == b"\xff\r\n"
    _, row, find, _ = capsys.readouterr().out.splitlines()
    assert row.split()[-5:] == ["1", "250", "ms", "40", "MiB"]
    assert find == f"  KeyError in a.py:1: kept/edit/{file.name}"
    assert regressions.kept("edit", Path("kept")) == {file.name: b"\xff\r\n"}


def test_a_target_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["nothing"])
    assert "there is no target `nothing`, but source, markdown, " in capsys.readouterr().err


def test_each_target_has_its_share() -> None:
    orders = command.orders(["engine", "template"], 1000, 3, Path("corpus"))
    assert [order.target for order in orders] == ["engine", "template"]
    assert 1000 <= sum(order.inputs for order in orders) <= 1002
    assert [order.corpus for order in orders] == ["corpus/engine", "corpus/template"]
    assert [order.seed for order in orders] == [3, 3]
