"""remark-lint-frontmatter-schema, set up as the documentation has it, tells right from wrong."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import npm_tools
from samples import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
LOAN = "seeds/lending/post_lending_v1_loans.md"


def test_what_is_broken_and_nothing_else(tmp_path: Path) -> None:
    """Each mistake is found where it stands, by the line and column of the seed.

    A false alarm in the samples, which it stands among, would stop every commit.
    """
    npm_tools.script("remark-lint-frontmatter-schema", "dist/index.js")
    [configuration] = re.findall(r"^```js\n// \.remarkrc\.mjs\n(.*?)^```", PAGE, re.M | re.S)
    (tmp_path / ".remarkrc.mjs").write_text(configuration, encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(npm_tools.FOLDER)
    (tmp_path / ".schemas").mkdir()
    schema = ROOT / "schemas" / "draft-07" / "frontmatter.schema.json"
    shutil.copy(schema, tmp_path / ".schemas" / "frontmatter.json")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    text = (ROOT / LOAN).read_text(encoding="utf-8")
    text = text.replace("status: verified", "status: verfied").replace("domain: ", "area: ")
    text = re.sub("^tags: .*", "tags: é✅😀", text, flags=re.M)
    (tmp_path / "seeds" / "broken.md").write_text(text, encoding="utf-8")

    status, said = remark(tmp_path)
    assert status == 1
    assert re.findall(r"^\S+\.md\b", said, re.M) == ["seeds/broken.md"]
    for place, message in (
        ("", "must have required property 'domain'"),
        ("", "must NOT have additional properties"),
        ("4:7-4:11", "must be array"),
        ("6:9-6:16", "must be equal to one of the allowed values: `verified`, `pending`"),
    ):
        found = rf"^ *{place} +warning +{message}"
        assert re.search(found, said, re.M | re.I), (found, said)
    assert "warnings" in said.splitlines()[-1]


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
