"""The real server, over stdio: what changes around a seed, and what no editor should ever say."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from lsp.editor import Editor, until, write
from lsp.fingers import strokes
from samples import ROOT, SEEDS, SPECS
from seedlint import baseline, config, project
from seedlint.cli import main
from seedlint.source import Encoding

if TYPE_CHECKING:
    from pathlib import Path

NAME = "seeds/lending/post_lending_v1_loans.md"
OTHER = "seeds/archive/get_archive_v1_items.md"
SPEC = "swagger/lending/lending.json"
GOOD = SEEDS[NAME]
BROKEN = GOOD.replace("{{random_email}}", "{{nobody}}")

together = pytest.mark.asyncio(loop_scope="session")
alone = pytest.mark.asyncio(loop_scope="function")


@together
async def test_a_changed_spec(editor: Editor, project: Path) -> None:
    """A spec that is saved is read anew, and its seeds are looked at again."""
    uri = editor.open(project / NAME, GOOD)
    await editor.finds(uri)
    spec = project / SPEC
    asked = editor.client.diagnostic_refresh_count
    spec.write_text(SPECS[SPEC].replace('"/v1/loans"', '"/v2/loans"'))
    editor.touched(spec)
    if editor.pulls:
        await until(lambda: editor.client.diagnostic_refresh_count > asked)
    found = await editor.finds(uri, "unknown-operation", "unknown-operation")
    assert "/lending/v1/loans" in found[0].message
    spec.write_text(SPECS[SPEC])
    editor.touched(spec)
    await editor.finds(uri)


@together
async def test_an_open_spec(editor: Editor, project: Path) -> None:
    """A spec is what its editor says, saved or not; while it is half-written it says nothing."""
    uri = editor.open(project / NAME, GOOD)
    await editor.finds(uri)
    asked = editor.client.diagnostic_refresh_count
    spec = editor.open(project / SPEC)
    editor.replace(spec, '"/v1/loans"', '"/v2/loans"')
    if editor.pulls:
        await until(lambda: editor.client.diagnostic_refresh_count > asked)
    await editor.finds(uri, "unknown-operation", "unknown-operation")
    editor.replace(spec, '"/v2/loans"', '"/v1/loans"')
    await editor.finds(uri)
    editor.replace(spec, '"cy"]', '\n\n"é✅😀"]')
    (found,) = await editor.finds(uri, "invalid-property")
    assert found.message == "`language` should be `en` or `é✅😀`, and is `cy`"
    (note,) = found.related_information or ()
    assert note.location.uri == spec
    assert editor.text(spec, note.location.range) == '"language"'
    editor.replace(spec, "{", "")
    await editor.finds(uri)
    editor.edit(spec, 0, 0, "{")
    await editor.finds(uri, "invalid-property")
    editor.close(spec)
    await editor.finds(uri)


@together
async def test_what_an_editor_is_asked_to_tell(editor: Editor) -> None:
    """Of specs that are open, and of changes on disk; nothing asks for a seed's features there."""
    expected = [
        types.TEXT_DOCUMENT_DID_OPEN,
        types.TEXT_DOCUMENT_DID_CHANGE,
        types.TEXT_DOCUMENT_DID_CLOSE,
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
    ]
    await until(lambda: [each.method for each in editor.registered] == expected)
    for each in editor.registered[:3]:
        assert isinstance(each.register_options, dict)
        assert each.register_options["documentSelector"] == [
            {"scheme": "file", "pattern": "**/*.{json,yaml,yml}"}
        ]


@together
async def test_a_changed_configuration(editor: Editor, project: Path) -> None:
    """One that is saved half-written is told of once, and the last good one holds until then."""
    uri = editor.open(project / NAME, BROKEN)
    await editor.finds(uri, "undefined-variable")
    file = project / "seedlint.toml"
    file.write_text('ignore = ["undefined-variable"]\n')
    editor.touched(file)
    await editor.finds(uri)
    said = len(editor.client.messages)
    for _ in range(2):
        file.write_text('ignore = ["undefined-vari\n')
        editor.touched(file)
        editor.touched(file)
        await editor.finds(uri)
    await until(lambda: len(editor.client.messages) > said)
    (message,) = editor.client.messages[said:]
    assert message.type is types.MessageType.Warning
    assert message.message.endswith(
        "seedlint.toml` is not TOML: illegal character '\\n' (at line 1, column 26); "
        "until that is mended, what it said before holds"
    )
    file.write_text("")
    editor.touched(file)
    await editor.finds(uri, "undefined-variable")
    assert len(editor.client.messages) == said + 1


@together
async def test_no_good_configuration(editor: Editor, project: Path) -> None:
    """Where there has been no good one, nobody knows what would be wrong: nothing is."""
    (project / "seedlint.toml").write_text("seedz = []\n")
    said = len(editor.client.messages)
    uri = editor.open(project / NAME, BROKEN)
    await editor.finds(uri)
    assert [each.message.rpartition("/")[2] for each in editor.client.messages[said:]] == [
        "seedlint.toml: `seedz` is not a setting; did you mean `seeds`?; "
        "until that is mended, nothing is linted"
    ]


@together
async def test_another_seed(editor: Editor, project: Path) -> None:
    """Two seeds for one endpoint know of each other: on disk, in buffers, and no longer."""
    write(project, [(NAME, GOOD), ("seeds/copy.md", GOOD)])
    uri = editor.open(project / NAME)
    (found,) = await editor.finds(uri, "duplicate-seed")
    assert found.message == "`POST /lending/v1/loans` has another seed: `seeds/copy.md`"
    (other,) = found.related_information or ()
    assert other.location.uri == (project / "seeds/copy.md").as_uri()
    assert editor.text(uri, other.location.range) == "POST /lending/v1/loans"
    copy = editor.open(project / "seeds/copy.md")
    await editor.finds(copy, "duplicate-seed")
    editor.replace(copy, "POST /lending", "PUT /lending")
    await editor.finds(uri)
    editor.close(copy)
    await editor.finds(uri, "duplicate-seed")
    (project / "seeds/copy.md").unlink()
    editor.touched(project / "seeds/copy.md")
    await editor.finds(uri)


@together
async def test_what_is_known(editor: Editor, project: Path) -> None:
    """What the baseline records is not told, for as long as it does."""
    write(project, [(NAME, BROKEN)])
    settings = config.load(project)
    record(project, settings)
    uri = editor.open(project / NAME)
    await editor.finds(uri)
    editor.replace(uri, "language: cy", "language: fr")
    await editor.finds(uri, "invalid-property")
    (project / baseline.NAME).unlink()
    editor.touched(project / baseline.NAME)
    await editor.finds(uri, "undefined-variable", "invalid-property")


def record(folder: Path, settings: config.Config) -> None:
    """Write the baseline of a project."""
    collection = project.collect((str(folder),), settings)
    found = project.lint(collection, settings).diagnostics
    baseline.Baseline.of(str(folder), found).save()


@together
async def test_edits_out_of_range(editor: Editor, project: Path) -> None:
    """A place outside of the text is its nearest end; the buffer stays in step."""
    uri = editor.open(project / NAME, GOOD)
    far = types.Position(10_000, 10_000)
    backwards = types.Range(types.Position(3, 900), types.Position(2, 6))
    for span, text in ((types.Range(far, far), "\nThe end.\n"), (backwards, ": lending\ntags: []")):
        editor.change(uri, types.TextDocumentContentChangePartial(span, text))
    editor.texts[uri] = f"{GOOD}\nThe end.\n".replace("tags: [loans]", "tags: []", 1)
    await editor.finds(uri)
    editor.replace(uri, "{{random_email}}", "{{nobody}}")
    (found,) = await editor.finds(uri, "undefined-variable")
    assert editor.text(uri, found.range) == "{{nobody}}"


@together
async def test_whoever_types_is_not_disturbed(editor: Editor, project: Path) -> None:
    """Findings are sent once nobody types any more; to an editor that asks they are not sent."""
    uri = editor.open(project / NAME, GOOD)
    await editor.finds(uri)
    told = editor.times_told
    for letter in "Thirty letters, typed at once.":
        editor.replace(uri, "# Lend", f"{letter}# Lend")
    editor.replace(uri, "{{random_email}}", "{{nobody}}")
    await editor.finds(uri, "undefined-variable")
    sent = editor.times_told - told
    assert sent == 0 if editor.pulls else 1 <= sent < 5  # a machine that is busy types haltingly


@together
async def test_typing(editor: Editor, project: Path) -> None:
    """Hundreds of changes leave the server alive, and in step with the editor."""
    uri = editor.open(project / NAME, BROKEN)
    for stroke in strokes(BROKEN, Random(5), 400):
        editor.edit(uri, stroke.start, stroke.end, stroke.text)
        assert editor.texts[uri] == stroke.after
    found = await editor.diagnostics(uri)
    editor.close(uri)
    again = editor.open(project / NAME, editor.texts[uri])
    assert found
    assert [*found] == [*await editor.diagnostics(again)]


@together
async def test_what_is_too_large(editor: Editor, project: Path) -> None:
    """It is refused at its top, as the command line refuses it, and read as soon as it is not."""
    large = GOOD + "text\n" * 60_000
    uri = editor.open(project / NAME, large)
    (found,) = await editor.diagnostics(uri)
    assert found.message == (
        "this seed is larger than 256 KiB, the most that is read (`limits.seed-kib`)"
    )
    assert (found.code, editor.text(uri, found.range)) == (None, "---")
    asked = types.HoverParams(**editor.at(uri, "random_email"))
    assert await editor.client.text_document_hover_async(asked) is None
    editor.edit(uri, len(GOOD), len(large), "")
    await editor.finds(uri)
    assert await editor.client.text_document_hover_async(asked)
    no_seed = editor.open(project / "seeds/notes.md", "text\n" * 60_000)
    assert [*await editor.diagnostics(no_seed)] == []
    spec = editor.open(project / "swagger/large.yaml", "# text\n" * 600_000)
    (found,) = await editor.diagnostics(spec)
    assert found.message == (
        "this spec is larger than 4096 KiB, the most that is read "
        "(a quarter of `limits.spec-kib`, for YAML)"
    )
    editor.edit(spec, 7, 4_200_000, "")
    assert [*await editor.diagnostics(spec)] == []


@together
@pytest.mark.parametrize(
    "uri",
    ["untitled:Untitled-1", "file:///nowhere/at/all.md", "file://[", "", "%", "file:///a%00b.md"],
)
async def test_unknown_files(editor: Editor, project: Path, uri: str) -> None:
    """What is asked about a file that is not open has an answer, if an empty one."""
    document = types.TextDocumentIdentifier(uri)
    editor.change(uri, types.TextDocumentContentChangeWholeDocument("x"))
    editor.close(uri)
    place = types.HoverParams(document, types.Position(0, 0))
    assert await editor.client.text_document_hover_async(place) is None
    params = types.DocumentDiagnosticParams(document)
    report = await editor.client.text_document_diagnostic_async(params)
    assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
    assert not report.items
    seed = editor.open(project / NAME, GOOD)
    await editor.finds(seed)


@together
async def test_an_unchanged_report(editor: Editor, project: Path) -> None:
    """An editor that asks again about what it knows is told just that."""
    uri = editor.open(project / NAME, BROKEN)
    document = types.TextDocumentIdentifier(uri)
    params = types.DocumentDiagnosticParams(document)
    first = await editor.client.text_document_diagnostic_async(params)
    assert isinstance(first, types.RelatedFullDocumentDiagnosticReport)
    params.previous_result_id = first.result_id
    again = await editor.client.text_document_diagnostic_async(params)
    assert again == types.RelatedUnchangedDocumentDiagnosticReport(str(first.result_id))
    editor.replace(uri, "{{nobody}}", "{{random_email}}")
    after = await editor.client.text_document_diagnostic_async(params)
    assert isinstance(after, types.RelatedFullDocumentDiagnosticReport)
    assert not after.items


@alone
async def test_folders_and_files_of_their_own(tmp_path: Path) -> None:
    """Each folder has its own configuration; a file in none of them finds its own specs.

    This editor can do nothing: not even tell of changes on disk, so the server sees to them.
    """
    strict, lax, bare = (write(tmp_path / name, SPECS.items()) for name in ("a", "b", "c"))
    write(strict, [("seedlint.toml", "")])
    write(lax, [("seedlint.toml", 'ignore = ["variables"]\n')])
    editor = await Editor.start(folders=[strict, lax], able=False)
    first, second, third = (editor.open(each / NAME, BROKEN) for each in (strict, lax, bare))
    await editor.finds(first, "undefined-variable")
    await editor.finds(second)
    await editor.finds(third, "undefined-variable")
    (strict / "seedlint.toml").write_text('ignore = ["variables"]\n')
    (lax / "seedlint.toml").write_text("")
    await editor.finds(first)
    await editor.finds(second, "undefined-variable")
    await understands(editor, first)
    await editor.stop()


async def understands(editor: Editor, uri: str) -> None:
    """What an editor has not said that it understands, it is not sent."""
    document, client = types.TextDocumentIdentifier(uri), editor.client
    params = types.RenameParams(new_name="copy", **editor.at(uri, "{{copy_uid}}", 4))
    edit = await client.text_document_rename_async(params)
    assert edit is not None
    assert edit.document_changes is None
    assert list(edit.changes or ()) == [uri]
    found = await client.text_document_definition_async(
        types.DefinitionParams(**editor.at(uri, "{{copy_uid}}", 4))
    )
    assert isinstance(found, Sequence)
    assert [type(each) for each in found] == [types.Location]
    outline = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    names = [
        (each.name, each.container_name)
        for each in outline or ()
        if isinstance(each, types.SymbolInformation)
    ]
    assert names[:2] == [("Lend a copy", None), ("Summary", "Lend a copy")]
    page = await client.text_document_hover_async(
        types.HoverParams(**editor.at(uri, "{{copy_uid}}", 4))
    )
    assert page is not None
    assert isinstance(page.contents, types.MarkupContent)
    assert page.contents.kind is types.MarkupKind.PlainText
    editor.replace(uri, "language: cy", "language: fr")
    (told,) = await editor.finds(uri, "invalid-property")
    assert (told.related_information, told.code_description) == (None, None)
    assert told.message == "`language` should be `en` or `cy`, and is `fr`"


@alone
async def test_a_configuration_by_name(tmp_path: Path) -> None:
    """The file that the command line, or the editor, names holds in the place of any other."""
    folder = write(tmp_path / "project", [*SPECS.items(), ("seedlint.toml", "")])
    named = write(
        tmp_path / "named", [("named.toml", 'ignore = ["variables"]\n'), ("other.toml", "")]
    )
    editor = await Editor.start(folders=[folder], arguments=["--config", str(named / "named.toml")])
    uri = editor.open(folder / NAME, BROKEN)
    await editor.finds(uri)
    settings = {"seedlint": {"configuration": str(named / "other.toml")}}
    editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
    await editor.finds(uri, "undefined-variable")
    settings = {"seedlint": {"configuration": ""}}
    editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
    await editor.finds(uri)
    await editor.stop()


@alone
async def test_a_workspace_that_vanishes(tmp_path: Path) -> None:
    """The buffer is all that is left, and it is served."""
    (tmp_path / ".git").mkdir()  # specs are looked for no further up
    folder = write(tmp_path / "project", [*SPECS.items(), (OTHER, SEEDS[OTHER])])
    editor = await Editor.start(Encoding.UTF32, folders=[folder])
    uri = editor.open(folder / NAME, BROKEN)
    await editor.finds(uri, "undefined-variable")
    shutil.rmtree(folder)
    editor.touched(folder / SPEC, folder / OTHER, folder / "seedlint.toml")
    await editor.finds(uri, "missing-spec", "undefined-variable")
    editor.replace(uri, "{{nobody}}", "{{random_email}}")
    await editor.finds(uri, "missing-spec")
    await editor.stop()


def test_garbage_is_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server goes on for a day; only a run does without."""
    enabled: list[bool] = []
    monkeypatch.setattr("seedlint.lsp.server.serve", lambda file: enabled.append(gc.isenabled()))
    assert main(["server"]) == 0
    assert enabled == [True]


def test_without_pygls() -> None:
    """Where the extra is missing, one sentence says how to get it."""
    script = (
        "import sys; sys.modules.update(pygls=None, lsprotocol=None)\n"
        "from seedlint.cli import main; sys.exit(main(['server']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "seedlint: the language server needs pygls: `python -m pip install 'seedlint[lsp]'`\n"
    )


def alone_with(*bodies: bytes, before: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """A server that is told all at once, and then nothing any more."""
    messages = (b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)
    return subprocess.run(
        [sys.executable, "-m", "seedlint", "server"],
        env={"PYTHONPATH": str(ROOT / "src")},
        input=before + b"".join(messages),
        capture_output=True,
        timeout=30,
    )


def message(method: str, params: object, **more: object) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()


def test_noise() -> None:
    """A request that is none is answered with an error; the end of the input is the end."""
    request = message("initialize", 3, id=1)
    done = alone_with(b"{]}", b"3", request, before=b"Content-Length: x\r\n\r\n")
    assert done.returncode == 0
    answer = json.loads(done.stdout.partition(b"\r\n\r\n")[2])
    assert (answer["id"], answer["error"]["code"]) == (1, -32602)


def test_what_is_amiss_is_logged() -> None:
    """For whoever looks into the log of the editor, in one line."""
    document = {"uri": "file:///nowhere/at/all.md", "version": 2}
    change = {"textDocument": document, "contentChanges": [{"text": "x"}]}
    done = alone_with(
        message("initialize", {"capabilities": {}}, id=1),
        message("textDocument/didChange", change),
        message("textDocument/didClose", {"textDocument": document}),
    )
    assert done.stderr == (
        b"WARNING: a change of `file:///nowhere/at/all.md`, which is not open" + os.linesep.encode()
    )
