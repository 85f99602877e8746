"""A connection with a language server, less everything that would take time itself."""

from __future__ import annotations

import json
import subprocess
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

Message = dict[str, Any]


class Wire:
    """A server as a process, to which messages are written and from which they are read."""

    def __init__(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> None:
        self._server = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._ids = count(1)

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        """End the conversation, and the process."""
        with self._server as server:
            if kind is None:
                self.ask("shutdown", {})
                self.tell("exit", {})
            else:
                server.kill()

    def ask(self, method: str, params: Message) -> Any:
        """A request's result."""
        number = next(self._ids)
        self._send({"id": number, "method": method, "params": params})
        return self.until(lambda message: message.get("id") == number)["result"]

    def tell(self, method: str, params: Message) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def until(self, wanted: Callable[[Message], bool]) -> Message:
        """The next message that is wanted; requests of the server are answered with nothing."""
        while True:
            message = self._read()
            if wanted(message):
                return message
            if "method" in message and "id" in message:
                self._send({"id": message["id"], "result": None})

    def _send(self, message: Message) -> None:
        assert self._server.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def _read(self) -> Message:
        stdout = self._server.stdout
        assert stdout is not None
        length = 0
        while line := stdout.readline().strip():
            name, _, value = line.partition(b": ")
            if name == b"Content-Length":
                length = int(value)
        if not length:
            raise EOFError("the server has gone away")
        message: Message = json.loads(stdout.read(length))
        return message
