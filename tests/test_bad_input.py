"""Whatever a file holds or is, a finding or one sentence tells of it; never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from samples import LOANS
from seedlint.cli import main

SEED = LOANS.format("swagger/lending.json", "[200]")
_, FRONTMATTER, TEXT = SEED.split("---\n", 2)
STEPS = SEED[SEED.index("steps:") : SEED.rindex("```")]

SPEC = """\
{
  "openapi": "3.0.3",
  "info": {"title": "Lending", "version": "1"},
  "paths": {"/v1/loans": {"get": {"responses": {"200": {"description": "The loans."}}}}}
}
"""
PATHS = SPEC[SPEC.index('{"/v1') : SPEC.rindex("\n}")]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("swagger/lending.json", SPEC)


def write(name: str, content: str | bytes) -> None:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def run(capfd: pytest.CaptureFixture[str], *args: str) -> tuple[int, list[str], str]:
    """The status, the findings, and what stands on standard error."""
    status = main(("--output-format=concise", *args))
    out, err = capfd.readouterr()
    return status, out.splitlines()[:-1], err


def test_what_the_others_are_made_of_is_clean(capfd: pytest.CaptureFixture[str]) -> None:
    write("seeds/a.md", SEED)
    assert run(capfd) == (0, [], "")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (
            SEED.encode() + b"caf\xe9\n",
            "30:4: error[syntax-error] this byte is not UTF-8; save the file as UTF-8",
        ),
        (
            f"---\n- {FRONTMATTER.splitlines()[0]}\n---\n{TEXT}",
            "2:1: error[invalid-value] the frontmatter should be a mapping with `endpoint`, "
            "`domain`, `tags`, `status` and `savedAt`, not a list",
        ),
        (
            SEED.replace(STEPS, "steps: null\n"),
            "23:1: error[no-test-request] there is no test: this list of steps is empty",
        ),
        (
            SEED.replace(STEPS, "steps:\n"),
            "23:1: error[no-test-request] there is no test: this list of steps is empty",
        ),
        (
            SEED.replace(STEPS, "steps: list_loans\n"),
            "23:8: error[invalid-value] `steps` should be a list of steps, not `list_loans`",
        ),
        (
            SEED.replace(STEPS, "steps:\n  - list_loans\n"),
            "24:5: error[invalid-value] the step should be a mapping with `id`, `method` and "
            "`path`, not `list_loans`",
        ),
    ],
    ids=["bytes", "list", "null", "nothing", "text", "text in a list"],
)
def test_a_seed(content: str | bytes, found: str, capfd: pytest.CaptureFixture[str]) -> None:
    write("seeds/a.md", content)
    assert run(capfd) == (1, [f"seeds/a.md:{found}"], "")


@pytest.mark.parametrize(
    ("content", "status", "found"),
    [
        (
            "# Lending",
            1,
            "1:1: warning[invalid-spec] this spec is not JSON: expecting value",
        ),
        ("", 1, "1:1: warning[invalid-spec] this spec is empty"),
        (b"\xff\xfe{}", 1, "1:1: warning[invalid-spec] this spec is not UTF-8"),
        ("[]", 1, "1:1: warning[invalid-spec] this spec is not a JSON object"),
        (
            SPEC.replace(PATHS, "[]"),
            1,
            "4:3: warning[invalid-spec] this is not valid OpenAPI 3.0: `paths` should be of type "
            "`object`",
        ),
        (
            SPEC.replace(PATHS, '{"/v1/loans": {"$ref": "#/paths/~1v1~1loans"}}'),
            0,
            "4:27: info[unresolved-reference] `#/paths/~1v1~1loans` leads nowhere: it leads back "
            "to itself",
        ),
    ],
    ids=["text", "empty", "bytes", "list", "paths", "circle"],
)
def test_a_spec(
    content: str | bytes, status: int, found: str, capfd: pytest.CaptureFixture[str]
) -> None:
    write("seeds/a.md", SEED)
    write("swagger/lending.json", content)
    assert run(capfd) == (status, [f"swagger/lending.json:{found}"], "")


def test_a_spec_that_is_a_folder_is_not_there(capfd: pytest.CaptureFixture[str]) -> None:
    write("seeds/a.md", SEED.replace("lending.json", "archive.json"))
    Path("swagger/archive.json").mkdir()
    status, found, err = run(capfd)
    assert (status, err) == (1, "")
    assert [line.split(" ", 2)[1] for line in found] == ["error[missing-spec]"]


def test_a_spec_whose_name_no_file_can_have(capfd: pytest.CaptureFixture[str]) -> None:
    write("seeds/a.md", SEED.replace("swagger/lending.json", '"swagger/\\0.json"'))
    status, found, err = run(capfd)
    assert (status, err) == (1, "")
    assert [line.split(" ", 2)[1] for line in found] == ["error[missing-spec]"]


def test_an_empty_file_is_no_seed(capfd: pytest.CaptureFixture[str]) -> None:
    write("a.md", "")
    assert run(capfd, "a.md") == (0, [], "")
    assert run(capfd, "a.md", "seeds", "--allow-empty")[0] == 2


def test_a_folder_may_be_called_like_a_file(capfd: pytest.CaptureFixture[str]) -> None:
    Path("x.md").mkdir()
    status, _, err = run(capfd, "x.md")
    assert (status, err) == (
        2,
        "seedlint: nothing to lint: no seed in `x.md` (--allow-empty lets that pass)\n",
    )
    write("x.md/a.md", SEED)
    assert run(capfd, "x.md") == (0, [], "")


def test_what_is_no_readable_file(capfd: pytest.CaptureFixture[str]) -> None:
    """The rest is linted all the same."""
    write("seeds/a.md", SEED)
    Path("seeds/gone.md").symlink_to("nowhere.md")
    Path("seeds/loop.md").symlink_to("loop.md")
    os.mkfifo("seeds/pipe.md")
    assert run(capfd) == (
        2,
        [],
        "seedlint: `seeds/gone.md` is a link that leads nowhere\n"
        "seedlint: `seeds/loop.md` cannot be read: too many levels of symbolic links\n"
        "seedlint: `seeds/pipe.md` cannot be read: not a regular file\n",
    )


def test_what_may_not_be_read(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: str, most: int) -> bytes:
        raise PermissionError(13, "Permission denied")

    write("seeds/a.md", SEED)
    monkeypatch.setattr("seedlint.disk._content", closed)
    status, _, err = run(capfd, "seeds/a.md", "--isolated")
    assert (status, err) == (2, "seedlint: `seeds/a.md` cannot be read: permission denied\n")


def test_a_configuration_with_a_misspelt_key(capfd: pytest.CaptureFixture[str]) -> None:
    write("seeds/a.md", SEED)
    write("seedlint.toml", 'igmore = ["all"]\n')
    status, _, err = run(capfd)
    assert (status, err) == (
        2,
        "seedlint: seedlint.toml: `igmore` is not a setting; did you mean `ignore`?\n",
    )
