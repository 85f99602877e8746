"""A language client that says one thing at a time and waits for the answer.

Source: Language Server Protocol 3.17, "Base Protocol".
"""

from __future__ import annotations

import json
import subprocess
from threading import Timer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATIENCE = 60.0
"""Seconds that a server has for all that it is asked; one that hangs is killed."""


class Wire:
    """A server that runs and has been greeted; a context manager that ends it."""

    def __init__(self, command: Sequence[str], settings: dict[str, Any]) -> None:
        self._settings = settings
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._killer = Timer(PATIENCE, self._process.kill)
        self._killer.start()
        self._asked = 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        capabilities = {"workspace": {"configuration": True}}
        self.ask("initialize", processId=None, rootUri=None, capabilities=capabilities)
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=settings)

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        self._killer.cancel()
        self._process.kill()
        self._process.communicate()

    def ask(self, method: str, /, **params: Any) -> Any:
        """The result of a request."""
        self._asked += 1
        self._send(id=self._asked, method=method, params=params)
        while True:
            message = self._receive()
            if "method" not in message and message.get("id") == self._asked:
                assert "error" not in message, message["error"]
                return message["result"]

    def tell(self, method: str, /, **params: Any) -> None:
        """Send a notification."""
        self._send(method=method, params=params)

    def open(self, uri: str, text: str) -> None:
        """Open a YAML document, once."""
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)

    def diagnostics(self, documents: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
        """What is published about documents, by their addresses, once they are open."""
        for uri, text in documents.items():
            self.open(uri, text)
        while not documents.keys() <= self._diagnostics.keys():
            self._receive()
        return {uri: self._diagnostics[uri] for uri in documents}

    def _send(self, **message: Any) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        """The next message; what the server asks is answered, what it publishes is kept."""
        stream = self._process.stdout
        assert stream
        length = 0
        while header := stream.readline().strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server is gone"
        message: dict[str, Any] = json.loads(stream.read(length))
        params: Any = message.get("params")
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[params["uri"]] = params["diagnostics"]
        elif "method" in message and "id" in message:
            self._send(id=message["id"], result=self._answer(message["method"], params))
        return message

    def _answer(self, method: str, params: Any) -> Any:
        if method != "workspace/configuration":
            return None
        return [self._settings.get(item["section"]) for item in params["items"]]
