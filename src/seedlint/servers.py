"""What stands before the paths of a spec: Swagger's `basePath`, or the paths of its `servers`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from seedlint.yamltree import Data as Json

_ORIGIN = regex(r"^(?:[^/?#]*:)?//[^/?#]*")
_VARIABLE = regex(r"\{([^{}]+)\}")


def prefix(path: str) -> str:
    """What stands before every path: a `basePath` without its slash at the end."""
    path = path.partition("?")[0].strip("/")
    return f"/{path}" if path else ""


def prefixes(servers: Json) -> tuple[str, ...]:
    """What stands before every path by each of some Server Objects (OpenAPI 3.1, section 4.8.5)."""
    listed: Iterable[Json] = ()
    if isinstance(servers, dict):
        listed = servers.values()
    elif isinstance(servers, list):
        listed = servers
    urls = (_url(server) for server in listed if isinstance(server, dict))
    return tuple(dict.fromkeys(prefix(_ORIGIN.sub("", url)) for url in urls if url is not None))


def _url(server: dict[str, Json]) -> str | None:
    """The URL of a server, where each variable has its default (section 4.8.6)."""
    url, variables = server.get("url"), server.get("variables")

    def default(variable: re.Match[str]) -> str:
        entry = variables.get(variable[1]) if isinstance(variables, dict) else None
        value = entry.get("default") if isinstance(entry, dict) else None
        return str(value) if isinstance(value, str | int | float) else ""

    return _VARIABLE.sub(default, url) if isinstance(url, str) else None
