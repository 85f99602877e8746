"""Screens: blocks of a page whose commands are really run, each followed by what it prints.

A screen stands between `<!-- screen: NAME -->` and `<!-- /screen -->`. The lines of it that begin
with `$ ` are its commands; all others are their output. NAME says in which of SCENES they run. The
screens of one page with one name follow one another in the same folder, so that a page can tell a
story.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]

_SCREEN = re.compile(r"(?<=<!-- screen: )(\S+)( -->\n)(.*?)(?=<!-- /screen -->)", re.S)
_COMMAND = re.compile(r"^\$ (.*)$", re.M)

LOAN = "seeds/lending/post_lending_v1_loans.md"
HOLDS = "seeds/lending/get_lending_v1_holds.md"
TITLES = "seeds/catalogue/get_catalogue_v1_titles.md"
COPIES = "seeds/catalogue/post_catalogue_v1_titles_title_uid_copies.md"


@dataclass(frozen=True, slots=True)
class Scene:
    """A project to play in: this repository's seeds and specs.

    `rot` is what rots in them: by path, each text with what takes its place. `files` are files
    that are there besides. Where a scene is no `mistake`, its commands have to do their work.
    """

    rot: dict[str, dict[str, str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    mistake: bool = False


_ROTTEN = {
    LOAN: {
        "per_page: 1": "page_size: 1",
        '"{{copy_uid}}"\n        reader_uid': '"{{copy_id}}"\n        reader',
        "language: cy": "language: kw",
    }
}
_SLIPS = {
    COPIES: {
        "status: verified": "status: success",
        "titles/{{title_uid}}/copies": "titles/{{ title_uid }}/copies",
    },
}

SCENES = {
    "rotten": Scene(_ROTTEN),
    "slips": Scene(
        _SLIPS | {HOLDS: {"swagger/lending/lending.json": "swagger/archive/archive.json"}}
    ),
    "old": Scene(
        {
            **_ROTTEN,
            **_SLIPS,
            TITLES: {"## Summary": "## Description"},
            HOLDS: {"{{client_uid}}": "{{reader_uid}}"},
        },
        {"seeds/TEMPLATE.md": "---\nendpoint: METHOD /path\n---\n\n# What it does\n"},
    ),
    "covered": Scene(
        {
            LOAN: {
                "per_page: 1": "# seedlint: ignore[unknown-parameter] the spec lags behind\n"
                "      page_size: 1"
            }
        }
    ),
    "misspelt": Scene(files={"seedlint.toml": 'exlude = ["**/TEMPLATE.md"]\n'}, mistake=True),
}


def play(page: str) -> str:
    """The page with the output of every screen as it is today."""
    folders: dict[str, Path] = {}
    with ExitStack() as stack:

        def played(match: re.Match[str]) -> str:
            name = match[1]
            if name not in folders:
                folders[name] = Path(stack.enter_context(TemporaryDirectory())) / "library"
                _set(SCENES[name], folders[name])
            mistake = SCENES[name].mistake
            shown = "\n".join(_run(c, folders[name], mistake) for c in _COMMAND.findall(match[3]))
            return f"{name}{match[2]}```console\n{shown}```\n"

        return _SCREEN.sub(played, page)


def _set(scene: Scene, folder: Path) -> None:
    for name in ("seeds", "swagger"):
        shutil.copytree(ROOT / name, folder / name)
    for path, rot in scene.rot.items():
        text = (folder / path).read_text(encoding="utf-8")
        for right, wrong in rot.items():
            if right not in text:
                raise ValueError(f"`{path}` does not hold {right!r}")
            text = text.replace(right, wrong, 1)
        (folder / path).write_text(text, encoding="utf-8")
    for path, text in scene.files.items():
        (folder / path).write_text(text, encoding="utf-8")


def _run(command: str, folder: Path, mistake: bool) -> str:
    """A command with its output: what a terminal of 100 columns would show, without its colours."""
    script = f'seedlint() {{ "$PYTHON" -m seedlint "$@"; }}\n{command}'
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "1",
        "HOME": str(folder.parent),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    done = subprocess.run(
        ("bash", "-c", script),
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if (done.returncode > 1) is not mistake:
        raise ValueError(f"`{command}` exits with {done.returncode}: {done.stdout}")
    return f"$ {command}\n{done.stdout}"
