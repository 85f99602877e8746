"""There is no way to the network: whatever a project names, nobody asks for it."""

from __future__ import annotations

import ast
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import watchfiles

from audit import heard
from samples import ROOT, SMALL
from seedlint.cli import main
from seedlint.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

NETWORK = (
    "aiohttp", "asyncio.streams", "ftplib", "http", "httpx", "requests", "smtplib", "socket",
    "socketserver", "ssl", "urllib.error", "urllib.request", "urllib3", "webbrowser", "xmlrpc",
)  # fmt: skip
"""What can reach it."""

ASKING = ("ftplib.", "http.", "imaplib.", "smtplib.", "socket.", "urllib.")
"""How the audit events begin of those who ask."""

SPEC = """\
openapi: {version}
$schema: {address}/schema.json
jsonSchemaDialect: {address}/dialect.json
info: {{title: Lending, version: "1", $ref: "{address}/info.yaml"}}
externalDocs: {{url: "{address}/docs"}}
servers: [{{url: "{address}"}}]
paths:
  /v1/fines: {{$ref: "{address}/paths.yaml#/fines"}}
  /v1/loans:
    get:
      parameters:
        - $ref: "{address}/parameters.yaml#/page"
        - {{name: size, in: query, schema: {{$id: "{address}/id.json", $ref: "size.json"}}}}
      responses:
        200:
          description: 1
          content:
            application/json:
              schema:
                $schema: "{address}/meta.json"
                $dynamicRef: "{address}/dynamic.json#loan"
                allOf: [{{$ref: "{address}/loan.json"}}, {{$ref: "//{address}/loan.json"}}]
                properties: 1
"""
"""Addresses wherever one may stand, in a spec that is wrong in more than one place."""


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An address at which nobody may ask for anything, in whatever language they are written."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        found = f"http://127.0.0.1:{server.getsockname()[1]}"
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, found)
            monkeypatch.setenv(name.upper(), found)
        monkeypatch.chdir(tmp_path)
        _project(found)
        yield found
        with pytest.raises(BlockingIOError):
            server.accept()


def _project(address: str) -> None:
    write("seedlint.toml", f'select = ["all"]\n[references]\n"{address}/x/" = "swagger"\n')
    for number, version in enumerate(("3.0.3", "3.1.0", '"2.0"')):
        spec = f"swagger/{number}.yaml"
        text = SPEC.format(version=version, address=address)
        write(spec, text.replace("openapi:", "swagger:") if version == '"2.0"' else text)
        seed = SMALL.format("?page={{x}}", "[200]").replace("---\n", f"---\nswagger: {spec}\n", 1)
        write(f"seeds/{number}.md", f"{seed}\n[A link]({address}/a), ![one]({address}/b.png)\n")
    write("seeds/3.md", SMALL.format("", "200").replace("---\n", f"---\nswagger: {address}\n", 1))


def write(name: str, text: str) -> None:
    file = Path(name)
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "args",
    [
        *(["--no-cache", f"--output-format={name}"] for name in FORMATS),
        *([], [], ["--isolated"], ["--statistics"], ["--diff"], ["--fix"], ["--show-files"]),
        *(["baseline"], ["init", "--dry-run"], ["rules"], ["explain", "invalid-spec"]),
        *(["schema", "steps"], ["schema", "config"], ["--version"]),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("address")
def test_no_command_asks(args: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    """Nor does any start another program, which might."""
    with heard(*ASKING, "subprocess.", "os.exec", "os.posix_spawn", "os.system") as asked:
        main(args)
    assert "internal error" not in capfd.readouterr().err
    assert asked == []


def test_what_is_linted_is_what_has_the_addresses(
    address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """The validator, too, has read the specs to the end, and knows where they lead."""
    assert main(["--no-cache", "--output-format=json"]) == 1
    found = json.loads(capfd.readouterr().out)["findings"]
    of_specs = {(each["rule"], each["path"]) for each in found if "swagger/" in each["path"]}
    assert {("invalid-spec", f"swagger/{number}.yaml") for number in range(3)} <= of_specs
    messages = [each["message"] for each in found if each["rule"] == "unresolved-reference"]
    assert any(f"`{address}/parameters.yaml#/page` leads nowhere" in each for each in messages)


@pytest.mark.usefixtures("address")
def test_a_watch_does_not_ask(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchfiles, "watch", lambda *folders, **options: [set()])
    with heard(*ASKING) as asked:
        assert main(["--watch"]) == 0
    assert "unresolved-reference" in capfd.readouterr().out
    assert asked == []


SERVER = """
import os, sys
def refuse(event, about):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "urllib.Request"):
        os._exit(99)
sys.addaudithook(refuse)
from seedlint.cli import command_line
command_line()
"""


def test_the_server_does_not_ask(address: str) -> None:
    """From the handshake to the last word, with a question for all that it finds."""
    pytest.importorskip("pygls")
    uri = Path("seeds/0.md").absolute().as_uri()
    text = Path("seeds/0.md").read_text()
    folder = {"uri": Path.cwd().as_uri(), "name": "lending"}
    document = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
    there = {
        "textDocument": {"uri": uri},
        "position": {"line": text[:200].count("\n"), "character": 9},
    }
    calls = [
        ("initialize", {"capabilities": {}, "processId": None, "workspaceFolders": [folder]}, 1),
        ("initialized", {}, None),
        ("textDocument/didOpen", {"textDocument": document}, None),
        ("textDocument/diagnostic", {"textDocument": {"uri": uri}}, 2),
        ("textDocument/hover", there, 3),
        ("textDocument/definition", there, 4),
        ("textDocument/completion", there, 5),
        ("shutdown", None, 6),
        ("exit", None, None),
    ]
    messages = b"".join(_message(*call) for call in calls)
    run = subprocess.run(
        [sys.executable, "-c", SERVER, "server"],
        input=messages,
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert run.returncode == 0, run.stderr
    assert f"{address}/parameters.yaml".encode() not in run.stderr
    assert b"undefined-variable" in run.stdout


def _message(method: str, params: object, number: int | None) -> bytes:
    call: dict[str, object] = {"jsonrpc": "2.0", "method": method}
    call |= {} if params is None else {"params": params}
    call |= {} if number is None else {"id": number}
    content = json.dumps(call).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(content), content)


def test_no_module_imports_what_can_reach_it() -> None:
    forbidden = tuple(f"{name}." for name in NETWORK)
    found = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_bytes()))
        for name in _imported(node)
        if f"{name}.".startswith(forbidden)
    ]
    assert found == []


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
