"""The inputs that broke a law once, kept as files: `regressions/<target>/<law>-<digest>`."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).with_name("regressions")
_WIDTH = 40


def kept(target: str, folder: Path = FOLDER) -> dict[str, bytes]:
    """The inputs of a target, by the names of their files."""
    return {path.name: path.read_bytes() for path in sorted((folder / target).glob("*"))}


def keep(target: str, law: str, data: bytes, folder: Path = FOLDER) -> Path:
    """Keep an input that breaks a law."""
    name = re.sub(r"\W+", "-", law.lower()).strip("-")[:_WIDTH]
    path = folder / target / f"{name}-{sha256(data).hexdigest()[:8]}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
