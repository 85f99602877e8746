"""The floor: read, scan and compose the seeds, decode the specs that they name, check nothing.

`python floor.py ROOT [PATH ...]`: every Markdown file at or below the paths (else below the root)
is read and swept once for frontmatter and fences; frontmatter and blocks of `steps` are composed by
libyaml with implicit typing left out; each spec that a `swagger:` names is read and decoded. This
is a denominator: whatever checks seeds in Python does all this besides.
"""

from __future__ import annotations

import gc
import os
import re
import sys
from json import loads

import yaml
from yaml._yaml import CParser

_FRONTMATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.S | re.M)
_MARK = re.compile(r"\n(?:#{1,6}[ \t]|(`{3,}|~{3,})([^\n]*))")
_SPEC = re.compile(r"""^swagger:[ \t]*["']?([^"'\r\n#]+?)["']?[ \t]*\r?$""", re.M)


class _Composer(CParser):
    """libyaml's parser and composer, which leave every scalar as it stands."""

    def descend_resolver(self, parent: object, index: object) -> None: ...

    def ascend_resolver(self) -> None: ...

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return "!"


def main(root: str, *given: str) -> tuple[int, int, int]:
    """Do the work once; how many files were read, YAML texts composed, and specs decoded."""
    files = [file for path in given or [root] for file in _markdown(path)]
    composed, specs = 0, set[str]()
    for file in files:
        frontmatter, blocks = yaml_of(_read(file).decode("utf-8", "replace"))
        specs.add(spec_of(frontmatter))
        composed += sum(map(_compose, [frontmatter, *blocks] if frontmatter else blocks))
    return len(files), composed, sum(_decode(os.path.join(root, name)) for name in specs)


def yaml_of(text: str) -> tuple[str, list[str]]:
    """The YAML in a seed: its frontmatter (empty where it has none), and its blocks of steps."""
    front = _FRONTMATTER.match(text)
    blocks = list[str]()
    start, fence, is_yaml = 0, "", False
    for mark in _MARK.finditer(text, front.end() if front else 0):
        if mark[1] and not fence:
            fence, start = mark[1], mark.end() + 1
            is_yaml = mark[2].strip() in ("yaml", "yml")
        elif mark[1] and mark[1].startswith(fence):
            if is_yaml and "steps:" in (block := text[start : mark.start() + 1]):
                blocks.append(block)
            fence = ""
    return front[1] if front else "", blocks


def spec_of(frontmatter: str) -> str:
    """The spec that a frontmatter names; empty where it names none."""
    named = _SPEC.search(frontmatter)
    return named[1] if named else ""


def _markdown(path: str) -> list[str]:
    if not os.path.isdir(path):
        return [path]
    found, folders = list[str](), [path]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.startswith("."):
                        folders.append(entry.path)
                elif entry.name.endswith(".md"):
                    found.append(entry.path)
    return found


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()


def _compose(text: str) -> bool:
    try:
        _Composer(text).get_single_node()
    except yaml.YAMLError:
        return False
    return True


def _decode(path: str) -> bool:
    if not os.path.isfile(path):
        return False
    text = _read(path).decode("utf-8", "replace")
    if not path.endswith(".json"):
        return _compose(text)
    try:
        loads(text)
    except ValueError:
        return False
    return True


if __name__ == "__main__":
    gc.disable()
    print(*main(*sys.argv[1:]))
