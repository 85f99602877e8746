"""What stands before the paths of a spec: Swagger's `basePath`, or the paths of its `servers`."""

from __future__ import annotations

from itertools import islice, product
from math import prod
from typing import TYPE_CHECKING

from seedlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from seedlint.yamltree import Data as Json

_ORIGIN = regex(r"^(?:[^/?#]*:)?//[^/?#]*")
_VARIABLE = regex(r"\{([^{}]+)\}")
_ANYTHING = "\0"
_MOST = 50
"""How many prefixes are told apart."""

_MOST_VALUES = 20
"""How many URLs a server has by what its variables may be, and how many variables."""

_LONGEST = 500
"""How long a URL with several values, and the value of a variable, may be."""


def prefix(path: str) -> str:
    """What stands before every path: a `basePath` without its slash at the end."""
    path = path.partition("?")[0].strip("/")
    return f"/{path}" if path else ""


def prefixes(*servers: Json) -> tuple[str, ...]:
    """What stands before every path by each of some Server Objects (OpenAPI 3.1, section 4.8.5).

    A variable has its default, and each other value that its `enum` lists (section 4.8.6).
    """
    return tuple(islice(_prefixes(servers, None), _MOST)) if any(servers) else ()


def ends(*servers: Json) -> frozenset[tuple[str, str]]:
    """How the prefixes begin and end that have a variable between that may be anything."""
    found: set[tuple[str, str]] = set()
    if not any(servers):
        return frozenset(found)
    for each in islice(_prefixes(servers, _ANYTHING), _MOST):
        beginning, variable, rest = each.partition(_ANYTHING)
        if variable:
            last = rest.rpartition(_ANYTHING)[2]
            found.add((beginning, "".join(last.partition("/")[1:])))
    more = next(islice(_prefixes(servers, None), _MOST, None), None) is not None
    return frozenset(found | {("", "")} if more else found)


def _prefixes(servers: Iterable[Json], free: str | None) -> Iterator[str]:
    """The prefixes of some lists of servers, each once."""
    urls = (url for each in servers for server in _listed(each) for url in _urls(server, free))
    yield from dict.fromkeys(prefix(_ORIGIN.sub("", url)) for url in urls)


def _listed(servers: Json) -> Iterator[dict[str, Json]]:
    listed: Iterable[Json] = servers if isinstance(servers, list) else ()
    if isinstance(servers, dict):
        listed = servers.values()
    yield from (server for server in listed if isinstance(server, dict))


def _urls(server: dict[str, Json], free: str | None) -> Iterator[str]:
    """The URLs of a server, that with the defaults first.

    What may be anything in its path is `free`; where that is None, it has its default too.
    """
    url, variables = server.get("url"), server.get("variables")
    if not isinstance(url, str):
        return
    origin = _ORIGIN.match(url)
    names = dict.fromkeys(_VARIABLE.findall(url, origin.end() if origin else 0)[:_MOST_VALUES])
    known = variables if isinstance(variables, dict) else {}
    values = {name: _values(known.get(name), free) for name in names}
    if prod(map(len, values.values())) > _MOST_VALUES or len(url) > _LONGEST:
        values = {name: each[:1] if free is None else [free] for name, each in values.items()}
    defaults = {name: _values(known.get(name))[0] for name in _VARIABLE.findall(url)}
    for chosen in product(*values.values()):
        yield _filled(url, defaults | dict(zip(values, chosen, strict=True)))


def _filled(url: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda variable: values[variable[1]], url, _MOST_VALUES)


def _values(variable: Json, free: str | None = None) -> list[str]:
    """What a variable may be, the default first (section 4.8.6)."""
    known = variable if isinstance(variable, dict) else {}
    default, enum = _text(known.get("default")), known.get("enum")
    listed = [*map(_text, enum)] if isinstance(enum, list) else []
    first = default or ""
    if listed and None not in listed:
        return [*dict.fromkeys(each for each in (default, *listed) if each is not None)]
    return [first if free is None or _ORIGIN.match(first) else free]


def _text(value: Json) -> str | None:
    text = str(value) if isinstance(value, str | int | float) else None
    return None if text is None or len(text) > _LONGEST else text
