"""What a team decides about its seeds; the defaults serve a team that has decided nothing.

The defaults are the vocabulary of the seed runner: the values it gives to every seed, the tokens
it holds, the sections it plays and the statuses it writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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
    """How much of a file is read, in KiB; a larger one is refused.

    A file that is smaller takes little time, whatever somebody has put into it.
    """

    seed_kib: int = 256
    spec_kib: int = 16_384

    def of_spec(self, path: str) -> int:
        """How much of a spec is read; YAML takes at least four times as long as JSON does."""
        return self.spec_kib // 4 if _is_yaml(path) else self.spec_kib

    def large_seed(self) -> str:
        """What is wrong with a seed that is too large; it reads on after "is"."""
        return f"larger than {self.seed_kib} KiB, the most that is read (`limits.seed-kib`)"

    def large_spec(self, path: str) -> str:
        """The same of a spec, or of another file of data."""
        share = "a quarter of `limits.spec-kib`, for YAML"
        which = share if _is_yaml(path) else "`limits.spec-kib`"
        return f"larger than {self.of_spec(path)} KiB, the most that is read ({which})"


def _is_yaml(path: str) -> bool:
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

    @property
    def test_section(self) -> str:
        """The heading of the section that holds the test itself: the last one that runs."""
        return self.run_sections[-1] if self.run_sections else ""

    @property
    def given_variables(self) -> frozenset[str]:
        """Every variable that a seed may use without extracting it."""
        return self.variables | GENERATED_VARIABLES
