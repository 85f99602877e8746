"""Somebody types in a seed, in a project of thousands: how long does the editor wait?"""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.editor.wire import Wire
from seedlint.lsp.session import DEBOUNCE
from seedlint.source import Encoding, Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.editor.wire import Message
    from benchmarks.speed.ground import Ground

_TYPED = 'abc_ {}:"/-\n'
_PUBLISHED = "textDocument/publishDiagnostics"


class Waits(NamedTuple):
    """How long it took, in seconds: to be ready, to lint what was typed, to complete it."""

    first: float
    diagnostics: list[float]
    completion: list[float]


class Typist:
    """An editor, and the text of the seed that it has open."""

    def __init__(self, wire: Wire, random: Random) -> None:
        self._wire = wire
        self._random = random
        self._uri = ""
        self._text = ""
        self._version = 0

    def open(self, path: Path) -> float:
        """Open a seed; how long it takes until there are findings."""
        self._uri, self._text = path.as_uri(), path.read_text("utf-8", "replace")
        self._version = 1
        item = {"uri": self._uri, "languageId": "markdown", "version": 1, "text": self._text}
        start = time.perf_counter()
        self._wire.tell("textDocument/didOpen", {"textDocument": item})
        self._wire.until(self._is_published)
        return time.perf_counter() - start

    def close(self) -> None:
        self._wire.tell("textDocument/didClose", {"textDocument": {"uri": self._uri}})

    def lint(self) -> float:
        """How long it takes to lint what was typed, from when nobody types any more."""
        start = time.perf_counter()
        self._type()
        self._wire.until(self._is_published)
        return time.perf_counter() - start - DEBOUNCE

    def complete(self) -> float:
        """How long it takes to complete what is being typed."""
        place = self._type()
        params = {"textDocument": {"uri": self._uri}, "position": place}
        start = time.perf_counter()
        self._wire.ask("textDocument/completion", params)
        return time.perf_counter() - start

    def _type(self) -> Message:
        """Type a character, or take one away, somewhere; the place behind it."""
        at = self._random.randrange(len(self._text))
        typed = self._random.choice(_TYPED) if self._random.random() < 0.5 else ""
        end = at if typed else at + 1
        before = self._text
        self._text = before[:at] + typed + before[end:]
        self._version += 1
        change = {"range": {"start": _place(before, at), "end": _place(before, end)}, "text": typed}
        document = {"uri": self._uri, "version": self._version}
        changed = {"textDocument": document, "contentChanges": [change]}
        self._wire.tell("textDocument/didChange", changed)
        return _place(self._text, at + len(typed))

    def _is_published(self, message: Message) -> bool:
        params = message.get("params", {})
        published = message.get("method") == _PUBLISHED and params["uri"] == self._uri
        return published and params.get("version") == self._version


def measure(ground: Ground, root: Path, seeds: Sequence[Path], edits: int, rest: float) -> Waits:
    """Type so much in each of some seeds of a project, after so many seconds to get warm."""
    command = ground.cli("server", root=root)
    folders = [{"uri": root.as_uri(), "name": "project"}]
    offered = {"general": {"positionEncodings": ["utf-16"]}}
    editor = {"capabilities": offered, "processId": None, "workspaceFolders": folders}
    with Wire(command.arguments, root, command.environment) as wire:
        wire.ask("initialize", editor)
        wire.tell("initialized", {})
        typist = Typist(wire, Random(1))
        waits = Waits(typist.open(seeds[0]), [], [])
        time.sleep(rest)
        for seed in seeds:
            typist.open(seed)
            for _ in range(edits):
                waits.diagnostics.append(typist.lint())
                waits.completion.append(typist.complete())
            typist.close()
    return waits


def _place(text: str, offset: int) -> Message:
    line, column = Source("", text).position(offset, Encoding.UTF16)
    return {"line": line, "character": column}
