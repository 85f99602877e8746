"""A conversation with an editor: what it has open, and when it is told what about that."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder
from pygls.lsp.server import LanguageServer

from seedlint import __version__, interruption
from seedlint.lsp import convert
from seedlint.lsp.buffer import Buffer
from seedlint.lsp.convert import Client, Open
from seedlint.lsp.diagnostics import diagnostic, refusal
from seedlint.lsp.protocol import Protocol, Refusal
from seedlint.lsp.siblings import survey
from seedlint.lsp.workspace import Workspace
from seedlint.named import NamedTuple
from seedlint.source import Encoding

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable, Iterator, Sequence

    from pygls.server import ServerErrors

    from seedlint.finding import Diagnostic
    from seedlint.lsp.view import View
    from seedlint.lsp.workspace import Project

DEBOUNCE = 0.15
"""Seconds of rest after which a text that is being typed is linted."""

_REST = 2.0
"""Seconds after which what has been read of a project is taken to stay."""

_SPECS = ("json", "yaml", "yml")
_SUFFIXES = ("md", "markdown", *_SPECS, "toml")
_log = logging.getLogger(__name__)


class At(NamedTuple):
    """A place in an open seed."""

    view: View
    file: Open
    offset: int


class Session(LanguageServer):
    """What the editor has said, and what it is still to be told.

    Everything happens on one thread, in the order of the messages, so that no answer is about
    another text than the editor's; only the other seeds of a project are read beside it.
    """

    def __init__(self) -> None:
        super().__init__("seedlint", __version__, protocol_cls=Protocol)
        self.client = Client(Encoding.UTF16, types.ClientCapabilities())
        self.seeds = Workspace(self.complain)
        self.inlay_hints = False
        self.configuration = ""
        self._folders: list[str] = []
        self._uris: dict[str, str] = {}
        self._waiting: asyncio.TimerHandle | None = None
        self._resting: asyncio.TimerHandle | None = None
        self._watching: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._reports: dict[str, tuple[str, list[types.Diagnostic]]] = {}
        self._numbers = count(1)

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Log what went wrong; whoever is typing can do nothing about it."""
        if not isinstance(error, Refusal):
            _log.error("%s: %s", source.__name__, error)

    def complain(self, message: str) -> None:
        """Tell whoever is typing what is wrong with a file."""
        _log.warning("%s", message)
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))

    def meet(self, params: types.InitializeParams) -> None:
        """Heed what the editor says of itself, and from now on a signal at any moment."""
        interruption.rouse(asyncio.get_running_loop())
        chosen = ServerCapabilitiesBuilder.choose_position_encoding(params.capabilities)
        encoding = Encoding(types.PositionEncodingKind(chosen).value)
        self.client = Client(encoding, params.capabilities)
        self.enter()
        self.settle({"configuration": ""})
        self.settle(params.initialization_options)

    def enter(self) -> None:
        """Heed which folders are open."""
        uris = [folder.uri for folder in self.workspace.folders.values()]
        found = map(convert.path, uris or [self.workspace.root_uri or ""])
        self._folders = [path for path in found if path]
        self.seeds.configure(folders=self._folders)
        _stand(self._folders)
        if self._watching:
            self._watch()

    def settle(self, settings: object) -> None:
        """Heed the editor's settings: `configuration`, a file, and `inlayHints`."""
        given = settings if isinstance(settings, Mapping) else {}
        own = given.get("seedlint", given)
        own = own if isinstance(own, Mapping) else {}
        file, wanted = own.get("configuration"), own.get("inlayHints")
        if isinstance(file, str):
            self.seeds.configure(file=file or self.configuration)
        if isinstance(wanted, bool) and wanted is not self.inlay_hints:
            self.inlay_hints = wanted
            if self.client.can("workspace.inlay_hint.refresh_support"):
                self.workspace_inlay_hint_refresh(None)

    def open(self, item: types.TextDocumentItem) -> None:
        """Take in a file that the editor opens."""
        path = convert.path(item.uri)
        if path is not None:
            self._uris[path] = item.uri
            self.seeds.open(Buffer(path, item.text, item.version, self.client.encoding))
            self.look(path)

    def change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Make the editor's changes."""
        file, document = self.file(params.text_document.uri), params.text_document
        if file is None:
            _log.warning("a change of `%s`, which is not open", document.uri)
            return
        changes = map(convert.change, params.content_changes)
        self.seeds.change(file.buffer.path, changes, document.version)
        self.look(file.buffer.path, DEBOUNCE)

    def close(self, uri: str) -> None:
        """Let go of a file that the editor closes."""
        path = convert.path(uri)
        if path is None or self._uris.pop(path, None) is None:
            return
        self.seeds.close(path)
        self._reports.pop(path, None)
        if not self._pulls:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
        self.look()

    def touch(self, paths: Iterable[str]) -> None:
        """Heed that files have changed on disk."""
        if self.seeds.touch(paths):
            self._rest()
        self.look()

    def file(self, uri: str) -> Open | None:
        """An open file."""
        path = convert.path(uri)
        buffer = self.seeds.buffer(path) if path else None
        return Open(uri, buffer, self.client) if buffer else None

    def at(self, uri: str, position: types.Position | None = None) -> At | None:
        """A place in an open file, if that is a seed."""
        _stand(self._folders)
        file = self.file(uri)
        view = self.seeds.view(file.buffer.path) if file else None
        if file is None or view is None:
            return None
        return At(view, file, file.buffer.offset(convert.position(position)) if position else 0)

    def find(self, path: str) -> tuple[Diagnostic, ...]:
        """What is found in an open file."""
        _stand(self._folders)
        found = self.seeds.diagnose(path)
        for project in self.seeds.unsurveyed():
            self.undertake(self._survey(project))
        return found

    def report(
        self, file: Open, known: str | None
    ) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
        """What is found in a file, for an editor that asks and may know it from an older report."""
        path = file.buffer.path
        items = self._items(file)
        self.seeds.stale.discard(path)
        number, before = self._reports.get(path, ("", None))
        if items != before:
            number = str(next(self._numbers))
            self._reports[path] = number, items
        self.look()  # at the seeds that this one has to do with
        if number == known:
            return types.RelatedUnchangedDocumentDiagnosticReport(number)
        return types.RelatedFullDocumentDiagnosticReport(items, result_id=number)

    def look(self, edited: str | None = None, delay: float = 0) -> None:
        """Look again, after a delay, at what has to be looked at; a new call takes its place."""
        if self._pulls and edited is not None:
            self.seeds.stale.discard(edited)  # its editor asks about it of its own accord
        if self._waiting:
            self._waiting.cancel()
        self._waiting = asyncio.get_running_loop().call_later(delay, self._look)

    async def watch(self) -> None:
        """See to it that changes are told of: in open specs, and on disk.

        The system tells of those on disk where the editor does not.
        """
        wanted: list[types.Registration] = []
        if self.client.can("text_document.synchronization.dynamic_registration"):
            wanted += _open_specs()
        if self.client.can("workspace.did_change_watched_files.dynamic_registration"):
            wanted.append(_changed_files())
        else:
            self._watch()
        if wanted:
            await self.client_register_capability_async(types.RegistrationParams(wanted))

    def undertake(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Do something beside the conversation."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    @property
    def _pulls(self) -> bool:
        """Whether the editor asks for diagnostics; then they are not sent to it as well."""
        return self.client.can("text_document.diagnostic")

    def _look(self) -> None:
        stale = self.seeds.stale
        if self._pulls:
            if stale and self.client.can("workspace.diagnostics.refresh_support"):
                self.workspace_diagnostic_refresh(None)
            stale.clear()
        elif stale:
            try:
                self._publish(stale.pop())
            finally:
                self.look()

    def _publish(self, path: str) -> None:
        file = self.file(self._uris[path])
        if file is not None:
            items = self._items(file)
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(file.uri, items, file.buffer.version)
            )

    def _items(self, file: Open) -> list[types.Diagnostic]:
        """What the editor is shown of a file."""
        found = [diagnostic(each, file) for each in self.find(file.buffer.path)]
        refused = self.seeds.refused(file.buffer.path)
        return [refusal(refused, file)] if refused else found

    async def _survey(self, project: Project) -> None:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(None, survey, project.config)
        self.seeds.adopt(project, found)
        self.look()
        self._rest()

    def _rest(self) -> None:
        if self._resting:
            self._resting.cancel()
        self._resting = asyncio.get_running_loop().call_later(_REST, _freeze)

    def _watch(self) -> None:
        if self._watching:
            self._watching.cancel()
        self._watching = self.undertake(self._watched(self._folders))

    async def _watched(self, folders: Sequence[str]) -> None:
        from watchfiles import awatch

        suffixes = tuple(f".{suffix}" for suffix in _SUFFIXES)
        if there := [*filter(os.path.isdir, folders)]:
            async for changes in awatch(*there):
                self.touch(path for _, path in changes if path.lower().endswith(suffixes))

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.error("what was done beside has failed", exc_info=error)


def _open_specs() -> Iterator[types.Registration]:
    """The wish to be told of the specs that are open, beside the seeds."""
    specs = [types.TextDocumentFilterPattern(_glob(_SPECS), scheme="file")]
    which = types.TextDocumentRegistrationOptions(specs)
    how = types.TextDocumentChangeRegistrationOptions(types.TextDocumentSyncKind.Incremental, specs)
    for method, options in (
        (types.TEXT_DOCUMENT_DID_OPEN, which),
        (types.TEXT_DOCUMENT_DID_CHANGE, how),
        (types.TEXT_DOCUMENT_DID_CLOSE, which),
    ):
        yield types.Registration(f"seedlint {method}", method, options)


def _changed_files() -> types.Registration:
    """The wish to be told of the files that change on disk."""
    watcher = types.FileSystemWatcher(_glob(_SUFFIXES))
    options = types.DidChangeWatchedFilesRegistrationOptions([watcher])
    method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    return types.Registration(f"seedlint {method}", method, options)


def _glob(suffixes: Iterable[str]) -> str:
    return f"**/*.{{{','.join(suffixes)}}}"


def _freeze() -> None:
    """Take what there is out of the sight of the garbage collector, whose search would be felt."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _stand(folders: Iterable[str]) -> None:
    """Make the first folder that is there the working directory, which shown paths begin at."""
    try:
        here = os.getcwd()
    except FileNotFoundError:
        here = os.path.expanduser("~")
    for folder in (*folders, here, os.sep):
        with suppress(OSError):
            os.chdir(folder)
            return
