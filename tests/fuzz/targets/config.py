"""A configuration is taken, and then seeds can be linted by it, or refused in one sentence."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from fuzz.structures.scalars import TEMPLATES
from fuzz.structures.seeds import RULES
from samples import SMALL
from seedlint import project
from seedlint.config import KEYS, ConfigError, load
from seedlint.engine import lint
from seedlint.source import Source
from seedlint.spec import Specs

if TYPE_CHECKING:
    from collections.abc import Iterable

_GLOBS = st.sampled_from(
    (
        *("seeds/**/*.md", "**", "*", "[a-z]*", "[!a]", "[", "**/**/x", "../**", "/etc/**", "a//b"),
        *(
            "seeds/{a,b}",
            "swagger/*.json",
            ".",
            "seeds/lending/get_v1_loans.md",
            "***",
            "?" * 30,
            "",
        ),
    )
)
_TEXTS = st.one_of(_GLOBS, RULES, TEMPLATES, st.sampled_from(("environment.json#/names", "error")))
_ITEM = _TEXTS.map(json.dumps)
_LIST = st.lists(_ITEM, max_size=4).map(lambda items: f"[{', '.join(items)}]")
_VALUE = st.one_of(
    _LIST, _LIST, _ITEM, st.sampled_from(("1", "true", "1979-05-27", "{}", "[[]]", "'"))
)
_PAIR = st.builds(
    "{} = {}".format,
    st.sampled_from((*KEYS, "igmore", "run", "required", "frontmatter", "status", "yaml-depth"))
    | _ITEM,
    _VALUE,
)
_TABLE = st.sampled_from(
    (
        *(
            "[sections]",
            "[aliases]",
            "[severity]",
            "[references]",
            "[per-file-ignores]",
            "[limits]",
        ),
        *(
            "[aliases.status]",
            "[aliases.frontmatter]",
            "[aliases.sections]",
            "[tool.seedlint]",
            "[[a]]",
        ),
    )
)
STRUCTURED = st.lists(_PAIR | _PAIR | _TABLE, max_size=8).map("\n".join)
_SEED = Source("seeds/lending/get_v1_loans.md", SMALL.replace("{}", "200"))


def samples() -> Iterable[str]:
    return (
        'seeds = ["seeds/**/*.md"]\nselect = ["all"]\n'
        'variables-from = ["environment.json#/names"]\n'
        '[per-file-ignores]\n"seeds/*" = ["bare-status"]\n[severity]\nbare-status = "error"\n',
        'statuses = ["done"]\n[sections]\nrun = ["Test"]\nrequired = []\n'
        '[aliases]\nstatus = {ok = "done"}\n[references]\n"https://example.org/" = "swagger"\n',
        "[[[[", "a = " + "[" * 200, 'x = "\\ud800"', "a.b.c = 1\n[a.b]\n",
    )  # fmt: skip


def check(data: bytes) -> None:
    root = _project()
    file = root / "seedlint.toml"
    file.write_bytes(data)
    try:
        config = load(root, file=file)
    except ConfigError as error:
        sentence = str(error)
    else:
        project.wants(str(root / _SEED.path), config)
        lint(_SEED, Specs((), lambda path: None), config.settings, _SEED.path)
        return
    assert sentence


@cache
def _project() -> Path:
    """The folder of a project that is kept until the end."""
    root = Path(_FOLDER.name)
    for folder in ("seeds", "swagger"):
        (root / folder).mkdir()
    (root / "environment.json").write_text('{"names": {"loan_uid": 1}, "list": ["a"]}')
    return root


_FOLDER = TemporaryDirectory(prefix="seedlint-fuzz-")
