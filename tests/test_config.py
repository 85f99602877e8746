"""The configuration says what it means, and a mistake in it is told in one exact sentence."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from seedlint.cli.asked import Asked, option
from seedlint.config import KEYS, SPECS, Config, ConfigError, load
from seedlint.finding import Severity
from seedlint.rules import BY_NAME, GROUPS, RULES, SELECTIONS
from seedlint.schema import config_schema
from seedlint.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str) -> Path:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def folders(*names: str) -> None:
    for name in names:
        Path(name).mkdir(parents=True, exist_ok=True)


def configure(text: str) -> Config:
    write("seedlint.toml", text)
    return load(Path())


def complaint(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        configure(text)
    return str(caught.value)


def test_nothing_is_configured(tmp_path: Path) -> None:
    assert load(Path()) == Config(
        root=os.fspath(tmp_path), file=None, settings=Settings(), specs=SPECS
    )


def test_an_empty_file_configures_the_defaults_and_makes_a_root(tmp_path: Path) -> None:
    write("project/seedlint.toml", "")
    root = tmp_path / "project"
    assert load(Path("project/seeds")) == Config(
        root=os.fspath(root), file=os.fspath(root / "seedlint.toml")
    )


def test_everything_can_be_configured() -> None:
    folders("swagger", "entities")
    write("config/environment.json", '{"params": {"business_id": 1, "matter_uid": 2}}')
    write(
        "pyproject.toml",
        """
        [tool.seedlint]
        seeds = ["seeds/**/*.md"]
        exclude = ["**/TEMPLATE.md"]
        specs = ["swagger/**/*.json"]
        select = ["default", "bare-status"]
        ignore = ["variables"]
        severity = { "bare-status" = "error" }
        per-file-ignores = { "seeds/legacy/**" = ["docs"] }
        variables = ["staff_id"]
        variables-from = ["config/environment.json#/params"]
        tokens = ["staff", "client"]
        domains = ["lending", "archive"]
        statuses = ["verified", "skip"]
        sections = { run = ["Test"], required = ["Summary", "Test"] }

        [tool.seedlint.aliases]
        frontmatter = { skipReason = "skip_reason" }
        status = { success = "verified" }

        [tool.seedlint.references]
        "https://example.org/entities" = "entities"
        """,
    )
    config = load(Path())
    assert config.seeds == ("seeds/**/*.md",)
    assert config.exclude == ("**/TEMPLATE.md",)
    assert config.specs == ("swagger/**/*.json",)
    assert config.settings == Settings(
        select=("default", "bare-status"),
        ignore=("variables",),
        severity={"bare-status": Severity.ERROR},
        per_file_ignores={"seeds/legacy/**": ("docs",)},
        variables=frozenset({"staff_id", "business_id", "matter_uid"}),
        tokens=("staff", "client"),
        domains=("lending", "archive"),
        statuses=("verified", "skip"),
        run_sections=("Test",),
        required_sections=("Summary", "Test"),
        frontmatter_aliases={"skipReason": "skip_reason"},
        status_aliases={"success": "verified"},
        references={"https://example.org/entities/": "entities"},
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('specs = ["swagger/**", "swager/*.json"]', "`specs[1]` names `swager`, which does not "
         "exist; did you mean `swagger`?"),
        ('specs = ["swagger/loan/*.json"]', "`specs[0]` names `swagger/loan`, which does not "
         "exist; did you mean `swagger/loans`?"),
        ('specs = ["a/b/c/*.json"]', "`specs[0]` names `a/b/c`, which does not exist"),
        ('references = { "https://a.org" = "entities/" }', '`references."https://a.org"` names '
         "`entities/`, which does not exist"),
        ('references = { "https://a.org" = "swagger/loans/x.json" }',
         '`references."https://a.org"` names `swagger/loans/x.json`, which does not exist'),
    ],
)  # fmt: skip
def test_a_folder_that_is_not_there_is_told(text: str, message: str) -> None:
    """In silence, all that it holds would count as unknown."""
    folders("swagger/loans")
    write("seedlint.toml", text)
    with pytest.raises(ConfigError) as error:
        load(Path())
    assert str(error.value) == f"seedlint.toml: {message}"


def test_the_nearest_configuration_counts(tmp_path: Path) -> None:
    write("seedlint.toml", "")
    write("a/pyproject.toml", "[tool.seedlint]")
    write("a/b/pyproject.toml", "[tool.black]")
    assert load(Path("a/b/c")).file == os.fspath(tmp_path / "a" / "pyproject.toml")
    assert load(Path("x")).file == os.fspath(tmp_path / "seedlint.toml")


def test_seedlint_toml_comes_before_pyproject_toml(tmp_path: Path) -> None:
    write("seedlint.toml", "")
    write("pyproject.toml", "[tool.seedlint]")
    assert load(Path()).file == os.fspath(tmp_path / "seedlint.toml")


def test_a_broken_pyproject_of_somebody_else_is_none_of_our_business() -> None:
    write("pyproject.toml", "this is = = no TOML")
    assert load(Path()).file is None


def test_isolated_reads_no_configuration() -> None:
    write("seedlint.toml", "broken")
    assert load(Path(), isolated=True).file is None


def test_a_named_file_above_the_paths_makes_the_root(tmp_path: Path) -> None:
    file = write("project/other.toml", 'tokens = ["staff"]')
    config = load(Path("project/seeds"), file=file)
    assert config.settings.tokens == ("staff",)
    assert config.root == os.fspath(tmp_path / "project")


def test_a_named_file_elsewhere_holds_for_the_working_directory(tmp_path: Path) -> None:
    file = write("ci/seedlint.toml", 'tokens = ["staff"]')
    assert load(Path("seeds"), file=file).root == os.fspath(tmp_path)


@pytest.mark.parametrize(
    ("reference", "names"),
    [
        ("environment.json#/variables/given by configuration", {"a", "b"}),
        ("environment.json#/variables/given%20by%20configuration", {"a", "b"}),
        ("environment.json#/params", {"business_id"}),
        ("environment.json#/a~1b/0/m~0n", {"c"}),
        ("environment.yaml#/names", {"a", "no"}),
        ("names.json", {"x", "y"}),
        ("names.json#", {"x", "y"}),
    ],
)
def test_variables_from_a_file(reference: str, names: set[str]) -> None:
    write(
        "environment.json",
        '{"variables": {"given by configuration": ["a", "b"]}, "params": {"business_id": 7},'
        ' "a/b": [{"m~n": ["c"]}]}',
    )
    write("environment.yaml", "names:\n  a: 1\n  no: 2\n")
    write("names.json", '["x", "y"]')
    assert configure(f'variables-from = ["{reference}"]').settings.variables == names


def test_a_group_stands_for_its_rules_and_a_rule_for_itself() -> None:
    config = configure('severity = { shape = "info", bare-status = "error" }')
    shape = {rule.name for rule in RULES if rule.group.value == "shape"}
    assert config.settings.severity == dict.fromkeys(shape, Severity.INFO) | {
        "bare-status": Severity.ERROR
    }


def test_default_aliases_follow_the_statuses() -> None:
    """A team with words of its own is not told to write `verified`."""
    assert configure('statuses = ["green", "skip"]').settings.status_aliases == {"skipped": "skip"}


def test_the_command_line_overrides() -> None:
    config = configure('select = ["variables"]\nignore = ["undefined-variable"]')
    settings = config.override(select=("bare-status",)).settings
    assert (settings.select, settings.ignore) == (("bare-status",), ())
    settings = config.override(extend_select=("shape",), ignore=("bare-status",)).settings
    assert settings.select == ("variables",)
    assert settings.extend_select == ("shape",)
    assert settings.ignore == ("undefined-variable", "bare-status")


def test_the_command_line_names_an_unknown_rule() -> None:
    with pytest.raises(ConfigError) as caught:
        Config(root=".").override(ignore=("bare-statuses",))
    assert str(caught.value) == (
        "--ignore: `bare-statuses` is no rule or group; did you mean `bare-status`?"
    )


def test_a_section_may_be_neither_run_nor_required() -> None:
    aliases = configure('aliases = { sections = { Remarks = "Notes" } }').settings.section_aliases
    assert aliases == {"Remarks": "Notes"}


def test_every_option_of_the_command_line_is_told_from_a_misspelt_setting() -> None:
    """Those whose name is a setting's as well are none here."""
    names = {option(field)[2:] for field in Asked._fields} - {"given", *KEYS}
    for name in names:
        assert complaint(f"{name} = 1") == (
            f"seedlint.toml: `{name}` is not a setting; it is an option of the command line: "
            f"`--{name}`"
        )


def test_a_file_of_our_name_that_cannot_be_read(tmp_path: Path) -> None:
    """Whoever put it there means it; what is around it does not hold in its place."""
    write("seedlint.toml", "")
    folders("a/seedlint.toml", "b/seeds", "c")
    Path("b/seedlint.toml").symlink_to("nowhere.toml")
    Path("c/pyproject.toml").symlink_to("nowhere.toml")
    for start, problem in (
        ("a", "`a/seedlint.toml` cannot be read: not a regular file"),
        ("b/seeds", "`b/seedlint.toml` is a link that leads nowhere"),
    ):
        with pytest.raises(ConfigError) as caught:
            load(start)
        assert str(caught.value) == problem
    assert load("c").root == os.fspath(tmp_path)


SCHEMA = config_schema((*BY_NAME, *GROUPS), SELECTIONS)


def test_the_schema_lists_what_may_be_configured() -> None:
    """An editor completes from it."""
    assert tuple(SCHEMA["properties"]) == KEYS
    assert set(SCHEMA["properties"]["severity"]["additionalProperties"]["enum"]) == {
        str(severity) for severity in Severity
    }
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("key", KEYS)
def test_the_schema_says_what_holds_by_default(key: str) -> None:
    """What it gives as the default changes nothing when it is written down; its examples load."""

    def defaults(schema: dict[str, Any]) -> Iterator[object]:
        if "default" in schema:
            yield schema["default"]
        if inner := {k: next(defaults(v), None) for k, v in schema.get("properties", {}).items()}:
            yield {name: value for name, value in inner.items() if value is not None}

    schema = SCHEMA["properties"][key]
    for value in defaults(schema):
        config = configure(f"{key} = {toml(value)}")
        assert config._replace(file=None) == Config(root=os.getcwd())
    for value in schema.get("examples", ()):
        write("config/environment.json", '{"params": {}}')
        folders("swagger", "entities")
        assert Draft202012Validator(SCHEMA).is_valid({key: value})
        configure(f"{key} = {toml(value)}")


def toml(value: object) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{toml(key)} = {toml(item)}' for key, item in value.items())} }}"
    return json.dumps(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct = []", "`selct` is not a setting; did you mean `select`?"),
        ("frobnicate = 1", "`frobnicate` is not a setting"),
        ("per_file_ignores = {}", "`per_file_ignores` is not a setting; did you mean "
         "`per-file-ignores`?"),
        ('select = "all"', "`select` should be a list of strings, not a string"),
        ("select = [[]]", "`select[0]` should be a string, not a list"),
        ('tokens = ["staff", 1]', "`tokens[1]` should be a string, not an integer"),
        ('domains = ["a", ""]', "`domains[1]` is empty"),
        ('select = ["undefned-variable"]', "`select[0]` is `undefned-variable`, which is no rule "
         "or group; did you mean `undefined-variable`?"),
        ('ignore = ["all", "xyzzy"]', "`ignore[1]` is `xyzzy`, which is no rule or group"),
        ('severity = "error"', "`severity` should be a table, not a string"),
        ('severity = { bare-status = "fatal" }', "`severity.bare-status` should be `error`, "
         "`warning` or `info`, not `fatal`"),
        ('severity = { bare-status = "eror" }', "`severity.bare-status` should be `error`, "
         "`warning` or `info`, not `eror`; did you mean `error`?"),
        ("severity = { bare-status = true }", "`severity.bare-status` should be a string, not a "
         "boolean"),
        ('severity = { bear-status = "info" }', "`severity.bear-status` is no rule or group; did "
         "you mean `bare-status`?"),
        ('severity = { default = "info" }', "`severity.default` is no rule or group"),
        ('per-file-ignores = { "seeds/a.md" = ["variabels"] }', '`per-file-ignores."seeds/a.md"[0]`'
         " is `variabels`, which is no rule or group; did you mean `variables`?"),
        ('per-file-ignores = { "../a" = [] }', '`per-file-ignores."../a"` leaves the project: '
         "globs are relative to its root"),
        ('seeds = ["/seeds/*.md"]', "`seeds[0]` leaves the project: globs are relative to its "
         "root"),
        ('specs = ["a", "a/../../b"]', "`specs[1]` leaves the project: globs are relative to its "
         "root"),
        ("exclude = 1.5", "`exclude` should be a list of strings, not a number"),
        ("exclude = 2026-01-01", "`exclude` should be a list of strings, not a date or time"),
        ('variables = ["staff-id"]', "`variables[0]` should be letters, digits and `_`, not "
         "`staff-id`"),
        ('variables-from = "e.json"', "`variables-from` should be a list of strings, not a string"),
        ('variables-from = ["#/a"]', "`variables-from[0]` should be a file and a JSON Pointer, "
         "such as `config/environment.json#/params`, not `#/a`"),
        ('variables-from = ["e.json#a"]', "`variables-from[0]` should be a file and a JSON Pointer,"
         " such as `config/environment.json#/params`, not `e.json#a`"),
        ('variables-from = ["../e.json#/a"]', "`variables-from[0]` leaves the project: "
         "`../e.json` should be relative to its root"),
        ('variables-from = ["none.json#/a"]', "`variables-from[0]` names `none.json`, which cannot "
         "be read: no such file or directory"),
        ('variables-from = ["b.json#/a"]', "`variables-from[0]` names `b.json`, which is not JSON: "
         "expecting value"),
        ('variables-from = ["e.json#/parms"]', "`variables-from[0]` leads nowhere: `e.json` has no "
         "`parms` there; did you mean `params`?"),
        ('variables-from = ["e.json#/list/7"]', "`variables-from[0]` leads nowhere: `e.json` has "
         "no `7` there"),
        ('variables-from = ["e.json#/params/a"]', "`variables-from[0]` should lead to an object or "
         "a list of names, not to an integer"),
        ('variables-from = ["e.json#/list"]', "`variables-from[0]` should lead to an object or "
         "a list of names, not to a list of something else"),
        ('variables-from = ["e.json#/nothing"]', "`variables-from[0]` should lead to an object or "
         "a list of names, not to null"),
        ("sections = { runs = [] }", "`sections.runs` is not a setting; did you mean `run`?"),
        ("sections = { run = [1] }", "`sections.run[0]` should be a string, not an integer"),
        ("aliases = { stauts = {} }", "`aliases.stauts` is not a setting; did you mean `status`?"),
        ("aliases = { frontmatter = { a = 1 } }", "`aliases.frontmatter.a` should be a string, not "
         "an integer"),
        ('aliases = { status = { ok = "verifeid" } }', "`aliases.status.ok` is `verifeid`, which "
         "is no status; did you mean `verified`?"),
        ('aliases = { frontmatter = { skip = "skipreason" } }', "`aliases.frontmatter.skip` is "
         "`skipreason`, which is no key of a seed; did you mean `skip_reason`?"),
        ('aliases = { frontmatter = { shelf = "rack" } }', "`aliases.frontmatter.shelf` is `rack`, "
         "which is no key of a seed"),
        ('aliases = { sections = { About = "summary" } }', "`aliases.sections.About` is `summary`, "
         "which is no section; did you mean `Summary`?"),
        ('sections = { run = ["Borrow"] }\naliases = { sections = { Lend = "Borow" } }',
         "`aliases.sections.Lend` is `Borow`, which is no section; did you mean `Borrow`?"),
        ('fail-on = "error"', "`fail-on` is not a setting; it is an option of the command line: "
         "`--fail-on`"),
        ("unsafe_fixes = true", "`unsafe_fixes` is not a setting; it is an option of the command "
         "line: `--unsafe-fixes`"),
        ("sections = { diff = [] }", "`sections.diff` is not a setting"),
        ('references = { "https://a.org/" = "../x" }', '`references."https://a.org/"` leaves the '
         "project: the folder is relative to its root"),
        ("tool = { seedlint = {} }", "`tool` belongs in a pyproject.toml; here settings stand at "
         "the top"),
    ],
)  # fmt: skip
def test_a_mistake_is_told(text: str, message: str) -> None:
    """The schema refuses whatever it can know to be a mistake: not what only the files show."""
    write("b.json", '{"a": ')
    write("e.json", '{"params": {"a": 1}, "list": [1], "nothing": null}')
    assert complaint(text) == f"seedlint.toml: {message}"
    of_words = ("is no status", "is no key", "is no section")
    of_files = ("leaves the project", "names `", "leads nowhere", "lead to", *of_words)
    known_to_schema = not any(reason in message for reason in of_files)
    assert Draft202012Validator(SCHEMA).is_valid(tomllib.loads(text)) is not known_to_schema


def test_keys_are_dotted_in_a_pyproject() -> None:
    write("sub/pyproject.toml", "[tool.seedlint.sections]\nrun = 1")
    with pytest.raises(ConfigError) as caught:
        load(Path("sub"))
    assert str(caught.value) == (
        "sub/pyproject.toml: `tool.seedlint.sections.run` should be a list of strings, "
        "not an integer"
    )


def test_a_pyproject_whose_tool_is_no_table() -> None:
    write("pyproject.toml", "tool = 'seedlint'")
    with pytest.raises(ConfigError, match=r"^pyproject\.toml: `tool` should be a table"):
        load(Path())


def test_a_file_that_is_not_toml() -> None:
    assert complaint("select = [") == (
        "`seedlint.toml` is not TOML: invalid value (at end of document)"
    )


def test_a_file_that_is_nested_too_deep() -> None:
    assert complaint(f"select = {'[' * 20000}") == "`seedlint.toml` is nested too deep to be read"


def test_a_file_with_a_number_that_is_none() -> None:
    assert complaint(f"select = {'9' * 5000}") == (
        "`seedlint.toml` holds a number of thousands of digits"
    )


def test_a_file_that_is_not_utf8() -> None:
    Path("seedlint.toml").write_bytes(b"# caf\xe9")
    with pytest.raises(ConfigError, match=r"^`seedlint\.toml` is not UTF-8$"):
        load(Path())


def test_a_named_file_that_does_not_exist() -> None:
    with pytest.raises(ConfigError) as caught:
        load(Path(), file=Path("none.toml"))
    assert str(caught.value) == "`none.toml` cannot be read: no such file or directory"


def test_a_named_pyproject_without_settings() -> None:
    file = write("pyproject.toml", "[project]")
    with pytest.raises(ConfigError, match=r"^`pyproject\.toml` has no `\[tool\.seedlint\]`$"):
        load(Path(), file=file)
