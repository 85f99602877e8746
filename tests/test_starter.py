"""What `seedlint init` learns from files: each setting by itself, and whatever the files hold."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import SEEDS, SPECS, mutated
from seedlint import config, paths
from seedlint.seed import read
from seedlint.settings import CONFIGURED_VARIABLES, Settings
from seedlint.source import Source
from seedlint.starter import given as variables
from seedlint.starter import layout, learn, mirrors, text, titles, words
from seedlint.starter.globs import covering, literal
from seedlint.starter.toml import Setting, document
from seedlint.starter.tree import ENOUGH, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from seedlint.seed import Seed

SMALL = sorted(SEEDS.values(), key=len)[:3]

NAMES = st.lists(
    st.one_of(st.text(st.characters(exclude_characters="/\0")), st.text("ab.:~*?[]!\\- \udc80"))
    .map(lambda name: name[:6])
    .filter(lambda name: name not in ("", ".", "..")),
    min_size=1,
    max_size=4,
).map("/".join)
PATHS = st.one_of(NAMES, NAMES.map(lambda name: f"{name}.md"))
"""However files may be called."""


def tree(files: Mapping[str, str | bytes]) -> Tree:
    """Files that are nowhere."""
    contents = {name: c if isinstance(c, bytes) else c.encode() for name, c in files.items()}

    def content(path: str, most: int) -> bytes | None:
        found = contents.get(path)
        return found if found is None or most < 0 else found[:most]

    return Tree(contents, content)


def learnt(found: Iterable[Setting]) -> dict[str, Any]:
    """The settings that are on."""
    return tomllib.loads(document("", found))


# toml: what is written is what is read


@given(st.lists(st.text()), st.dictionaries(st.text(), st.text()), st.text(), st.text())
def test_any_words_come_back(items: list[str], pairs: dict[str, str], name: str, why: str) -> None:
    """TOML has no lone surrogates, and a comment has no end but its line's."""
    page = document(
        why,
        [
            Setting(("list",), items, why),
            Setting(("table", name), pairs, why),
            Setting(("table", f"{name}'"), name, why),
            Setting(("more",), items, why, off=True),
            Setting(("none",), None, why),
        ],
    )
    assert tomllib.loads(page) == {"list": items, "table": {name: pairs, f"{name}'": name}}
    assert all(line.isprintable() for line in page.split("\n"))


def test_a_lone_surrogate_is_replaced() -> None:
    page = document("\ud800", [Setting(("a",), "\udfff", "\ud800")])
    assert tomllib.loads(page) == {"a": "\ufffd"}
    assert page.encode()


# globs


@given(st.sets(PATHS), st.sets(PATHS))
def test_globs_mean_all_that_is_wanted(wanted: set[str], others: set[str]) -> None:
    """However files are called, and no glob is one that the configuration refuses."""
    found = covering(wanted, others)
    assert all(any(paths.matches(path, glob) for glob in found) for path in wanted)
    assert not any(map(paths.leaves, found))


@given(PATHS, PATHS)
def test_a_literal_glob_means_its_path(path: str, other: str) -> None:
    """What cannot be written in a glob stands for any one character, everything else for itself."""
    glob = literal(path)
    assert paths.matches(path, glob)
    if not (glob.replace("[?]", "").count("?") or f"{other}/".startswith(f"{path}/")):
        assert not paths.matches(other, glob)


@pytest.mark.parametrize(
    ("wanted", "others", "globs"),
    [
        (["a/b/c.md"], [], ["a/**/*.md"]),
        (["a/b/c.md"], ["a/d.md"], ["a/**/*.md"]),
        (["a/b/c.md"], ["a/d.md", "a/e.md"], ["a/b/**/*.md"]),
        (["a/c.md"], ["a/d.md", "a/e.md"], ["a/c.md"]),
        (["a/c.md", "a/f.md", "a/b/g.md"], ["a/d.md", *(f"a/h/{n}.md" for n in range(9))], [
            "a/*.md", "a/b/**/*.md",
        ]),
        (["c.md", "d.md"], ["README.md"], ["*.md"]),
        (["openapi.json"], ["package.json"], ["openapi.json"]),
        (["a/b.json", "a/c.yaml"], [], ["a/**/*.json", "a/**/*.yaml"]),
        (["[a]/b*.md"], [], ["[[]a]/**/*.md"]),
    ],
)  # fmt: skip
def test_globs_are_plain(wanted: list[str], others: list[str], globs: list[str]) -> None:
    assert covering(wanted, others) == globs


# tree


SEED = "---\nendpoint: GET /v1/loans\n---\n"
STEPS = "```yaml\nsteps:\n  - id: a\n    method: GET\n```\n"


def test_what_is_a_seed() -> None:
    found = tree({
        "checks/a.md": SEED,
        "checks/b.md": STEPS,
        "checks/get_v1_templates.md": SEED,
        "checks/sample.md": SEED.replace("loans", "samples"),
        "checks/seed-template.md": SEED,
        "checks/EXAMPLE.md": STEPS,
        "checks/README.md": STEPS,
        "checks/notes.md": "# Notes",
        "checks/c.txt": SEED,
        "docs/how.md": STEPS,
        "docs/more.md": "# More",
    })  # fmt: skip
    seeds = [source.path for source in found.seeds]
    assert seeds == ["checks/a.md", "checks/b.md", "checks/get_v1_templates.md", "checks/sample.md"]
    assert learnt(layout.settings(found)) == {
        "seeds": ["checks/**/*.md"],
        "exclude": ["**/EXAMPLE.md", "**/README.md", "**/seed-template.md"],
    }


def test_blocks_of_steps_are_seeds_where_no_file_names_an_endpoint() -> None:
    assert [s.path for s in tree({"a/b.md": STEPS, "c.md": "# C"}).seeds] == ["a/b.md"]


@pytest.mark.parametrize(
    "content",
    [
        'openapi: 3.1.0\ninfo: {}\n',
        'info: {}\n"openapi" : "3.0"\n',
        "swagger: '2.0'",
        '{"openapi":"3.0.3"}',
        '{"info": {}, "swagger": "2.0"}',
        '{"info": {}, "paths": {"/v1/loans": {',
        "paths:\n  /v1/loans: {}\n",
        "\ufeffopenapi: 3.0.0".encode(),
    ],
)  # fmt: skip
def test_what_is_a_spec(content: str | bytes) -> None:
    assert tree({"a.json": content}).specs == ("a.json",)


@pytest.mark.parametrize(
    "content",
    [
        "",
        '{"dependencies": {"swagger": "2.0.1", "openapi": "^3.0.0"}}',
        '{"compilerOptions": {"paths": {"@app/*": ["app/*"]}}}',
        "myopenapi: 3.0.0",
        "about: openapi 3.0.0",
        "openapi: 3.0.0-rc1",
        b"\xff\xfe\0",
        " " * ENOUGH + "openapi: 3.0.0",
        "paths:" + " " * ENOUGH,
    ],
)
def test_what_is_no_spec(content: str | bytes) -> None:
    found = tree({"a.yaml": content})
    assert (found.specs, found.data) == ((), ("a.yaml",))


def test_what_lies_beside_a_spec_is_part_of_it() -> None:
    parts = {f"api/loans/parts/{number}.yaml": "type: object" for number in range(5)}
    found = tree({"checks/a.md": SEED, "api/loans/api.yaml": "openapi: 3.0.0", **parts})
    assert learnt(layout.settings(found))["specs"] == ["api/**/*.yaml"]


def test_where_the_seeds_see_their_specs_from() -> None:
    seed = "---\nendpoint: GET /a\nswagger: api/a.json\n---\n"
    there = {"x/api/a.json": "", "x/checks/a.md": seed}
    assert layout.homes(tree(there)) == ["x"]
    assert layout.homes(tree(there | {"api/a.json": "", "checks/a.md": seed})) == []
    assert layout.homes(tree({"x/checks/a.md": seed})) == []


# words


def seeds(*frontmatters: str, folder: str = "checks") -> list[Seed]:
    texts = (f"---\nendpoint: GET /v1/loans\n{each}\n---\n" for each in frontmatters)
    return [
        read(Source(f"{folder}/{number}.md", text), Settings()) for number, text in enumerate(texts)
    ]


def said(*frontmatters: str, folder: str = "checks") -> dict[str, Any]:
    return learnt(words.settings(seeds(*frontmatters, folder=folder)))


def test_domains_are_what_several_seeds_or_folders_say() -> None:
    lending = ["domain: lending"] * 8
    assert said(*lending, "domain: desk")["domains"] == ["lending"]
    assert said("domain: desk", folder="checks/desk")["domains"] == ["desk"]
    assert said(*lending, *["domain: lendng"] * 2)["domains"] == ["lending"]
    assert "domains" not in said("domain: a", "domain: b", "domain: c")


def test_tokens_are_those_of_the_runner_and_what_several_seeds_use() -> None:
    kiosk = ["tokens: [kiosk]"] * 8
    assert said(*kiosk, "tokens: [night]")["tokens"] == [*Settings().tokens, "kiosk"]
    assert said(*kiosk, *["tokens: [kisok]"] * 2)["tokens"] == [*Settings().tokens, "kiosk"]
    assert said("tokens: [staff]", "tokens: [kiosk]", 'tokens: ["{{x}}"]', "tokens: {}") == {}


def test_a_frequent_status_is_one_and_another_word_for_one_is_an_alias() -> None:
    verified = ["status: verified"] * 10
    assert said(*verified, "status: draft") == {}
    assert said(*verified, *["status: success"] * 3) == {}
    assert said(*verified, *["status: draft"] * 2)["statuses"] == [*Settings().statuses, "draft"]
    aliases = said(*verified, "status: Verified", "status: passed")["aliases"]
    assert aliases == {
        "status": {**Settings().status_aliases, "Verified": "verified", "passed": "verified"}
    }


def test_a_word_that_took_the_place_of_a_status_means_what_it_meant() -> None:
    found = said("status: skipped", "status: skipped", "status: verified")
    assert found["statuses"] == [*Settings().statuses, "skipped"]
    held = config.parse(document("", words.settings(seeds(*["status: skipped"] * 2)))).settings
    assert held.status_aliases["skipped"] == "skip"


def test_another_spelling_of_a_key_is_an_alias() -> None:
    assert said("saved_at: 2026-01-05", "saved: 2026-01-05", "skipReason: x") == {
        "aliases": {"frontmatter": {"skipReason": "skip_reason", "saved_at": "savedAt"}}
    }


def test_where_nothing_is_said_nothing_is_learnt() -> None:
    found = list(words.settings(seeds("tags: []", "domain: []")))
    assert [(each.key, each.off, each.why) for each in found] == [
        (("tokens",), True, "The tokens of the runner.")
    ]


# titles


def sections(*texts: str) -> dict[str, Any]:
    """What seeds say; each text lists its sections, with what they extract and use."""
    return learnt(
        titles.settings(
            [read(Source("a.md", f"{SEED}# A\n\n{_sections(text)}"), Settings()) for text in texts]
        )
    )


def _sections(text: str) -> str:
    """`Setup>loan` extracts it, `Call<loan` uses it, and `Call!` calls the endpoint."""
    found = ""
    for each in text.split(", "):
        title = each.rstrip("!").partition("<")[0].partition(">")[0]
        path = "/v1/loans" if each.endswith("!") else "/v1/others"
        uses, makes = ((each.rstrip("!").partition(mark)[2]) for mark in "<>")
        found += f"## {title}\n\n```yaml\nsteps:\n  - method: GET\n    path: {path}\n"
        found += f'    params: {{a: "{{{{{uses}}}}}"}}\n' if uses else ""
        found += f"    extract: {{{makes}: $.a}}\n" if makes else ""
        found += "```\n\n"
    return found


def test_the_usual_sections_need_no_settings() -> None:
    usual = "Summary, Prerequisites>loan, Test Request<loan!"
    assert sections(usual, usual, usual, "Summary, Setup>loan, Test Request<loan!") == {}
    assert sections("summary, PREREQUISITES, test request!") == {}


def test_sections_of_other_names_run_and_are_required() -> None:
    own = "Overview, Given>loan, Steps<loan!, Cleanup<loan"
    assert sections(own, own, own, "Summary, Given>loan, Steps<loan!") == {
        "sections": {"run": ["Given", "Steps"], "required": ["Overview", "Steps"]},
        "aliases": {"sections": {"Summary": "Overview"}},
    }


def test_the_section_that_tests_is_known_by_the_endpoint() -> None:
    found = sections(*["Summary, Prerequisites>loan, Call<loan!"] * 3)["sections"]
    assert found == {
        "run": ["Prerequisites", "Call"],
        "required": ["Summary", "Prerequisites", "Call"],
    }


def test_what_few_have_is_not_required() -> None:
    found = sections("Test Request!", "Test Request!", "Summary, Test Request!")
    assert found == {"sections": {"required": ["Test Request"]}}


# given


def users(*names: str, count: int = 2) -> list[Seed]:
    """Seeds that use variables, all of them."""
    params = ", ".join(f'{name}: "{{{{{name}}}}}"' for name in names)
    body = f"## Test Request\n\n```yaml\nsteps:\n  - method: GET\n    params: {{{params}}}\n```\n"
    return [read(Source(f"{number}.md", SEED + body), Settings()) for number in range(count)]


def given_by(files: Mapping[str, str], seeds: Sequence[Seed]) -> dict[str, Any]:
    return learnt(variables.settings(tree(files), seeds))


def test_the_file_with_most_of_the_names_is_taken() -> None:
    names = users("desk_ref", "night_ref", "loan_ref")
    few = {"desk_ref": 1}
    most = {"a/b c": [{"%~": ["desk_ref", "night_ref", "x"]}]}
    assert given_by({"few.json": json.dumps(few), "most.json": json.dumps(most)}, names) == {
        "variables-from": ["most.json#/a~1b c/0/%25~0"]
    }


def test_the_file_is_read_as_it_was_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the keys on the way are called, the configuration finds the names again."""
    keys = ["a/b c", "%41~", '"', "\n", "é", "#", "", "\\"]
    data: object = {"desk_ref": 1, "night_ref": 2}
    for key in keys[:6]:
        data = {key: data}
    text = json.dumps(data)
    (tmp_path / "r.json").write_text(text, encoding="utf-8")
    page = document("", variables.settings(tree({"r.json": text}), users("desk_ref", "night_ref")))
    assert config.parse(page, tmp_path).settings.variables == {"desk_ref", "night_ref"}


@pytest.mark.parametrize(
    "text",
    [
        '{"properties": {"desk_ref": {}, "night_ref": {}}}',
        '{"required": ["desk_ref", "night_ref"]}',
        '["desk_ref", "night_ref", 1]',
        '["desk_ref night_ref"]',
        '{"desk_ref": 1, "night_refs": 2}',
        '{"desk_ref": 1, "night_ref"',
        "[" * 9999 + '"desk_ref", "night_ref"',
        '{"a":' * 9 + '["desk_ref", "night_ref"]' + "}" * 9,
        json.dumps({"desk_ref": 1, "night_ref": " " * ENOUGH}),
    ],
)
def test_a_file_that_names_something_else_is_not_taken(text: str) -> None:
    listed = sorted({"desk_ref", "night_ref", *CONFIGURED_VARIABLES})
    found = given_by({"a.json": text}, users("desk_ref", "night_ref"))
    assert found == {"variables": listed}


def test_the_runners_own_are_kept_beside_a_file() -> None:
    runner = json.dumps({"desk_ref": 1, "night_ref": 2, "spare_ref": 3})
    assert given_by({"r.json": runner}, users("desk_ref", "night_ref", "client_uid")) == {
        "variables-from": ["r.json#"],
        "variables": ["client_uid"],
    }


def test_a_misspelling_of_a_common_name_is_not_given() -> None:
    found = given_by({}, [*users("desk_ref", count=9), *users("desk_rfe")])
    assert found == {"variables": sorted({"desk_ref", *CONFIGURED_VARIABLES})}
    assert given_by({}, users("desk_ref", count=1)) == {}


# mirrors


def mirrored(*urls: str, files: Sequence[str]) -> dict[str, str]:
    spec = {"openapi": "3.0.0", "x": [{"$ref": url} for url in urls]}
    found = tree({"api/api.json": json.dumps(spec), **dict.fromkeys(files, "{}")})
    references: dict[str, str] = learnt(mirrors.settings(found)).get("references", {})
    return references


SITE = "https://example.org/hub"


def test_a_folder_of_the_same_name_stands_for_an_address() -> None:
    urls = [f"{SITE}/shapes/{name}.json#/x" for name in ("a/loan", "b/copy", "b/gone")]
    files = ["shapes/a/loan.json", "shapes/b/copy.json", "old/copy.json"]
    assert mirrored(*urls, files=files) == {f"{SITE}/shapes/": "shapes/"}


def test_a_folder_of_another_name_must_have_all() -> None:
    urls = [f"{SITE}/v2/{name}.yaml" for name in ("loan", "copy")]
    files = ["parts/loan.yaml", "parts/copy.yaml"]
    assert mirrored(*urls, files=files) == {f"{SITE}/v2/": "parts/"}
    assert mirrored(*urls, files=files[:1]) == {}
    assert mirrored(urls[0], files=files) == {}


def test_what_lies_at_the_root_stands_for_its_address() -> None:
    urls = [f"{SITE}/{name}.json" for name in ("loan", "copy")]
    assert mirrored(*urls, files=["loan.json", "copy.json"]) == {f"{SITE}/": ""}


# all of it


@settings(deadline=None, max_examples=25)
@given(
    st.lists(mutated(SMALL), max_size=3),
    mutated([SPECS["swagger/archive/archive.json"]]),
    st.lists(NAMES, min_size=5, max_size=5, unique=True),
    st.binary(max_size=20),
)
def test_any_files_make_a_configuration(
    texts: list[str], spec: str, names: list[str], junk: bytes
) -> None:
    """Nothing raises, whatever is in the files and however they are called."""
    contents = [*(text.encode("utf-8", "surrogatepass") for text in texts), junk]
    files = {f"{name}.md": content for name, content in zip(names, contents, strict=False)}
    found = tree(files | {f"{names[4]}.json": spec.encode("utf-8", "surrogatepass")})
    assert config.parse(text(learn(found)), Path("nowhere")).seeds or not found.seeds
