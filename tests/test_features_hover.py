"""What an editor shows of the thing under the cursor, and that no spec can forge a part of it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from samples import SEEDS, SPECS, mutated, odd_specs
from seedlint.lsp.features import prose
from seedlint.lsp.features.hover import hover, rule
from seedlint.rules import RULES
from viewing import SEED, looking_at, specs_of, view_of


def page(marked: str) -> str:
    """The page about the place of the `‸` in a part of the seed."""
    assert SEED.count(marked.replace("‸", "")) == 1
    found = hover(*looking_at(SEED.replace(marked.replace("‸", ""), marked)))
    return found.markdown if found else ""


def test_an_operation_shows_what_it_takes_and_answers() -> None:
    found = hover(*looking_at(SEED.replace("POST /lending", "POST /len‸ding")))
    assert found is not None
    assert found.span.of(SEED) == "POST /lending/v1/loans"
    assert (
        found.markdown
        == """\
**`POST /lending/v1/loans`**

Lend a copy

Body, required:

- `loan` object, required
- `receipt` object

Responses:

- `201` Lent.
- `409` Somebody else was faster.
- `422` Understood, and not acceptable.

In `swagger/lending/lending.json`"""
    )


def test_a_step_shows_its_operation_and_its_parameters() -> None:
    assert page('"/catalogue‸/v1/copies"') == page("GE‸T")
    assert (
        page("GE‸T")
        == """\
**`GET /catalogue/v1/copies`**

List copies

Parameters:

- `available` boolean, query: \\`true\\` leaves out what is on loan or kept for a hold.
- `branch_uid` string (uuid), query
- `page` integer, query
- `per_page` integer, query

Responses:

- `200` One page of copies.

In `swagger/catalogue/catalogue.yaml`"""
    )


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        (
            "dom‸ain: lending",
            "**`domain`** string\n\nThe part of the API that the",
        ),
        ("ver‸ified", "**`status`** string\n\nHow the seed fared when it was last run, or that"),
        ("onFail: ab‸ort", "**`onFail`** string\n\nWhat becomes of the seed when the step fails."),
        ("‸available", "**`available`** boolean\n\n\\`true\\` leaves out what is on loan or kept"),
        ("lo‸an:", "**`loan`** object, required"),
        ("due_o‸n", "**`due_on`** string (date)"),
        ("language: c‸y", "**`language`** string\n\nOne of `en`, `cy`."),
        ("{{‸copy_uid}}", "**`copy_uid`**\n\n- `$.copies[0].uid` of `find_copy`, string (uuid)"),
        ("{{client_uid‸}}", "**`client_uid`**\n\n- given by the runner's configuration"),
        ("{{next_‸week_date}}", "**`next_week_date`**\n\n- made anew for every run"),
        ("{{no‸where}}", "**`nowhere`**\n\nneither given nor extracted by a step that runs"),
        (
            "ignore[empty‸-section]",
            "**empty-section** · info · documentation\n\nA",
        ),
    ],
)
def test_what_is_shown(marked: str, shown: str) -> None:
    assert page(marked).startswith(shown)


@pytest.mark.parametrize("marked", ["# Lend ‸a copy", "```‸yaml", "---‸\n\n# Lend"])
def test_nothing_is_shown_where_there_is_nothing_to_know(marked: str) -> None:
    assert page(marked) == ""


@pytest.mark.parametrize("entry", RULES, ids=lambda entry: entry.name)
def test_a_rules_page_has_its_examples_and_its_address(entry: object) -> None:
    from seedlint.rulekit import Entry

    assert isinstance(entry, Entry)
    tokens = MarkdownIt().parse(rule(entry))
    infos = [token.info for token in tokens if token.type == "fence"]
    assert infos
    assert all(info in ("yaml", "json", "toml", "markdown", "text") for info in infos)
    assert rule(entry).endswith(f"[{entry.url}]({entry.url})")


FORGERIES = (
    "[a](command:run)", "![a](http://x.example/y.png)", "<a href='command:x'>", "<command:run>",
    "https://evil.example", "www.evil.example", "# Title", "- item", "1. item", "```\ncode", "~~~",
    "    code", "`x`", "***", "---", "===", "a\n\nb", "&lt;script&gt;", "\\", "|a|b|\n|---|---|",
    "[a]: http://x", "<!-- c -->", "*a*", "_b_", "~~c~~", "\x00", "\ud800", "\u202e", "a@b.example",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(FORGERIES) | st.text(max_size=8), max_size=6).map(" ".join)


@given(text=TEXTS)
def test_a_text_of_a_spec_says_itself_and_nothing_more(text: str) -> None:
    inline = MarkdownIt("gfm-like", {"linkify": False}).parse(prose.said(text))
    assert [token.type for token in inline] in (
        [],
        ["paragraph_open", "inline", "paragraph_close"],
    )
    children = inline[1].children or [] if inline else []
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children) == prose.plain(text)


@given(text=TEXTS)
def test_a_name_is_code_and_nothing_more(text: str) -> None:
    (child,) = MarkdownIt().parse(prose.code(text))[1].children or []
    assert child.type == "code_inline"
    assert child.content.strip() == prose.plain(text, 120).strip()


def test_long_texts_and_long_lists_are_cut_openly() -> None:
    assert len(prose.said("a" * 10**6)) == prose.LONGEST
    assert prose.said("a" * 10**6).endswith("…")
    assert prose.codes(range(14)).endswith("`11` and 2 more")
    assert prose.bullets("abc", 2) == "- a\n- b\n- and 1 more"


def test_a_forged_spec_is_shown_as_the_text_that_it_is() -> None:
    text = "[run](command:evil) <img src=x> https://evil.example"
    schema = {"type": "object", "properties": {f"`[x](command:{n})": {} for n in range(40)}}
    operation = {
        "summary": text,
        "description": text * 500,
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {"200": {"description": text}},
    }
    files = {
        "swagger/x.json": json.dumps({"openapi": "3.0.0", "paths": {"/x": {"get": operation}}})
    }
    seed = "```yaml\nsteps:\n  - id: x\n    method: GET\n    path: /x\n```\n"
    found = hover(view_of(seed, specs_of(files)), seed.index("GET"))
    assert found is not None
    assert len(found.markdown) < 4000
    tokens = MarkdownIt().parse(found.markdown)
    inner = [child.type for token in tokens for child in token.children or ()]
    assert not {"link_open", "image", "html_inline"}.intersection(inner)


@settings(max_examples=60, deadline=None)
@given(text=mutated([*SEEDS.values()]), data=st.data())
def test_hover_never_fails(text: str, data: st.DataObject) -> None:
    found = hover(view_of(text), data.draw(st.integers(0, len(text))))
    if found is not None:
        assert 0 <= found.span.start <= found.span.end <= len(text)
        assert len(found.markdown.encode()) < 20_000


@settings(max_examples=30, deadline=None)
@given(files=odd_specs(), path=st.sampled_from(sorted(SEEDS)))
def test_hover_never_fails_on_a_spec(files: dict[str, str], path: str) -> None:
    text = SEEDS[path]
    view = view_of(text, specs_of({**SPECS, **files}), path)
    for offset in range(0, len(text), 29):
        found = hover(view, offset)
        assert found is None or found.markdown.encode()
