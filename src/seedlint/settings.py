"""What a team decides about its seeds; the defaults serve a team that has decided nothing.

The defaults are the vocabulary of the seed runner: the values it gives to every seed, the tokens
it holds, the sections it plays and the statuses it writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seedlint.finding import Severity

GENERATED_VARIABLES = frozenset({
    "today_date", "tomorrow_date", "yesterday_date", "next_week_date", "next_month_date",
    "start_of_month_date", "end_of_month_date", "current_date", "current_month", "current_year",
    "now_datetime", "tomorrow_datetime", "next_week_datetime", "future_datetime",
    "future_datetime_48h", "timestamp", "now_timestamp", "tomorrow_timestamp",
    "random_firstname", "random_lastname", "random_email", "random_phone", "random_address",
    "random_string", "random_number", "random_url", "unique_id",
})  # fmt: skip
"""What the runner computes afresh for every run, whatever the team configures."""

CONFIGURED_VARIABLES = frozenset({
    "business_id", "business_uid", "staff_id", "staff_uid", "client_id", "client_uid",
    "matter_uid", "conversation_uid", "directory_id", "directory_uid",
})  # fmt: skip
"""What the runner's own configuration gives to every seed, unless the team says otherwise."""


class Limits(NamedTuple):
    """How much is read of what anybody may have written; more of it is refused in a word.

    What is within them takes little time, whatever somebody has put into it. Sizes of files are in
    KiB. `yaml_depth` counts levels, `alias_nodes` what aliases add when they are written out,
    `ref_hops` the `$ref`s that lead on to one another, `alternatives` the schemas that the `oneOf`s
    and `anyOf`s of one value come to.
    """

    seed_kib: int = 256
    spec_kib: int = 16_384
    yaml_depth: int = 100
    alias_nodes: int = 200_000
    ref_hops: int = 10
    alternatives: int = 100

    def of_spec(self, path: str) -> int:
        """How much of a spec is read; YAML takes at least four times as long as JSON does."""
        return self.spec_kib // 4 if is_yaml(path) else self.spec_kib

    def large_seed(self) -> str:
        """What is wrong with a seed that is too large; it reads on after "is"."""
        return f"larger than {self.seed_kib} KiB, the most that is read (`limits.seed-kib`)"

    def large_spec(self, path: str) -> str:
        """The same of a spec, or of another file of data."""
        share = "a quarter of `limits.spec-kib`, for YAML"
        which = share if is_yaml(path) else "`limits.spec-kib`"
        return f"larger than {self.of_spec(path)} KiB, the most that is read ({which})"

    def too_deep(self) -> str:
        """What is wrong with YAML that is nested too deep."""
        most = self.yaml_depth
        return f"nested more than {most} levels deep, the most that is read (`limits.yaml-depth`)"

    def too_many_nodes(self) -> str:
        """What is wrong with YAML whose aliases stand for too much."""
        most, key = f"{self.alias_nodes:,} nodes", "`limits.alias-nodes`"
        return f"its aliases write out to more than {most}, the most that is read ({key})"

    def too_many_hops(self) -> str:
        """What is wrong with a `$ref` that leads to too many others, one after another."""
        most, key = f"{self.ref_hops} `$ref`s", "`limits.ref-hops`"
        return f"it begins a chain of more than {most}, the most that are followed ({key})"


LIMITS = Limits()
"""The limits where nobody has raised one."""

HIGHEST = {"yaml_depth": 200}
"""How far a limit can be raised that guards the stack, since whoever walks over a tree may recurse.

A level of YAML takes up to four of the thousand calls that Python lets stand on one another, and
two KiB of a thread's stack, which on some systems has but 512.
"""


def is_yaml(path: str) -> bool:
    """Whether a file is read as YAML; every other one is read as JSON."""
    return path.endswith((".yaml", ".yml"))


class Settings(NamedTuple):
    """The settings that linting one seed depends on.

    `select`, `ignore` and the values of `per_file_ignores` hold rule names, group names, `default`
    or `all`. `default_token` is what the runner sends a step with that names none of `tokens`.
    `domains` is None where any domain will do. `references` maps the beginning of a
    remote `$ref` to a local folder.
    """

    select: tuple[str, ...] = ("default",)
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = {}
    severity: Mapping[str, Severity] = {}
    variables: frozenset[str] = CONFIGURED_VARIABLES
    tokens: tuple[str, ...] = (
        "staff",
        "client",
        "directory",
        "business",
        "app",
        "internal",
        "operator",
        "admin",
    )
    default_token: str = "staff"
    domains: tuple[str, ...] | None = None
    statuses: tuple[str, ...] = ("verified", "pending", "failed", "skip")
    run_sections: tuple[str, ...] = ("Prerequisites", "Test Request")
    required_sections: tuple[str, ...] = ("Summary", "Prerequisites", "Test Request")
    frontmatter_aliases: Mapping[str, str] = {"skipReason": "skip_reason"}
    status_aliases: Mapping[str, str] = {
        "success": "verified",
        "working": "verified",
        "pass": "verified",
        "skipped": "skip",
    }
    section_aliases: Mapping[str, str] = {
        "About": "Summary",
        "Description": "Summary",
        "Overview": "Summary",
        "Purpose": "Summary",
        "Before": "Prerequisites",
        "Preconditions": "Prerequisites",
        "Preparation": "Prerequisites",
        "Requirements": "Prerequisites",
        "Setup": "Prerequisites",
        "Request": "Test Request",
        "Requests": "Test Request",
        "Steps": "Test Request",
        "Test": "Test Request",
        "Test Case": "Test Request",
        "Test Steps": "Test Request",
        "Tests": "Test Request",
    }
    references: Mapping[str, str] = {}
    limits: Limits = LIMITS

    @property
    def test_section(self) -> str:
        """The heading of the section that holds the test itself: the last one that runs."""
        return self.run_sections[-1] if self.run_sections else ""

    @property
    def given_variables(self) -> frozenset[str]:
        """Every variable that a seed may use without extracting it."""
        return self.variables | GENERATED_VARIABLES
