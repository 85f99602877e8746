"""The real server, over stdio: each feature, in UTF-16 and in UTF-8, behind `é`, `✅` and `😀`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from lsp.editor import write
from samples import SEEDS, SPECS

if TYPE_CHECKING:
    from pathlib import Path

    from lsp.editor import Editor

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAME = "seeds/lending/post_lending_v1_loans.md"
SPEC = "swagger/lending/lending.json"
ODD = "é✅😀"


def changed(text: str, *changes: tuple[str, str]) -> str:
    """A text with the first of some words replaced."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


GOOD = changed(
    SEEDS[NAME],
    (
        "steps:\n",
        f"steps:\n  - {{id: {ODD}, method: GET, path: /catalogue/v1/copies, "
        'params: {available: true}, extract: {shelf_copy: "$.copies[0].uid"}, '
        "expect: {status: [200]}}\n",
    ),
    ('email: "{{random_email}}"', f'email: "{ODD}{{{{shelf_copy}}}}"'),
)
"""A seed in which the odd characters stand before a variable, and before where it comes from."""

BROKEN = changed(GOOD, ("{{shelf_copy}}", "{{nobody}}"), ("language: cy", "language: fr"))

MENDED = changed(GOOD, ("{{shelf_copy}}", "{{ shelf_copy }}"))


def by_rule(found: Sequence[types.Diagnostic]) -> dict[object, types.Diagnostic]:
    return {each.code: each for each in found}


async def test_diagnostics(editor: Editor, project: Path) -> None:
    """Each has its rule, the rule's page, its severity, its place, its tags, its notes' places."""
    uri = editor.open(project / NAME, BROKEN)
    found = by_rule(
        await editor.finds(uri, "unused-extract", "undefined-variable", "invalid-property")
    )
    unused, undefined, invalid = found.values()
    assert editor.text(uri, unused.range) == "shelf_copy"
    assert unused.range.start.line == BROKEN[: BROKEN.index("shelf_copy")].count("\n")
    assert unused.tags == (types.DiagnosticTag.Unnecessary,)
    assert unused.severity is types.DiagnosticSeverity.Warning
    assert editor.text(uri, undefined.range) == "{{nobody}}"
    assert undefined.severity is types.DiagnosticSeverity.Error
    assert undefined.source == "seedlint"
    assert undefined.tags is None
    assert undefined.message == (
        "`nobody` is not defined here: no earlier step extracts it, and the runner does not give it"
    )
    assert undefined.code_description == types.CodeDescription(
        "https://seedlint.dev/rules/undefined-variable"
    )
    (note,) = invalid.related_information or ()
    assert invalid.message == "`language` should be `en` or `cy`, and is `fr`"
    assert note.message == "its schema"
    assert note.location.uri == (project / SPEC).as_uri()
    line = SPECS[SPEC].splitlines()[note.location.range.start.line]
    assert line.strip().startswith('"language"')


async def test_deprecated(editor: Editor, project: Path) -> None:
    """What has had its day is struck through."""
    spec = project / "swagger/desk/desk.yaml"
    write(
        project,
        [
            (
                "swagger/desk/desk.yaml",
                "openapi: 3.1.0\ninfo: {title: Desk, version: '1'}\n"
                "paths:\n  /desk/v1/bells:\n"
                "    get: {deprecated: true, responses: {'200': {description: Rung}}}\n",
            )
        ],
    )
    text = changed(
        GOOD, ("path: /catalogue/v1/copies, params: {available: true}", "path: /desk/v1/bells")
    )
    uri = editor.open(project / NAME, text)
    (found,) = [
        each for each in await editor.diagnostics(uri) if each.code == "deprecated-operation"
    ]
    assert found.tags == (types.DiagnosticTag.Deprecated,)
    assert editor.text(uri, found.range) == "/desk/v1/bells"
    assert spec.exists()


async def test_the_buffer_and_not_the_disk(editor: Editor, project: Path) -> None:
    """What is found is about what is being typed."""
    write(project, [(NAME, BROKEN)])
    uri = editor.open(project / NAME, GOOD)
    await editor.finds(uri)
    editor.replace(uri, "{{shelf_copy}}", "{{nobody}}")
    await editor.finds(uri, "unused-extract", "undefined-variable")
    editor.replace(uri, "nobody}}", "shelf_copy}}")
    await editor.finds(uri)


async def test_other_texts(editor: Editor, project: Path) -> None:
    """A file that is no seed, and one that the configuration does not mean, have no findings."""
    readme = editor.open(project / "seeds/README.md", "# Seeds\n\n```yaml\nswagger: no\n```\n")
    elsewhere = editor.open(project / "elsewhere.md", BROKEN)
    await editor.finds(readme)
    await editor.finds(elsewhere)


async def actions(
    editor: Editor, uri: str, words: str, only: list[types.CodeActionKind | str] | None = None
) -> dict[str, types.CodeAction]:
    start = editor.texts[uri].index(words)
    found = await editor.client.text_document_code_action_async(
        types.CodeActionParams(
            types.TextDocumentIdentifier(uri),
            editor.range(uri, start, start + len(words)),
            types.CodeActionContext([], only),
        )
    )
    return {each.title: each for each in found or () if isinstance(each, types.CodeAction)}


async def test_fix(editor: Editor, project: Path) -> None:
    """A fix is an action at its finding, and not elsewhere; a safe one is preferred."""
    uri = editor.open(project / NAME, MENDED)
    await editor.finds(uri, "malformed-template")
    found = await actions(editor, uri, "{{ shelf_copy }}", [types.CodeActionKind.QuickFix])
    fix, ignore = found.values()
    assert fix.is_preferred
    assert fix.kind == types.CodeActionKind.QuickFix
    assert [each.code for each in fix.diagnostics or ()] == ["malformed-template"]
    assert editor.applied(uri, fix.edit) == GOOD
    assert ignore.title == "ignore `malformed-template` here, with a comment"
    assert not await actions(editor, uri, "Lend a copy", [types.CodeActionKind.QuickFix])
    editor.replace(uri, "{{ shelf_copy }}", "{{shelf_copy}}")
    assert not await actions(editor, uri, "{{shelf_copy}}")
    await editor.finds(uri)


async def test_unsafe_fix(editor: Editor, project: Path) -> None:
    """A fix that may change the requests is offered, and says so."""
    write(project, [(NAME, GOOD)])
    uri = editor.open(
        project / NAME,
        changed(GOOD, ("swagger/lending/lending.json", "swagger/archive/archive.json")),
    )
    found = await actions(editor, uri, "swagger/archive")
    title = "name `swagger/lending/lending.json` (unsafe: the requests may change)"
    assert not found[title].is_preferred
    assert editor.applied(uri, found[title].edit) == GOOD


async def test_fix_all(editor: Editor, project: Path) -> None:
    """All safe fixes are one action, for whoever wants it on saving; where there is none, none."""
    text = changed(
        MENDED, ("{{copy_uid}}", "{{ copy_uid}}"), ("status: verified", "status: success")
    )
    uri = editor.open(project / NAME, text)
    found = await actions(editor, uri, "Lend a copy", ["source.fixAll"])
    (action,) = found.values()
    assert action.kind == "source.fixAll.seedlint"
    assert editor.applied(uri, action.edit) == GOOD
    again = editor.open(project / NAME, GOOD)
    assert not await actions(editor, again, "Lend a copy")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("{{shelf_copy}}", "{{shelf_kopy}}"),
        ("status: verified", 'status: "verfied"'),
        ("/lending/v1/loans", "/lending/v1/laons"),
        ("        copy_uid:", "        copy_uyd:"),
        ("    onFail: abort", "    onFail: abotr"),
    ],
)
async def test_respelling(editor: Editor, project: Path, right: str, wrong: str) -> None:
    """What may be meant is offered, and takes the place of the misspelt word alone."""
    head, body = GOOD.split("## Test Request")
    place = body if right in body else head
    text = GOOD.replace(place, place.replace(right, wrong, 1))
    uri = editor.open(project / NAME, text)
    found = [each for each in (await actions(editor, uri, wrong)).values()
             if each.title.startswith("change to")]  # fmt: skip
    (action,) = found
    assert editor.applied(uri, action.edit).replace('"verified"', "verified") == GOOD
    assert not action.is_preferred


async def test_ignore(editor: Editor, project: Path) -> None:
    """The comment that ignores a finding stands above it, and ignores it."""
    uri = editor.open(project / NAME, BROKEN)
    found = await actions(editor, uri, "{{nobody}}")
    action = found["ignore `undefined-variable` here, with a comment"]
    text = editor.applied(uri, action.edit)
    lines = text.splitlines()
    at = lines.index('        email: "é✅😀{{nobody}}"')
    assert lines[at - 1] == "        # seedlint: ignore[undefined-variable] TODO: say why"
    editor.change(uri, types.TextDocumentContentChangeWholeDocument(text))
    editor.texts[uri] = text
    await editor.finds(uri, "unused-extract", "invalid-property")


async def test_completion(editor: Editor, project: Path) -> None:
    """What is offered replaces what is half-written, in YAML that nothing can read."""
    uri = editor.open(project / NAME, changed(GOOD, ('{{shelf_copy}}"', "{{shelf_c")))
    params = types.CompletionParams(**editor.at(uri, "{{shelf_c", len("{{shelf_c")))
    found = await editor.client.text_document_completion_async(params)
    assert isinstance(found, types.CompletionList)
    (item,) = [each for each in found.items if each.label == "shelf_copy"]
    assert isinstance(item.text_edit, types.TextEdit)
    assert item.kind == types.CompletionItemKind.Variable
    start = editor.texts[uri].index("{{shelf_c")
    end = start + len("{{shelf_c")
    written = item.text_edit.new_text
    assert editor.text(uri, item.text_edit.range) in ("{{shelf_c", "shelf_c")
    assert written.strip("{}") == "shelf_copy"
    assert item.text_edit.range.end == editor.position(uri, end)


async def test_completion_of_keys(editor: Editor, project: Path) -> None:
    """Keys have their kinds, and the vocabulary's own words about them."""
    uri = editor.open(project / NAME, changed(GOOD, ("    onFail: abort", "    on")))
    params = types.CompletionParams(**editor.at(uri, "    on\n", len("    on")))
    found = await editor.client.text_document_completion_async(params)
    assert isinstance(found, types.CompletionList)
    items = {each.label: each for each in found.items}
    assert items["onFail"].kind == types.CompletionItemKind.Field
    assert isinstance(items["onFail"].documentation, types.MarkupContent)
    assert items["onFail"].documentation.kind is types.MarkupKind.Markdown


async def test_hover(editor: Editor, project: Path) -> None:
    uri = editor.open(project / NAME, GOOD)
    params = types.HoverParams(**editor.at(uri, "{{shelf_copy}}", 4))
    found = await editor.client.text_document_hover_async(params)
    assert found is not None
    assert isinstance(found.contents, types.MarkupContent)
    assert "shelf_copy" in found.contents.value
    assert found.range is not None
    assert editor.text(uri, found.range) == "shelf_copy"


async def defined(editor: Editor, uri: str, words: str) -> types.LocationLink:
    params = types.DefinitionParams(**editor.at(uri, words, 4))
    found = await editor.client.text_document_definition_async(params)
    assert isinstance(found, Sequence)
    (link,) = found
    assert isinstance(link, types.LocationLink)
    return link


async def test_definition(editor: Editor, project: Path) -> None:
    """A variable leads to its extract, a path to its operation, both exactly."""
    uri = editor.open(project / NAME, GOOD)
    link = await defined(editor, uri, "{{shelf_copy}}")
    assert link.target_uri == uri
    assert editor.text(uri, link.target_range) == "shelf_copy"
    assert link.target_range.start.line < editor.position(uri, GOOD.index("{{shelf_copy")).line
    link = await defined(editor, uri, '"/lending/v1/loans"')
    assert link.target_uri == (project / SPEC).as_uri()
    assert '"post"' in SPECS[SPEC].splitlines()[link.target_range.start.line]


async def test_references(editor: Editor, project: Path) -> None:
    uri = editor.open(project / NAME, GOOD)
    for declaration, count in ((True, 2), (False, 1)):
        context = types.ReferenceContext(include_declaration=declaration)
        params = types.ReferenceParams(context, **editor.at(uri, "shelf_copy", 1))
        found = await editor.client.text_document_references_async(params) or ()
        assert [editor.text(uri, each.range) for each in found] == ["shelf_copy"] * count


async def test_rename(editor: Editor, project: Path) -> None:
    uri = editor.open(project / NAME, GOOD)
    prepared = await editor.client.text_document_prepare_rename_async(
        types.PrepareRenameParams(**editor.at(uri, "{{shelf_copy}}", 4))
    )
    assert isinstance(prepared, types.PrepareRenamePlaceholder)
    assert prepared.placeholder == editor.text(uri, prepared.range) == "shelf_copy"
    params = types.RenameParams(new_name="rack", **editor.at(uri, "{{shelf_copy}}", 4))
    edit = await editor.client.text_document_rename_async(params)
    assert editor.applied(uri, edit) == GOOD.replace("{shelf_copy", "{rack")
    params.new_name = "no name"
    with pytest.raises(JsonRpcException, match="a variable's name is made of letters"):
        await editor.client.text_document_rename_async(params)
    assert (
        await editor.client.text_document_prepare_rename_async(
            types.PrepareRenameParams(**editor.at(uri, "Lend a copy"))
        )
        is None
    )


async def test_symbols(editor: Editor, project: Path) -> None:
    """Sections hold their steps; each says where its name stands."""
    uri = editor.open(project / NAME, GOOD)
    params = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    (title,) = await editor.client.text_document_document_symbol_async(params) or ()
    assert isinstance(title, types.DocumentSymbol)
    sections = {each.name: each for each in title.children or ()}
    steps = list(sections["Prerequisites"].children or ())
    assert [each.name for each in steps] == [ODD, "find_copy"]
    assert editor.text(uri, steps[0].selection_range) == ODD


async def test_inlay_hints(editor: Editor, project: Path) -> None:
    """A variable's type stands behind it; where nobody has asked for that, it does not."""
    uri = editor.open(project / NAME, GOOD)
    everything = editor.range(uri, 0, len(GOOD))
    params = types.InlayHintParams(types.TextDocumentIdentifier(uri), everything)
    found = await editor.client.text_document_inlay_hint_async(params) or ()
    behind = {(each.position.line, each.position.character): each.label for each in found}
    at = editor.position(uri, GOOD.index("shelf_copy") + len("shelf_copy"))
    assert str(behind[at.line, at.character]).startswith(": string")
    settings = types.DidChangeConfigurationParams({"seedlint": {"inlayHints": False}})
    editor.client.workspace_did_change_configuration(settings)
    assert not await editor.client.text_document_inlay_hint_async(params)
    settings = types.DidChangeConfigurationParams({"seedlint": {"inlayHints": True}})
    editor.client.workspace_did_change_configuration(settings)
