"""OpenAPI and Swagger documents as a tolerant index of operations.

Many real specs are invalid and still describe their API, so nothing here insists: what cannot be
read is unknown, and the unknown is silent. Swagger 2.0, OpenAPI 3.0 and 3.1; JSON and YAML.
"""

from __future__ import annotations

from itertools import product
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, TypeVar

from seedlint import datafile, servers
from seedlint.escapes import normalized, unescaped
from seedlint.lazy import lazy
from seedlint.outline import Outline
from seedlint.paths import leaves
from seedlint.pathtree import PathTree, segments
from seedlint.regex import regex
from seedlint.settings import LIMITS, is_yaml
from seedlint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from seedlint.resolve import Resolution
    from seedlint.settings import Limits
    from seedlint.shape import Shape
    from seedlint.validity import Flaw
    from seedlint.yamltree import Data as Json

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_START = Span(0, 0)
_FEW = 20
"""How many words are looked for in all specs; for more, it is better to decode the specs."""

_WORD = regex(r"[A-Za-z0-9_.-]+")
_URL = regex(r"^[a-zA-Z][a-zA-Z0-9+.-]+:")

JSON = ("json", "*/*", "application/*")
"""What the names of the media types have in them that a JSON value may travel as."""

FORM = ("multipart", "form", "*/*", "application/*")
"""And those of a form."""

_JSON = "application/json"
_MOST_MEDIA = 8

T = TypeVar("T")


class Document:
    """One JSON or YAML file. `problem` says why it cannot be read; its data is then None.

    `span` is the place of the problem in the file.
    """

    def __init__(
        self,
        path: str,
        data: Json,
        source: Source,
        specs: Specs,
        problem: str | None = None,
        span: Span = _START,
    ) -> None:
        self.path = path
        self.data = data
        self.source = source
        self.specs = specs
        self.problem = problem
        self.span = span

    @property
    def root(self) -> Cursor:
        return Cursor(self, (), self.data)

    def at(self, keys: Iterable[str]) -> Cursor | None:
        """What a JSON Pointer leads to; no reference on the way is followed."""
        found: Cursor | None = self.root
        for key in keys:
            found = found._step(key) if found else None
        return found

    def resource(self, pointer: tuple[str, ...]) -> tuple[str, ...]:
        """The part of a pointer that leads to the innermost schema with an `$id`, if there is one.

        References in that count from there (JSON Schema 2020-12, section 8.2.1).
        """
        found, data = 0, self.data
        for length, key in enumerate(pointer if self._has_ids else (), 1):
            if isinstance(data, list):
                index = datafile.index(data, key)
                data = None if index is None else data[index]
            else:
                data = data.get(key) if isinstance(data, dict) else None
            name = data.get("$id") if isinstance(data, dict) else None
            if isinstance(name, str) and not name.startswith("#"):
                found = length
        return pointer[:found]

    @lazy
    def names(self) -> frozenset[str]:
        """What schemas are called by an `$id` or an `$anchor` (sections 8.2.1 and 8.2.2)."""
        found: set[str] = set()
        waiting = [self.data] if self._has_keywords else []
        while waiting:
            data = waiting.pop()
            if isinstance(data, dict):
                named = (data.get(key) for key in ("$id", "$anchor", "$dynamicAnchor"))
                found.update(name.strip("#") for name in named if isinstance(name, str))
                waiting += data.values()
            elif isinstance(data, list):
                waiting += data
        return frozenset(filter(None, found))

    @lazy
    def _has_ids(self) -> bool:
        return self._has_keywords and "$id" in self.source.text

    @lazy
    def _has_keywords(self) -> bool:
        """Whether schemas are those of JSON Schema 2020-12: from OpenAPI 3.1 on they are."""
        version = str(self.root.get("openapi") or "")
        return "swagger" not in self.root and not version.startswith("3.0")


class Cursor:
    """Some data of a document, and the JSON Pointer that leads to it (RFC 6901)."""

    __slots__ = ("data", "document", "pointer")

    def __init__(self, document: Document, pointer: tuple[str, ...], data: Json) -> None:
        self.document = document
        self.pointer = pointer
        self.data = data

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
            if cursor is not None and isinstance(cursor.data, dict) and "$ref" in cursor.data:
                cursor = cursor.resolved()
            if cursor is None:
                return None
            cursor = cursor._step(key)
        return cursor

    def items(self) -> Iterator[tuple[str, Cursor]]:
        """The entries of an object, or of a list under their indexes."""
        data, document, pointer = self.data, self.document, self.pointer
        if isinstance(data, dict):
            for key, value in data.items():
                yield key, Cursor(document, (*pointer, key), value)
        elif isinstance(data, list):
            for index, value in enumerate(data):
                yield str(index), Cursor(document, (*pointer, str(index)), value)

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
        return self.chain()[-1]

    def chain(self) -> list[Cursor | None]:
        """This, and where each `$ref` leads on to from there: None at last where that is nowhere.

        One that leads back to itself leads nowhere, and so does a chain that is too long.
        """
        specs, cursor = self.document.specs, self
        found: list[Cursor | None] = [self]
        met = {self.key}
        while cursor.text("$ref") is not None:
            further = cursor.followed()
            if further and (further.key in met or len(found) > specs.limits.ref_hops):
                specs.lose(self, self.text("$ref") or "")
                further = None
            found.append(further)
            if further is None:
                break
            met.add(further.key)
            cursor = further
        return found

    def parts(self) -> list[Cursor | None]:
        """The objects of which this is laid together: beside each `$ref`, and where the last leads.

        The place of each is the one that it has.
        """
        if self.text("$ref") is None:
            return [self]
        *way, end = self.chain()
        hops = (hop for hop in way if hop and isinstance(hop.data, dict) and len(hop.data) > 1)
        return [*(hop._without_reference() for hop in hops), end]

    def _without_reference(self) -> Cursor:
        data = self.data if isinstance(self.data, dict) else {}
        beside = {key: value for key, value in data.items() if key != "$ref"}
        return Cursor(self.document, self.pointer, beside)

    def followed(self) -> Cursor | None:
        """Where the `$ref` of this leads, one hop on; None where that is nowhere."""
        reference = self.text("$ref")
        return self.document.specs.follow(self, reference) if reference is not None else None

    def locate(self) -> tuple[Source, Span] | None:
        """Where this stands in its file."""
        document, known = self.document, self.document.specs.located
        if self.key not in known:
            known[self.key] = datafile.locate(
                document.path,
                document.source.text,
                self.pointer,
                self.data,
                document.specs.limits,
            )
        span = known[self.key]
        return (document.source, span) if span else None

    def _step(self, key: str) -> Cursor | None:
        data = self.data
        if isinstance(data, dict):
            found = key in data
            return Cursor(self.document, (*self.pointer, key), data[key]) if found else None
        if isinstance(data, list) and (index := datafile.index(data, key)) is not None:
            return Cursor(self.document, (*self.pointer, key), data[index])
        return None


class Parameter:
    """A parameter of an operation; a body is none of them.

    `location` is `query`, `path`, `header`, `cookie` or Swagger's `formData`. In Swagger 2.0 the
    parameter object is its own schema (section "Parameter Object").
    """

    __slots__ = ("cursor", "location", "name", "required", "schema")

    def __init__(
        self, name: str, location: str, required: bool, schema: Cursor | None, cursor: Cursor
    ) -> None:
        self.name = name
        self.location = location
        self.required = required
        self.schema = schema
        self.cursor = cursor

    @property
    def base(self) -> str:
        """The name up to its first bracket: `filter` of `filter[start]`."""
        return self.name.partition("[")[0]


def fitting(content: Mapping[str, T], wanted: Sequence[str], named: str = _JSON) -> list[T]:
    """What is said of the media types that may be meant, whatever their order.

    That is the one that is `named`, else all that have one of `wanted` in their names. Of very many
    none is known (OpenAPI 3.1, Request Body Object, `content`).
    """
    found = {name: said for name, said in content.items() if any(w in name.lower() for w in wanted)}
    exact = [said for name, said in found.items() if _essence(name) == _essence(named)]
    meant = exact or [*found.values()]
    return meant if len(meant) <= _MOST_MEDIA else []


def _essence(media: str) -> str:
    """A media type without its parameters (RFC 9110, Media Type)."""
    return media.partition(";")[0].strip().lower()


class Body:
    """What an operation takes as its request body: a schema for each content type."""

    __slots__ = ("content", "cursor", "required")

    def __init__(
        self, required: bool, content: Mapping[str, Cursor | None], cursor: Cursor
    ) -> None:
        self.required = required
        self.content = content
        self.cursor = cursor

    def schema(self, *wanted: str) -> Cursor | None:
        """The schema of the first content type that may be meant."""
        return next(iter(self.schemas(wanted)), None)

    def schemas(self, wanted: Sequence[str], named: str = _JSON) -> list[Cursor | None]:
        """The schemas of the content types that may be meant: see `fitting`."""
        found = fitting(self.content, wanted, named)
        return [*{cursor.key if cursor else None: cursor for cursor in found}.values()]


class Operation:
    """One method of one path. `path` is the whole template, the server's prefix included.

    `item` has the parameters of the whole path; None where it is not known which these are.
    """

    def __init__(
        self, spec: Spec, method: str, path: str, cursor: Cursor, item: Cursor | None
    ) -> None:
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

    @lazy
    def parameters(self) -> tuple[Parameter, ...]:
        """The path's parameters and its own, which come first where both name one."""
        found: dict[tuple[str, str], Parameter] = {}
        for cursor in self._listed:
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
        """Whether some parameter is not known, as one behind a reference that leads nowhere."""
        return None in self._listed

    @lazy
    def _listed(self) -> list[Cursor | None]:
        """The path's parameters and then its own, a body too; None for what is not known."""
        found: list[Cursor | None] = []
        for holder in (self._item, self.cursor):
            listed = holder.child("parameters") if holder else None
            whole = listed.resolved() if listed else None
            if holder is None or (listed and whole is None):
                found.append(None)
            found += [entry.resolved() for _, entry in whole.items()] if whole else ()
        return found

    @lazy
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

    @lazy
    def form(self) -> tuple[Parameter, ...]:
        """Swagger 2.0's `formData` parameters, which together make the body."""
        return tuple(p for p in self.parameters if p.location == "formData")

    @lazy
    def responses(self) -> dict[str, Cursor]:
        """The declared responses by their status: `200`, `4XX`, `default`."""
        declared = self.cursor.child("responses")
        found: dict[str, Cursor] = {}
        for part in reversed(declared.parts() if declared else []):
            if part is None:
                return {}
            found.update(part.items())
        return {status: found[status] for status in found if not status.startswith(("x-", "$"))}

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
        for cursor in reversed(self._listed):
            if cursor is not None and cursor.text("in") == "body":
                media = self.consumes or ("application/json",)
                schema = cursor.child("schema")
                return Body(cursor.get("required") is True, dict.fromkeys(media, schema), cursor)
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

    @lazy
    def prefixes(self) -> tuple[str, ...]:
        """What stands before every path: `basePath`, or the paths of the `servers`."""
        root = self.document.root
        base = root.text("basePath")
        if base is not None:
            return (servers.prefix(base),)
        return servers.prefixes(root.get("servers")) or ("",)

    @lazy
    def schemes(self) -> tuple[Cursor, ...]:
        """The security schemes: `components/securitySchemes`, or `securityDefinitions`."""
        root = self.document.root
        holders = root.child("components", "securitySchemes"), root.child("securityDefinitions")
        listed = [entry for holder in holders if holder for _, entry in holder.items()]
        return tuple(scheme for entry in listed if (scheme := entry.resolved()) is not None)

    @lazy
    def query_keys(self) -> frozenset[str]:
        """The query parameters that carry a key: a security scheme asks for them."""
        asked = (scheme.text("name") for scheme in self.schemes if scheme.text("in") == "query")
        return frozenset(name for name in asked if name is not None)

    @lazy
    def operations(self) -> tuple[Operation, ...]:
        """Every operation under every prefix that it can be reached at."""
        return tuple(self._operations())

    @lazy
    def by_path(self) -> dict[str, list[Operation]]:
        """The operations by their path templates, as these are written."""
        return _by_path(self.operations)

    @lazy
    def tree(self) -> OperationTree:
        """The operations by their paths."""
        tree = OperationTree()
        for path, operations in self.by_path.items():
            tree.add(path, *operations)
        return tree

    @property
    def hides(self) -> bool:
        """Whether something of the spec cannot be read."""
        return self.document.problem is not None or bool(self._hidden or self._elsewhere)

    def may_hide(self, path: str) -> bool:
        """Whether what cannot be read of the spec may describe a path.

        That is a path item behind a reference that leads nowhere, what is below a server of which
        not all is known, or the whole of a broken file in which the last word of the path stands.
        """
        if self.path in self.document.specs.refused:
            return True
        if self.document.problem is not None:
            word = last_word(path)
            return word is None or f"/{word}" in self.document.source.text
        if self._hidden and any(self._hidden.matches(segments(path))):
            return True
        return self._may_stand_elsewhere(path) and not self.tree.find(path)

    def _may_stand_elsewhere(self, path: str) -> bool:
        tree = self._elsewhere
        found = tree.matches(segments(path)[::-1], in_part=True) if tree else ()
        return any(path.startswith(tuple(beginnings)) for beginnings in found)

    @lazy
    def _hidden(self) -> PathTree[str] | None:
        """The paths whose items are behind references that lead nowhere, if there are any."""
        found = [path for path, parts in self._items if None in parts]
        tree = PathTree[str]()
        for path, prefix in product(found, self.prefixes):
            tree.add(prefix + path, path)
        return tree if found else None

    @lazy
    def _elsewhere(self) -> PathTree[str] | None:
        """How paths begin below servers with variables that may be anything, by their ends."""
        tree, found = PathTree[str](), False
        every = servers.ends(self.document.root.get("servers"))
        for path, parts in self._items:
            items = [part.data for part in parts if part and isinstance(part.data, dict)]
            holders = [*items, *(item.get(method) for item in items for method in _METHODS)]
            own = servers.ends(*(each.get("servers") for each in holders if isinstance(each, dict)))
            for beginning, end in every | own:
                backwards = "/".join(segments(end + path)[::-1])
                tree.add(backwards or "{anything}", normalized(beginning))
                found = True
        return tree if found else None

    @lazy
    def _items(self) -> list[tuple[str, list[Cursor | None]]]:
        """The path items, each in the parts that it is laid together of, by what it is written."""
        paths = self.document.root.child("paths")
        listed = paths.items() if paths and isinstance(paths.data, dict) else ()
        return [(path, entry.parts()) for path, entry in listed if path.startswith("/")]

    def _operations(self) -> Iterator[Operation]:
        for path, parts in self._items:
            items = [part for part in parts if part and isinstance(part.data, dict)]
            prefixes = servers.prefixes(*(item.get("servers") for item in items)) or self.prefixes
            shared = [part for part in parts if part is None or "parameters" in part] or items[:1]
            sharing = shared[0] if len(shared) == 1 else None  # of two it is not said which counts
            for method, item in product(_METHODS, items):
                cursor = item.child(method) if isinstance(item.get(method), dict) else None
                if cursor is not None:
                    for prefix in servers.prefixes(cursor.get("servers")) or prefixes:
                        yield Operation(self, method.upper(), prefix + path, cursor, sharing)


class OperationTree(PathTree[Operation]):
    """Operations by their path templates."""

    __slots__ = ()

    def find(self, path: str) -> list[Operation]:
        """The operations of the most literal path template that a seed's path fits."""
        return next(self.matches(segments(path)), [])

    def find_method(self, method: str, path: str) -> list[Operation]:
        """The operations with this method under the most literal template that has it."""
        for operations in self.matches(segments(path)):
            found = [operation for operation in operations if operation.method == method]
            if found:
                return found
        return []


class Specs:
    """All specs of a project: each file is read once, and only when somebody asks.

    `files` are the paths of the project's specs, relative to its root. `read` gives the bytes of
    any file below the root, what it is where it must not be read, or None where there is none; it
    is the only way out. `references` maps beginnings of remote `$ref`s to folders. `shown` turns a
    path into what people are shown.

    What other modules find out of them is kept here, for all seeds: `shapes` has what schemas come
    to, `ways` the ways to their properties, `resolutions` what paths lead to, `nearest` what may be
    meant instead, `flaws` what is wrong with each spec, and `located` where the places are that had
    to be shown. `refused` has what the files are that must not be read.
    """

    def __init__(
        self,
        files: Sequence[str],
        read: Callable[[str], bytes | str | None],
        references: Mapping[str, str] | None = None,
        shown: Callable[[str], str] = str,
        limits: Limits = LIMITS,
    ) -> None:
        self.files = tuple(sorted(files))
        self.limits = limits
        self._read = read
        self._references = sorted((references or {}).items(), key=lambda i: len(i[0]), reverse=True)
        self._shown = shown
        self._documents: dict[str, Document | None] = {}
        self._specs: dict[str, Spec | None] = {}
        self._contents: dict[str, bytes | None] = {}
        self._sources: dict[str, Source | None] = {}
        self._tree = OperationTree()
        self._planted: set[str] = set()
        self._naming: dict[str, list[str]] = {}
        self.refused: dict[str, str] = {}
        self.unresolved: dict[tuple[str, str], Cursor] = {}
        self.shapes: dict[tuple[str, tuple[str, ...]], Shape] = {}
        self.ways: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        self.resolutions: dict[tuple[Spec | None, bool, str, str], Resolution] = {}
        self.nearest: dict[tuple[Spec | None, str, str], Operation | None] = {}
        self.flaws: dict[str, Flaw | None] = {}
        self.located: dict[tuple[str, tuple[str, ...]], Span | None] = {}

    @lazy
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

    def asked_for(self, path: str) -> bool:
        """Whether the file at a path was read so far, or looked for in vain."""
        return path in self._contents

    def spec(self, path: str) -> Spec | None:
        """The spec at a path, or None where there is no such file."""
        if (known := self._specs.get(path)) is not None:
            return known
        path = normpath(path)
        if path not in self._specs:
            document = self.document(path)
            self._specs[path] = Spec(document) if document else None
        return self._specs[path]

    def exists(self, path: str) -> bool:
        """Whether there is a file at this path below the root."""
        return self._content(normpath(path)) is not None

    def all(self) -> tuple[Spec, ...]:
        """Every spec of the project that can be read."""
        return self._all

    @lazy
    def _all(self) -> tuple[Spec, ...]:
        return tuple(spec for spec in map(self.spec, self.files) if spec is not None)

    @lazy
    def describe(self) -> bool:
        """Whether any of them describes an operation."""
        files = sorted(self.files, key=lambda file: file not in self._specs)  # what is read first
        return any(spec.operations for spec in map(self.spec, files) if spec)

    def find(self, path: str) -> list[Operation]:
        """The operations of the most literal path template of all that a seed's path fits."""
        return self._in_order(self._tree_for(path).find(path))

    def find_method(self, method: str, path: str) -> list[Operation]:
        """The operations with this method under the most literal template of all that has it."""
        return self._in_order(self._tree_for(path).find_method(method, path))

    def _tree_for(self, path: str) -> OperationTree:
        """The operations of the specs that may describe a path; those of others may be missing."""
        for file in self.outline.fitting(path) - self._planted:
            self._planted.add(file)
            spec = self.spec(file)
            for template, operations in spec.by_path.items() if spec else ():
                self._tree.add(template, *operations)
        return self._tree

    @lazy
    def outline(self) -> Outline:
        """What all specs describe, as far as that is known before they are decoded."""
        return Outline(
            {file: None if is_yaml(file) else self._content(normpath(file)) for file in self.files}
        )

    def may_hide(self, path: str) -> bool:
        """Whether what cannot be read of some spec may describe a path."""
        word = last_word(path)
        if word is not None and word not in self._naming and len(self._naming) < _FEW:
            self._naming[word] = self.outline.naming(word, filter(self._may_be_broken, self.files))
        naming = None if word is None else self._naming.get(word)
        if naming is None:
            return any(spec.may_hide(path) for spec in self._hiding)
        if any(normpath(file) in self.refused for file in self.files):
            return True
        specs = map(self.spec, {*naming, *self.outline.fitting(path)})
        return any(spec.may_hide(path) for spec in specs if spec)

    def _may_be_broken(self, file: str) -> bool:
        """Whether a file is not known to be sound."""
        document = self._documents.get(normpath(file))
        return document is None or document.problem is not None

    @lazy
    def _hiding(self) -> list[Spec]:
        """The specs of which something cannot be read."""
        return [spec for spec in self.all() if spec.hides]

    def has_prefix(self, prefix: str) -> bool:
        """Whether a prefix stands before the paths of some spec."""
        specs = map(self.spec, self.prefixes.get(prefix, ()))
        return any(prefix in spec.prefixes for spec in specs if spec)

    @lazy
    def prefixes(self) -> dict[str, list[str]]:
        """What may stand before the paths of any spec, and the files that seem to have it."""
        found = {prefix: list(files) for prefix, files in self.outline.prefixes.items() if prefix}
        for file in self.outline.prefixes.get(None, ()):
            spec = self.spec(file)
            for prefix in filter(None, spec.prefixes if spec else ()):
                found.setdefault(prefix, []).append(file)
        return found

    @lazy
    def templates(self) -> dict[str, list[str]]:
        """The path templates, less what stands before them where that is not known, by file."""
        found = {template: list(files) for template, files in self.outline.templates.items()}
        for file in sorted(self.outline.opaque):
            spec = self.spec(file)
            for template in spec.by_path if spec else ():
                found.setdefault(template, []).append(file)
        return found

    @lazy
    def operations(self) -> tuple[Operation, ...]:
        """The operations of all specs."""
        return tuple(operation for spec in self.all() for operation in spec.operations)

    def follow(self, cursor: Cursor, reference: str) -> Cursor | None:
        """Where a `$ref` leads; None where that is not known, noted in `unresolved` if nowhere."""
        file, _, fragment = reference.partition("#")
        keys = datafile.pointer(fragment)
        own = cursor.document.resource(cursor.pointer)
        if own and not _URL.match(file):
            return cursor.document.at((*own, *keys)) if keys is not None and not file else None
        path = self._local(cursor.document.path, file)
        document = cursor.document if not file else self.document(path) if path else None
        readable = document if document and not document.problem else None
        found = readable.at(keys) if readable and keys is not None else None
        if found is None and not (
            file in cursor.document.names or (readable and fragment in readable.names)
        ):
            self.lose(cursor, reference)
        return found

    def barred(self, cursor: Cursor, reference: str) -> str | None:
        """What the file is that a `$ref` leads to, where it must not be read."""
        path = self._local(cursor.document.path, reference.partition("#")[0])
        if path is None:
            return None
        return "outside of the project" if leaves(path) else self.refused.get(normpath(path))

    def lose(self, cursor: Cursor, reference: str) -> None:
        """Note that a reference leads nowhere; of those to one target, the first in its file."""
        target = cursor.document.path, reference
        known = self.unresolved.get(target, cursor)
        self.unresolved[target] = min(known, cursor, key=lambda each: each.pointer)

    def _local(self, base: str, file: str) -> str | None:
        for prefix, folder in self._references:
            if file.startswith(prefix):
                return join(folder, unescaped(file[len(prefix) :]))
        if _URL.match(file) or file.startswith("//"):
            return None
        return normpath(join(dirname(base), unescaped(file)))

    @staticmethod
    def _in_order(operations: list[Operation]) -> list[Operation]:
        """Operations in the order of their specs, whichever of these was read first."""
        return sorted(operations, key=lambda operation: operation.spec.path)

    def source(self, path: str) -> Source | None:
        """The text of the file at a path below the root, or None where there is none."""
        if path not in self._sources:
            content = self._content(path)
            self._sources[path] = (
                None if content is None else Source.decode(self._shown(path), content)
            )
        return self._sources[path]

    def _content(self, path: str) -> bytes | None:
        if path not in self._contents:
            content = self._read(path)
            if isinstance(content, str):
                self.refused[path], content = content, b""
            self._contents[path] = content
        return self._contents[path]

    def _parse(self, path: str) -> Document | None:
        source = self.source(path)
        if source is None:
            return None
        if path in self.refused:
            return Document(path, None, source, self, self.refused[path])
        if source.undecodable:
            return Document(path, None, source, self, "not UTF-8", source.undecodable)
        loaded = datafile.load(path, source.text, self.limits)
        if loaded.problem is None and not isinstance(loaded.data, dict):
            return Document(path, None, source, self, "not a JSON object", Span(0, 1))
        return Document(path, loaded.data, source, self, loaded.problem, loaded.span)


def last_word(path: str) -> str | None:
    """The last segment of a path that can be written in one way alone; None where none is."""
    return next(filter(_WORD.fullmatch, reversed(segments(path))), None)


def _by_path(operations: Iterable[Operation]) -> dict[str, list[Operation]]:
    found: dict[str, list[Operation]] = {}
    for operation in operations:
        found.setdefault(operation.path, []).append(operation)
    return found


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
