"""Places, texts and files as the protocol writes them, and back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls import uris
from pygls.capabilities import get_capability

from seedlint.lsp.buffer import Buffer, Change
from seedlint.named import NamedTuple
from seedlint.source import Encoding, Position

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedlint.edit import Edit
    from seedlint.source import Source, Span


class Client(NamedTuple):
    """What an editor has said that it understands; what it has not said, it is not sent.

    Source: Language Server Protocol 3.17, `ClientCapabilities`.
    """

    encoding: Encoding
    capabilities: types.ClientCapabilities

    def can(self, capability: str) -> bool:
        """Whether it has a capability, by its path in snake case."""
        return bool(get_capability(self.capabilities, capability, False))

    def text(self, markdown: str, formats: str) -> types.MarkupContent:
        """Markdown, as such if it is among the formats that a capability lists."""
        listed = get_capability(self.capabilities, formats, None) or ()
        kind = types.MarkupKind
        rendered = kind.Markdown in listed
        return types.MarkupContent(kind.Markdown if rendered else kind.PlainText, markdown)


class Open(NamedTuple):
    """An open file, as its editor calls it, and what the editor understands."""

    uri: str
    buffer: Buffer
    client: Client

    def range(self, span: Span) -> types.Range:
        """A part of the file's source."""
        start, end = map(self.buffer.position, span)
        return types.Range(types.Position(*start), types.Position(*end))

    def edits(self, edits: Iterable[Edit]) -> list[types.TextEdit]:
        return [types.TextEdit(self.range(edit.span), edit.text) for edit in edits]

    def workspace_edit(self, edits: Iterable[Edit]) -> types.WorkspaceEdit:
        """Edits of the file in the version that they were made for, if the editor can tell."""
        changes = self.edits(edits)
        if not self.client.can("workspace.workspace_edit.document_changes"):
            return types.WorkspaceEdit(changes={self.uri: changes})
        version = types.OptionalVersionedTextDocumentIdentifier(self.uri, self.buffer.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(version, changes)])

    def location(self, source: Source, span: Span) -> types.Location:
        """A place in this file, or in another one."""
        if source is self.buffer.source:
            return types.Location(self.uri, self.range(span))
        start, end = (source.position(each, self.client.encoding) for each in span)
        there = types.Range(types.Position(*start), types.Position(*end))
        return types.Location(uri(os.path.abspath(source.path)), there)


def path(uri: str) -> str | None:
    """The absolute path of a file; None for what is none."""
    try:
        found = uris.to_fs_path(uri)
    except ValueError:  # such as `file://[`
        return None
    return os.path.normpath(found) if found and os.path.isabs(found) and "\0" not in found else None


def uri(path: str) -> str:
    """The URI of a file, by the bytes of its absolute path, be they UTF-8 or not."""
    return Path(path).as_uri()


def position(position: types.Position) -> Position:
    return Position(position.line, position.character)


def change(event: types.TextDocumentContentChangeEvent) -> Change:
    """A change of a text, as the editor tells of it."""
    if isinstance(event, types.TextDocumentContentChangePartial):
        return Change(event.text, position(event.range.start), position(event.range.end))
    return Change(event.text)
