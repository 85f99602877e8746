"""What breaks the vocabulary is found once, in place, and in the spelling that a team accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from samples import SEEDS, mutated
from seedlint.seed import read
from seedlint.settings import Settings
from seedlint.source import Source
from seedlint.vocabulary import Breaches, Holder

if TYPE_CHECKING:
    from seedlint.seed import Seed

SEED = """\
---
endpoint: "GET /lending/v1/loans"
domain: lending
tags: [loans]
status: verified
savedAt: 2026-01-05T09:00:00Z
---

## Test Request

```yaml
steps:
  - id: list_loans
    method: GET
    path: /lending/v1/loans
```
"""
AREA = Settings(frontmatter_aliases={"area": "domain", "field": "domain"})


def seed(*changes: tuple[str, str], settings: Settings | None = None) -> Seed:
    """A plain seed with some of its text replaced."""
    text = SEED
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read(Source("seed.md", text), settings or Settings())


def breaches(*changes: tuple[str, str], settings: Settings | None = None) -> Breaches:
    settings = settings or Settings()
    return Breaches(seed(*changes, settings=settings), settings)


def test_a_plain_seed_breaks_nothing() -> None:
    """Otherwise the other tests here prove nothing."""
    found = breaches()
    assert [*found.missing, *found.unknown, *found.invalid] == []


@pytest.mark.parametrize(
    ("status", "standing", "skipped"),
    [
        ("verified", "verified", False),
        ("success", "verified", False),
        ("skip", "skip", True),
        ("'skipped'", "skip", True),
        ("gone", "gone", False),
        ("", "", False),
        ("[skip]", "", False),
    ],
)
def test_the_status_in_the_vocabulary_s_own_word(status: str, standing: str, skipped: bool) -> None:
    """Every rule that asks for the status understands the words that are accepted for it."""
    found = seed(("status: verified", f"status: {status}"))
    assert found.frontmatter
    assert (found.frontmatter.standing, found.skipped) == (standing, skipped)


@pytest.mark.parametrize(
    ("lines", "key", "value"),
    [
        ("area: lending", "area", "lending"),
        ("field: lending", "field", "lending"),
        ("field: archive\narea: lending", "area", "lending"),
        ("area: archive\ndomain: lending", "domain", "lending"),
    ],
)
def test_a_key_in_another_spelling(lines: str, key: str, value: str) -> None:
    """The key's own spelling counts first, then the others in the order of the settings."""
    found = seed(("domain: lending", lines), settings=AREA)
    assert found.frontmatter
    pair = found.frontmatter.pair("domain")
    scalar = found.frontmatter.scalar("domain")
    assert pair
    assert scalar
    assert (pair.key.text, scalar.text) == (key, value)


def test_every_alias_is_told_and_one_is_read() -> None:
    """To rename both of two aliases would give one key twice."""
    found = breaches(("domain: lending", "field: archive\narea: lending"), settings=AREA)
    assert [(each.pair.key.text, each.meant, each.beside) for each in found.unknown] == [
        ("field", "domain", True),
        ("area", "domain", False),
    ]
    assert found.missing == []


def test_the_value_of_an_alias_is_held_against_its_key() -> None:
    """A spelling that is accepted makes no value right."""
    found = breaches(("domain: lending", "area: [lending]"), settings=AREA)
    [invalid] = found.invalid
    assert invalid.name == "`area`"


def test_an_alias_of_nothing_is_none() -> None:
    """The settings may accept a spelling for a key that no seed has."""
    settings = Settings(frontmatter_aliases={"area": "region"})
    [unknown] = breaches(("tags:", "area: x\ntags:"), settings=settings).unknown
    assert (unknown.meant, unknown.alias) == (None, False)


def test_what_stands_in_for_a_key() -> None:
    """Rules about a key that is not there ask first whether it is only misspelt."""
    found = breaches(("method: GET", "metod: GET"))
    [unknown] = found.unknown
    assert unknown.holder is Holder.STEP
    assert found.stands_in(unknown.mapping, "method")
    assert not found.stands_in(unknown.mapping, "path")
    assert not found.stands_in(None, "method")


@pytest.mark.parametrize(
    ("line", "garbled"),
    [
        ("bdy: {}", True),
        ("body: {}", False),
        ("params: []", True),
        ("params:", False),
        ("file_fields: [{name: scan, file_path: a.png}]", True),
        ("file_fields: [{field_name: scan}]", True),
        ("file_fields: [{field_name: scan, file_path: a.png}]", False),
        ("headers: {}", False),
        ("token: nobody", False),
    ],
)
def test_what_garbles_a_request(line: str, garbled: bool) -> None:
    """A request that cannot be seen as it is meant is not held against its operation."""
    found = seed(("method: GET", f"method: GET\n    {line}"))
    [step] = found.steps
    assert Breaches(found, Settings()).garble(step) is garbled


@pytest.mark.parametrize(
    "expect",
    ["expect: {}", "expect: 422", "expects: {status: 422}", "status: 422", "expected_status: 422"],
)
def test_a_status_that_cannot_be_read_may_be_any(expect: str) -> None:
    """The step may be a negative test, so nothing is held against what it sends."""
    [step] = seed(("method: GET", f"method: GET\n    {expect}")).steps
    assert step.expected_statuses == ()
    assert step.negative


@pytest.mark.parametrize("expect", ["", "expect:", "token: staff"])
def test_a_status_that_is_not_given_is_200(expect: str) -> None:
    """The runner takes it for granted."""
    [step] = seed(("method: GET", f"method: GET\n    {expect}")).steps
    assert step.expected_statuses == (200,)
    assert not step.negative


@given(mutated(list(SEEDS.values())))
@settings(deadline=None)
def test_breaches_have_places(text: str) -> None:
    """However broken a seed is, what is said of it stands in it."""
    source = Source("seed.md", text)
    found = Breaches(read(source, Settings()), Settings())
    spans = [each.span for each in found.missing] + [each.span for each in found.invalid]
    spans += [each.pair.key.span for each in found.unknown]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
