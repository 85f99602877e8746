"""The operations that may be called: paths and endpoints, as they are written in a seed."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from seedlint.lsp.features import prose
from seedlint.lsp.features.catalogue import catalogue
from seedlint.lsp.features.offer import Kind, Offer
from seedlint.resolve import anywhere, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from seedlint.lsp.features.catalogue import Route
    from seedlint.lsp.view import View
    from seedlint.spec import Operation, Spec, Specs

MOST = 200
"""How many are offered at once; more of them come up as the path is typed."""

_CANDIDATES = 4  # of the copies of an operation in several specs
_PARAMETER = re.compile(r"\{([^{}]*)\}")
_ENDPOINT = re.compile(r"([A-Za-z]*)[ \t]*(/[^\r\n]*)?")


def called(view: View, method: str, path: str) -> tuple[Operation, ...]:
    """The operations that a method and a path call, the first of those in several specs."""
    if anywhere(path):
        return ()
    own, bare = view.context.resolver.own, plain(path)
    found = own.tree.find_method(method.upper(), bare) if own else []
    found = found or view.specs.find_method(method.upper(), bare)
    return tuple(found[:_CANDIDATES])


def paths(view: View, method: str, typed: str, variables: Collection[str]) -> Iterator[Offer]:
    """The paths that a typed one may become, those with the step's method alone.

    Variables stand for the parameters that are named after them.
    """
    if "?" in typed:
        return
    method = method.upper()

    def fill(before: str, segment: str) -> str:
        return _filled(before, segment, variables)

    for route, path in _routes(view, typed, fill):
        if method and method not in route.operations:
            continue
        operation = route.operations.get(method) or next(iter(route.operations.values()))
        methods = method or ", ".join(route.operations)
        yield Offer(route.path, Kind.PATH, path, methods, _page(operation), match=path)


def endpoints(view: View, typed: str) -> Iterator[Offer]:
    """The endpoints that a typed one may become, as `METHOD /path`."""
    match = _ENDPOINT.fullmatch(typed)
    method, path = (match[1].upper(), match[2] or "") if match else ("", "")
    for route, _ in _routes(view, path) if match else ():
        for operation in route.operations.values():
            if operation.method.startswith(method):
                name = f"{operation.method} {route.path}"
                yield Offer(name, Kind.OPERATION, name, documentation=_page(operation))


def specs(view: View, typed: str) -> Iterator[Offer]:
    """The project's specs, those first that describe the seed's endpoint."""
    endpoint = view.seed.endpoint
    described = view.context.resolver.describing(endpoint) if endpoint else []
    first = [spec.path for spec in described]
    low = typed.lower()
    others = (path for path in view.specs.files if path not in first and low in path.lower())
    for path in islice(chain(first, others), MOST):
        detail = "describes the endpoint" if path in first else ""
        yield Offer(path, Kind.FILE, path, detail)


def _routes(
    view: View, typed: str, fill: Callable[[str, str], str] = lambda _, segment: segment
) -> Iterator[tuple[Route, str]]:
    """The routes of the spec that the seed names, and then those of all others."""
    own = view.context.resolver.own
    holders: list[Spec | Specs] = [own, view.specs] if own else [view.specs]
    seen: set[str] = set()
    for holder in holders:
        for route, path in catalogue(holder).continuing(typed, fill):
            if route.path not in seen:
                seen.add(route.path)
                yield route, path


def _filled(before: str, segment: str, variables: Collection[str]) -> str:
    """A segment of a template with variables for its parameters, where such are there."""

    def fill(parameter: re.Match[str]) -> str:
        name = parameter[1]
        meant = (name, f"{_singular(before)}_{name}")
        variable = next((each for each in meant if each in variables), None)
        return f"{{{{{variable}}}}}" if variable else parameter[0]

    return _PARAMETER.sub(fill, segment)


def _singular(word: str) -> str:
    """`loan` of `loans`, `story` of `stories`."""
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def _page(operation: Operation) -> str:
    summary = operation.cursor.text("summary") or operation.cursor.text("description") or ""
    return "\n\n".join(filter(None, [prose.said(summary, 200), prose.code(operation.spec.path)]))
