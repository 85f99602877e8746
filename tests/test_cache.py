"""A run with a cache says what one without says, to the byte, whatever has changed in between."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samples import ODD
from seedlint import cache, cachefile, engine, project, validity
from seedlint.cache import Cache
from seedlint.cli import main
from seedlint.config import ConfigError, load
from seedlint.program import program
from seedlint.report import FORMATS, render
from seedlint.report.terminal import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from seedlint.config import Config

CONFIG = """\
seeds = ["seeds/**/*.md"]
select = ["all"]
[references]
"https://example.org/schemas/" = "swagger/schemas/"
"""

SEED = """\
---
endpoint: "{endpoint}"
domain: lending
tags: [lending]
swagger: {swagger}
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# Loans

## Summary
They are lent.

## Prerequisites
None.

## Test Request

{ignore}
```yaml
steps:
  - id: call
    description: "Call it"
    method: {method}
    path: {path}
    {body}
    expect:
      status: {status}
```
"""

LENDING: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Lending", "version": "1"},
    "paths": {
        "/v1/loans": {
            "get": {"responses": {"200": {"description": "The loans."}}},
            "post": {
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "allOf": [{"$ref": "https://example.org/schemas/loan.yaml#/Loan"}],
                                "properties": {"note": {"$ref": "#/components/schemas/Gone"}},
                            }
                        }
                    }
                },
                "responses": {
                    "201": {
                        "description": "Lent.",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Gone"}}
                        },
                    }
                },
            },
        },
        "/v1/loans/{loan_uid}": {
            "put": {
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Gone"}}
                    }
                },
                "responses": {"200": {"description": "Renewed."}},
            }
        },
    },
}

ARCHIVE = """\
openapi: 3.1.0
info: {title: Archive}
paths:
  /v1/loans:
    get:
      deprecated: true
      responses:
        "200": {description: The loans.}
  /v1/items/{item_uid}:
    get:
      parameters:
        - {name: page, in: query, required: true, schema: {$ref: "../lending/api.json#/nothing"}}
      responses:
        "404": {description: None.}
"""

LOAN = "Loan: {type: object, required: [copy_uid], properties: {copy_uid: {type: string}}}\n"
RENAMED = "Loan: {type: object, properties: {copy: {type: integer}, new: {$ref: nowhere.json}}}\n"


def seed(
    request: str = "POST /v1/loans",
    *,
    endpoint: str = "",
    swagger: str = "swagger/lending/api.json",
    body: str = "body: {copy: 1, note: {}}",
    status: str = "[201]",
    ignore: str = "",
) -> str:
    method, path = request.split()
    return SEED.format(
        endpoint=endpoint or request,
        swagger=swagger,
        method=method,
        path=path,
        body=body,
        status=status,
        ignore=ignore,
    )


SEEDS = (
    seed(),
    seed("PUT /v1/loans/{{loan_uid}}", status="200"),
    seed("GET /v1/loans", swagger="swagger/archive.yaml", body="", status="[204]"),
    seed("GET /v1/items/7", body="", status="[200]"),
    seed("GET /v1/nothing", swagger="swagger/gone.json", body="", status="[200]"),
    seed(body="body: {copy: '{{who}}'}", endpoint="GET /v1/loans"),
    seed(ignore="<!-- seedlint: ignore-file[duplicate-seed, bare-status] -->", status="201"),
    seed().replace("2026-01-05", "2026-03-09").replace("\n", "\r\n"),
    "---\nendpoint: GET /v1/loans\n---\n\n```yaml\nsteps:\n  - {id: [}\n```\n",
    "# No seed\n",
)

CONFIGS = (
    CONFIG,
    CONFIG.replace('["all"]', '["all"]\nignore = ["unresolved-reference"]'),
    CONFIG.replace("[references]", '[per-file-ignores]\n"seeds/a/**" = ["bare-status"]\n'),
    CONFIG.replace("[references]", '[severity]\noperations = "error"\n[references]'),
    CONFIG.replace('select = ["all"]', 'specs = ["swagger/*.yaml"]\nvariables = ["who"]'),
)

FILES: dict[str, tuple[str | None, ...]] = {
    "seeds/a/one.md": (None, *SEEDS),
    "seeds/a/two.md": (None, *SEEDS),
    "seeds/b/three.md": (None, *SEEDS),
    "swagger/lending/api.json": (
        None,
        json.dumps(LENDING, indent=1),
        json.dumps({**LENDING, "components": {"schemas": {"Gone": {"type": "object"}}}}),
        json.dumps({**LENDING, "openapi": "3.0.0", "servers": [{"url": "https://x.org/v9"}]}),
        "{",
    ),
    "swagger/archive.yaml": (None, ARCHIVE, ARCHIVE.replace("deprecated: true", "tags: [x]")),
    "swagger/schemas/loan.yaml": (None, LOAN, RENAMED, "\ud800"),
}
"""The files of a project, each with what may be in it."""


def write(name: str, text: str | None) -> None:
    file = Path(name)
    if text is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8", "surrogatepass"))


def begin() -> None:
    """A project in the working directory that has findings of many kinds, and no cache."""
    shutil.rmtree(cachefile.FOLDER, ignore_errors=True)
    write("seedlint.toml", CONFIG)
    for name, texts in FILES.items():
        write(name, texts[0] or texts[1])
    write("seeds/a/two.md", SEEDS[1])
    write("seeds/b/three.md", SEEDS[2])
    write("seeds/README.md", "# No seed\n")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    begin()


def opened(config: Config, *, heed_ignores: bool = True) -> Cache:
    root = os.fspath(config.root)
    file = cachefile.place(root)
    return Cache(root, file, config.settings, heed_ignores=heed_ignores)


def run(
    config: Config, given: tuple[str, ...] = (), cached: Cache | None = None, *, heed: bool = True
) -> Iterator[str]:
    """What a run says in every format."""
    collection = project.collect(given, config, allow_empty=True, cached=cached)
    report = project.lint(collection, config, heed_ignores=heed, cached=cached)
    for name in FORMATS:
        yield from render(name, report, Style())


def saved() -> Path:
    """The file of the cache."""
    return Path(cachefile.place("."))


def warm() -> list[str]:
    """Fill the cache; what is said."""
    config = load(Path())
    filling = opened(config)
    said = [*run(config, cached=filling)]
    filling.save()
    return said


class _Days(date):
    """A clock that stands still until it is moved."""

    now = date(2026, 3, 1)

    @classmethod
    def today(cls) -> date:  # type: ignore[override]
        return cls.now


def rarely(usual: Any, *others: Any) -> st.SearchStrategy[Any]:
    """Mostly the usual, for where much differs nothing is left that could wrongly be used."""
    return st.sampled_from((usual,) * 9 + others)


CHANGES = tuple((name, text) for name, texts in FILES.items() for text in texts)
STEPS = st.lists(
    st.tuples(
        st.sampled_from((None,) * 9 + CHANGES),
        rarely(CONFIG, *CONFIGS),
        rarely((), ("seeds/a",), ("seeds/b/three.md",), ("seeds/a/one.md",)),
        rarely(True, False),
        rarely(date(2026, 3, 1), date(2026, 3, 20)),
        st.booleans(),
    ),
    min_size=6,
    max_size=9,
)


@settings(max_examples=14, deadline=None)
@given(STEPS)
def test_a_cached_run_says_what_an_uncached_one_says(steps: list[Any]) -> None:
    """The law: whatever changes, in whatever order, on whatever day, in whatever part is linted."""
    begin()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "date", _Days)
        patch.setattr(cache, "date", _Days)
        for change, configured, given_, heed, today, shown_first in steps:
            _Days.now = today
            write("seedlint.toml", configured)
            if change:
                write(*change)
            try:
                config = load(Path())
            except ConfigError:  # a folder of specs is gone
                continue
            given_ = tuple(path for path in given_ if os.path.lexists(path))
            expected = [*run(config, given_, heed=heed)]
            cached = opened(config, heed_ignores=heed)
            said = run(config, given_, cached, heed=heed)
            first = next(said)
            if not shown_first:  # so that no place in a spec is known yet
                cached.save()
            assert [first, *said] == expected
            cached.save()


def both(*given_: str, heed: bool = True) -> None:
    """Run twice, with a cache that is kept and without one: they say the same."""
    config = load(Path())
    cached = opened(config, heed_ignores=heed)
    assert [*run(config, given_, cached, heed=heed)] == [*run(config, given_, heed=heed)]
    cached.save()


def test_the_day_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    """A seed that was saved in the future is one no longer when that day comes."""
    monkeypatch.setattr(engine, "date", _Days)
    monkeypatch.setattr(cache, "date", _Days)
    write("seeds/a/one.md", SEEDS[7])
    for _Days.now in (date(2026, 3, 1), date(2026, 3, 20), date(2026, 3, 1)):
        both()


def test_ignore_comments_that_are_not_heeded_matter() -> None:
    write("seeds/a/one.md", SEEDS[6])
    for heed in (True, False, True):
        both(heed=heed)


def test_a_spec_that_was_not_there_matters() -> None:
    """No file was looked for in vain, and yet another run would find it."""
    write("seeds/a/one.md", seed("GET /v1/copies", swagger="swagger/archive.yaml", body=""))
    both()
    write("swagger/new.yaml", ARCHIVE.replace("/v1/loans", "/v1/copies"))
    both()


def test_references_belong_to_the_seeds_of_the_run() -> None:
    """Of two seeds that meet a broken reference the first keeps it, but not for the other."""
    write("seeds/a/one.md", SEEDS[1])  # meets it further on in its file
    write("seeds/a/two.md", SEEDS[0])
    for given_ in ((), ("seeds/a/one.md",), (), ("seeds/a/two.md",), ("seeds/b",), ()):
        both(*given_)


@pytest.mark.parametrize("then", [(), ("seeds/a/one.md",)])
@pytest.mark.parametrize("text", [SEEDS[2], SEEDS[-1], None])
def test_references_outlive_the_seed_that_met_them_first(
    text: str | None, then: tuple[str, ...]
) -> None:
    """The other seed meets them too, and nobody has noted it."""
    write("seeds/a/one.md", SEEDS[0])
    write("seeds/a/two.md", SEEDS[0])
    both()
    write("seeds/a/one.md", text)
    both(*(path for path in then if os.path.exists(path)))
    both()
    both("seeds/a/two.md")


def linted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The seeds that are linted from now on."""
    found: list[str] = []
    lint_seed = engine.lint_seed

    def watched(source: Any, *args: Any, **kwargs: Any) -> Any:
        found.append(source.path)
        return lint_seed(source, *args, **kwargs)

    monkeypatch.setattr(engine, "lint_seed", watched)
    return found


def test_what_has_not_changed_is_not_linted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is the file written again."""
    warm()
    before, seen = saved().stat().st_ino, linted(monkeypatch)
    both()
    assert seen == ["seeds/a/one.md", "seeds/a/two.md", "seeds/b/three.md"]  # without a cache
    assert saved().stat().st_ino == before


def test_only_what_has_changed_is_linted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    warm()
    write("seeds/b/three.md", SEEDS[3])
    with monkeypatch.context() as patch:
        seen = linted(patch)
        assert warm()
        assert seen == ["seeds/b/three.md"]
    both()


def test_a_project_that_is_moved_keeps_its_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No path in it is absolute."""
    write("inner/seedlint.toml", CONFIG)
    for name in ("seeds", "swagger"):
        shutil.move(name, f"inner/{name}")
    monkeypatch.chdir("inner")
    warm()
    shutil.move(tmp_path / "inner", tmp_path / "other")
    monkeypatch.chdir(tmp_path / "other")
    seen = linted(monkeypatch)
    assert warm()
    assert seen == []


def test_a_spec_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its verdict outlives a change of everything else."""
    warm()
    write("swagger/schemas/loan.yaml", RENAMED)

    def judged(document: Any) -> None:
        raise AssertionError(document.path)

    with monkeypatch.context() as patch:
        patch.setattr(validity, "_flaw", judged)
        said = warm()
    assert said == [*run(load(Path()))]
    assert any("invalid-spec" in line for line in said)


def test_what_is_gone_is_forgotten() -> None:
    """By a run that looks at all seeds; one that looks at a few knows nothing of the others."""
    warm()
    entries = len(cachefile.load(os.fspath(saved()), program()))
    write("seeds/a/two.md", None)
    both("seeds/b")
    assert len(cachefile.load(os.fspath(saved()), program())) == entries
    both()
    assert len(cachefile.load(os.fspath(saved()), program())) == entries - 1


def test_a_secret_is_not_kept() -> None:
    """What a report hides is not in the cache."""
    secret = "ghp_" + "a1B2c3D4e5" * 4
    write("seeds/a/one.md", seed(body=f"headers: {{Authorization: 'Bearer {secret}'}}"))
    said = warm()
    assert any("hard-coded-secret" in line for line in said)
    assert secret.encode() not in saved().read_bytes()


# What is wrong with the file.


def test_the_file_is_for_its_owner_and_the_folder_for_nobody_else() -> None:
    warm()
    folder = Path(cachefile.FOLDER)
    assert sorted(os.listdir(folder)) == [".gitignore", "CACHEDIR.TAG", saved().name]
    assert (folder / ".gitignore").read_text() == "*\n"
    tag = (folder / "CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert saved().stat().st_mode & 0o777 == 0o600


def test_a_folder_that_was_there_is_left_as_it_is() -> None:
    Path("mine").mkdir()
    config = load(Path())
    file = cachefile.place(".", "mine")
    cached = Cache(".", file, config.settings, heed_ignores=True)
    assert [*run(config, (), cached)]
    cached.save()
    assert os.listdir("mine") == [Path(file).name]


def test_a_link_is_not_followed() -> None:
    """A project from elsewhere may come with one that leads to what its reader would not lose."""
    write("precious", "mine")
    saved().parent.mkdir()
    saved().symlink_to(Path("precious").resolve())
    warm()
    assert Path("precious").read_text() == "mine"
    assert not saved().is_symlink()


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop"])
def test_what_is_no_file_is_not_read(kind: str) -> None:
    saved().parent.mkdir()
    if kind == "folder":
        saved().mkdir()
    elif kind == "pipe":
        os.mkfifo(saved())
    else:
        saved().symlink_to(saved().name)
    config = load(Path())
    assert [*run(config, (), opened(config))] == [*run(config)]


@pytest.fixture
def warmed() -> tuple[list[str], bytes]:
    """What is said of the project, and the cache that is filled by saying it."""
    return warm(), saved().read_bytes()


hostile = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each try writes its own cache
)


@hostile
@given(st.data())
def test_a_damaged_file_is_as_good_as_none(
    warmed: tuple[list[str], bytes], data: st.DataObject
) -> None:
    expected, content = warmed
    at = data.draw(st.integers(0, len(content) - 1))
    kind = data.draw(st.sampled_from(("cut", "flip", "noise", "double")))
    saved().write_bytes(
        {
            "cut": content[:at],
            "flip": content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :],
            "noise": data.draw(st.binary(max_size=40)),
            "double": content + content,
        }[kind]
    )
    config = load(Path())
    cached = opened(config)
    assert not cached._old.entries
    assert [*run(config, (), cached)] == expected
    cached.save()
    assert saved().read_bytes() == content


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    for key, value in [*data.items()] if isinstance(data, dict) else [*enumerate(data)]:
        yield data, key
        if isinstance(value, dict | list):
            yield from places(value)


HOSTILE = (*ODD, 10**9, "../../etc/passwd", "\0", "spec:.", "seed:x", "*" * 99)


@hostile
@given(st.data())
def test_a_hostile_file_does_no_harm(warmed: tuple[list[str], bytes], data: st.DataObject) -> None:
    """Whatever it claims, with a checksum that fits: nothing raises, in no format."""
    saved().write_bytes(warmed[1])
    sealed = program()
    head, *entries = cachefile.load(os.fspath(saved()), sealed)
    lines = [["", json.loads(head)]]
    lines += [[entry[:64], json.loads(entry[64:])] for entry in entries]
    for _ in range(data.draw(st.integers(1, 4))):
        found = [*places([line[1:] for line in lines])]
        holder, key = found[data.draw(st.integers(0, len(found) - 1))]
        holder[key] = deepcopy(data.draw(st.sampled_from(HOSTILE)))
    text = [begins + json.dumps(rest) for begins, rest in lines]
    if data.draw(st.booleans()):
        text[data.draw(st.integers(0, len(text) - 1))] += "[" * 200_000
    cachefile.save(os.fspath(saved()), sealed, text)
    config = load(Path())
    for given_ in ((), ("seeds/a/one.md",)):
        cached = opened(config)
        assert [*run(config, given_, cached)]
        cached.save()


def check(*args: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(["check", *args])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def full(*args: Any) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def open_to_read(path: str, flags: int, *args: Any, really: Any = os.open) -> int:
    return full() if flags & os.O_CREAT else int(really(path, flags, *args))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda patch: Path(cachefile.FOLDER).write_text(""), "file exists"),
        (lambda patch: patch.setattr(os, "replace", full), "no space left on device"),
        (lambda patch: patch.setattr(os, "open", open_to_read), "no space left on device"),
    ],
)
def test_a_cache_that_cannot_be_kept_is_told_once(
    spoil: Callable[[Any], object],
    reason: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The run is the same for all that, and nothing half is left."""
    status, out, _ = check("--no-cache", capsys=capsys)
    with monkeypatch.context() as patch:
        spoil(patch)
        told = check(capsys=capsys)
    why = f"`{cachefile.FOLDER}` cannot be written: {reason}"
    assert told == (status, out, f"seedlint: running without a cache: {why}\n")
    left = os.listdir(cachefile.FOLDER) if os.path.isdir(cachefile.FOLDER) else []
    assert [name for name in left if name.startswith(".seedlint-")] == []


def test_who_keeps_a_cache(capsys: pytest.CaptureFixture[str]) -> None:
    """Only a run that looks at the seeds of a configured project as they are."""
    for args in (
        ["--no-cache"],
        ["--isolated"],
        ["--show-files"],
        ["--diff"],
        ["--fix"],
    ):
        check(*args, capsys=capsys)
        assert not os.path.lexists(cachefile.FOLDER)
    first = check("--cache-dir", "elsewhere/there", capsys=capsys)
    assert not os.path.lexists(cachefile.FOLDER)
    assert sorted(os.listdir("elsewhere/there"))[:2] == [".gitignore", "CACHEDIR.TAG"]
    assert check(capsys=capsys) == first == check(capsys=capsys)
    assert os.path.isdir(cachefile.FOLDER)


def test_the_options_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = check("--no-cache", "--cache-dir", "x", capsys=capsys)
    assert (status, out) == (2, "")
    assert err == "seedlint: --no-cache does not go with --cache-dir\n"


PROGRAM = """
import sys
from seedlint.cli import main
status = main(sys.argv[1:])
print("yaml" in sys.modules, "seedlint.rules" in sys.modules, file=sys.stderr)
sys.exit(status)
"""


def process(*args: str, seed: str = "0") -> subprocess.Popen[str]:
    paths = os.pathsep.join(map(os.path.abspath, filter(None, sys.path)))
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "check", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": paths, "PYTHONHASHSEED": seed},
    )


def test_runs_at_once_do_not_disturb_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    """Each says what it would say alone, and what is left is whole."""
    expected = check("--no-cache", capsys=capsys)[1]
    runs = [process("seeds", "--exit-zero") for _ in range(4)]
    said = [each.communicate() for each in runs]
    assert [out for out, _ in said] == [expected] * 4
    assert cachefile.load(os.fspath(saved()), program())
    both()


def test_a_warm_run_imports_nothing_that_lints() -> None:
    """In any process: the order of a set, which differs between them, is no change of settings."""
    write("seedlint.toml", CONFIG.replace('select = ["all"]', ""))
    for number, imported in enumerate(("True True\n", "False False\n")):
        run_ = process("--exit-zero", seed=str(number))
        assert run_.communicate()[1] == imported


def test_groups_with_severities_are_the_same_settings_in_every_process() -> None:
    write("seedlint.toml", CONFIGS[3])
    files = set()
    for number in range(3):
        process("--exit-zero", seed=str(number)).communicate()
        files.add(saved().stat().st_ino)
    assert len(files) == 1
