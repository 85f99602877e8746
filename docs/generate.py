#!/usr/bin/env python3
"""Write the rules' pages from their docstrings; with `--check`, only say which are stale.

A page shows what the rule's bad example really prints, so a page that is current is also true.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from seedlint.examples import OPENING, diagnose, example, title
from seedlint.project import Report
from seedlint.report import render
from seedlint.report.summary import OPTIONS
from seedlint.report.terminal import Style
from seedlint.rules import RULES

if TYPE_CHECKING:
    from seedlint.examples import Example
    from seedlint.rulekit import Entry

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent
README = ROOT / "README.md"

SCREEN = "seeds/lending/post_lending_v1_loans.md"
"""The seed of README's screen, and what rots in it there."""
ROT = {
    "per_page: 1": "page_size: 1",
    '"{{copy_uid}}"\n        reader_uid': '"{{copy_id}}"\n        reader',
    "language: cy": "language: kw",
}
_SCREEN = re.compile(r"(?<=<!-- screen: generated -->\n).*?(?=<!-- /screen -->)", re.S)


def pages() -> dict[Path, str]:
    """Every generated file with its content."""
    found = {FOLDER / "rules" / f"{rule.name}.md": page(rule) for rule in RULES}
    found[FOLDER / "rules.md"] = table()
    found[README] = _SCREEN.sub(lambda _: screen(), README.read_text(encoding="utf-8"))
    return found


def page(rule: Entry) -> str:
    """A rule's page."""
    default = "on by default" if rule.default else "off by default"
    fix = f"fixed by `{OPTIONS[rule.fix]}`" if rule.fix else "no fix"
    head = f"# {rule.name}\n\n*{rule.group.value}* · {rule.severity} · {default} · {fix}\n\n"
    shown = example(rule.doc)
    body = OPENING.sub(_opening, rule.doc.strip()).replace("\n~~~\n", "\n```\n")
    body = re.sub(r"^~~~$", "```", body, flags=re.M)
    return f"{head}{body}\n\n## What it prints\n\n```text\n{output(rule, shown)}\n```\n"


def output(rule: Entry, shown: Example) -> str:
    """What linting the bad example prints, in the format `full`, without its summary."""
    settings = shown.settings(select=("default", rule.name))
    found = diagnose(shown.bad or "", shown.files, settings, shown.bad_path, shown.seeds)
    report = Report(tuple(found), (shown.bad_path,))
    return "\n".join([*render("full", report, Style())][:-2])


def screen() -> str:
    """What linting a sample seed prints once it has begun to rot."""
    text = (ROOT / SCREEN).read_text(encoding="utf-8")
    for right, wrong in ROT.items():
        text = text.replace(right, wrong, 1)
    files = sorted(path for path in (ROOT / "swagger").rglob("*") if path.is_file())
    specs = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in files}
    report = Report(tuple(diagnose(text, specs, path=SCREEN)), (SCREEN,))
    lines = "\n".join(render("full", report, Style()))
    return f"```text\n$ seedlint seeds/lending\n{lines}\n```\n"


def table() -> str:
    """The list of all rules by their groups."""
    from seedlint.cli.rules import markdown

    return "# Rules\n\n" + "\n".join(markdown()) + "\n"


def _opening(match: re.Match[str]) -> str:
    return f"{title(*match.groups())}\n\n```{match[1]}"


def main(check: bool) -> int:
    """Write what is stale, or (`check`) name it and return 1."""
    wanted = pages()
    present = {*(FOLDER / "rules").glob("*.md"), FOLDER / "rules.md"}
    stale = [p for p, text in wanted.items() if not p.is_file() or p.read_text("utf-8") != text]
    gone = [path for path in present - wanted.keys() if path.is_file()]
    for path in sorted((*stale, *gone)):
        print(f"{path.relative_to(FOLDER.parent)} is stale" if check else path.name)
    if not check:
        (FOLDER / "rules").mkdir(exist_ok=True)
        for path in stale:
            path.write_text(wanted[path], encoding="utf-8")
        for path in gone:
            path.unlink()
    elif stale or gone:
        print("run `python docs/generate.py`")
    return int(check and bool(stale or gone))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
