"""The configuration: where it is found, what it may say, and what is wrong with it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

from seedlint import disk
from seedlint.finding import Severity
from seedlint.named import NamedTuple
from seedlint.paths import base, leads_out, leaves, shown, unreadable, upward, work_tree
from seedlint.regex import regex
from seedlint.settings import HIGHEST, Limits, Settings
from seedlint.spelling import closest, did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

Anywhere = str | os.PathLike[str]

T = TypeVar("T")

SPECS = tuple(
    f"{folder}/**/*.{suffix}"
    for folder in ("swagger", "openapi")
    for suffix in ("json", "yaml", "yml")
)
"""Where operations are looked for unless the configuration says otherwise."""

KEYS = (
    "seeds",
    "exclude",
    "specs",
    "select",
    "ignore",
    "severity",
    "per-file-ignores",
    "variables",
    "variables-from",
    "tokens",
    "domains",
    "statuses",
    "sections",
    "aliases",
    "references",
    "limits",
)
"""What the configuration may hold."""

_OPTIONS = frozenset({
    "add-ignores", "allow-empty", "cache-dir", "color", "config", "diff", "exit-zero",
    "extend-select", "fail-on", "fix", "force-exclude", "isolated", "jobs", "no-baseline",
    "no-cache", "no-ignores", "output-file", "output-format", "show-files", "statistics",
    "stdin-filename", "unsafe-fixes", "watch",
})  # fmt: skip
"""What the command line alone decides."""

_MOST = 2**20
"""How many bytes of a configuration file are read."""

_LED_OUT = "leads out of the project by a link"
_BARE_KEY = regex(r"[A-Za-z0-9_-]+")
_VARIABLE = regex(r"[A-Za-z0-9_]+")
_KINDS = {
    str: "a string",
    bool: "a boolean",
    int: "an integer",
    float: "a number",
    list: "a list",
    dict: "a table",
}


class ConfigError(Exception):
    """What is wrong with the configuration, in one sentence for the person who wrote it."""


class Config(NamedTuple):
    """What holds for a whole run.

    `root` is the folder that all globs and paths are relative to: that of `file`, or the working
    directory where `file` was named and lies elsewhere. Where `file` is None nothing is
    configured, and each seed has a root of its own. An empty `seeds` means every Markdown file.
    """

    root: str
    file: str | None = None
    settings: Settings = Settings()
    seeds: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    specs: tuple[str, ...] = SPECS

    @property
    def home(self) -> str:
        """The folder that holds what seedlint itself keeps for the project, such as a baseline.

        That is the root; where nothing is configured, the top of the git work tree if there is one.
        """
        top = None if self.file else work_tree(self.root)
        return top or self.root

    def override(
        self,
        *,
        select: tuple[str, ...] = (),
        extend_select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
    ) -> Config:
        """The same with what the command line says.

        `select` takes the place of what the configuration selects and ignores; the others add.
        """
        for option, names in (
            ("select", select),
            ("extend-select", extend_select),
            ("ignore", ignore),
        ):
            for name in names:
                if unknown := _unknown_selection(name):
                    raise ConfigError(f"--{option}: `{name}` {unknown}")
        own = self.settings
        settings = own._replace(
            select=select or own.select,
            extend_select=own.extend_select + extend_select,
            ignore=(() if select else own.ignore) + ignore,
        )
        return self._replace(settings=settings)


def load(start: Anywhere = ".", *, file: Anywhere | None = None, isolated: bool = False) -> Config:
    """The configuration that holds for a path: `file`, or the nearest one upward from `start`.

    Raises ConfigError.
    """
    if isolated:
        return Config(root=os.getcwd())
    folders = [*upward(os.path.abspath(start))]
    if file is not None:
        named = os.path.abspath(file)
        table = _table(named)
        if table is None:
            raise ConfigError(f"`{shown(named)}` has no `[tool.seedlint]`")
        beside = os.path.dirname(named)
        root = beside if beside in folders else os.getcwd()
        return _on_disk(_config(named, table, root), table)
    for folder in folders:
        for name in ("seedlint.toml", "pyproject.toml"):
            candidate = os.path.join(folder, name)
            if name == "seedlint.toml":  # it is meant for us, whatever is wrong with it
                found = disk.there(candidate)
            else:
                found = disk.kind(candidate) == disk.FILE
            if found and (table := _table(candidate)):
                return _on_disk(_config(candidate, table, folder), table)
    return Config(root=os.getcwd())


def parse(text: str, root: Anywhere = "") -> Config:
    """The configuration that a text is as the `seedlint.toml` of a folder. Raises ConfigError."""
    import tomllib

    name = "seedlint.toml"
    return _config(os.path.join(root, name), _Table(name, "", tomllib.loads(text)), os.fspath(root))


class _Table(NamedTuple):
    """A table of a configuration file, which says what is wrong with its values."""

    file: str
    name: str
    values: Mapping[str, object]

    def wrong(self, key: str, problem: str, index: int | None = None) -> ConfigError:
        quoted = key if _BARE_KEY.fullmatch(key) else f'"{key}"'
        dotted = f"{self.name}.{quoted}" if self.name else quoted
        item = "" if index is None else f"[{index}]"
        return ConfigError(f"{self.file}: `{dotted}{item}` {problem}")

    def only(self, known: Iterable[str], options: Collection[str] = ()) -> None:
        known = tuple(known)
        for key in self.values:
            if key not in known:
                option = key.replace("_", "-")
                if option in options:
                    hint = f"; it is an option of the command line: `--{option}`"
                else:
                    hint = did_you_mean(key, known)
                raise self.wrong(key, f"is not a setting{hint}")

    def string(self, key: str) -> str:
        value = self.values[key]
        if not isinstance(value, str):
            raise self.wrong(key, f"should be a string, not {_kind(value)}")
        return value

    def integer(self, key: str, least: int, most: int | None = None) -> int:
        value = self.values[key]
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(key, f"should be an integer, not {_kind(value)}")
        if value < least:
            raise self.wrong(key, f"should be at least {least}, the default, not {value}")
        if most is not None and value > most:
            raise self.wrong(key, f"should be at most {most}, not {value}")
        return value

    def strings(self, key: str, default: T) -> tuple[str, ...] | T:
        if key not in self.values:
            return default
        value = self.values[key]
        if not isinstance(value, list):
            raise self.wrong(key, f"should be a list of strings, not {_kind(value)}")
        for index, item in enumerate(value):
            if not isinstance(item, str):
                raise self.wrong(key, f"should be a string, not {_kind(item)}", index)
            if not item:
                raise self.wrong(key, "is empty", index)
        return tuple(value)

    def table(self, key: str) -> _Table:
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"should be a table, not {_kind(value)}")
        return _Table(self.file, f"{self.name}.{key}" if self.name else key, value)

    def mapping(self, key: str, default: T) -> dict[str, str] | T:
        """A table whose values are strings."""
        if key not in self.values:
            return default
        table = self.table(key)
        return {name: table.string(name) for name in table.values}

    def globs(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        globs = self.strings(key, default)
        for index, glob in enumerate(globs):
            if leaves(glob):
                raise self.wrong(key, "leaves the project: globs are relative to its root", index)
        return globs

    def rules(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        names = self.strings(key, default)
        for index, name in enumerate(names if key in self.values else ()):
            if unknown := _unknown_selection(name):
                raise self.wrong(key, f"is `{name}`, which {unknown}", index)
        return names


def _table(file: str) -> _Table | None:
    """The settings in a file; None where it is a pyproject.toml that has none."""
    import tomllib

    pyproject = os.path.basename(file) == "pyproject.toml"
    try:
        content = disk.content(file, _MOST + 1)
        if len(content) > _MOST:
            raise ConfigError(f"`{shown(file)}` is larger than 1 MiB, the most that is read of it")
        if pyproject and b"seedlint" not in content:
            return None
        values = tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise ConfigError(unreadable(file, error)) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"`{shown(file)}` is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        problem = str(error)
        raise ConfigError(
            f"`{shown(file)}` is not TOML: {problem[:1].lower()}{problem[1:]}"
        ) from error
    except RecursionError as error:
        raise ConfigError(f"`{shown(file)}` is nested too deep to be read") from error
    except ValueError as error:
        raise ConfigError(f"`{shown(file)}` holds a number of thousands of digits") from error
    whole = _Table(shown(file), "", values)
    if not pyproject:
        if "tool" in values:
            raise whole.wrong("tool", "belongs in a pyproject.toml; here settings stand at the top")
        return whole
    tool = whole.table("tool")
    return tool.table("seedlint") if "seedlint" in tool.values else None


def _config(file: str, table: _Table, root: str) -> Config:
    table.only(KEYS, _OPTIONS)
    defaults = Settings()
    statuses = table.strings("statuses", defaults.statuses)
    sections = table.table("sections")
    sections.only(("run", "required"))
    aliases = table.table("aliases")
    aliases.only(("frontmatter", "status", "sections"))
    limits = _limits(table)
    run = sections.strings("run", defaults.run_sections)
    required = sections.strings("required", defaults.required_sections)
    settings = Settings(
        select=table.rules("select", defaults.select),
        ignore=table.rules("ignore"),
        per_file_ignores=_per_file_ignores(table),
        severity=_severities(table),
        variables=_variables(table, root, defaults.variables, limits),
        tokens=table.strings("tokens", defaults.tokens),
        domains=table.strings("domains", None),
        statuses=statuses,
        run_sections=run,
        required_sections=required,
        frontmatter_aliases=_frontmatter_aliases(aliases, defaults.frontmatter_aliases),
        status_aliases=_status_aliases(aliases, statuses, defaults.status_aliases),
        section_aliases=_section_aliases(aliases, {*run, *required}, defaults.section_aliases),
        references=_references(table),
        limits=limits,
    )
    return Config(
        root=root,
        file=file,
        settings=settings,
        seeds=table.globs("seeds", ()),
        exclude=table.globs("exclude", ()),
        specs=table.globs("specs", SPECS),
    )


def _on_disk(config: Config, table: _Table) -> Config:
    """The configuration itself, once the folders of its specs are known to be there.

    Without one of them, what it holds would count as unknown, in silence. Raises ConfigError.
    """
    for index, glob in enumerate(config.specs if config.specs != SPECS else ()):
        folder = base(glob)
        if disk.kind(os.path.join(config.root, folder)) is None:
            problem = f"names `{folder}`, which does not exist{meant_folder(folder, config.root)}"
            raise table.wrong("specs", problem, index)
        if leads_out(os.path.join(config.root, folder), config.root):
            raise table.wrong("specs", f"names `{folder}`, which {_LED_OUT}", index)
    references = table.table("references")
    for url in references.values:
        folder = references.string(url)
        if disk.kind(os.path.join(config.root, folder)) != disk.FOLDER:
            meant = meant_folder(folder, config.root)
            raise references.wrong(url, f"names `{folder}`, which does not exist{meant}")
        if leads_out(os.path.join(config.root, folder), config.root):
            raise references.wrong(url, f"names `{folder}`, which {_LED_OUT}")
    return config


def meant_folder(folder: str, root: str) -> str:
    """The end of a message about a folder that is not there: the one beside it that is meant."""
    parent, _, name = folder.rstrip("/").rpartition("/")
    try:
        entries = disk.listing(os.path.join(root, parent))
        beside = [entry.name for entry in entries if entry.folder]
    except OSError:
        return ""
    meant = closest(name, beside)
    return f"; did you mean `{parent}{'/' if parent else ''}{meant}`?" if meant else ""


def _per_file_ignores(table: _Table) -> dict[str, tuple[str, ...]]:
    ignores = table.table("per-file-ignores")
    for glob in ignores.values:
        if leaves(glob):
            raise ignores.wrong(glob, "leaves the project: globs are relative to its root")
    return {glob: ignores.rules(glob) for glob in ignores.values}


def _severities(table: _Table) -> dict[str, Severity]:
    """The severity of each rule that has another one than its own; a group stands for its rules."""
    severities = table.table("severity")
    if not severities.values:
        return {}
    from seedlint.rules import BY_NAME, GROUPS

    words = {str(severity): severity for severity in reversed(Severity)}
    of_groups: dict[str, Severity] = {}
    of_rules: dict[str, Severity] = {}
    for name in severities.values:
        if unknown := _unknown(name, (*BY_NAME, *GROUPS)):
            raise severities.wrong(name, unknown)
        word = severities.string(name)
        if word not in words:
            raise severities.wrong(
                name, f"should be {listed(tuple(words))}, not `{word}`{did_you_mean(word, words)}"
            )
        if name in GROUPS:
            of_groups |= dict.fromkeys(sorted(GROUPS[name]), words[word])
        else:
            of_rules[name] = words[word]
    return of_groups | of_rules


def _variables(table: _Table, root: str, default: frozenset[str], limits: Limits) -> frozenset[str]:
    names = table.strings("variables", ())
    for index, name in enumerate(names):
        if not _VARIABLE.fullmatch(name):
            raise table.wrong(
                "variables", f"should be letters, digits and `_`, not `{name}`", index
            )
    found = set(names)
    for index, reference in enumerate(table.strings("variables-from", ())):
        try:
            found.update(_names_at(reference, root, limits))
        except ConfigError as error:
            raise table.wrong("variables-from", str(error), index) from error
    given = "variables" in table.values or "variables-from" in table.values
    return frozenset(found) if given else default


def _names_at(reference: str, root: str, limits: Limits) -> Iterator[str]:
    """The names that a `file#/pointer` leads to: a mapping's keys, or a list's items."""
    from seedlint import datafile
    from seedlint.source import Source

    path, _, fragment = reference.partition("#")
    keys = datafile.pointer(fragment)
    if not path or keys is None:
        raise ConfigError(
            f"should be a file and a JSON Pointer, such as `config/environment.json#/params`, "
            f"not `{reference}`"
        )
    if leaves(path):
        raise ConfigError(f"leaves the project: `{path}` should be relative to its root")
    file = os.path.join(root, path)
    try:
        if leads_out(file, os.fspath(root)):
            raise ConfigError(f"names `{path}`, which {_LED_OUT}")
        most = 1024 * limits.of_spec(path)
        content = disk.content(file, most + 1)
        if len(content) > most:
            raise ConfigError(f"names `{path}`, which is {limits.large_spec(path)}")
        source = Source.decode(path, content)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise ConfigError(f"names `{path}`, which cannot be read: {reason.lower()}") from error
    loaded = datafile.load(path, source.text, limits)
    if loaded.problem is not None:
        raise ConfigError(f"names `{path}`, which is {loaded.problem}")
    data = loaded.data
    for key in keys:
        if isinstance(data, dict) and key in data:
            data = data[key]
        elif isinstance(data, list) and (index := datafile.index(data, key)) is not None:
            data = data[index]
        else:
            meant = did_you_mean(key, data) if isinstance(data, dict) else ""
            raise ConfigError(f"leads nowhere: `{path}` has no `{key}` there{meant}")
    if isinstance(data, dict):
        return iter(data)
    if isinstance(data, list) and all(isinstance(item, str) for item in data):
        return (str(item) for item in data)
    raise ConfigError(
        f"should lead to an object or a list of names, not to {_kind(data, of_json=True)}"
    )


def _status_aliases(
    aliases: _Table, statuses: tuple[str, ...], default: Mapping[str, str]
) -> Mapping[str, str]:
    if "status" not in aliases.values:
        return {alias: status for alias, status in default.items() if status in statuses}
    given = aliases.mapping("status", {})
    for alias, status in given.items():
        if status not in statuses:
            meant = did_you_mean(status, statuses)
            raise aliases.table("status").wrong(alias, f"is `{status}`, which is no status{meant}")
    return given


def _frontmatter_aliases(aliases: _Table, default: Mapping[str, str]) -> Mapping[str, str]:
    given = aliases.mapping("frontmatter", default)
    if given is not default:
        from seedlint.schema import frontmatter_schema

        known = frontmatter_schema(Settings())["properties"]
        for alias, key in given.items():
            if key not in known:
                problem = f"is `{key}`, which is no key of a seed{did_you_mean(key, known)}"
                raise aliases.table("frontmatter").wrong(alias, problem)
    return given


def _section_aliases(
    aliases: _Table, known: Collection[str], default: Mapping[str, str]
) -> Mapping[str, str]:
    """Old names of sections; a section may be neither run nor required, but not misspelt."""
    given = aliases.mapping("sections", default)
    for alias, title in given.items() if given is not default else ():
        if title not in known and (meant := did_you_mean(title, known)):
            problem = f"is `{title}`, which is no section{meant}"
            raise aliases.table("sections").wrong(alias, problem)
    return given


def _references(table: _Table) -> dict[str, str]:
    """Beginnings of remote references, each with the folder that stands for it."""
    references = table.table("references")
    found = {}
    for url in references.values:
        folder = references.string(url)
        if leaves(folder):
            raise references.wrong(url, "leaves the project: the folder is relative to its root")
        found[url.rstrip("/") + "/"] = folder
    return found


def _limits(table: _Table) -> Limits:
    """The limits, some of them raised: what is smaller than a default is no danger to anybody."""
    limits = table.table("limits")
    least = Limits()._asdict()
    names = {field.replace("_", "-"): field for field in least}
    limits.only(names)
    given = {
        (field := names[key]): limits.integer(key, least[field], HIGHEST.get(field))
        for key in limits.values
    }
    return Limits(**given)


def _unknown_selection(name: str) -> str:
    """What is wrong with a name that is to select rules, or nothing."""
    from seedlint.rules import SELECTIONS

    return _unknown(name, SELECTIONS)


def _unknown(name: str, known: Collection[str]) -> str:
    return "" if name in known else f"is no rule or group{did_you_mean(name, known)}"


def _kind(value: object, *, of_json: bool = False) -> str:
    if value is None:
        return "null"
    if isinstance(value, list) and of_json:
        return "a list of something else"
    return _KINDS.get(type(value), "a date or time")
