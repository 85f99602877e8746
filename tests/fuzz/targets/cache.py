"""What a cache says is as good as not there, or makes diagnostics whose places lie in their files.

The text is what the file holds below its checksum: a cache that somebody made on purpose.
"""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from fuzz.targets import text_of
from linting import specs_of
from samples import ODD, SEEDS, SPECS
from seedlint import memory
from seedlint.digest import WIDTH
from seedlint.engine import lint_project, lint_seed
from seedlint.memory import Known, Memory
from seedlint.project import Report
from seedlint.record import Texts
from seedlint.report import FORMATS, render
from seedlint.report.terminal import Style
from seedlint.settings import Settings
from seedlint.source import Source
from test_engine import check_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedlint.finding import Diagnostic

_ALL = Settings(select=("all",))
_PATH = "seeds/lending/post_lending_v1_loans.md"
_SEED = Source(_PATH, SEEDS[_PATH].replace("status: [201]", "status: 201").replace("{{", "{{ "))
_SPECS = specs_of(SPECS, _ALL)
_NAME, _DIGEST = "n" * WIDTH, "d" * WIDTH
_SEEDS = {_NAME: _SEED}
_HOSTILE = (*ODD, 10**9, "spec:.", "seed:x", "*" * 99)


@cache
def _kept() -> tuple[str, ...]:
    """The lines that a run keeps."""
    outcome = lint_seed(_SEED, _SPECS, _ALL, _PATH)
    texts = Texts(_SPECS, _SEEDS)
    told = memory.told(outcome, texts)
    assert told is not None
    together = memory.together("all", lint_project([outcome.member], _SPECS, _ALL), texts)
    losses: dict[str, memory.Losses] = {
        _NAME: {("swagger/lending/lending.json", "#/gone"): ("paths",)}
    }
    kept = Memory("asked", {_NAME: _DIGEST + told}, "listing", {_PATH: "d"}, losses, {}, together)
    return tuple(memory.written(kept))


@st.composite
def _spoiled(draw: st.DrawFn) -> str:
    """What is kept, with some of its values replaced by what does not belong there."""
    head, entry = _kept()
    data: list[Any] = [json.loads(head), json.loads(entry[2 * WIDTH :])]
    for _ in range(draw(st.integers(1, 4))):
        holder: Any = data
        while True:
            keys = [*holder] if isinstance(holder, dict) else [*range(len(holder))]
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if not isinstance(holder[key], dict | list) or draw(st.integers(0, 5)) == 0:
                if holder is not data:
                    holder[key] = deepcopy(draw(st.sampled_from(_HOSTILE)))
                break
            holder = holder[key]
    return f"{json.dumps(data[0])}\n{entry[: 2 * WIDTH]}{json.dumps(data[1])}"


STRUCTURED = _spoiled()


def samples() -> Iterable[str]:
    return ("\n".join(_kept()),)


def check(data: bytes) -> None:
    remembered = memory.read(text_of(data).split("\n"), "asked")
    texts = Texts(_SPECS, _SEEDS)
    told = [entry[WIDTH:] for entry in remembered.entries.values()]
    knowns = [memory.known(each, _SEED, texts) for each in told]
    knowns.append(memory.shared(remembered.together, "all", texts))
    found = [d for known in knowns if isinstance(known, Known) for d in known.diagnostics]
    for diagnostic in found:
        check_places(diagnostic)
    _show(found)


def _show(found: list[Diagnostic]) -> None:
    report = Report(tuple(sorted(found, key=lambda each: each.sort_key())), (_PATH,))
    for name in FORMATS if found else ():
        for line in render(name, report, Style()):
            line.encode("utf-8")
