"""The server: which message of the editor is about what; with pygls, over stdio."""

from __future__ import annotations

import logging
import os
import sys

from lsprotocol import types

from seedlint.lsp import convert, replies
from seedlint.lsp.actions import FIX_ALL, actions
from seedlint.lsp.features import completion, definition, hints, hover, references, rename, symbols
from seedlint.lsp.features.rename import RenameError
from seedlint.lsp.protocol import Refusal
from seedlint.lsp.session import Session

server = Session()

_TRIGGERS = ("{", "/", ":", '"', "-", "[", " ", "$", ".", ",", "#", "?", "&", "=")


def serve(configuration: str = "") -> None:
    """Talk to an editor on standard input and output until it goes away.

    `configuration` is the file that holds in the place of any other, unless the editor names one.
    """
    server.configuration = configuration
    log = logging.StreamHandler(sys.stderr)
    log.addFilter(_is_amiss)
    logging.basicConfig(format="%(levelname)s: %(message)s", handlers=[log])
    logging.getLogger("pygls").setLevel(logging.ERROR)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as protocol:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a stray print is no message
        server.start_io(stdout=protocol)


@server.feature(types.INITIALIZE)
def _initialize(ls: Session, params: types.InitializeParams) -> None:
    ls.meet(params)


@server.feature(types.INITIALIZED)
async def _initialized(ls: Session, params: types.InitializedParams) -> None:
    await ls.watch()


@server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
def _folders(ls: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    ls.enter()
    ls.look()


@server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
async def _configuration(ls: Session, params: types.DidChangeConfigurationParams) -> None:
    ls.settle(params.settings)
    if ls.client.can("workspace.configuration"):
        wanted = types.ConfigurationParams([types.ConfigurationItem(section="seedlint")])
        for settings in await ls.workspace_configuration_async(wanted):
            ls.settle(settings)
    ls.look()


@server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
def _files(ls: Session, params: types.DidChangeWatchedFilesParams) -> None:
    ls.touch(path for event in params.changes if (path := convert.path(event.uri)))


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
def _open(ls: Session, params: types.DidOpenTextDocumentParams) -> None:
    ls.open(params.text_document)


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def _change(ls: Session, params: types.DidChangeTextDocumentParams) -> None:
    ls.change(params)


@server.feature(types.TEXT_DOCUMENT_DID_SAVE)
def _save(ls: Session, params: types.DidSaveTextDocumentParams) -> None:
    if path := convert.path(params.text_document.uri):
        ls.touch([path])


@server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
def _close(ls: Session, params: types.DidCloseTextDocumentParams) -> None:
    ls.close(params.text_document.uri)


@server.feature(
    types.TEXT_DOCUMENT_DIAGNOSTIC,
    types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=False),
)
def _diagnostic(
    ls: Session, params: types.DocumentDiagnosticParams
) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
    file = ls.file(params.text_document.uri)
    if file is None:
        return types.RelatedFullDocumentDiagnosticReport([])
    return ls.report(file, params.previous_result_id)


@server.feature(
    types.TEXT_DOCUMENT_CODE_ACTION,
    types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL]),
)
def _code_action(ls: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    at = ls.at(params.text_document.uri)
    if at is None:
        return []
    ends = convert.position(params.range.start), convert.position(params.range.end)
    span = at.file.buffer.span(*ends)
    found = ls.find(at.file.buffer.path)
    return [*actions(found, span, params.context.only, at.view, at.file)]


@server.feature(
    types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=_TRIGGERS)
)
def _completion(ls: Session, params: types.CompletionParams) -> types.CompletionList | None:
    at = ls.at(params.text_document.uri, params.position)
    return replies.completion(completion.complete(at.view, at.offset), at.file) if at else None


@server.feature(types.TEXT_DOCUMENT_HOVER)
def _hover(ls: Session, params: types.HoverParams) -> types.Hover | None:
    at = ls.at(params.text_document.uri, params.position)
    found = hover.hover(at.view, at.offset) if at else None
    return replies.hover(found, at.file) if at and found else None


@server.feature(types.TEXT_DOCUMENT_DEFINITION)
def _definition(
    ls: Session, params: types.DefinitionParams
) -> list[types.LocationLink] | list[types.Location] | None:
    at = ls.at(params.text_document.uri, params.position)
    return replies.definition(definition.definition(at.view, at.offset), at.file) if at else None


@server.feature(types.TEXT_DOCUMENT_REFERENCES)
def _references(ls: Session, params: types.ReferenceParams) -> list[types.Location] | None:
    at = ls.at(params.text_document.uri, params.position)
    if at is None:
        return None
    declarations = params.context.include_declaration
    found = references.references(at.view, at.offset, declarations=declarations)
    return [types.Location(at.file.uri, at.file.range(span)) for span in found]


@server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
def _prepare_rename(
    ls: Session, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    at = ls.at(params.text_document.uri, params.position)
    try:
        found = rename.prepare(at.view, at.offset) if at else None
    except RenameError as error:
        raise Refusal(str(error)) from error
    return (
        types.PrepareRenamePlaceholder(at.file.range(found[0]), found[1]) if at and found else None
    )


@server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
def _rename(ls: Session, params: types.RenameParams) -> types.WorkspaceEdit | None:
    at = ls.at(params.text_document.uri, params.position)
    try:
        edits = rename.rename(at.view, at.offset, params.new_name) if at else []
    except RenameError as error:
        raise Refusal(str(error)) from error
    return at.file.workspace_edit(edits) if at else None


@server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
def _symbols(
    ls: Session, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    at = ls.at(params.text_document.uri)
    return replies.symbols(symbols.symbols(at.view), at.file) if at else None


@server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
def _inlay_hint(ls: Session, params: types.InlayHintParams) -> list[types.InlayHint] | None:
    at = ls.at(params.text_document.uri) if ls.inlay_hints else None
    if at is None:
        return None
    ends = convert.position(params.range.start), convert.position(params.range.end)
    return replies.hints(hints.hints(at.view, at.file.buffer.span(*ends)), at.file)


def _is_amiss(record: logging.LogRecord) -> bool:
    """Whether a message of the log is about a mistake; that the editor has gone away is none."""
    return not (record.exc_info and isinstance(record.exc_info[1], Refusal | BrokenPipeError))
