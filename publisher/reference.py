"""Which id does a written name mean? Look-ups over `data/<city>/reference/`."""

import csv
from dataclasses import dataclass
from pathlib import Path


def read_reference(city_dir: Path, name: str) -> list[dict[str, str]]:
    """Rows of one reference file, all values as text."""
    with (city_dir / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def folded(text: str) -> str:
    """A name as it is compared: case and runs of spaces do not matter."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True)
class Names:
    """Ids by every written form that means them. A form that means two ids is in `ambiguous`."""

    ids: dict[str, str]
    ambiguous: frozenset[str]

    def find(self, written: str) -> str | None:
        """The id that `written` means, or None when it is unknown or means several."""
        return self.ids.get(folded(written))


def written_forms(row: dict[str, str]) -> list[str]:
    """Every form in which a row of a reference file may be written on a sheet."""
    columns = ("id", "name", "name_id", "name_en", "short_name")
    forms = [row[column] for column in columns if row.get(column)]
    return forms + [alias for alias in (row.get("aliases") or "").split(";") if alias.strip()]


def load_names(city_dir: Path, name: str) -> Names:
    """Look-up of one reference file by id, name, short name and alias."""
    ids: dict[str, str] = {}
    ambiguous: set[str] = set()
    for row in read_reference(city_dir, name):
        for form in map(folded, written_forms(row)):
            if ids.setdefault(form, row["id"]) != row["id"]:
                ambiguous.add(form)
    for form in ambiguous:
        del ids[form]
    return Names(ids=ids, ambiguous=frozenset(ambiguous))


def load_kelurahan_names(city_dir: Path) -> dict[str, Names]:
    """Look-up of kelurahan inside each kecamatan: one name may stand in two kecamatan."""
    rows = read_reference(city_dir, "kelurahan")
    by_kecamatan: dict[str, dict[str, str]] = {}
    for row in rows:
        ids = by_kecamatan.setdefault(row["kecamatan"], {})
        ids.update({folded(row["id"]): row["id"], folded(row["name"]): row["id"]})
    return {kecamatan: Names(ids=ids, ambiguous=frozenset()) for kecamatan, ids in by_kecamatan.items()}
