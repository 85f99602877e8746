"""The right files are read, each once and in order, and each seed meets the specs of its root."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seedlint import engine, project
from seedlint.config import Config
from seedlint.engine import Outcome, SeedOutcome
from seedlint.finding import Diagnostic, Finding, Severity
from seedlint.project import Collection, MissingPathError, SeedFile, collect, collect_text, lint
from seedlint.rulekit import Member
from seedlint.settings import Limits
from seedlint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seedlint.settings import Settings
    from seedlint.spec import Specs

SEED = """---
endpoint: "GET /v1/loans"
swagger: swagger/lending.json
---
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str = SEED) -> Path:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def config(**settings: tuple[str, ...]) -> Config:
    return Config(root=os.getcwd(), file=Path.cwd() / "seedlint.toml", **settings)  # type: ignore[arg-type]


def found(*given: str, **settings: tuple[str, ...]) -> list[str]:
    return shown(collect(given, config(**settings)))


def shown(collection: Collection) -> list[str]:
    return [file.source.path for file in collection.seeds]


def test_seeds_are_found_at_any_depth_and_in_order() -> None:
    write("b.md")
    write("a/z.MD")
    write("a/b/c.markdown")
    write("a/note.txt")
    write("a/README.md", "# How to write a seed")
    collection = collect([], config())
    assert shown(collection) == ["a/b/c.markdown", "a/z.MD", "b.md"]
    assert collection.passed_over == ("a/README.md",)
    assert collection.failures == ()


def test_hidden_and_installed_folders_are_passed_over() -> None:
    for folder in (".git", ".venv", "node_modules", "a/.cache"):
        write(f"{folder}/seed.md")
    write("a/.seed.md")
    assert found() == ["a/.seed.md"]
    assert found(".venv") == [".venv/seed.md"]


def test_a_folder_may_be_called_like_a_file() -> None:
    write("x.md/seed.md")
    assert found() == found("x.md") == ["x.md/seed.md"]


def test_a_file_counts_once_however_it_is_named() -> None:
    write("a/seed.md")
    assert found("a/seed.md", "./a/../a/seed.md", "a", ".") == ["a/seed.md"]


def test_what_is_configured_is_found_from_any_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("seeds/a.md", "seeds/deep/b.md", "seeds/TEMPLATE.md", "docs/c.md"):
        write(name)
    settings = config(seeds=("seeds/**/*.md",), exclude=("**/TEMPLATE.md",))
    monkeypatch.chdir("docs")
    assert shown(collect([], settings)) == ["../seeds/a.md", "../seeds/deep/b.md"]


def test_globs_that_overlap_find_a_file_once() -> None:
    write("seeds/a/x.md")
    assert found(seeds=("seeds/a/*.md", "seeds", "none/*.md")) == ["seeds/a/x.md"]


def test_a_folder_that_is_named_is_held_against_the_configuration() -> None:
    write("seeds/a.md")
    write("seeds/legacy/b.md")
    write("docs/c.md")
    assert found(".", seeds=("seeds/**",), exclude=("seeds/legacy",)) == ["seeds/a.md"]


def test_a_file_that_is_named_is_taken_unless_exclusion_is_forced() -> None:
    write("seeds/a.md")
    write("seeds/TEMPLATE.md")
    write("docs/c.md")
    names = ["docs/c.md", "seeds/TEMPLATE.md", "seeds/a.md"]
    settings = config(seeds=("seeds/**",), exclude=("**/TEMPLATE.md",))
    assert shown(collect(names, settings)) == names
    forced = collect(names, settings, force_exclude=True)
    assert shown(forced) == ["seeds/a.md"]
    assert forced.passed_over == ("docs/c.md", "seeds/TEMPLATE.md")


def test_the_configuration_says_nothing_about_files_outside_of_its_root() -> None:
    write("elsewhere/a.md")
    Path("root").mkdir()
    settings = Config(root=os.path.abspath("root"), file="x", seeds=("s/**",), exclude=("**",))
    assert shown(collect(["elsewhere"], settings)) == ["elsewhere/a.md"]


def test_a_path_that_does_not_exist() -> None:
    with pytest.raises(MissingPathError, match=r"^`seeds/nowhere\.md` does not exist$"):
        collect(["seeds/nowhere.md"], config())


def test_links_may_loop() -> None:
    """Each folder is entered once, under its real name where it has one below the start."""
    write("b/seed.md")
    Path("a").symlink_to("b")
    Path("b/loop").symlink_to(".")
    Path("b/up").symlink_to("..")
    Path("d.md").symlink_to("b/seed.md")
    assert found() == ["b/seed.md", "d.md"]


def test_what_cannot_be_read_is_told_and_the_rest_is_linted() -> None:
    write("good.md")
    Path("gone.md").symlink_to("nowhere")
    Path("self.md").symlink_to("self.md")
    os.mkfifo("pipe.md")
    collection = collect([], config())
    assert shown(collection) == ["good.md"]
    assert collection.failures == (
        "`gone.md` is a link that leads nowhere",
        "`pipe.md` cannot be read: not a regular file",
        "`self.md` cannot be read: too many levels of symbolic links",
    )
    assert collect(["gone.md"], config()).failures == ("`gone.md` is a link that leads nowhere",)


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_told() -> None:
    write("a.md").chmod(0)
    write("b/c.md").parent.chmod(0)
    try:
        assert collect([], config()).failures == (
            "`b` cannot be read: permission denied",
            "`a.md` cannot be read: permission denied",
        )
    finally:
        Path("b").chmod(0o700)


def test_a_text_from_elsewhere() -> None:
    collection = collect_text("seeds/a.md", SEED.encode(), Limits())
    assert shown(collection) == ["seeds/a.md"]
    assert collection.seeds[0].path == os.path.abspath("seeds/a.md")
    assert collect_text("README.md", b"# Hello", Limits()).passed_over == ("README.md",)


def seed_file(name: str, spec: str = "swagger/lending.json") -> SeedFile:
    text = SEED.replace("swagger/lending.json", spec)
    return SeedFile(os.path.abspath(name), Source(name, text))


def root_of(name: str, spec: str = "swagger/lending.json") -> str:
    root = project.Roots(Config(root=os.getcwd())).root(seed_file(name, spec))
    return os.path.relpath(root)


def test_the_root_is_the_nearest_folder_that_has_the_spec() -> None:
    write("swagger/lending.json", "{}")
    write("a/swagger/lending.json", "{}")
    assert root_of("a/seeds/lending/x.md") == "a"
    assert root_of("b/seeds/lending/x.md") == "."


def test_the_root_is_not_above_the_work_tree() -> None:
    write("swagger/lending.json", "{}")
    write("tree/.git", "gitdir: ../elsewhere")
    assert root_of("tree/seeds/x.md") == "tree"


@pytest.mark.parametrize("spec", ["none.json", "/etc/hosts", "../swagger/lending.json", "a\\0b"])
def test_without_the_spec_the_root_is_the_work_tree_or_the_working_directory(spec: str) -> None:
    write("swagger/lending.json", "{}")
    assert root_of("seeds/x.md", spec) == "."
    Path("tree/.git").mkdir(parents=True)
    assert root_of("tree/seeds/x.md", spec) == "tree"


def test_a_configuration_makes_the_root() -> None:
    write("a/swagger/lending.json", "{}")
    assert project.Roots(config()).root(seed_file("a/x.md")) == os.getcwd()


def test_the_specs_below_a_root() -> None:
    for name in ("swagger/b.yaml", "swagger/a/c.json", "openapi/d.yml", "swagger/x.md", "e.json"):
        write(name, "{}")
    specs = project.specs_below(os.getcwd(), config())
    assert specs.files == ("openapi/d.yml", "swagger/a/c.json", "swagger/b.yaml")
    specs = project.specs_below(os.getcwd(), config(specs=("e.json", "**/c.json", "swagger/x.md")))
    assert specs.files == ("e.json", "swagger/a/c.json")


def test_specs_are_read_inside_of_the_root_alone(tmp_path: Path) -> None:
    write("outside.json", "{}")
    write("root/inside.json", "{}")
    (tmp_path / "root" / "link.json").symlink_to("inside.json")
    specs = project.specs_below(str(tmp_path / "root"), config())
    assert specs.exists("inside.json")
    assert specs.exists("link.json")
    for path in ("../outside.json", str(tmp_path / "outside.json"), "none.json", "a\0b", "."):
        assert not specs.exists(path)
    document = specs.document("inside.json")
    assert document is not None
    assert document.source.path == "root/inside.json"


def outcome(source: Source, *findings: Finding) -> SeedOutcome:
    diagnostics = tuple(Diagnostic("x", Severity.INFO, source, finding) for finding in findings)
    return SeedOutcome(diagnostics, len(diagnostics), Member(source, None, "swagger/lending.json"))


def test_linting_gathers_what_the_engine_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeds of one root share its specs; the engine is told each path from its root."""
    write("a/swagger/lending.json", "{}")
    write("b/swagger/lending.json", "{}")
    for name in ("b/seeds/3.md", "a/seeds/2.md", "a/seeds/1.md"):
        write(name)
    calls: list[tuple[str | None, Specs]] = []
    projects: list[tuple[list[str], Specs]] = []

    def lint_seed(
        source: Source,
        specs: Specs,
        settings: Settings,
        path: str,
        *,
        heed_ignores: bool,
        **_: None,
    ) -> SeedOutcome:
        assert heed_ignores
        calls.append((path, specs))
        return outcome(source, Finding(Span(9, 9), "late"), Finding(Span(0, 0), "early"))

    def lint_project(members: Sequence[Member], specs: Specs, settings: Settings) -> Outcome:
        projects.append(([member.source.path for member in members], specs))
        return outcome(members[-1].source, Finding(Span(5, 5), "together"))

    monkeypatch.setattr(engine, "lint_seed", lint_seed)
    monkeypatch.setattr(engine, "lint_project", lint_project)
    report = lint(collect([], Config(root=os.getcwd())), Config(root=os.getcwd()))

    assert [path for path, _ in calls] == ["seeds/1.md", "seeds/2.md", "seeds/3.md"]
    assert calls[0][1] is calls[1][1]
    assert calls[1][1] is not calls[2][1]
    assert projects == [
        (["a/seeds/1.md", "a/seeds/2.md"], calls[0][1]),
        (["b/seeds/3.md"], calls[2][1]),
    ]
    assert report.seeds == ("a/seeds/1.md", "a/seeds/2.md", "b/seeds/3.md")
    assert (report.specs, report.suppressed) == (2, 8)
    assert [(d.source.path, d.finding.message) for d in report.diagnostics[:5]] == [
        ("a/seeds/1.md", "early"),
        ("a/seeds/1.md", "late"),
        ("a/seeds/2.md", "early"),
        ("a/seeds/2.md", "together"),
        ("a/seeds/2.md", "late"),
    ]
    assert report.worst is Severity.INFO
    assert report.number(Severity.INFO) == 8


def test_the_order_of_the_paths_changes_nothing() -> None:
    write("swagger/lending.json", "{}")
    names = ["seeds/a.md", "seeds/b.md", "seeds/c.md"]
    for name in names:
        write(name, SEED + "\n## Test Request\n\n```yaml\nsteps: [{id: x, path: '{{y}}'}]\n```\n")

    def findings(given: list[str]) -> list[tuple[object, ...]]:
        report = lint(collect(given, config()), config())
        return [diagnostic.sort_key() for diagnostic in report.diagnostics]

    assert findings(names) == findings(names[::-1]) != []


def test_a_bug_says_which_file_brought_it_to_light(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **options: object) -> SeedOutcome:
        raise KeyError("x")

    monkeypatch.setattr(engine, "lint_seed", broken)
    with pytest.raises(KeyError) as caught:
        lint(Collection((seed_file("seeds/x.md"),)), config())
    assert caught.value.__notes__ == ["in `seeds/x.md`"]
