"""What are the codes of the extract called, and in which order do they stand?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard import db
from dashboard.state import of_state
from dashboard.words import word

MERGED = "lainnya"  # label of small cells that were merged before publication
UNNAMED_OPD = "belum_disebut"  # the body that no source names; a row, but no body to point at
LISTS = {
    "opd": "opd_list",
    "sector": "sector_list",
    "kecamatan": "kecamatan_list",
    "kelurahan": "kelurahan_list",
    "funding_source": "funding_source_list",
    "target": "target_list",
    "denominator": "denominator_list",
}


@dataclass(frozen=True)
class Names:
    """Names by dimension and code, in one language, in the order of the reference lists."""

    lang: str
    names: Mapping[str, Mapping[str, str]]

    def of(self, dimension: str, code: str) -> str:
        """The name of `code`; a code that no list holds is shown as it stands."""
        if code == MERGED:
            return word(self.lang, "name.merged")
        return self.names[dimension].get(code, code)

    def codes(self, dimension: str) -> tuple[str, ...]:
        """All codes of `dimension`, in the order of the list."""
        return tuple(self.names[dimension])


@of_state(8)
def names(lang: str) -> Names:
    """The names of the state that is shown. Raises ExtractMissing."""
    return Names(lang=lang, names={dimension: _read(query, lang) for dimension, query in LISTS.items()})


def short_names(lang: str) -> Names:
    """As `names`, with the short names of OPD, for charts. Raises ExtractMissing."""
    called = names(lang)
    short = {code: str(row["short_name"]) for code, row in reference("opd_list").items()}
    return Names(lang=lang, names={**called.names, "opd": short})


def _read(query: str, lang: str) -> dict[str, str]:
    rows = db.run_query(query).to_pylist()
    return {row["id"]: row.get(f"name_{lang}") or row.get("name") or row["id"] for row in rows}


@of_state(64)
def reference(query: str) -> Mapping[str, dict[str, Any]]:
    """The rows of a reference list by id, to be read only. Raises ExtractMissing."""
    return {row["id"]: row for row in db.run_query(query).to_pylist()}
