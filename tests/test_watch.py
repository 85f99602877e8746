"""`--watch` lints again after each change, survives mistakes, and heeds no file of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from samples import SEEDS, SPECS
from seedlint.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED = "seeds/lending/post_lending_v1_loans.md"
SPEC = "swagger/lending/lending.json"
SOURCE = Path(__file__).parents[1] / "src"


class Watch:
    """A running watch, and the rounds that it has told of."""

    def __init__(self, folder: Path, *args: str) -> None:
        self._out = folder.parent / "out.txt"
        self._err = folder.parent / "err.txt"
        with open(self._out, "wb") as out, open(self._err, "wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "seedlint", "--watch", "--output-format=concise", *args],
                cwd=folder,
                stdout=out,
                stderr=err,
                env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUNBUFFERED": "1"},
            )

    @property
    def printed(self) -> str:
        return self._out.read_text(encoding="utf-8")

    @property
    def rounds(self) -> list[str]:
        """What each round printed, without the time that it took."""
        *rounds, _ = self.printed.split("took ")
        return [each.partition("ends it\n")[2] if n else each for n, each in enumerate(rounds)]

    @property
    def complaints(self) -> str:
        return self._err.read_text(encoding="utf-8")

    def until(self, done: Callable[[Watch], bool]) -> None:
        end = time.monotonic() + 20
        while not done(self):
            assert time.monotonic() < end, (self.rounds, self.complaints)
            time.sleep(0.02)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {**SEEDS, **SPECS}.items():
        file = tmp_path / "project" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "project" / "seedlint.toml").write_text('seeds = ["seeds/**/*.md"]\n')
    return tmp_path / "project"


@pytest.fixture
def watch(folder: Path) -> Iterator[Watch]:
    watch = Watch(folder, "--output-format=json=report.json")
    yield watch
    watch.process.kill()
    watch.process.wait()


def test_watch(watch: Watch, folder: Path) -> None:
    """A changed seed, a changed spec, a broken configuration and its repair are each a round."""
    clean = f"checked {len(SEEDS)} seeds: no findings\n"
    watch.until(lambda watch: watch.rounds == [clean])

    seed = folder / SEED
    seed.write_text(SEEDS[SEED].replace("status: verified", "status: verfied"), encoding="utf-8")
    watch.until(lambda watch: "[invalid-value]" in watch.rounds[-1])
    seed.write_text(SEEDS[SEED], encoding="utf-8")
    watch.until(lambda watch: watch.rounds[-1] == clean)

    (folder / SPEC).write_text("{}", encoding="utf-8")
    watch.until(lambda watch: watch.rounds[-1] != clean)
    (folder / SPEC).write_text(SPECS[SPEC], encoding="utf-8")
    watch.until(lambda watch: watch.rounds[-1] == clean)

    config = folder / "seedlint.toml"
    config.write_text("seeds = [")
    watch.until(lambda watch: "`seedlint.toml` is not TOML" in watch.complaints)
    config.write_text('seeds = ["seeds/lending/*.md"]')
    watch.until(lambda watch: watch.rounds[-1].startswith("checked ") and watch.rounds[-1] != clean)

    told = len(watch.rounds)
    time.sleep(0.6)  # its own report is no change
    assert len(watch.rounds) == told
    assert (folder / "report.json").is_file()

    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(10) == 130
    assert watch.complaints.splitlines()[1:] == ["seedlint: interrupted"]


def test_colour_when_asked_for(folder: Path) -> None:
    """All that a round prints has it, or nothing."""
    watch = Watch(folder, "--color=always")
    try:
        watch.until(lambda watch: "ends it" in watch.printed)
    finally:
        watch.process.kill()
        watch.process.wait()
    assert "\x1b[1;32mno findings\x1b[0m\ntook \x1b[1m" in watch.printed


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--watch", "--diff"], "--diff does not go with --watch"),
        (["--watch", "--show-files"], "--show-files does not go with --watch"),
        (["--watch", "-"], "`-` does not go with --watch"),
    ],
)
def test_what_cannot_be_watched(
    args: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(args) == 2
    assert tuple(capsys.readouterr()) == ("", f"seedlint: {message}\n")
