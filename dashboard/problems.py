"""What can be wrong with a city's files, as codes and values that a page puts into words?

Every code has the words `problem.<code>` (a sentence: what is wrong and what to do) in both
catalogues; `values` fill them in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Defects of one file of the extract. Values: period, table, revision, expected, found.
FILE_CODES = (
    "file_missing",  # named in the manifest, not on disk
    "file_outside",  # its path leaves the extracts folder
    "file_size",  # bytes differ from the manifest
    "file_hash",  # sha256 differs from the manifest
    "file_unreadable",  # right bytes, but no Parquet
    "file_columns",  # columns or types differ from data/contract/extract
    "file_period",  # rows of another period than the manifest says
    "table_missing",  # the manifest names no file of this table for the period
)
# What follows for the reader. Values: period, and shown (revision id, or date of the state shown).
EFFECT_CODES = (
    "period_set_back",  # an older revision of the period is shown
    "period_left_out",  # no revision of the period is whole
    "reload_refused",  # a new state was published but not loaded; the last good one is shown
)
# Nothing can be shown. Values: file, and found where something was read.
MISSING_CODES = (
    "manifest_missing",
    "manifest_unreadable",  # no JSON
    "manifest_broken",  # JSON, but a field is missing or of the wrong type
    "nothing_whole",  # no period has all its tables whole
    "reference_missing",
    "reference_broken",  # columns or values differ from data/contract/reference
)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong while something can still be shown.

    `file` is relative to the folder of the city; empty when no file is meant.
    """

    code: str
    file: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)


class ExtractMissing(Exception):
    """Nothing can be shown: `code` (one of MISSING_CODES), `values`, and the `problems` behind it."""

    def __init__(self, code: str, problems: tuple[Problem, ...] = (), **values: str | int) -> None:
        self.code = code
        self.values = values
        self.problems = problems
        super().__init__(f"{code}: {values}")
