"""OpenAPI and Swagger documents as a tolerant index of operations.

Many real specs are invalid and still describe their API, so nothing here insists: what cannot be
read is unknown, and the unknown is silent. Swagger 2.0, OpenAPI 3.0 and 3.1; JSON and YAML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from seedlint import datafile
from seedlint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from seedlint.yamltree import Data as Json


_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_MAX_HOPS = 50
_START = Span(0, 0)
_ORIGIN = re.compile(r"^(?:[^/?#]*:)?//[^/?#]*")
_PARAMETERS = re.compile(r"(?:\{[^{}]*\})+")
_SERVER_VARIABLE = re.compile(r"\{([^{}]+)\}")
_URL = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]+:")


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One JSON or YAML file. `problem` says why it cannot be read; its data is then None.

    `span` is the place of the problem in the file.
    """

    path: str
    data: Json
    source: Source
    specs: Specs
    problem: str | None = None
    span: Span = _START

    @property
    def root(self) -> Cursor:
        return Cursor(self, (), self.data)


@dataclass(frozen=True, slots=True, eq=False)
class Cursor:
    """Some data of a document, and the JSON Pointer that leads to it (RFC 6901)."""

    document: Document
    pointer: tuple[str, ...]
    data: Json

    def __repr__(self) -> str:
        return f"Cursor({self.document.path}#/{'/'.join(self.pointer)})"

    def __contains__(self, key: object) -> bool:
        return isinstance(self.data, dict) and key in self.data

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What tells this place from every other one."""
        return self.document.path, self.pointer

    def child(self, *keys: str) -> Cursor | None:
        """The data below; a reference on the way is followed, and the last is not."""
        cursor: Cursor | None = self
        for key in keys:
            cursor = cursor.resolved() if cursor else None
            cursor = cursor._step(key) if cursor else None
        return cursor

    def items(self) -> Iterator[tuple[str, Cursor]]:
        """The entries of an object, or of a list under their indexes."""
        if isinstance(self.data, dict):
            for key, value in self.data.items():
                yield key, Cursor(self.document, (*self.pointer, key), value)
        elif isinstance(self.data, list):
            for index, value in enumerate(self.data):
                yield str(index), Cursor(self.document, (*self.pointer, str(index)), value)

    def get(self, key: str) -> Json:
        """The value of a key, where this is an object that has it."""
        return self.data.get(key) if isinstance(self.data, dict) else None

    def text(self, key: str) -> str | None:
        """The value of a key, where it is a string."""
        value = self.get(key)
        return value if isinstance(value, str) else None

    def resolved(self) -> Cursor | None:
        """This, with its `$ref` followed to the end; None where that leads nowhere."""
        if not isinstance(self.data, dict) or "$ref" not in self.data:
            return self
        cursor: Cursor | None = self
        for _ in range(_MAX_HOPS):
            if cursor is None or cursor.text("$ref") is None:
                return cursor
            cursor = cursor.followed()
        self.document.specs.lose(self, self.text("$ref") or "")
        return None

    def followed(self) -> Cursor | None:
        """Where the `$ref` of this leads, one hop on; None where that is nowhere."""
        reference = self.text("$ref")
        return self.document.specs.follow(self, reference) if reference is not None else None

    def locate(self) -> tuple[Source, Span] | None:
        """Where this stands in its file."""
        document = self.document
        span = datafile.locate(document.path, document.source.text, self.pointer)
        return (document.source, span) if span else None

    def _step(self, key: str) -> Cursor | None:
        if isinstance(self.data, dict) and key in self.data:
            return Cursor(self.document, (*self.pointer, key), self.data[key])
        if isinstance(self.data, list) and (index := datafile.index(self.data, key)) is not None:
            return Cursor(self.document, (*self.pointer, key), self.data[index])
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """A parameter of an operation; a body is none of them.

    `location` is `query`, `path`, `header`, `cookie` or Swagger's `formData`. In Swagger 2.0 the
    parameter object is its own schema (section "Parameter Object").
    """

    name: str
    location: str
    required: bool
    schema: Cursor | None
    cursor: Cursor

    @property
    def base(self) -> str:
        """The name up to its first bracket: `filter` of `filter[start]`."""
        return self.name.partition("[")[0]


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """What an operation takes as its request body: a schema for each content type."""

    required: bool
    content: Mapping[str, Cursor | None]
    cursor: Cursor

    def schema(self, *wanted: str) -> Cursor | None:
        """The schema of the first content type whose name holds one of `wanted`."""
        for want in wanted:
            for name, cursor in self.content.items():
                if want in name.lower():
                    return cursor
        return None


class Operation:
    """One method of one path. `path` is the whole template, the server's prefix included."""

    def __init__(self, spec: Spec, method: str, path: str, cursor: Cursor, item: Cursor) -> None:
        self.spec = spec
        self.method = method
        self.path = path
        self.cursor = cursor
        self._item = item

    def __repr__(self) -> str:
        return f"Operation({self.method} {self.path} in {self.spec.path})"

    @property
    def name(self) -> str:
        """The operation as a message names it: `GET /v1/loans/{loan_uid}`."""
        return f"{self.method} {self.path}"

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The path's parameters and its own, which come first where both name one."""
        found: dict[tuple[str, str], Parameter] = {}
        for holder in (self._item, self.cursor):
            listed = holder.child("parameters")
            for _, entry in listed.items() if listed else ():
                cursor = entry.resolved()
                name = cursor.text("name") if cursor else None
                location = cursor.text("in") if cursor else None
                if cursor is None or name is None or location is None or location == "body":
                    continue
                required = cursor.get("required") is True or location == "path"
                found[name, location] = Parameter(
                    name, location, required, _parameter_schema(cursor), cursor
                )
        return tuple(found.values())

    @property
    def unknown_parameters(self) -> bool:
        """Whether some parameter is behind a reference that leads nowhere."""
        for holder in (self._item, self.cursor):
            listed = holder.child("parameters")
            for _, entry in listed.items() if listed else ():
                if entry.resolved() is None:
                    return True
        return False

    @cached_property
    def body(self) -> Body | None:
        """What the operation takes as its body; None where it declares none."""
        declared = self.cursor.child("requestBody")
        if declared is not None:
            cursor = declared.resolved()
            if cursor is None:
                return Body(False, {}, declared)
            content = cursor.child("content")
            schemas = {
                media: entry.child("schema")
                for media, entry in (content.items() if content else ())
            }
            return Body(cursor.get("required") is True, schemas, cursor)
        return self._swagger_body()

    @property
    def consumes(self) -> tuple[str, ...]:
        """Swagger 2.0's `consumes`, of the operation or else of the whole spec."""
        own = self.cursor.get("consumes")
        value = own if isinstance(own, list) else self.spec.document.root.get("consumes")
        return (
            tuple(item for item in value if isinstance(item, str))
            if isinstance(value, list)
            else ()
        )

    @cached_property
    def form(self) -> tuple[Parameter, ...]:
        """Swagger 2.0's `formData` parameters, which together make the body."""
        return tuple(p for p in self.parameters if p.location == "formData")

    @cached_property
    def responses(self) -> dict[str, Cursor]:
        """The declared responses by their status: `200`, `4XX`, `default`."""
        declared = self.cursor.child("responses")
        entries = declared.items() if declared else ()
        return {status: entry for status, entry in entries if not status.startswith("x-")}

    def response(self, status: int) -> Cursor | None:
        """The response that holds for a status: its own, its range (`2XX`), or `default`.

        Beside a declared success, `default` is for errors, and says nothing of another success.
        """
        key = self._response_key(status)
        success = status < 300 and any(other.startswith("2") for other in self.responses)
        if key is None or (key == "default" and success):
            return None
        return self.responses[key].resolved()

    def declares(self, status: int) -> bool:
        """Whether a response is declared that holds for a status."""
        return self._response_key(status) is not None

    def _response_key(self, status: int) -> str | None:
        keys = (str(status), f"{status // 100}XX", f"{status // 100}xx", "default")
        return next((key for key in keys if key in self.responses), None)

    def _swagger_body(self) -> Body | None:
        for holder in (self.cursor, self._item):
            listed = holder.child("parameters")
            for _, entry in listed.items() if listed else ():
                cursor = entry.resolved()
                if cursor is not None and cursor.text("in") == "body":
                    media = self.consumes or ("application/json",)
                    schema = cursor.child("schema")
                    return Body(
                        cursor.get("required") is True, dict.fromkeys(media, schema), cursor
                    )
        return None


class Spec:
    """A document that describes an API."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def __repr__(self) -> str:
        return f"Spec({self.path})"

    @property
    def path(self) -> str:
        return self.document.path

    @property
    def describes(self) -> bool:
        """Whether this says anything of an API; true also where it cannot be read."""
        root = self.document.root
        return self.document.problem is not None or any(
            key in root for key in ("openapi", "swagger", "paths")
        )

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """What stands before every path: `basePath`, or the paths of the `servers`."""
        root = self.document.root
        base = root.text("basePath")
        if base is not None:
            return (_prefix(base),)
        return _server_prefixes(root) or ("",)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation under every prefix that it can be reached at."""
        return tuple(self._operations())

    @cached_property
    def tree(self) -> PathTree:
        """The operations by their paths."""
        tree = PathTree()
        for operation in self.operations:
            tree.add(operation)
        return tree

    def may_hide(self, path: str) -> bool:
        """Whether what cannot be read of the spec may describe a path.

        That is a path item behind a reference that leads nowhere, or the whole of a broken file
        in which the last word of the path stands.
        """
        if self.document.problem is not None:
            words = [segment for segment in segments(path) if "\0" not in segment]
            return not words or words[-1] in self.document.source.text
        return any(_fits(path, template) for template in self._hidden)

    @cached_property
    def _hidden(self) -> list[str]:
        """The paths whose items are behind references that lead nowhere."""
        paths = self.document.root.child("paths")
        return [
            prefix + template
            for template, entry in (paths.items() if paths else ())
            for prefix in self.prefixes
            if entry.resolved() is None
        ]

    def _operations(self) -> Iterator[Operation]:
        paths = self.document.root.child("paths")
        if paths is None or not isinstance(paths.data, dict):
            return
        for path, entry in paths.items():
            item = entry.resolved()
            if item is None or not isinstance(item.data, dict) or not path.startswith("/"):
                continue
            for method in _METHODS:
                cursor = item.child(method)
                if cursor is None or not isinstance(cursor.data, dict):
                    continue
                prefixes = _server_prefixes(cursor) or _server_prefixes(item) or self.prefixes
                for prefix in prefixes:
                    yield Operation(self, method.upper(), prefix + path, cursor, item)


class PathTree:
    """Operations by the segments of their path templates; finds the most literal match first.

    `_literal` and `_templates` lead on to the next segment: by what it says, and by what a template
    says around its parameters, the longest of these first.
    """

    __slots__ = ("_literal", "_operations", "_templates")

    def __init__(self) -> None:
        self._literal: dict[str, PathTree] = {}
        self._templates: dict[tuple[str, ...], PathTree] = {}
        self._operations: list[Operation] = []

    def add(self, operation: Operation) -> None:
        tree = self
        for segment in segments(operation.path):
            literals = tuple(_PARAMETERS.split(segment))
            if len(literals) == 1:
                tree = tree._literal.setdefault(segment, PathTree())
                continue
            if literals not in tree._templates:
                templates = {**tree._templates, literals: PathTree()}
                longest_first = sorted(templates, key=lambda each: (-len("".join(each)), each))
                tree._templates = {each: templates[each] for each in longest_first}
            tree = tree._templates[literals]
        tree._operations.append(operation)

    def find(self, path: str) -> list[Operation]:
        """The operations of the most literal path template that a seed's path fits."""
        return next(self._matches(segments(path)), [])

    def find_method(self, method: str, path: str) -> list[Operation]:
        """The operations with this method under the most literal template that has it."""
        for operations in self._matches(segments(path)):
            found = [operation for operation in operations if operation.method == method]
            if found:
                return found
        return []

    def _matches(self, path: Sequence[str]) -> Iterator[list[Operation]]:
        waiting = [(self, 0)]
        while waiting:
            tree, at = waiting.pop()
            if at < len(path):
                segment = path[at]
                templates = tree._templates.items()
                fitting = [next_ for literals, next_ in templates if _fills(segment, literals)]
                if segment in tree._literal:
                    fitting.insert(0, tree._literal[segment])
                waiting += [(next_, at + 1) for next_ in reversed(fitting)]
            elif tree._operations:
                yield tree._operations


class Specs:
    """All specs of a project: each file is read once, and only when somebody asks.

    `files` are the paths of the project's specs, relative to its root. `read` gives the bytes of
    any file below the root, or None; it is the only way out. `references` maps beginnings of
    remote `$ref`s to folders. `shown` turns a path into what people are shown.
    """

    def __init__(
        self,
        files: Sequence[str],
        read: Callable[[str], bytes | None],
        references: Mapping[str, str] | None = None,
        shown: Callable[[str], str] = str,
    ) -> None:
        self.files = tuple(sorted(files))
        self._read = read
        self._references = sorted((references or {}).items(), key=lambda i: len(i[0]), reverse=True)
        self._shown = shown
        self._documents: dict[str, Document | None] = {}
        self._specs: dict[str, Spec | None] = {}
        self.unresolved: dict[tuple[str, str], Cursor] = {}

    @property
    def loaded(self) -> int:
        """How many specs were read."""
        return sum(spec is not None for spec in self._specs.values())

    @cached_property
    def folders(self) -> frozenset[str]:
        """The folders that the specs are sorted into: `lending` of `swagger/lending/api.json`."""
        paths = (file.split("/") for file in self.files)
        return frozenset(path[1] for path in paths if len(path) > 2)

    @property
    def documents(self) -> list[Document]:
        """Every file that was read so far, in the order of their paths."""
        return [document for _, document in sorted(self._documents.items()) if document]

    def document(self, path: str) -> Document | None:
        """The file at a path below the root, or None where there is none."""
        path = normpath(path)
        if path not in self._documents:
            self._documents[path] = self._parse(path)
        return self._documents[path]

    def spec(self, path: str) -> Spec | None:
        """The spec at a path, or None where there is no such file."""
        path = normpath(path)
        if path not in self._specs:
            document = self.document(path)
            self._specs[path] = Spec(document) if document else None
        return self._specs[path]

    def exists(self, path: str) -> bool:
        """Whether there is a file at this path below the root."""
        return self.spec(path) is not None

    def all(self) -> tuple[Spec, ...]:
        """Every spec of the project that can be read."""
        return self._all

    @cached_property
    def _all(self) -> tuple[Spec, ...]:
        return tuple(spec for spec in map(self.spec, self.files) if spec is not None)

    @cached_property
    def tree(self) -> PathTree:
        """The operations of all specs by their paths."""
        tree = PathTree()
        for spec in self.all():
            for operation in spec.operations:
                tree.add(operation)
        return tree

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """The operations of all specs."""
        return tuple(operation for spec in self.all() for operation in spec.operations)

    def follow(self, cursor: Cursor, reference: str) -> Cursor | None:
        """Where a `$ref` leads; None, and noted in `unresolved`, where that is nowhere."""
        file, _, fragment = reference.partition("#")
        path = self._local(cursor.document.path, file)
        document = cursor.document if not file else self.document(path) if path else None
        keys = datafile.pointer(fragment)
        found = document.root if document and not document.problem and keys is not None else None
        for key in keys or ():
            found = found._step(key) if found else None
        if found is None:
            self.lose(cursor, reference)
        return found

    def lose(self, cursor: Cursor, reference: str) -> None:
        """Note that a reference leads nowhere; of those to one target, the first in its file."""
        target = cursor.document.path, reference
        known = self.unresolved.get(target, cursor)
        self.unresolved[target] = min(known, cursor, key=lambda each: each.pointer)

    def _local(self, base: str, file: str) -> str | None:
        for prefix, folder in self._references:
            if file.startswith(prefix):
                return join(folder, unquote(file[len(prefix) :]))
        if _URL.match(file) or file.startswith("//"):
            return None
        return normpath(join(dirname(base), unquote(file)))

    def _parse(self, path: str) -> Document | None:
        content = self._read(path)
        if content is None:
            return None
        source = Source.decode(self._shown(path), content)
        if source.undecodable:
            return Document(path, None, source, self, "not UTF-8", source.undecodable)
        loaded = datafile.load(path, source.text)
        if loaded.problem is None and not isinstance(loaded.data, dict):
            return Document(path, None, source, self, "not a JSON object", Span(0, 1))
        return Document(path, loaded.data, source, self, loaded.problem, loaded.span)


def segments(path: str) -> list[str]:
    """The parts of a path between its slashes; one at the end counts for nothing."""
    return path.strip("/").split("/")


def _fits(path: str, template: str) -> bool:
    given, wanted = segments(path), segments(template)
    return len(given) == len(wanted) and all(
        "{" in theirs or ours == theirs for ours, theirs in zip(given, wanted, strict=True)
    )


def common(operations: Iterable[Operation]) -> str:
    """The files that describe some operations, for a message."""
    return ", ".join(sorted({operation.spec.path for operation in operations}))


def _parameter_schema(cursor: Cursor) -> Cursor | None:
    schema = cursor.child("schema")
    if schema is not None:
        return schema
    content = cursor.child("content")
    for _, entry in content.items() if content else ():
        return entry.child("schema")
    return cursor if cursor.get("type") is not None else None


def _server_prefixes(holder: Cursor) -> tuple[str, ...]:
    servers = holder.child("servers")
    urls = (_server_url(server) for _, server in (servers.items() if servers else ()))
    return tuple(dict.fromkeys(_prefix(_ORIGIN.sub("", url)) for url in urls if url is not None))


def _server_url(server: Cursor) -> str | None:
    """The URL of a server, where each variable has its default."""

    def default(variable: re.Match[str]) -> str:
        entry = server.child("variables", variable[1])
        value = entry.get("default") if entry else None
        return str(value) if isinstance(value, str | int | float) else ""

    url = server.text("url")
    return _SERVER_VARIABLE.sub(default, url) if url is not None else None


def _prefix(path: str) -> str:
    path = path.partition("?")[0].strip("/")
    return f"/{path}" if path else ""


def _fills(segment: str, literals: Sequence[str]) -> bool:
    """Whether a segment has some literal parts in their order, and something between each two."""
    first, *inner, last = literals
    if not segment.startswith(first):
        return False
    at = len(first) + 1
    for literal in inner:
        found = segment.find(literal, at)
        if found < 0:
            return False
        at = found + len(literal) + 1
    return segment.endswith(last) and at <= len(segment) - len(last)
