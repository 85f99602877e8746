"""An editor that is none: it drives the real server over stdio, and keeps its own text of files."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pytest_lsp import LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

from samples import ROOT
from seedlint.source import Encoding, Position, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

PATIENCE = 10
"""Seconds after which what has not happened will not."""


@dataclass
class Editor:
    """A client with some open files. `pulls` is true for one that asks for diagnostics."""

    client: LanguageClient
    encoding: Encoding
    pulls: bool
    texts: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    published: dict[str, types.PublishDiagnosticsParams] = field(default_factory=dict)
    registered: list[types.Registration] = field(default_factory=list)
    times_told: int = 0

    @classmethod
    async def start(
        cls,
        encoding: Encoding = Encoding.UTF16,
        *,
        pulls: bool = False,
        able: bool = True,
        folders: Sequence[Path] = (),
        options: dict[str, Any] | None = None,
        arguments: Sequence[str] = (),
    ) -> Editor:
        """Start a server and shake hands with it."""
        client = LanguageClient()
        editor = cls(client, encoding, pulls)

        def publish(params: types.PublishDiagnosticsParams) -> None:
            editor.published[params.uri] = params
            editor.times_told += 1

        method = types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
        features = {key: value for key, value in DEFAULT_CLIENT_FEATURES.items() if key != method}
        features[types.CLIENT_REGISTER_CAPABILITY] = lambda params: editor.registered.extend(
            params.registrations
        )
        register_lsp_features(client, features)
        client.feature(method)(publish)
        command = (sys.executable, "-m", "seedlint", "server", *arguments)
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        await client.start_io(*command, env=environment)
        await client.initialize_session(
            types.InitializeParams(
                capabilities=capabilities(encoding, pulls=pulls)
                if able
                else types.ClientCapabilities(),
                workspace_folders=[
                    types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in folders
                ],
                initialization_options=options,
            )
        )
        return editor

    async def stop(self) -> None:
        """Say goodbye, and see that the server goes in peace."""
        await self.client.shutdown_session()
        assert self.client._server is not None
        assert self.client._server.returncode == 0
        await self.client.stop()  # type: ignore[no-untyped-call]

    def open(self, path: Path, text: str | None = None) -> str:
        """Open a file, with another text than it has on disk if one is given; its URI."""
        uri = path.as_uri()
        self.texts[uri] = path.read_text(encoding="utf-8") if text is None else text
        self.versions[uri] = 1
        language = "markdown" if path.suffix == ".md" else path.suffix.removeprefix(".")
        item = types.TextDocumentItem(uri, language, 1, self.texts[uri])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def close(self, uri: str) -> None:
        self.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        )

    def edit(self, uri: str, start: int, end: int, text: str) -> None:
        """Replace a part of a text, which begins and ends at offsets of it."""
        before = self.texts[uri]
        span = self.range(uri, start, end)
        self.texts[uri] = before[:start] + text + before[end:]
        self.change(uri, types.TextDocumentContentChangePartial(span, text))

    def replace(self, uri: str, old: str, new: str) -> None:
        """Replace the first of some words."""
        at = self.texts[uri].index(old)
        self.edit(uri, at, at + len(old), new)

    def change(self, uri: str, *changes: types.TextDocumentContentChangeEvent) -> None:
        """Tell of changes, whatever they may be."""
        self.versions[uri] = self.versions.get(uri, 0) + 1
        identifier = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, changes))

    def touched(self, *paths: Path) -> None:
        """Tell that files have changed on disk."""
        kind = types.FileChangeType.Changed
        events = [types.FileEvent(path.as_uri(), kind) for path in paths]
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(events))

    def position(self, uri: str, offset: int) -> types.Position:
        return types.Position(*Source("", self.texts[uri]).position(offset, self.encoding))

    def range(self, uri: str, start: int, end: int) -> types.Range:
        return types.Range(self.position(uri, start), self.position(uri, end))

    def at(self, uri: str, words: str, into: int = 0) -> dict[str, Any]:
        """What asks about the first place of some words, or so far into it."""
        position = self.position(uri, self.texts[uri].index(words) + into)
        return {"text_document": types.TextDocumentIdentifier(uri), "position": position}

    def text(self, uri: str, span: types.Range) -> str:
        """The part of a text that the server means."""
        source = Source("", self.texts[uri])
        ends = (Position(each.line, each.character) for each in (span.start, span.end))
        start, end = (source.offset(each, self.encoding) for each in ends)
        return source.text[start:end]

    def applied(self, uri: str, edit: types.WorkspaceEdit | None) -> str:
        """The text after an edit of it."""
        assert edit is not None
        assert edit.document_changes is not None
        (change,) = edit.document_changes
        assert isinstance(change, types.TextDocumentEdit)
        assert change.text_document.uri == uri
        assert change.text_document.version == self.versions[uri]
        source = Source("", self.texts[uri])
        text = source.text
        for each in sorted(change.edits, key=lambda each: each.range.start, reverse=True):
            assert isinstance(each, types.TextEdit)
            ends = (Position(p.line, p.character) for p in (each.range.start, each.range.end))
            start, end = (source.offset(p, self.encoding) for p in ends)
            text = text[:start] + each.new_text + text[end:]
        return text

    async def diagnostics(self, uri: str) -> Sequence[types.Diagnostic]:
        """What is found in the text as it is now."""
        if self.pulls:
            params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
            report = await self.client.text_document_diagnostic_async(params)
            assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
            return report.items
        await until(lambda: self._version(uri) == self.versions[uri])
        return self.published[uri].diagnostics

    async def finds(self, uri: str, *rules: str) -> Sequence[types.Diagnostic]:
        """Wait until just these rules find something."""
        end = monotonic() + PATIENCE
        while True:
            found = await self.diagnostics(uri)
            codes = [each.code for each in found]
            if codes == [*rules] or monotonic() > end:
                assert codes == [*rules], found
                return found
            await asyncio.sleep(0.02)

    def _version(self, uri: str) -> int | None:
        return self.published[uri].version if uri in self.published else None


async def until(done: Callable[[], object]) -> None:
    """Wait for something to happen."""
    end = monotonic() + PATIENCE
    while not done():
        assert monotonic() < end, "it has not happened"
        await asyncio.sleep(0.005)


def capabilities(encoding: Encoding, *, pulls: bool) -> types.ClientCapabilities:
    """What a capable editor understands."""
    markdown = [types.MarkupKind.Markdown]
    kind = types.PositionEncodingKind(encoding.value)
    tags = types.ClientDiagnosticsTagOptions([*types.DiagnosticTag])
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[kind]),
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(
                dynamic_registration=True
            ),
            diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True),
        ),
        text_document=types.TextDocumentClientCapabilities(
            synchronization=types.TextDocumentSyncClientCapabilities(dynamic_registration=True),
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
                related_information=True, tag_support=tags, code_description_support=True
            ),
            diagnostic=types.DiagnosticClientCapabilities() if pulls else None,
            completion=types.CompletionClientCapabilities(
                completion_item=types.ClientCompletionItemOptions(documentation_format=markdown)
            ),
            hover=types.HoverClientCapabilities(content_format=markdown),
            definition=types.DefinitionClientCapabilities(link_support=True),
            rename=types.RenameClientCapabilities(prepare_support=True),
            document_symbol=types.DocumentSymbolClientCapabilities(
                hierarchical_document_symbol_support=True
            ),
        ),
    )


def write(folder: Path, files: Iterable[tuple[str, str]]) -> Path:
    """A project with some files."""
    for name, text in files:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return folder
