"""What is released: all that a run needs and nothing else, and the same bytes whoever builds it."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import zipfile
from datetime import UTC, datetime
from email import message_from_string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hatchling.build import build_sdist, build_wheel

from samples import ROOT
from seedlint import __version__

if TYPE_CHECKING:
    from email.message import Message

STEM = f"seedlint-{__version__}"


def _built(folder: Path, out: Path) -> zipfile.ZipFile:
    """The wheel of a checkout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return zipfile.ZipFile(out / build_wheel(str(out)))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    return _built(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> tarfile.TarFile:
    out = tmp_path_factory.mktemp("sdist")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return tarfile.open(out / build_sdist(str(out)))


@pytest.fixture
def metadata(wheel: zipfile.ZipFile) -> Message:
    return message_from_string(wheel.read(f"{STEM}.dist-info/METADATA").decode())


def test_the_wheel_has_what_a_run_needs(wheel: zipfile.ZipFile) -> None:
    """No test, no cache, no file that somebody left in the folder."""
    package = ROOT / "src/seedlint"
    wanted = {f"seedlint/{file.relative_to(package)}" for file in package.rglob("*.py")}
    schemas = {f"seedlint/{file.relative_to(ROOT)}" for file in ROOT.glob("schemas/**/*.json")}
    about = ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
    wanted |= schemas | {"seedlint/py.typed"} | {f"{STEM}.dist-info/{name}" for name in about}
    assert len(schemas) == 6
    assert {*wheel.namelist()} == wanted


def test_the_source_has_what_a_contributor_needs(sdist: tarfile.TarFile) -> None:
    """What is built, installed or kept for later is none of it."""
    names = [name.removeprefix(f"{STEM}/") for name in sdist.getnames()]
    assert {name.partition("/")[0] for name in names} == {
        *("benchmarks", "docs", "editors", "schemas", "seeds", "src", "swagger", "tests"),
        *(
            ".github",
            ".gitignore",
            ".pre-commit-hooks.yaml",
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "LICENSE",
        ),
        *("README.md", "RELEASING.md", "SECURITY.md", "PKG-INFO"),
        *("action.yml", "noxfile.py", "pyproject.toml"),
    }
    made = re.compile(r"(^|/)(node_modules|out|__pycache__|\.\w+_cache)/|\.(pyc|vsix|whl)$")
    assert [name for name in names if made.search(name)] == []


def test_the_source_builds_the_same_wheel(
    sdist: tarfile.TarFile, wheel: zipfile.ZipFile, tmp_path: Path
) -> None:
    """To the byte, in another folder, at another time: so anybody can check what is published."""
    sdist.extractall(tmp_path, filter="data")
    again = _built(tmp_path / STEM, tmp_path)
    assert Path(str(again.filename)).read_bytes() == Path(str(wheel.filename)).read_bytes()


def test_no_clock_goes_into_the_source(sdist: tarfile.TarFile) -> None:
    """Nor who has built it."""
    then = int(datetime(2020, 2, 2, tzinfo=UTC).timestamp())  # hatchling's stand-in for now
    about = {(each.mtime, each.uid, each.gid, each.uname, each.gname) for each in sdist}
    assert about == {(then, 0, 0, "", "")}


def test_what_the_package_says_of_itself(metadata: Message, wheel: zipfile.ZipFile) -> None:
    """The version stands in one place, and every extra is for somebody."""
    assert metadata["Version"] == __version__
    assert metadata["License-Expression"] == "MIT"
    assert metadata.get_all("Provides-Extra") == ["dev", "docs", "fuzz", "lsp"]
    entries = wheel.read(f"{STEM}.dist-info/entry_points.txt").decode()
    assert entries == "[console_scripts]\nseedlint = seedlint.cli:command_line\n"


def test_every_dependency_has_a_lowest_version_and_no_highest(metadata: Message) -> None:
    """A cap would keep those who install seedlint beside other things from their updates."""
    needs = metadata.get_all("Requires-Dist") or []
    assert [need for need in needs if not re.match(r"[\w-]+>=[\d.]+(;|$)", need)] == []


def test_the_changelog_is_that_of_this_version() -> None:
    """Its top is what comes next, or this very version; what is below it came before."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    top, *before = re.findall("^## (.*)$", text, re.M)
    released = re.compile(r"(\d+)\.(\d+)\.(\d+) - \d{4}-\d\d-\d\d")
    assert top == "Unreleased" or (released.fullmatch(top) and top.startswith(f"{__version__} "))
    versions = [
        [*map(int, found.groups())] for each in before if (found := released.fullmatch(each))
    ]
    assert len(versions) == len(before)
    assert versions == sorted(versions, reverse=True)
    assert all(each <= [int(part) for part in __version__.split(".")] for each in versions)


WORKFLOW = ROOT / ".github/workflows/release.yml"


def test_the_workflow_of_a_release_is_one() -> None:
    """It runs for the first time when a version is already tagged."""
    schema = "--builtin-schema=vendor.github-workflows"
    subprocess.run((sys.executable, "-m", "check_jsonschema", schema, WORKFLOW), check=True)


def test_only_who_publishes_may_do_so() -> None:
    """What builds a release runs what it has installed, and so may do nothing but read."""
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    build, publish = workflow["jobs"]["build"], workflow["jobs"]["publish"]
    assert build["permissions"] == {"contents": "read"}
    assert publish["permissions"] == {"id-token": "write"}
    assert publish["environment"] == "release"
    assert [step for step in publish["steps"] if "run" in step] == []
