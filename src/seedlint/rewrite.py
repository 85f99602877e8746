"""Fix a project's seeds and write them back, each file as a whole or not at all."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING

from seedlint import atomic, fixing, ignoring, paths
from seedlint.project import Collection, Roots, blamed_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from seedlint.config import Config
    from seedlint.finding import Diagnostic
    from seedlint.project import SeedFile


def fix(
    collection: Collection,
    config: Config,
    *,
    unsafe: bool = False,
    heed_ignores: bool = True,
    each: Callable[[Sequence[SeedFile]], Iterable[SeedFile]] = iter,
) -> Collection:
    """The collection with its seeds as their fixes make them; nothing is written.

    `each` gives the seeds one by one, as for `project.lint`.
    """
    roots = Roots(config)
    seeds: list[SeedFile] = []
    failures: list[str] = []
    for file in each(collection.seeds):
        specs, path = roots.place(file)
        with blamed_on(file.source):
            fixed = fixing.fix(
                file.source, specs, config.settings, path, unsafe=unsafe, heed_ignores=heed_ignores
            )
        if fixed.settled:
            seeds.append(file._replace(source=fixed.source, fixed=len(fixed.fixes)))
        else:
            seeds.append(file)
            failures.append(
                f"`{file.source.path}` is not fixed, for its fixes undo one another; this is a bug "
                "in seedlint, please report it with that file"
            )
    return collection._replace(seeds=tuple(seeds), failures=(*collection.failures, *failures))


def ignore(
    collection: Collection, config: Config, reason: str, diagnostics: Iterable[Diagnostic]
) -> Collection:
    """The collection with comments that ignore some findings in it; nothing is written.

    Raises ignoring.ReasonError.
    """
    found: defaultdict[int, list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        found[id(diagnostic.source)].append(diagnostic)
    roots = Roots(config)
    seeds: list[SeedFile] = []
    for file in collection.seeds:
        specs, path = roots.place(file)
        with blamed_on(file.source):
            done = ignoring.add(
                file.source, specs, config.settings, path, reason, found[id(file.source)]
            )
        seeds.append(file._replace(source=done.source, ignored=done.added))
    return collection._replace(seeds=tuple(seeds))


def write(before: Collection, after: Collection) -> Collection:
    """Write the seeds that have changed; one that cannot be written is as before in the result."""
    pairs = [*zip(before.seeds, after.seeds, strict=True)]
    changed = {old.path for old, new in pairs if new.source.text != old.source.text}
    for folder in {os.path.dirname(os.path.realpath(path)) for path in changed}:
        atomic.sweep(folder)
    seeds: list[SeedFile] = []
    failures: list[str] = []
    for old, new in pairs:
        failure = _write(old, new) if new.path in changed else None
        seeds.append(old if failure else new)
        failures += [failure] if failure else []
    return after._replace(seeds=tuple(seeds), failures=(*after.failures, *failures))


def _write(old: SeedFile, new: SeedFile) -> str | None:
    """Put the new content in the place of the old one, or say why not."""
    before, after = (each.source.encode(each.source.text) for each in (old, new))
    try:
        if not atomic.replace(old.path, after, before):
            return f"`{old.source.path}` has changed since it was read, so it is left alone"
    except OSError as error:
        return paths.unwritable(old.path, error)
    return None
