"""Fix a project's seeds and write them back, each file as a whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

from seedlint import fixing, paths
from seedlint.project import Collection, Roots, blamed_on

if TYPE_CHECKING:
    from seedlint.config import Config
    from seedlint.project import SeedFile


def fix(
    collection: Collection, config: Config, *, unsafe: bool = False, heed_ignores: bool = True
) -> Collection:
    """The collection with its seeds as their fixes make them; nothing is written."""
    roots = Roots(config)
    seeds: list[SeedFile] = []
    failures: list[str] = []
    for file in collection.seeds:
        specs, path = roots.place(file)
        with blamed_on(file.source):
            fixed = fixing.fix(
                file.source, specs, config.settings, path, unsafe=unsafe, heed_ignores=heed_ignores
            )
        if fixed.settled:
            seeds.append(replace(file, source=fixed.source, fixed=len(fixed.fixes)))
        else:
            seeds.append(file)
            failures.append(
                f"`{file.source.path}` is not fixed, for its fixes undo one another; this is a bug "
                "in seedlint, please report it with that file"
            )
    return replace(collection, seeds=tuple(seeds), failures=(*collection.failures, *failures))


def write(before: Collection, after: Collection) -> Collection:
    """Write what fixing has changed; a seed that cannot be written is as before in the result."""
    seeds: list[SeedFile] = []
    failures: list[str] = []
    for old, new in zip(before.seeds, after.seeds, strict=True):
        failure = _write(old, new) if new.fixed else None
        seeds.append(old if failure else new)
        failures += [failure] if failure else []
    return replace(after, seeds=tuple(seeds), failures=(*after.failures, *failures))


def _write(old: SeedFile, new: SeedFile) -> str | None:
    """Put the new content in the place of the old one, or say why not."""
    from tempfile import mkstemp

    path = os.path.realpath(old.path)
    temporary = None
    try:
        mode = stat.S_IMODE(os.stat(path).st_mode)
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        descriptor, temporary = mkstemp(prefix=".seedlint-", dir=os.path.dirname(path))
        with open(descriptor, "wb") as file:
            file.write(new.source.encode(new.source.text))
        os.chmod(temporary, mode)
        with open(path, "rb") as file:
            if file.read() != old.source.encode(old.source.text):
                return f"`{old.source.path}` has changed since it was read, so it is not fixed"
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        return paths.unwritable(old.path, error)
    finally:
        if temporary is not None:
            os.unlink(temporary)
    return None
