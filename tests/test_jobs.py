"""Several processes find what one finds, to the byte, whoever of them comes to grief."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlint import jobs, project
from seedlint.cli import main
from seedlint.config import load
from seedlint.report import render
from seedlint.report.terminal import Style
from test_cache import FILES, SEEDS, begin, opened, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from seedlint.cache import Cache
    from seedlint.engine import SeedOutcome
    from seedlint.project import SeedFile

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(project, "FEWEST", 1)
    begin()


def run(number: int, cached: Cache | None = None) -> list[str]:
    """What a run with some processes says, to people and to programs."""
    config = load(Path())
    collection = project.collect((), config, cached=cached)
    report = project.lint(collection, config, cached=cached, jobs=number)
    return [line for name in ("full", "json") for line in render(name, report, Style())]


@settings(max_examples=5, deadline=None)
@given(
    st.lists(st.sampled_from(SEEDS), min_size=2, max_size=7),
    st.sampled_from(FILES["swagger/lending/api.json"]),
    st.integers(2, 4),
)
def test_more_processes_find_the_same(texts: list[str], spec: str | None, number: int) -> None:
    """The law; a cache that they fill is right for one process too, and the other way round."""
    begin()
    write("swagger/lending/api.json", spec)
    for place, text in enumerate(texts):
        write(f"seeds/{place}.md", text)
    expected = run(1)
    assert run(number) == expected
    cached = opened(load(Path()))
    assert run(number, cached) == expected
    cached.save()
    assert run(1, opened(load(Path()))) == expected
    write("seeds/0.md", SEEDS[3])
    expected = run(1)
    assert run(number, opened(load(Path()))) == expected


def killed(*args: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def raising(*args: Any) -> Any:
    raise ValueError("a bug")


@pytest.mark.parametrize("fault", [killed, raising])
def test_what_another_process_does_not_tell_is_found_here(
    fault: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, here = run(1), os.getpid()
    really = project._lint_seed

    def lint(*args: Any) -> SeedOutcome:
        return really(*args) if os.getpid() == here else fault()

    monkeypatch.setattr(project, "_lint_seed", lint)
    assert run(3) == expected


def test_half_of_what_another_process_tells_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def tell(work: jobs.Work, share: Any, writer: int) -> None:
        os.write(writer, b'[[["')
        os._exit(0)

    expected = run(1)
    monkeypatch.setattr(jobs, "_tell", tell)
    assert run(3) == expected


def test_without_another_process_this_one_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> int:
        raise BlockingIOError("resource temporarily unavailable")

    expected = run(1)
    descriptors = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    monkeypatch.setattr(os, "fork", full)
    assert run(3) == expected
    if descriptors:
        assert len(os.listdir("/proc/self/fd")) == descriptors


def test_each_process_lints_its_own_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for the others has not done their work."""
    for place in range(9):
        write(f"seeds/{place}.md", SEEDS[0])
    linted: list[SeedFile] = []
    really = project._lint_seed

    def lint(*args: Any) -> SeedOutcome:
        linted.append(args[-1])
        return really(*args)

    monkeypatch.setattr(project, "_lint_seed", lint)
    run(1)
    total = len(linted)
    run(3)
    assert len(linted) == total + total // 3


def test_what_other_processes_find_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its notes about places in specs, which this process has only heard of."""
    for place, text in enumerate(SEEDS):
        write(f"seeds/{place}.md", text)
    cached = opened(load(Path()))
    expected = run(9, cached)
    cached.save()
    monkeypatch.setattr(project, "_lint_seed", raising)
    assert run(1, opened(load(Path()))) == expected


def test_a_file_that_another_process_saw_otherwise_is_not_remembered() -> None:
    cached = opened(load(Path()))
    cached.files.through(lambda path: b"as it is now")
    cached.files.learn({"swagger/archive.yaml": "as it was"})
    run(1, cached)
    cached.save()
    assert not os.path.lexists(cached.file)


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_no_number_of_processes(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--jobs", number]) == 2
    assert capsys.readouterr().err.startswith("seedlint: --jobs: ")


def test_the_option(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for args in (["-j", "1"], ["--jobs", "3"], []):
        status = main([*args, "--no-cache", "--output-format", "json"])
        said.append((status, capsys.readouterr().out))
    assert said[0] == said[1] == said[2]
