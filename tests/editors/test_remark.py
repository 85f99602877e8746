"""remark-lint-frontmatter-schema, set up as the documentation has it, tells right from wrong."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

import npm_tools
from samples import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
LOAN = "seeds/lending/post_lending_v1_loans.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample seeds with the configuration that the page shows."""
    npm_tools.script("remark-lint-frontmatter-schema", "dist/index.js")
    [configuration] = re.findall(r"^```js\n// \.remarkrc\.mjs\n(.*?)^```", PAGE, re.M | re.S)
    (tmp_path / ".remarkrc.mjs").write_text(configuration, encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(npm_tools.FOLDER)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / ".schemas").mkdir()
    schema = ROOT / "schemas" / "draft-07" / "frontmatter.schema.json"
    shutil.copy(schema, tmp_path / ".schemas" / "frontmatter.json")
    return tmp_path


def remark(project: Path) -> tuple[int, str]:
    """The exit status of remark over all seeds, and what it says."""
    command = (*npm_tools.script("remark-cli", "cli.js"), "--no-color", "--quiet", "--frail")
    done = subprocess.run(
        (*command, "--no-stdout", "seeds"),
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_samples_are_right(project: Path) -> None:
    """A false alarm would stop every commit."""
    assert remark(project) == (0, "")


def test_what_is_broken(project: Path) -> None:
    """Each mistake is found where it stands, by the line and column of the seed."""
    file = project / LOAN
    text = file.read_text(encoding="utf-8")
    text = text.replace("status: verified", "status: verfied").replace("domain: ", "area: ")
    file.write_text(re.sub("^tags: .*", "tags: é✅😀", text, flags=re.M), encoding="utf-8")
    status, said = remark(project)
    assert status == 1
    for place, message in (
        ("", "must have required property 'domain'"),
        ("", "must NOT have additional properties"),
        ("4:7-4:11", "must be array"),
        ("6:9-6:16", "must be equal to one of the allowed values: `verified`, `pending`"),
    ):
        found = rf"^ *{place} +warning +{message}"
        assert re.search(found, said, re.M | re.I), (found, said)
    assert "warnings" in said.splitlines()[-1]
