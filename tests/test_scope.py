"""Which variables there are at which step, and who uses them."""

from __future__ import annotations

from time import process_time

import pytest

from seedlint.scope import Scope, Use
from seedlint.seed import Seed, read
from seedlint.settings import Settings
from seedlint.source import Source

GIVEN = frozenset({"client_uid", "today_date"})

SEED = """\
---
endpoint: GET /lending/v1/loans/{loan_uid}
---

## Setup

```yaml
steps:
  - id: add_branch
    method: POST
    path: /catalogue/v1/branches
    extract:
      branch_uid: "$.branch.uid"
```

## Prerequisites

```yaml
steps:
  - id: find_copy
    description: "{{not_sent}}"
    method: GET
    path: /catalogue/v1/copies
    headers:
      X-Branch: "{{unread}}"
    extract:
      copy_uid: "$.copies[0].uid"
      shelf: "$.copies[0].shelfmark"
    onFail: warn

  - id: lend_copy
    method: POST
    path: "/lending/v1/loans?reader={{client_uid}}"
    body:
      "{{copy_uid}}": ["{{today_date}} and {{loan_uid}}", {deep: "{{copy_uid}}"}]
    extracts:
      late_uid: "$.late.uid"
    extract:
      loan_uid: "$.loan.uid"
      due: "$.loan.due_on"
```

## Test Request

```yaml
steps:
  - id: show_loan
    method: GET
    path: "/lending/v1/loans/{{loan_uid}}/{copy_uid}/{{ due }}/{{late_uid}}/{{branch_uid}}"
    extract:
      copy_uid: "$.loan.copy_uid"
```

## Cleanup

```yaml
steps:
  - id: return_copy
    method: DELETE
    path: "/lending/v1/loans/{{shelf}}"
```
"""


@pytest.fixture
def seed() -> Seed:
    return read(Source("seed.md", SEED), Settings())


@pytest.fixture
def scope(seed: Seed) -> Scope:
    return Scope(seed, GIVEN)


def use(scope: Scope, name: str) -> Use:
    return next(use for use in scope.uses if use.name == name)


def test_uses_stand_where_they_are_sent(scope: Scope, seed: Seed) -> None:
    """Keys, values and texts of what is sent; not what is only said, or never runs."""
    names = [use.name for use in scope.uses]
    assert names == [
        *("client_uid", "copy_uid", "today_date", "loan_uid", "copy_uid"),
        *("loan_uid", "late_uid", "branch_uid"),
    ]
    text = seed.source.text
    assert all(use.span.of(text) == f"{{{{{use.name}}}}}" for use in scope.uses)


def test_slips_are_no_uses(scope: Scope) -> None:
    """Braces that are wrong are one mistake, and not an undefined variable as well."""
    assert [(slip.text, slip.names) for slip in scope.slips] == [
        ("{{ due }}", ("due",)),
        ("{copy_uid}", ("copy_uid",)),
    ]
    assert [slip.malformed is None for slip in scope.slips] == [False, True]


def test_a_variable_is_there_after_its_step(scope: Scope) -> None:
    """Not in it, and not before it."""
    first, second = (use for use in scope.uses if use.name == "loan_uid")
    assert not scope.is_defined(first)
    assert [extract.order for extract in scope.after(first)] == [1]
    assert scope.is_defined(second)
    assert [extract.order for extract in scope.before(second)] == [1]
    names = {*GIVEN, *(extract.name for extract in scope.extracts)}
    assert {name for name in names if scope.knows(name, 1)} == GIVEN | {"copy_uid", "shelf"}


def test_a_long_seed_takes_no_time_that_grows_with_its_square() -> None:
    """Each step extracts something, and uses what the first one extracts with a letter too many."""
    count = 4000
    steps = [
        f"  - id: s{n}\n    path: /loans/{{{{loan_0s}}}}\n    extract: {{loan_{n}: $.id}}"
        for n in range(count)
    ]
    text = "\n".join(["## Test Request", "```yaml", "steps:", *steps, "```", ""])
    start = process_time()
    scope = Scope(read(Source("seed.md", text), Settings()), GIVEN)
    assert {scope.meant((use.name,), use.order) for use in scope.uses} == {None, "loan_0"}
    assert not any(scope.is_used(extract) for extract in scope.extracts[1:])
    assert process_time() - start < 5


def test_a_step_that_is_passed_over_is_not_certain(scope: Scope) -> None:
    """What it extracts may not be there."""
    certain = {(extract.name, extract.order): extract.certain for extract in scope.extracts}
    assert certain == {
        ("copy_uid", 0): False,
        ("shelf", 0): False,
        ("loan_uid", 1): True,
        ("due", 1): True,
        ("copy_uid", 2): True,
    }


def test_what_is_out_of_sight_is_another_mistake(scope: Scope) -> None:
    """A block that never runs, or a misspelt `extract`, explains an undefined variable."""
    assert scope.is_out_of_sight(use(scope, "branch_uid"))
    assert scope.is_out_of_sight(use(scope, "late_uid"))
    assert not scope.is_out_of_sight(use(scope, "loan_uid"))


def test_what_is_used(scope: Scope) -> None:
    """A use counts in a section that never runs, with wrong braces, and too early."""
    used = {extract.name for extract in scope.extracts if scope.is_used(extract)}
    assert used == {"copy_uid", "shelf", "loan_uid", "due"}


def test_what_is_not_sent_is_no_use() -> None:
    """A description is for people; a key that the runner does not read may be a mistake."""
    text = SEED.replace("loan_uid: ", "not_sent: ").replace("due: ", "unread: ")
    scope = Scope(read(Source("seed.md", text), Settings()), GIVEN)
    used = {extract.name: scope.is_used(extract) for extract in scope.extracts}
    assert used == {"copy_uid": True, "shelf": True, "not_sent": False, "unread": True}


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        (("copy_uid",), "copy_uid"),
        (("loan_shelf", "shelf", "loan"), "shelf"),
        (("copyUid",), "copy_uid"),
        (("client_uuid",), "client_uid"),
        (("loan_uid",), None),
        (("entirely_else",), None),
        ((), None),
    ],
)
def test_meant(scope: Scope, names: tuple[str, ...], meant: str | None) -> None:
    """Only what is there at that step is suggested; a name as it stands comes before a near one."""
    assert scope.meant(names, 1) == meant


def test_a_broken_block_hides_the_names_in_it() -> None:
    """It is not known what it extracts, so that what it mentions may be defined."""
    text = SEED.replace(
        '    method: POST\n    path: "/lending', '    method: [\n    path: "/lending'
    )
    scope = Scope(read(Source("seed.md", text), Settings()), GIVEN)
    assert scope.is_out_of_sight(use(scope, "loan_uid"))
    assert not any(
        scope.is_out_of_sight(Use("client", u.span, u.step, u.order)) for u in scope.uses
    )
