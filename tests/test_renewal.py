"""Where a few seeds have changed, the rest of a report is printed again, as a run would do."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import ODD
from seedlint import baseline, cachefile, disk, engine, project, replay
from seedlint.cli import main
from seedlint.program import program
from seedlint.report import BY_FILE
from test_cache import (
    ARCHIVE,
    CONFIG,
    FILES,
    HOSTILE,
    SEEDS,
    begin,
    places,
    rarely,
    saved,
    seed,
    write,
)
from test_replay import call, played

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ONE, TWO, THREE = (name for name in FILES if name.startswith("seeds/"))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    begin()
    yield
    disk.forget()


def append(name: str, text: str = "\n<!-- more -->\n") -> None:
    with open(name, "a", encoding="utf-8") as file:
        file.write(text)


def edit(name: str, old: str, new: str) -> None:
    text = Path(name).read_text(encoding="utf-8")
    assert old in text
    write(name, text.replace(old, new))


def renewed(*args: str) -> bool:
    """Whether a call looks at what has changed alone; it prints what a run without memory does."""
    collected: list[object] = []
    collect = project.collect

    def watched(*args: Any, **options: Any) -> Any:
        collected.append(args)
        return collect(*args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(project, "collect", watched)
        printed, again = call(*args)
        assert not again
    assert printed == call(*args, "--no-cache")[0]
    return not collected


ARGS = [
    *(("--output-format", name) for name in BY_FILE),
    ("seeds/a",),
    ("--unsafe-fixes", "--fail-on", "never"),
    ("--color", "always"),
    ("--no-ignores", "--no-baseline"),
]


@pytest.mark.parametrize("args", ARGS)
def test_a_change_in_a_seed_renews_its_piece_alone(args: tuple[str, ...]) -> None:
    """Also when it begins or ends to have findings, and again after that."""
    call(*args)
    for old, new in (("[201]", "201"), ("They are lent.", ""), ("status: 201", "status: [201]")):
        edit(ONE, old, new)
        assert renewed(*args)
        assert played(*args)


def test_several_seeds_may_change() -> None:
    call()
    append(THREE)
    edit(ONE, "They are lent.", "")
    edit(TWO, "status: 200", "status: [200]")
    assert renewed()
    assert played()


def test_an_ignore_comment_about_the_seed_alone_may_move() -> None:
    write(TWO, seed("PUT /v1/loans/{{loan_uid}}", ignore="<!-- seedlint: ignore[bare-status] -->"))
    call()
    edit(TWO, "They are lent.", "They are lent, and renewed.")
    assert renewed()


def test_no_other_seed_is_linted(monkeypatch: pytest.MonkeyPatch) -> None:
    call()
    append(TWO)
    linted = []
    lint_seed = engine.lint_seed

    def watched(source: Any, *args: Any, **options: Any) -> Any:
        linted.append(source.path)
        return lint_seed(source, *args, **options)

    monkeypatch.setattr(engine, "lint_seed", watched)
    call()
    assert linted == [TWO]


def test_what_seeds_have_together_is_kept() -> None:
    """Two of one endpoint: the one that changes, and the one that shows a line of it."""
    write("seeds/b/four.md", Path(ONE).read_text())
    assert b"has another seed" in call()[0].out
    for name in (ONE, "seeds/b/four.md"):
        append(name)
        assert renewed()


def test_a_line_that_another_piece_shows_matters() -> None:
    write("seeds/b/four.md", Path(ONE).read_text())
    call()
    edit(ONE, 'endpoint: "POST /v1/loans"', 'endpoint: "POST /v1/loans" # lend')
    assert not renewed()
    append(ONE, "\nThe PRIVATE KEY is lent too.\n")  # of which a line could be a part
    assert not renewed()
    append(ONE)
    assert renewed()


def lose_a_reference() -> None:
    """The first seed that met it does so no more."""
    write(ONE, SEEDS[0].replace("body: {copy: 1, note: {}}", "body: {copy: 1}"))


def meet_a_reference() -> None:
    lose_a_reference()
    call()
    write(ONE, SEEDS[0])


@pytest.mark.parametrize(
    "change",
    [
        lose_a_reference,
        meet_a_reference,
        lambda: edit(TWO, "PUT /v1/loans/", "POST /v1/loans/"),
        lambda: edit(TWO, "swagger/lending/api.json", "swagger/archive.yaml"),
        lambda: edit(TWO, "---\nendpoint", "---\n\nendpoint"),
        lambda: append(TWO, "\n<!-- seedlint: ignore-file[duplicate-seed] -->\n"),
        lambda: write(TWO, "# No seed\n"),
        lambda: write(TWO, None),
        lambda: write("seeds/README.md", SEEDS[0]),
        lambda: write("seeds/README.md", "# None either\n"),
        lambda: write("swagger/archive.yaml", ARCHIVE.replace("deprecated: true", "tags: [x]")),
        lambda: write("seedlint.toml", CONFIG.replace('["all"]', '["bare-status"]')),
    ],
)
def test_what_matters_to_other_pieces_is_a_run(change: Callable[[], None]) -> None:
    call()
    change()
    assert not renewed()
    assert played()


def test_what_cannot_be_read_any_more_is_told() -> None:
    call()
    os.unlink(ONE)
    os.mkdir(ONE)
    assert not renewed()


@pytest.mark.parametrize(
    "args", [("--statistics",), ("--output-format", "json"), ("--output-format", "sarif")]
)
def test_a_report_that_is_not_by_file_is_made_anew(args: tuple[str, ...]) -> None:
    call(*args)
    append(ONE)
    assert not renewed(*args)


@pytest.mark.parametrize("args", [(), ("seeds/a",), (ONE, TWO, "--output-format", "concise")])
def test_a_baseline_counts_as_before(args: tuple[str, ...]) -> None:
    """What it knows of the changed seed may come and go; of the others it knows what it knew."""
    write("seeds/b/four.md", Path(ONE).read_text())
    assert main(["baseline"]) == 0
    os.unlink("seeds/b/four.md")
    call(*args)
    edit(ONE, "[201]", "201")
    assert renewed(*args)
    edit(TWO, "status: 200", "status: [200]")
    assert renewed(*args)
    assert b" baselined; " in call(*args)[0].out
    edit(TWO, "status: [200]", "status: 200")
    append(ONE)
    assert renewed(*args)
    edit("seedlint.toml", "[references]", "[references] # once more")
    assert not renewed(*args)


def test_many_changes_are_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "FEW", 1)
    call()
    append(ONE)
    assert renewed()
    append(ONE)
    append(TWO)
    assert not renewed()


def test_a_file_that_changes_while_it_is_read_is_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed of the rest was seen before: together they are nothing that ever was."""
    call()
    append(ONE)
    collect_again = project.collect_again

    def meanwhile(*args: Any, **options: Any) -> Any:
        found = collect_again(*args, **options)
        write("swagger/lending/api.json", FILES["swagger/lending/api.json"][2])
        return found

    monkeypatch.setattr(project, "collect_again", meanwhile)
    assert not renewed()


TEXTS = (
    *SEEDS,
    seed(status="201"),
    seed(status="[404]"),
    seed("PUT /v1/loans/{{loan_uid}}", status="[200]"),
    seed(ignore="<!-- seedlint: ignore[bare-status] -->", status="201"),
)


@settings(max_examples=14, deadline=None)
@given(
    rarely((), *ARGS),
    st.booleans(),
    st.lists(
        st.tuples(st.sampled_from((ONE, TWO, THREE)), rarely("+", *TEXTS, None)),
        min_size=6,
        max_size=9,
    ),
)
def test_a_renewed_report_is_what_a_run_prints(
    args: tuple[str, ...], recorded: bool, steps: list[tuple[str, str | None]]
) -> None:
    """The law: whatever seeds become, one by one."""
    begin()
    Path(baseline.NAME).unlink(missing_ok=True)
    if recorded:
        main(["baseline"])
    call(*args)
    for name, text in steps:
        if text == "+" and os.path.exists(name):
            append(name)
        else:
            write(name, TEXTS[-1] if text == "+" else text)
        played(*args)


def kept() -> Path:
    (found,) = Path(cachefile.FOLDER).glob("pieces-*")
    return found


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        lambda file: file.write_bytes(b""),
        lambda file: (file.unlink(), file.mkdir()),
    ],
)
def test_lost_pieces_are_a_run(spoil: Callable[[Path], object]) -> None:
    call()
    append(ONE)
    spoil(kept())
    assert not renewed()


def test_pieces_of_another_page_are_not_believed() -> None:
    call()
    pieces = kept().read_bytes()
    edit(ONE, "[201]", "201")
    call()
    kept().write_bytes(pieces)
    append(ONE)
    assert not renewed()


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_hostile_pieces_do_no_harm(data: st.DataObject) -> None:
    """Whatever they claim, with a seal that fits: nothing raises."""
    begin()
    write("seeds/b/four.md", SEEDS[0])
    call()
    append(ONE)
    known = replay.Replay(())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "utf-8"))
        assert known.play() is None
    assert known.outdated
    head, *lines = known.outdated.pieces()
    found = [["", json.loads(head)], *([each[:32], json.loads(each[32:])] for each in lines)]
    for _ in range(data.draw(st.integers(1, 4))):
        holder, key = data.draw(st.sampled_from([*places([each[1:] for each in found])]))
        holder[key] = data.draw(st.sampled_from((*ODD, *HOSTILE)))
    written = [begins + json.dumps(rest) for begins, rest in found]
    cachefile.save(os.fspath(kept()), known.outdated._key, written)
    assert call()[0].status in (0, 1)


def test_a_hostile_cache_is_no_harm_to_pieces() -> None:
    """What is known of a seed is read once more for them, and may be written otherwise."""
    call()
    head, *entries = cachefile.load(os.fspath(saved()), program())
    odd = [each[:64] + each[64:].replace("[", "[ ") for each in entries]
    cachefile.save(os.fspath(saved()), program(), [head, *odd])
    kept().unlink()
    assert call("./seeds")[0].status == 1
    append(ONE)
    assert not renewed("./seeds")


def test_pages_that_are_dropped_take_their_pieces_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "MOST", 2)
    for args in ((), ("seeds",), ("seeds/a",)):
        call(*args)
    assert len([*Path(cachefile.FOLDER).glob("pieces-*")]) == 2
