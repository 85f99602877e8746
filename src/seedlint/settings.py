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
