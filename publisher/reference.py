"""Which rows stand in the files of `data/<city>/reference/`, and in which words may a sheet name them?"""

import csv
import tomllib
from collections.abc import Iterable
from pathlib import Path

from publisher.names import Names, folded, make_names

# What the whole country shares (tariffs, benefits) stands once; a city's own file goes before it.
NATIONAL_DIR = Path(__file__).parents[1] / "data" / "indonesia" / "reference"


def read_reference(city_dir: Path, name: str) -> list[dict[str, str]]:
    """Rows of one reference file of the city, or of the country when the city has none; values as text."""
    path = city_dir / "reference" / f"{name}.csv"
    with (path if path.exists() else NATIONAL_DIR / path.name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written_forms(row: dict[str, str]) -> list[str]:
    """Every form in which a row of a reference file may be written on a sheet."""
    columns = ("id", "name", "name_id", "name_en", "short_name")
    forms = [row[column] for column in columns if row.get(column)]
    return forms + [alias for alias in (row.get("aliases") or "").split(";") if alias.strip()]


def city_words(city_dir: Path) -> tuple[str, ...]:
    """The words of the city's own name (`kota medan`), which a sheet may add to any other name."""
    settings = tomllib.loads((city_dir / "city.toml").read_text(encoding="utf-8"))
    return tuple(folded(settings["name"]).split())


def load_names(city_dir: Path, name: str) -> Names:
    """Look-up of one reference file by id, name, short name and alias."""
    rows = read_reference(city_dir, name)
    forms = [(form, row["id"]) for row in rows for form in written_forms(row)]
    short = {}
    if name == "kecamatan":
        short = short_forms({row["id"]: row["name"] for row in rows}) | bare_codes(row["id"] for row in rows)
    return make_names(forms, level=name, city_words=city_words(city_dir), short=short)


def short_forms(names: dict[str, str]) -> dict[str, str]:
    """Names without the first word, when all of them share it: Belawan for Medan Belawan."""
    if len(names) < 2 or len({name.split()[0] for name in names.values()}) > 1:
        return {}
    return {name.partition(" ")[2]: code for code, name in names.items()}


def bare_codes(codes: Iterable[str]) -> dict[str, str]:
    """Kemendagri codes as they look once a spreadsheet has lost their dots."""
    return {code.replace(".", ""): code for code in codes}


def load_kelurahan_names(city_dir: Path) -> dict[str, Names]:
    """Look-up of kelurahan inside each kecamatan: one name may stand in two kecamatan."""
    forms: dict[str, list[tuple[str, str]]] = {}
    for row in read_reference(city_dir, "kelurahan"):
        forms.setdefault(row["kecamatan"], []).extend([(row["id"], row["id"]), (row["name"], row["id"])])
    words = city_words(city_dir)
    return {
        kecamatan: make_names(
            own, level="kelurahan", city_words=words, short=bare_codes(code for _, code in own)
        )
        for kecamatan, own in forms.items()
    }
