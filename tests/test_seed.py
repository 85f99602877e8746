"""A seed as its runner sees it, and the one edit that its frontmatter knows how to make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.edit import Fix, apply
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source

SPEC = "swagger/lending/loans.yaml"


def named(frontmatter: str, spec: str = SPEC) -> str | None:
    """The frontmatter after its edit; None where there is no edit for it."""
    text = f"---\n{frontmatter}---\n"
    block = read(Source("seed.md", text), Settings()).frontmatter
    assert block is not None
    edit = block.naming(spec)
    if edit is None:
        return None
    fixed, _ = apply(text, [Fix("name it", (edit,))])
    return fixed.removeprefix("---\n").removesuffix("---\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("swagger: old.json\n", f"swagger: {SPEC}\n"),
        ("swagger: 'old.json' # the old one\n", f"swagger: '{SPEC}' # the old one\n"),
        ('swagger: "old.json"\n', f'swagger: "{SPEC}"\n'),
        ("endpoint: GET /x\n", f"endpoint: GET /x\nswagger: {SPEC}\n"),
        (
            "endpoint: GET /x # that one\nstatus: verified\n",
            f"endpoint: GET /x # that one\nswagger: {SPEC}\nstatus: verified\n",
        ),
        (
            "endpoint: GET /x\ntags:\n  - a\n  - b\nstatus: verified\n",
            f"endpoint: GET /x\ntags:\n  - a\n  - b\nswagger: {SPEC}\nstatus: verified\n",
        ),
        (
            "tags: [a,\n  b]\nendpoint: GET /x\n",
            f"tags: [a,\n  b]\nswagger: {SPEC}\nendpoint: GET /x\n",
        ),
        ("  endpoint: GET /x\n  a: b\n", f"  endpoint: GET /x\n  swagger: {SPEC}\n  a: b\n"),
        (
            "endpoint: GET /x\r\na: b\r\n",
            f"endpoint: GET /x\r\nswagger: {SPEC}\r\na: b\r\n",
        ),
        (
            "endpoint: >-\n  GET\n  /x\na: b\n",
            f"endpoint: >-\n  GET\n  /x\nswagger: {SPEC}\na: b\n",
        ),
    ],
)
def test_naming_a_spec(before: str, after: str) -> None:
    """Quotes, comments, indentation and line ends stay; the new line stands with its likes."""
    assert named(before) == after


@pytest.mark.parametrize(
    "frontmatter",
    ["a: b\n", "{endpoint: GET /x}\n", "swagger: [a]\nendpoint: GET /x\n", "- endpoint\n"],
)
def test_no_edit_where_it_takes_more_than_one_line(frontmatter: str) -> None:
    """No edit is better than one that breaks the file, or says something twice."""
    assert named(frontmatter) is None


def test_no_edit_for_a_path_that_needs_quotes() -> None:
    """A path may be anything that a file system allows."""
    assert named("swagger: old.json\n", "swagger/a: b.json") is None


@given(
    st.sampled_from(["{}", "'{}'", '"{}"', "|\n  {}", ">-\n  {}"]), st.text("ab/.-_", min_size=1)
)
def test_a_named_spec_is_named(style: str, old: str) -> None:
    """After the edit the frontmatter says what it should, however it was written before."""
    fixed = named(f"swagger: {style.format('x' + old)}\nendpoint: GET /x\n")
    assert fixed is not None
    block = read(Source("seed.md", f"---\n{fixed}---\n"), Settings()).frontmatter
    assert block is not None
    assert block.swagger is not None
    assert block.swagger.text.strip() == SPEC
    assert block.endpoint is not None


@pytest.mark.parametrize(
    ("on_fail", "optional"),
    [("", False), ("onFail: abort", False), ("onFail: skip", True), ("onFail: warn", True)],
)
def test_optional_steps(on_fail: str, optional: bool) -> None:
    """The runner goes on without a step that is skipped or warned about."""
    text = f"## Test Request\n\n```yaml\nsteps:\n  - id: a\n    {on_fail}\n```\n"
    (step,) = read(Source("seed.md", text), Settings()).steps
    assert step.optional is optional
