"""`seedlint init` learns a project's ways from its files, and leaves its mistakes to be found."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

import pytest

from seedlint import atomic
from seedlint.cli import main
from seedlint.settings import CONFIGURED_VARIABLES, Settings

SEED = """\
---
endpoint: GET /loans/v1/part{number}/{{loan_uid}}
domain: {domain}
tags: []
swagger: {spec}
status: {status}
{saved}: 2026-01-05T09:00:00Z
---

# {title}

## {overview}

What it does.

## Setup

```yaml
steps:
  - id: find
    method: GET
    path: /loans/v1/loans
    token: {token}
    params:
      branch: "{{{{{branch}}}}}"
    extract:
      loan_ref: "$.loans[0].uid"
    expect:
      status: [200]
```

## Call

```yaml
steps:
  - id: call
    method: GET
    path: "/loans/v1/part{number}/{{{{loan_ref}}}}"
    token: staff
    expect:
      status: [200]
```
"""

SPEC = """\
openapi: 3.1.0
info: {title: Loans, version: "1"}
servers: [{url: "https://api.example.org/loans"}]
paths:
  /v1/loans:
    get:
      parameters: [{in: query, name: branch, schema: {type: string}}]
      responses: {"200": {$ref: "https://shapes.example.org/v2/shapes/loans.yaml#/List"}}
"""
PART = """\
  /v1/part%d/{loan_uid}:
    get:
      parameters: [{in: path, name: loan_uid, required: true, schema: {type: string}}]
      responses: {"200": {description: A part of a loan.}}
"""

SHAPES = """\
List:
  description: The loans.
  content:
    application/json:
      schema:
        type: object
        properties:
          loans: {type: array, items: {type: object, properties: {uid: {type: string}}}}
"""

CLEAN_SPEC = """\
openapi: 3.1.0
info: {title: Loans, version: "1"}
paths:
  /v1/loans:
    get:
      responses: {"200": {description: The loans.}}
"""

CLEAN = """\
---
endpoint: GET /v1/loans
domain: lending
tags: []
swagger: swagger/loans.yaml
status: verified
savedAt: 2026-01-05T09:00:00Z
---

# Loans

## Summary

What is out.

## Prerequisites

None.

## Test Request

```yaml
steps:
  - id: list_loans
    method: GET
    path: /v1/loans
    expect:
      status: [200]
```
"""

STEPS = "# How\n\n```yaml\nsteps:\n  - id: so\n    method: GET\n```\n"
GIVEN = {"branch_ref": "a1", "desk_ref": "b2", "reader_ref": "c3"}
RUNNER = {"name": "night", "gives": GIVEN}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "TERM", "GITHUB_ACTIONS", "SEEDLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)


def write(name: str, text: str) -> None:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def seed(number: int, **words: str) -> str:
    usual = {
        "domain": "lending",
        "spec": "contracts/loans.yaml",
        "status": "verified",
        "saved": "savedAt",
        "title": "A loan",
        "overview": "Overview",
        "token": "kiosk",
        "branch": "branch_ref",
    }
    return SEED.format(number=number, **(usual | words))


def messy() -> set[tuple[str, str]]:
    """Write a project with words of its own; the mistakes in it, and the rules that know them."""
    for number in range(18):
        domain = ("lending", "desk")[number % 2]
        branch = ("branch_ref", "desk_ref", "reader_ref")[number % 3]
        status = ("verified", "draft")[number // 9]
        text = seed(number, branch=branch, status=status, domain=domain)
        write(f"checks/{domain}/{number}.md", text)
    planted = {
        "undefined-variable": {"branch": "brnach_ref"},
        "invalid-value": {"token": "kisok"},
        "domain-mismatch": {"domain": "desk"},
        "missing-section": {"overview": "Extras"},
        "unknown-field": {"saved": "saved_at"},
        "missing-spec": {"spec": "contracts/lones.yaml"},
    }
    for number, (rule, words) in enumerate(planted.items(), start=18):
        write(f"checks/lending/{rule}.md", seed(number, **words))
    write("checks/lending/domain.md", seed(24, domain="lendng"))
    write("checks/lending/status.md", seed(25, status="verifed"))
    write("checks/TEMPLATE.md", seed(0, domain="DOMAIN", status="STATUS"))
    write("checks/README.md", STEPS)
    write("docs/how.md", STEPS)
    write("node_modules/a/b.md", seed(0, domain="installed"))
    write(".hidden/b.md", seed(0, domain="hidden"))
    write("contracts/loans.yaml", SPEC + "".join(PART % number for number in range(26)))
    write("contracts/package.json", '{"name": "contracts"}')
    write("shapes/loans.yaml", SHAPES)
    write("conf/runner.json", json.dumps(RUNNER))
    write("conf/other.json", json.dumps({"properties": {name: {} for name in GIVEN}}))
    return {
        ("checks/lending/domain.md", "invalid-value"),
        ("checks/lending/status.md", "invalid-value"),
        *((f"checks/lending/{rule}.md", rule) for rule in planted),
    }


def lint(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, set[tuple[str, str]]]:
    """The exit status of a check, and the file and the rule of each finding."""
    status = main(["--output-format", "json", *args])
    findings = json.loads(capsys.readouterr().out)["findings"]
    return status, {(finding["path"], finding["rule"]) for finding in findings}


def init(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    status = main(["init", *args])
    return status, *capsys.readouterr()


def written() -> dict[str, object]:
    return tomllib.loads(Path("seedlint.toml").read_text(encoding="utf-8"))


def test_what_is_left_is_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """The words, the variables and the mirror are learnt, and no mistake is learnt with them."""
    planted = messy()
    assert init(capsys)[0] == 0
    assert lint(capsys, "--fail-on", "info") == (1, planted)
    assert written() == {
        "seeds": ["checks/**/*.md"],
        "exclude": ["**/README.md", "**/TEMPLATE.md"],
        "specs": ["contracts/**/*.yaml"],
        "variables-from": ["conf/runner.json#/gives"],
        "domains": ["desk", "lending"],
        "tokens": [*Settings().tokens, "kiosk"],
        "statuses": [*Settings().statuses, "draft"],
        "aliases": {"frontmatter": {"skipReason": "skip_reason", "saved_at": "savedAt"}},
        "sections": {"run": ["Setup", "Call"], "required": ["Overview", "Setup", "Call"]},
        "references": {"https://shapes.example.org/v2/shapes/": "shapes/"},
    }


def test_without_a_file_the_variables_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """What several seeds use is given; what one uses is a mistake, and so is a placeholder."""
    planted = messy()
    os.remove("conf/runner.json")
    for number in range(26, 30):
        text = seed(number).replace("{{loan_ref}}", "{{loan_uid}}").replace("    extract:\n", "")
        write(f"checks/lending/{number}.md", text.replace('      loan_ref: "$.loans[0].uid"\n', ""))
    write("contracts/loans.yaml", SPEC + "".join(PART % number for number in range(30)))
    init(capsys)
    left = {(f"checks/lending/{number}.md", "undefined-variable") for number in range(26, 30)}
    assert lint(capsys)[1] == planted | left
    assert written()["variables"] == sorted({*GIVEN, *CONFIGURED_VARIABLES})
    text = Path("seedlint.toml").read_text(encoding="utf-8")
    assert "nor extracted, and so reported: `loan_uid` (4), `brnach_ref` (1)." in text


def test_the_same_tree_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run prints what is written, writes nothing, and heeds no configuration."""
    messy()
    first = init(capsys, "--dry-run")
    assert not os.path.exists("seedlint.toml")
    init(capsys)
    assert Path("seedlint.toml").read_text(encoding="utf-8") == first[1]
    assert init(capsys, "--dry-run") == first == (0, first[1], "")


TOML = """\
# Written by `seedlint init` from what it found in this project; a number in brackets says in how
# many seeds. Change what is not so. What is commented out is the default, or a proposal.
# `seedlint schema config` has every setting.

# 2 seeds.
seeds = ["checks/**/*.md"]

# There is no OpenAPI or Swagger file here, so no step is held against its operation.
# specs = ["swagger/**/*.json"]

# The runner's own, and what several seeds use and do not extract: `branch_ref` (2).
variables = [
  "branch_ref",
  "business_id",
  "business_uid",
  "client_id",
  "client_uid",
  "conversation_uid",
  "directory_id",
  "directory_uid",
  "matter_uid",
  "staff_id",
  "staff_uid",
]

# What `domain` says: `lending` (2).
domains = ["lending"]

# The tokens of the runner. Of its own, the seeds use `staff` (2). Left out, and reported: `kiosk`
# (1).
# tokens = ["staff", "client", "directory", "business", "app", "internal", "operator", "admin"]

# What `status` says: `verified` (2).
# statuses = ["verified", "pending", "failed", "skip"]

# The sections whose steps run, so far as one can see from who extracts and who uses what; the last
# one tests the endpoint: `Call` (2), `Setup` (2).
sections.run = ["Setup", "Call"]

# The sections that seeds have: `Call` (2), `Overview` (2), `Setup` (2).
sections.required = ["Overview", "Setup", "Call"]

# Found in most of the 2 seeds: `missing-spec` (2). What is no mistake, but how it is done here, is
# better ignored.
# ignore = ["missing-spec"]
"""

SUMMARY = """\
wrote seedlint.toml
under it: 3 errors in 2 seeds

  seedlint           show what is found
  seedlint baseline  take it as known, so that only what is new fails
"""


def test_what_is_printed_and_written(capsys: pytest.CaptureFixture[str]) -> None:
    write("checks/a.md", seed(1))
    write("checks/b.md", seed(2, token="staff"))
    assert init(capsys) == (0, SUMMARY, "")
    assert Path("seedlint.toml").read_text(encoding="utf-8") == TOML


def test_no_word_steers_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither where it is printed, nor later, where somebody prints the file; it stays the word."""
    word = "##[error]library"
    for number in (1, 2):
        write(f"checks/{number}.md", seed(number, domain=f'"{word}"', token=f'"{word}"'))
    assert init(capsys)[0] == 0
    _, out, _ = init(capsys, "--dry-run")
    assert out == Path("seedlint.toml").read_text(encoding="utf-8")
    assert "##[" not in out
    assert tomllib.loads(out)["domains"] == [word]


def test_another_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """It is named in what to call next, as the shell takes it; who is overruled is said."""
    write("seedlint.toml", "")
    write("a b\x1b/checks/a.md", seed(1))
    status, out, _ = init(capsys, "a b\x1b")
    assert (status, out.splitlines()[:2], out.splitlines()[4]) == (
        0,
        ["wrote a b\\x1b/seedlint.toml", "it takes the place of seedlint.toml here"],
        "  seedlint 'a b\\x1b'           show what is found",
    )
    assert init(capsys, "a b\x1b") == (
        2,
        "",
        "seedlint: `a b\\x1b/seedlint.toml` is there already, and is left as it is; `seedlint init "
        "--dry-run 'a b\\x1b'` prints what init would write\n",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            CLEAN,
            "under it: checked 1 seed: no findings\n\n  seedlint  lint the seeds\n",
        ),
        (
            CLEAN.replace("None.", "<!-- seedlint: ignore[unused-extract] lent -->\n\nNone."),
            """\
under it: 1 warning in 1 seed (1 fixable with --fix)

  seedlint               show what is found
  seedlint --fix --diff  show what could be fixed
  seedlint baseline      take it as known, so that only what is new fails
""",
        ),
    ],
)
def test_what_has_nothing_to_do_is_not_proposed(
    text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write("seeds/a.md", text)
    write("swagger/loans.yaml", CLEAN_SPEC)
    assert init(capsys) == (0, f"wrote seedlint.toml\n{said}", "")


def test_the_seeds_name_their_specs_from_further_up(capsys: pytest.CaptureFixture[str]) -> None:
    """Where the configuration is written, the specs of most seeds are to be found."""
    write("a b/seeds/loans/a.md", CLEAN)
    write("a b/seeds/b.md", CLEAN)
    write("a b/seeds/c.md", CLEAN.replace("swagger/", "openapi/"))
    write("a b/swagger/loans.yaml", CLEAN_SPEC)
    for folder in ("a b/seeds", "a b/seeds/loans"):
        assert init(capsys, folder) == (
            2,
            "",
            "seedlint: the seeds name their specs as seen from `a b`; run `seedlint init 'a b'`\n",
        )
    os.chdir("a b/seeds")
    refused = "seedlint: the seeds name their specs as seen from `..`; run `seedlint init ..`\n"
    assert init(capsys) == (2, "", refused)
    assert not os.path.exists("seedlint.toml")
    write("openapi/loans.yaml", CLEAN_SPEC)
    assert init(capsys) == (2, "", refused)
    os.remove("loans/a.md")
    assert init(capsys)[0] == 0


def test_a_pyproject_without_settings_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    write("checks/a.md", seed(1))
    write("pyproject.toml", '[project]\nname = "library"\n')
    assert init(capsys)[1].splitlines()[1] == (
        "pyproject.toml is left as it is; what is written can go there, as `[tool.seedlint]`"
    )


INSTEAD = "and is left as it is; `seedlint init --dry-run` prints what init would write"


@pytest.mark.parametrize(
    ("files", "folder", "message"),
    [
        ({"seedlint.toml": ""}, ".", f"`seedlint.toml` is there already, {INSTEAD}"),
        ({"seedlint.toml/a": ""}, ".", f"`seedlint.toml` is there already, {INSTEAD}"),
        (
            {"pyproject.toml": "[tool.seedlint]\n"},
            ".",
            f"`pyproject.toml` has a `[tool.seedlint]` already, {INSTEAD}",
        ),
        (
            {"pyproject.toml": "seedlint"},
            ".",
            "`pyproject.toml` is not TOML: expected '=' after a key in a key/value pair (at end of "
            "document)",
        ),
        ({}, ".", "there is no seed below `.`, so there is nothing to start from"),
        (
            {"a/README.md": "# a"},
            "a",
            "there is no seed below `a`, so there is nothing to start from",
        ),
        ({}, "nowhere", "`nowhere` does not exist"),
        ({"a": ""}, "a", "`a` is no folder"),
        (
            {"x/contracts/loans.yaml": SPEC, "x/checks/a.md": seed(1)},
            ".",
            "the seeds name their specs as seen from `x`; run `seedlint init` there",
        ),
    ],
)
def test_nothing_is_written(
    files: dict[str, str], folder: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What stands in the way is said in a sentence, and every file stays as it was."""
    for name, text in files.items():
        write(name, text)
    assert init(capsys, folder) == (2, "", f"seedlint: {message}\n")
    left = {path.as_posix(): path.read_text() for path in Path().rglob("*") if path.is_file()}
    assert left == files


def test_a_folder_that_cannot_be_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, content: bytes) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(atomic, "replace", refuse)
    write("checks/a.md", seed(1))
    message = "seedlint: `seedlint.toml` cannot be written: permission denied\n"
    assert init(capsys) == (2, "", message)


def test_nothing_outside_of_the_folder_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither through a linked folder nor through a linked file; a link within is followed."""
    write("inside/checks/a.md", seed(1))
    write("inside/more/b.markdown", seed(2))
    write("outside/c.md", seed(3, domain="elsewhere"))
    os.symlink("../more/b.markdown", "inside/checks/b.md")
    os.symlink("../../outside", "inside/checks/out")
    os.symlink("../../outside/c.md", "inside/checks/c.md")
    os.symlink("nowhere", "inside/checks/d.md")
    status, out, err = init(capsys, "inside", "--dry-run")
    assert (status, err) == (0, "")
    assert "# 3 seeds." in out
    assert "elsewhere" not in out
