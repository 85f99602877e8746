"""The examples in a rule's docstring, as whole seeds that are linted as any other.

Fences of `~~~` hold them: `yaml bad` and `yaml good` are steps, wrapped here into a plain seed;
`markdown bad` and `markdown good` are whole seeds, named after their endpoints in `seeds/library/`
unless a path follows; `yaml spec` and `json spec` are the spec, at
`swagger/api.yaml` or `swagger/api.json` unless a path follows, and `yaml spec-good` what the good
seed has in its place; `markdown seed` is another seed of the project, at the path that follows;
`toml settings` is configuration, and `text output` what a case is to print.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from seedlint import config
from seedlint.engine import lint_project, lint_seed
from seedlint.finding import Diagnostic
from seedlint.regex import regex
from seedlint.resolve import Resolver
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Region, Source, Span
from seedlint.spec import Specs
from seedlint.yamltree import Mapping, Scalar, Sequence, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Map

OPENING = regex(r"^~~~(\w+) (bad|good|spec|spec-good|seed|settings|output)(?: (\S+))?$", re.M)
"""The line that opens an example: its language, its role, and its path where it has one."""

_FENCE = regex(rf"{OPENING.pattern}\n(.*?)^~~~$", re.M | re.S)
_BREAK = regex(r"^~~~.*?^~~~$|^## ([^\n]*)$", re.M | re.S)

FOLDER = "seeds/library/"
"""Where an example seed is said to stand."""

_SEED = """\
---
endpoint: "{endpoint}"
domain: library
tags: [example]
{swagger}status: verified
{outcome}savedAt: 2026-01-05T09:00:00Z
---

# Example

## Summary
What the endpoint does.

## Prerequisites
None.

## Test Request

```yaml
{steps}```
"""


@dataclass(slots=True)
class Example:
    """A seed that is good or bad, with the files and settings that it is linted with."""

    title: str = ""
    span: Span = Span(0, 0)
    bad: str | None = None
    bad_path: str = ""
    good: str | None = None
    good_path: str = ""
    files: dict[str, str] = field(default_factory=dict)
    good_files: dict[str, str] = field(default_factory=dict)
    seeds: dict[str, str] = field(default_factory=dict)
    configuration: str = ""
    output: str | None = None

    def settings(self, **changes: Any) -> Settings:
        """The settings that it is linted with, some fields changed."""
        own = config.parse(self.configuration).settings if self.configuration else Settings()
        return own._replace(**changes)


def example(text: str) -> Example:
    """The example that stands in a text: a docstring, or one section of a page of cases."""
    found = Example()
    raw: list[tuple[str, str, str, str]] = []
    for language, role, path, content in _FENCE.findall(text):
        if role in ("spec", "spec-good"):
            files = found.files if role == "spec" else found.good_files
            files[path or f"swagger/api.{language}"] = content
        elif role == "seed":
            found.seeds[path] = content
        elif role == "settings":
            found.configuration = content
        elif role == "output":
            found.output = content
        else:
            raw.append((language, role, path, content))
    found.good_files = found.files | found.good_files
    spec = next(iter(found.files), None)
    for language, role, path, content in raw:
        seed = content if language == "markdown" else wrap(content, spec)
        if role == "bad":
            found.bad, found.bad_path = seed, path or place(seed)
        else:
            found.good, found.good_path = seed, path or place(seed)
    return found


def title(language: str, role: str, path: str | None) -> str:
    """What stands above an example on the page of its rule."""
    beside = f", as `{path}`" if path else ""
    return {
        "bad": f"Breaks the rule{beside}:",
        "good": f"Keeps it{beside}:",
        "spec": f"Where the spec, `{path or f'swagger/api.{language}'}`, says:",
        "spec-good": "or, the good one:",
        "seed": f"Beside it, `{path}`:",
        "settings": "With the configuration:",
        "output": "It prints:",
    }[role]


def cases(text: str) -> Iterator[Example]:
    """The examples of a page of cases, one under each `##` heading; a fence's own are none."""
    marks = [mark for mark in _BREAK.finditer(text) if mark[1] is not None]
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        found = example(text[mark.end() : end])
        found.title = mark[1].strip()
        found.span = Span(mark.start(), end)
        yield found


def diagnose(
    text: str,
    files: Map[str, str] | None = None,
    settings: Settings | None = None,
    path: str | None = None,
    seeds: Map[str, str] | None = None,
) -> list[Diagnostic]:
    """The diagnostics of a seed's text in a project with some specs and other seeds.

    Those of the other seeds are left out; those of the project as a whole are not. Without a `path`
    the seed stands where its endpoint says.
    """
    settings = settings or Settings()
    path = path or place(text)
    others = seeds or {}
    specs = specs_of(files or {}, settings)
    linted = [
        lint_seed(Source(name, content), specs, settings, name)
        for name, content in {path: text, **others}.items()
    ]
    whole = lint_project([each.member for each in linted], specs, settings).diagnostics
    found = [*linted[0].diagnostics, *(d for d in whole if d.source.path not in others)]
    return sorted(found, key=Diagnostic.sort_key)


def specs_of(files: Map[str, str], settings: Settings) -> Specs:
    """Specs whose files are texts."""

    def read(path: str) -> bytes | None:
        text = files.get(path)
        return None if text is None else text.encode()

    return Specs(tuple(files), read, settings.references, limits=settings.limits)


def wrap(steps: str, spec: str | None) -> str:
    """A plain seed around a block of steps, which tests what the last step calls.

    Where every such call wants to be refused, the seed says that this is the point.
    """
    endpoint = _endpoint(steps)
    swagger = f"swagger: {spec}\n" if spec else ""
    text = _SEED.format(endpoint=endpoint, swagger=swagger, outcome="", steps=steps)
    seed = read(Source("", text), Settings())
    resolver = Resolver(seed, specs_of({}, Settings()))
    calls = [step for step in seed.steps if resolver.tests(step)]
    statuses = calls[-1].expected_statuses if calls else ()
    if not statuses or not all(step.negative for step in calls):
        return text
    outcome = f"expectedOutcome: {list(statuses)}\n"
    return _SEED.format(endpoint=endpoint, swagger=swagger, outcome=outcome, steps=steps)


def place(text: str) -> str:
    """Where an example is said to stand: in a file that is named after its endpoint."""
    endpoint = read(Source("", text), Settings()).endpoint
    return FOLDER + (endpoint.file_name if endpoint else "example.md")


def _endpoint(steps: str) -> str:
    root = parse(Region(steps, Span(0, len(steps))), mend=True)
    listed = root.get("steps") if isinstance(root, Mapping) else None
    last = listed.items[-1] if isinstance(listed, Sequence) and listed.items else None
    method = last.get("method") if isinstance(last, Mapping) else None
    path = last.get("path") if isinstance(last, Mapping) else None
    if not isinstance(method, Scalar) or not isinstance(path, Scalar):
        return "GET /v1/example"
    plain = re.sub(r"\{?\{\s*(\w+)[^{}]*\}\}?", r"{\1}", path.text.partition("?")[0])
    return f"{method.text} {plain}"
