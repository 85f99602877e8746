"""Projects that are made to crash a linter, to hang it, or to fill its memory.

`python tests/hostile.py` runs them all, each in a process of its own, and prints what it took.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SECONDS = 2
MEBIBYTES = 1024

_SEED = """\
---
endpoint: "GET /v1/loans"
domain: lending
tags: []
swagger: {spec}
status: verified
savedAt: 2026-01-05
{more}---

# Loans

## Summary

What is out, and until when.

{before}## Prerequisites

None.

## Test Request

```yaml
{steps}
```
{after}"""

STEPS = """\
steps:
  - id: list_loans
    method: GET
    path: /v1/loans
    expect:
      status: [200]
"""

_LEND = """\
  - id: lend_copy
    method: POST
    path: /v1/loans
    body: {body}
    expect:
      status: [201]
"""


class Project(NamedTuple):
    """The files of a project, and a word that the linter must say of it; empty: it is clean.

    A file that is given a size has that many bytes, of which only the first are written.
    """

    files: Mapping[str, str]
    word: str
    sizes: Mapping[str, int] = {}

    def write(self, folder: Path) -> None:
        """Write it below a folder, which is its root."""
        (folder / ".git").mkdir()
        for name, content in self.files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        for name, size in self.sizes.items():
            os.truncate(folder / name, size)


def seed(steps: str = STEPS, *, spec: str = "swagger/lending.json", **parts: str) -> str:
    """A seed with some more in its frontmatter, before its steps or behind them."""
    return _SEED.format(steps=steps, spec=spec, **{"more": "", "before": "", "after": ""} | parts)


def lend(body: str) -> str:
    """A seed that sends a body."""
    return seed(STEPS + _LEND.format(body=body))


def spec(body: object = None, **more: object) -> dict[str, Any]:
    """A spec with a schema for the body; what else it has is put beside its paths."""
    content = {"application/json": {"schema": body or {}}}
    operations = {
        "get": {"responses": {"200": {"description": "The loans."}}},
        "post": {
            "requestBody": {"content": content},
            "responses": {"201": {"description": "Lent."}},
        },
    }
    info = {"title": "Lending", "version": "1"}
    return {"openapi": "3.0.3", "info": info, "paths": {"/v1/loans": operations}, **more}


def web(keyword: str | None, size: int = 10_000) -> dict[str, Any]:
    """Schemas that all lead on to five others, in circles: by `$ref` alone, or by a keyword."""

    def schema(number: int) -> dict[str, Any]:
        name = "#/components/schemas/S"
        others = [{"$ref": f"{name}{(7 * number + 13 * k + 1) % size}"} for k in range(5)]
        if keyword:
            return {keyword: others}
        return {"type": "object", "properties": {f"p{k}": at for k, at in enumerate(others)}}

    schemas = {f"S{number}": schema(number) for number in range(size)}
    return spec({"$ref": "#/components/schemas/S0"}, components={"schemas": schemas})


def _project(text: str, described: dict[str, Any] | str, word: str, **more: str) -> Project:
    content = described if isinstance(described, str) else json.dumps(described)
    return Project({"seeds/a.md": text, "swagger/lending.json": content, **more}, word)


def _deep(open_: str, close: str = "", depth: int = 100_000) -> str:
    return open_ * depth + close * depth


def _bomb(levels: int = 14) -> str:
    rows = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, levels + 1))
    return "a0: &a0 [ha]\n" + "".join(rows)


def _raised(project: Project, limits: str) -> Project:
    """A project whose configuration raises some limits."""
    configured = {"seedlint.toml": f"[limits]\n{limits}\n"}
    return project._replace(files={**project.files, **configured})


def _deep_body(depth: int) -> Project:
    """A request that is wrong at the bottom alone."""
    properties = {"a": {"$ref": "#/components/schemas/S"}, "b": {"type": "integer"}}
    schemas = {"S": {"type": "object", "properties": properties}}
    described = spec({"$ref": "#/components/schemas/S"}, components={"schemas": schemas})
    body = "{a: " * depth + "{b: x}" + "}" * depth
    return _project(lend(body), described, "should be an integer")


def chain(length: int, word: str) -> Project:
    """A schema behind many references, one after another."""
    name = "#/components/schemas/S"
    schemas: dict[str, Any] = {f"S{n}": {"$ref": f"{name}{n + 1}"} for n in range(length)}
    schemas[f"S{length}"] = {"properties": {"a": {"type": "integer"}}}
    described = spec({"$ref": f"{name}0"}, components={"schemas": schemas})
    return _project(lend("{a: x}"), described, word)


def _in_yaml(text: str, word: str) -> Project:
    return Project({"seeds/a.md": seed(spec="swagger/a.yaml"), "swagger/a.yaml": text}, word)


def _large_spec(kib: int, mebibytes: int) -> Project:
    described = spec()
    operation = {"get": {"summary": "x" * 900, "responses": {"200": {"description": "A page."}}}}
    for number in range(mebibytes * 1024):
        described["paths"][f"/v1/pages{number}"] = operation
    project = _project(seed(), described, "larger than 16384 KiB" if kib == 16_384 else "")
    return project._replace(files={**project.files, "seedlint.toml": f"limits.spec-kib = {kib}\n"})


def _many_specs() -> Project:
    files = {
        f"swagger/d{n % 50}/s{n}.json": json.dumps(spec()).replace("/v1/loans", f"/v1/pages{n}")
        for n in range(5000)
    }
    project = _project(seed(STEPS.replace("/v1/loans", "/v1/laons")), spec(), "unknown-operation")
    return project._replace(files={**project.files, **files})


def _patterns(*patterns: str) -> Project:
    properties = {f"p{n}": {"type": "string", "pattern": p} for n, p in enumerate(patterns)}
    body = "{" + ", ".join(f"p{n}: {'a' * 9000}b" for n in range(len(patterns))) + "}"
    return _project(lend(body), spec({"properties": properties}), "should match the pattern")


def _pattern_each(count: int = 9000) -> Project:
    pattern = "(x+x+)+y|" + r"(a|b)*c\d" * 15
    properties = {f"p{n}": {"pattern": f"{pattern}{n}"} for n in range(count)}
    body = "{" + ", ".join(f"p{n}: aaaa" for n in range(count)) + "}"
    return _project(lend(body), spec({"type": "object", "properties": properties}), "")


def _misspelt_names(count: int = 4000) -> Project:
    properties = {f"name{n}": {"type": "string"} for n in range(count)}
    body = "{" + ", ".join(f"naem{n}: aaaa" for n in range(count)) + "}"
    return _project(lend(body), spec({"properties": properties}), "there is more of this")


def _unknown_paths() -> Project:
    described = spec()
    for number in range(5000):
        operations = {"get": {"responses": {"200": {"description": "The copies."}}}}
        described["paths"][f"/v1/books{number}/{{uid}}/copies"] = operations
    steps = (
        f"  - {{id: s{n}, method: GET, path: /v1/boks{n}/1/copis, expect: {{status: [200]}}}}\n"
        for n in range(3000)
    )
    return _project(seed(STEPS + "".join(steps)), described, "there is more of this")


def _unknown_parameters() -> Project:
    described = spec()
    described["paths"]["/v1/loans"]["get"]["parameters"] = [
        {"name": f"name{n}", "in": "query", "schema": {"type": "string"}} for n in range(400)
    ]
    given = ", ".join(f"nmae{n}: 1" for n in range(4000))
    return _project(seed(f"{STEPS}    params: {{{given}}}\n"), described, "there is more of this")


def _paths_alike() -> Project:
    described = spec()
    operations = {"get": {"responses": {"200": {"description": "The copies."}}}}
    described["paths"] |= {f"/v1/{{a}}x{n}": operations for n in range(4000)}
    steps = STEPS.replace("/v1/loans", "/v1/1x7")
    return _project(seed(steps), described, "")


def _wrong_all_over() -> Project:
    described, wrong = spec(), {"get": {"parameters": [{"name": 1, "in": "quer"}] * 5}}
    for number in range(20_000):
        described["paths"][f"/v1/pages{number}"] = wrong
    schema = {"properties": {f"p{number}": {"type": 1} for number in range(50_000)}}
    described["components"] = {"schemas": {"Page": schema}}
    return _project(seed(), described, "and over 1,000 more")


def _long_lines() -> Project:
    described = spec({"properties": {"name": {"type": "integer"}}}, pad="x" * 12_000_000)
    return _project(lend(f"{{name: {'x' * 200_000}}}"), described, "should be an integer")


LONG = {
    "a spec of 50 MiB",
    "a spec of 50 MiB within the limit",
    "5,000 specs",
    "5,000 operations and 3,000 unknown paths",
}
"""Those that only this command runs: they take longer than all others."""

PROJECTS: dict[str, Callable[[], Project]] = {
    "aliases in a seed": lambda: _project(
        seed(STEPS + _bomb().replace("a0: &", "x: {y: 1}\na0: &")), spec(), "200,000 nodes"
    ),
    "aliases in the frontmatter": lambda: _project(seed(more=_bomb()), spec(), "200,000 nodes"),
    "aliases in a spec": lambda: _in_yaml("openapi: 3.0.0\n" + _bomb(), "200,000 nodes"),
    "brackets in a seed": lambda: _project(seed("steps: " + _deep("[", "]")), spec(), "100 levels"),
    "braces in a seed": lambda: _project(
        seed("steps: " + _deep("{a: ", depth=60_000)), spec(), "100 levels"
    ),
    "dashes in a seed": lambda: _project(seed("steps:\n" + _deep("- ")), spec(), "100 levels"),
    "brackets in a YAML spec": lambda: _in_yaml("a: " + _deep("[", "]"), "100 levels"),
    "a body as deep as it may be": lambda: _deep_body(95),
    "a body as deep as it may be at most": lambda: _raised(_deep_body(195), "yaml-depth = 200"),
    "brackets beyond a raised limit": lambda: _raised(
        _project(seed("steps: " + _deep("[", "]")), spec(), "200 levels"), "yaml-depth = 200"
    ),
    "aliases within a raised limit": lambda: _raised(
        _project(
            seed(_bomb(4) + STEPS + _LEND.format(body=f"[{'*a4, ' * 30}]")),
            spec({"type": "array", "maxItems": 29}),
            "should have at most 29 items",
        ),
        "alias-nodes = 500_000",
    ),
    "aliases beyond a raised limit": lambda: _raised(
        _in_yaml("openapi: 3.0.0\n" + _bomb(), "500,000 nodes"), "alias-nodes = 500_000"
    ),
    "a chain of references": lambda: chain(10_000, "a chain of more than 10 `$ref`s"),
    "a chain of references within a raised limit": lambda: _raised(
        chain(10_000, "should be an integer"), "ref-hops = 20_000"
    ),
    "a web of `oneOf` and a raised limit": lambda: _raised(
        _project(lend("{a: 1}"), web("oneOf"), ""), "alternatives = 200"
    ),
    "brackets in a JSON spec": lambda: _project(seed(), _deep("[", "]"), "nested too deep"),
    "brackets in an example": lambda: _project(
        seed(after=f"\n## Response\n\n```json\n{_deep('[', ']')}\n```\n"), spec(), ""
    ),
    "lists in Markdown": lambda: _project(seed(before=_deep("- ") + "\n\n"), spec(), ""),
    "quotes in Markdown": lambda: _project(seed(before=_deep("> ") + "x\n\n"), spec(), ""),
    "brackets in a JSONPath": lambda: _project(
        seed(STEPS + f"    extract: {{loan_uid: '${_deep('[')}'}}\n"), spec(), "invalid-jsonpath"
    ),
    "braces in a template": lambda: _project(
        lend(f"{{name: '{_deep('{{', '}}', 50_000)}'}}"), spec(), "malformed-template"
    ),
    "templates that never end": lambda: _project(
        lend(f"{{name: '{_deep('{{a', depth=80_000)}'}}"), spec(), "there is more of this"
    ),
    "brackets in the configuration": lambda: _project(
        seed(), spec(), "nested too deep", **{"seedlint.toml": "seeds = " + _deep("[")}
    ),
    "a seed of 200 MiB": lambda: _project(seed(), spec(), "larger than 256 KiB")._replace(
        sizes={"seeds/a.md": 200 * 2**20}
    ),
    "a spec of 500 MiB": lambda: _project(seed(), spec(), "larger than 16384 KiB")._replace(
        sizes={"swagger/lending.json": 500 * 2**20}
    ),
    "a configuration of 200 MiB": lambda: Project(
        {"seedlint.toml": ""}, "larger than 1 MiB", {"seedlint.toml": 200 * 2**20}
    ),
    "a spec of 50 MiB": lambda: _large_spec(16_384, 50),
    "a spec of 50 MiB within the limit": lambda: _large_spec(65_536, 50),
    "5,000 specs": _many_specs,
    "5,000 operations and 3,000 unknown paths": _unknown_paths,
    "a web of references": lambda: _project(lend(_deep("{p0: ", "}", 90)), web(None), ""),
    "a web of `allOf`": lambda: _project(lend("{a: 1}"), web("allOf"), ""),
    "a web of `oneOf`": lambda: _project(lend("{a: 1}"), web("oneOf"), ""),
    "a pattern that runs away": lambda: _patterns("(a+)+$"),
    "more of them": lambda: _patterns(
        "(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(a*)*b$c", "(.*){1,999}[xy]", "(?=(a+))a*b\\1",
        "a{0,30000}a{0,30000}", r"\w" * 5000, "(?i)" + "[a-\uffff]" * 100,
    ),
    "patterns of names": lambda: _project(
        lend("{" + ", ".join(f"k{n}: 1" for n in range(3000)) + "}"),
        spec({"patternProperties": {f"(a+)+{n}$": {"type": "string"} for n in range(300)}}),
        "",
    ),
    "a pattern for each property": _pattern_each,
    "names that may all be misspelt": _misspelt_names,
    "a spec that is wrong all over": _wrong_all_over,
    "parameters that may all be misspelt": _unknown_parameters,
    "paths that are nearly the same": _paths_alike,
    "rules and no frontmatter": lambda: _project(
        f"# A\n\n```yaml\n{STEPS}```\n\n" + _deep("---\n", depth=40_000), spec(), "missing-front"
    ),
    "examples, and sections": lambda: _project(
        seed(after="\n## Response (200)\n\n```json\n{}\n```\n" * 6000), spec(), ""
    ),
    "items that are no steps": lambda: _project(
        seed("steps:\n" + "  - {a: 1}\n" * 8_000), spec(), "there is more of this"
    ),
    "empty sections, and comments": lambda: _project(
        seed().replace("What is out, and", "## Summary\n" * 8000 + "<!-- -->\n" * 9000), spec(), "",
        **{"seedlint.toml": 'select = ["empty-section"]\n'},
    ),
    "lines of 200 KB and 12 MB": _long_lines,
}  # fmt: skip


def main() -> int:
    """Run all of them, or those that are named; 1 where one is not answered as it should be."""
    failed = False
    for name, make in PROJECTS.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        with tempfile.TemporaryDirectory() as folder:
            if not (child := os.fork()):  # whose memory is not the linter's
                project = make()
                project.write(Path(folder))
                Path(folder, ".git", "word").write_text(project.word, encoding="utf-8")
                os._exit(0)
            os.waitpid(child, 0)
            answer = ask(Path(folder))
            word = Path(folder, ".git", "word").read_text(encoding="utf-8")
        good = answer.status in (0, 1, 2) and answer.seconds < SECONDS and word in answer.said
        good = good and answer.mebibytes < MEBIBYTES and "internal error" not in answer.said
        failed |= not good
        row = f"{answer.seconds:6.2f} s {answer.mebibytes:5.0f} MiB {answer.status:3}  {name}"
        print(f"{'ok ' if good else 'BAD'} {row}", flush=True)
    return int(failed)


class Answer(NamedTuple):
    """What a run said, and what it took of the processor and of the memory."""

    status: int
    said: str
    seconds: float
    mebibytes: float


def ask(folder: Path) -> Answer:
    """Lint a folder in a process of its own, with frames and all."""
    said = folder / ".git" / "said"
    command = [sys.executable, "-m", "seedlint", "--no-cache", "--output-format=full"]
    with said.open("wb") as out:
        place = os.getcwd()
        os.chdir(folder)
        try:
            actions = [(os.POSIX_SPAWN_DUP2, out.fileno(), number) for number in (1, 2)]
            process = os.posix_spawn(sys.executable, command, os.environ, file_actions=actions)
        finally:
            os.chdir(place)
        started = time.monotonic()
        while (found := os.wait4(process, os.WNOHANG))[0] == 0:
            time.sleep(0.005)
            if time.monotonic() - started > 30:
                os.kill(process, 9)
    _, status, usage = found
    text = said.read_text(encoding="utf-8", errors="replace")
    seconds = usage.ru_utime + usage.ru_stime
    return Answer(os.waitstatus_to_exitcode(status), text, seconds, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    sys.exit(main())
