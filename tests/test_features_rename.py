"""A variable's places, and another name in all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import SEEDS, mutated
from seedlint.edit import Fix, apply
from seedlint.engine import lint
from seedlint.lsp.features.references import references
from seedlint.lsp.features.rename import RenameError, prepare, rename
from seedlint.settings import Settings
from seedlint.source import Source
from seedlint.yamltree import Problem
from viewing import LIBRARY, looking_at, view_of

if TYPE_CHECKING:
    from seedlint.lsp.view import View

SEED = """\
# Renew a loan of {{loan_uid}}

## Prerequisites

```yaml
steps:
  - id: lend
    method: POST
    path: /lending/v1/loans
    body: {"{{client_uid}}": ["é ✅ 😀 {{loan_uid}} and {{other}}"]}
    extract:
      loan_uid: "$.loan.loan_uid"
      "other": "$.loan.uid"
  - id: look
    method: GET
    path: "/lending/v1/loans/{{loan_uid}}?x={{loan_uid}}&y={{ loan_uid }}"
    params: {loan: {{loan_uid}}, loan_uid: loan_uid}
    extract: {loan_uid: "$.uid"}
```

## Test Request

```yaml
steps:
  - id: renew
    path: "/lending/v1/loans/{loan_uid}/renew"
    description: "the {{loan_uid}} above"
```

| `{{loan_uid}}` | loan_uid |
"""

RENAMED = SEED
for before, after in (
    ("{{loan_uid}}", "{{held}}"),
    ("{{ loan_uid }}", "{{ held }}"),
    ("/{loan_uid}", "/{held}"),
    ("      loan_uid: ", "      held: "),
    ("{loan_uid: \"$.uid", "{held: \"$.uid"),
):  # fmt: skip
    RENAMED = RENAMED.replace(before, after)


def changed(view: View, offset: int, new: str) -> str:
    """The text of a view after a rename."""
    edits = rename(view, offset, new)
    text, applied = apply(view.source.text, [Fix("rename", tuple(edits))])
    assert applied
    return text


@pytest.mark.parametrize(
    "marked", ["      lo‸an_uid:", "/{{loan_uid‸}}?x", "{{ ‸loan_uid", "{‸loan_uid: "]
)
def test_a_variable_gets_its_new_name_everywhere(marked: str) -> None:
    view, offset = looking_at(SEED.replace(marked.replace("‸", ""), marked, 1))
    assert changed(view, offset, "held") == RENAMED


def test_its_place_and_its_name_are_shown_before() -> None:
    view, offset = looking_at(SEED.replace("{{loan_uid}}", "{{loan‸_uid}}", 1))
    found = prepare(view, offset)
    assert found is not None
    assert (found[0].of(SEED), found[1]) == ("loan_uid", "loan_uid")


def test_references_can_leave_the_extracts_out() -> None:
    view, offset = looking_at(SEED.replace("{{loan_uid}}", "{{loan‸_uid}}", 1))
    every = references(view, offset)
    uses = references(view, offset, declarations=False)
    assert {span.of(SEED) for span in every} == {"loan_uid"}
    assert (len(every), len(uses)) == (11, 9)
    assert references(view, SEED.index("Renew")) == []


@pytest.mark.parametrize(
    ("marked", "new", "why"),
    [
        ("{{cli‸ent_uid", "x", "the runner gives `client_uid` to every seed, under this name"),
        ("{{loan‸_uid", "a b", "a variable's name is made of letters, digits and `_`"),
        ("{{loan‸_uid", "", "a variable's name is made of letters, digits and `_`"),
        ("{{loan‸_uid", "é", "a variable's name is made of letters, digits and `_`"),
        ("{{loan‸_uid", "other", "`other` is a variable of this seed already"),
        (
            "{{loan‸_uid",
            "unique_id",
            "`unique_id` is a variable that the runner gives to every seed",
        ),
        ("Ren‸ew", "x", "no variable stands here"),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_one_sentence(marked: str, new: str, why: str) -> None:
    text = SEED.replace(marked.replace("‸", ""), marked, 1)
    view, offset = looking_at(text, variables=frozenset({"client_uid", "app"}))
    with pytest.raises(RenameError) as error:
        rename(view, offset, new)
    assert str(error.value) == why


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("loan_uid: ", "lone_uid: "), "no step of this seed extracts `loan_uid`"),
        (
            ("  - id: renew", "  - id: [renew"),
            "some YAML of this seed cannot be read, and may use the variable, too",
        ),
        (
            ('"the {{loan_uid}} above"', '"the"\n    token: "{{loan\\x5fuid}}"'),
            "`loan_uid` is written with escapes in one place; write it out there first",
        ),
    ],
)
def test_a_variable_that_cannot_be_renamed_is_refused_before_it_is_tried(
    change: tuple[str, str], why: str
) -> None:
    text = SEED.replace(*change)
    view = view_of(text)
    with pytest.raises(RenameError) as error:
        prepare(view, text.index("{{loan_uid}}") + 3)
    assert str(error.value) == why


def test_nothing_is_prepared_where_no_variable_stands() -> None:
    assert prepare(view_of(SEED), 0) is None


@settings(max_examples=30, deadline=None)
@given(text=mutated([*SEEDS.values()]), data=st.data())
def test_renaming_never_fails_and_leaves_what_can_be_read(text: str, data: st.DataObject) -> None:
    view = view_of(text)
    offset = data.draw(st.integers(0, len(text)))
    references(view, offset)
    try:
        result = changed(view, offset, "zz_9")
    except RenameError:
        return
    assert not any(isinstance(block.parsed, Problem) for block in view_of(result).seed.blocks)


@settings(max_examples=40, deadline=None)
@given(path=st.sampled_from(sorted(SEEDS)), data=st.data())
def test_a_new_name_changes_no_finding(path: str, data: st.DataObject) -> None:
    """The findings of a seed, some of its lines lost, are those of the renamed seed."""
    lines = SEEDS[path].splitlines(keepends=True)
    lost = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=3))
    text = "".join(line for number, line in enumerate(lines) if number not in lost)
    view = view_of(text, path=path)
    names = [extract.key for extract in view.context.scope.extracts]
    if not names:
        return
    key = data.draw(st.sampled_from(names))
    try:
        result = changed(view, key.span.start, f"{key.text}_2")
    except RenameError:
        return
    assert findings(result, path, key.text) == findings(text, path, key.text)


def findings(text: str, path: str, name: str) -> list[tuple[str, int, str]]:
    """The rule, the line and the message of each finding, where old and new name are the same."""
    source, word = Source(path, text), re.compile(rf"\b{name}(?:_2)?\b")
    return [
        (each.rule, source.position(each.finding.span.start).line, word.sub("…", message))
        for each in lint(source, LIBRARY, Settings())
        for message in [each.finding.message]
    ]
