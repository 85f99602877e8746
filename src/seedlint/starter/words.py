"""The words that the seeds agree on: `domains`, `tokens`, `statuses`, and other spellings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint import template
from seedlint.schema import frontmatter_schema
from seedlint.settings import Settings
from seedlint.starter.evidence import counted, is_slip, several, tally
from seedlint.starter.toml import Setting
from seedlint.yamltree import Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from collections.abc import Sequence as Seq

    from seedlint.seed import Seed

_MEANINGS = {
    "passed": "verified",
    "passing": "verified",
    "ok": "verified",
    "failing": "failed",
    "fail": "failed",
    "ignored": "skip",
    "todo": "pending",
}
"""What people write for the words of the runner, beside the aliases that it knows itself."""


def settings(seeds: Seq[Seed]) -> Iterator[Setting]:
    """The settings that name the words."""
    yield from _domains(seeds)
    yield _tokens(seeds)
    yield from _statuses(seeds)
    yield from _keys(seeds)


def _domains(seeds: Seq[Seed]) -> Iterator[Setting]:
    words = [_frontmatter_word(seed, "domain") for seed in seeds]
    counts = tally(words)
    folders = [seed.source.path.split("/")[:-1] for seed in seeds]
    homes = {word for said, names in zip(words, folders, strict=True) for word in said & {*names}}
    agreed = _agreed(counts, len(seeds), homes)
    if 2 * sum(_only(counts, agreed).values()) > counts.total():
        why = f"What `domain` says: {counted(_only(counts, agreed))}.{_left_out(counts, agreed)}"
        yield Setting(("domains",), agreed, why)
    elif counts:
        why = f"What `domain` says, in too many words to be held to some: {counted(counts)}."
        yield Setting(("domains",), sorted(counts), why, off=True)


def _tokens(seeds: Seq[Seed]) -> Setting:
    own = Settings().tokens
    counts = tally({*_tokens_of(seed)} for seed in seeds)
    new = [word for word in _agreed(counts, len(seeds)) if word not in own]
    tokens, used = [*own, *new], _only(counts, own)
    why = "The tokens of the runner"
    why += f", and what several seeds use besides: {counted(_only(counts, new))}." if new else "."
    why += f" Of its own, the seeds use {counted(used)}." if used else ""
    return Setting(("tokens",), tokens, f"{why}{_left_out(counts, tokens)}", off=not new)


def _statuses(seeds: Seq[Seed]) -> Iterator[Setting]:
    """The statuses, and the words that stand for one of them.

    A word that has taken the place of the one that it stands for is a status itself, and means what
    it meant.
    """
    own = Settings()
    counts = tally(_frontmatter_word(seed, "status") for seed in seeds)
    meanings = {word: meant for word in sorted(counts) if (meant := _status(word)) is not None}
    others = {word: count for word, count in counts.items() if word not in meanings}
    taken = {word for word, meant in meanings.items() if counts[word] > counts[meant]}
    taken.update(word for word in _agreed(others, len(seeds)) if 20 * counts[word] >= len(seeds))
    new = sorted(taken.difference(own.statuses))
    statuses = [*own.statuses, *new]
    if counts:
        why = f"What `status` says: {counted(counts)}.{_left_out(others, statuses)}"
        yield Setting(("statuses",), statuses, why, off=not new)
    if meanings.keys() - own.status_aliases.keys():
        why = f"Other words for a status: {counted(_only(counts, meanings))}. `--fix` rewrites "
        why += "those that are none themselves."
        yield Setting(("aliases", "status"), {**own.status_aliases, **meanings}, why)


def _keys(seeds: Seq[Seed]) -> Iterator[Setting]:
    own = Settings()
    known = {_bare(key): key for key in frontmatter_schema(own)["properties"]}
    roots = (seed.frontmatter.root for seed in seeds if seed.frontmatter)
    counts = tally([pair.key.text for pair in root.pairs] for root in roots if root)
    twins = {
        key: known[_bare(key)]
        for key in sorted(counts)
        if _bare(key) in known and key not in known.values()
    }
    if twins.keys() - own.frontmatter_aliases.keys():
        why = f"Other spellings of a key, which `--fix` rewrites: {counted(_only(counts, twins))}."
        aliases = {**own.frontmatter_aliases, **twins}
        yield Setting(("aliases", "frontmatter"), aliases, why)


def _agreed(counts: Mapping[str, int], seeds: int, sure: Collection[str] = ()) -> list[str]:
    """The words that several seeds say, or that are sure; no slip of a much commoner one."""
    return sorted(
        word
        for word, count in counts.items()
        if word in sure or (count >= several(seeds) and not is_slip(word, counts))
    )


def _left_out(counts: Mapping[str, int], taken: Collection[str]) -> str:
    left = {word: count for word, count in counts.items() if word not in taken}
    return f" Left out, and reported: {counted(left)}." if left else ""


def _only(counts: Mapping[str, int], words: Collection[str]) -> dict[str, int]:
    return {word: count for word, count in counts.items() if word in words}


def _status(word: str) -> str | None:
    """The status that another word stands for."""
    own = Settings()
    known = {_bare(status): status for status in own.statuses}
    known |= {_bare(alias): meant for alias, meant in {**_MEANINGS, **own.status_aliases}.items()}
    return None if word in own.statuses else known.get(_bare(word))


def _frontmatter_word(seed: Seed, key: str) -> set[str]:
    scalar = seed.frontmatter.scalar(key) if seed.frontmatter else None
    return {scalar.text} if scalar else set()


def _tokens_of(seed: Seed) -> Iterator[str]:
    pair = seed.frontmatter.pair("tokens") if seed.frontmatter else None
    listed_tokens = pair.value.items if pair and isinstance(pair.value, Sequence) else ()
    for node in (*listed_tokens, *(step.get("token") for step in seed.steps)):
        if isinstance(node, Scalar) and node.text and not template.has_template(node.text):
            yield node.text


def _bare(word: str) -> str:
    return word.casefold().replace("-", "").replace("_", "").replace(" ", "")
