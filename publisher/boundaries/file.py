"""What does a boundary file hold? The features of a GeoJSON file with what they say of themselves.

Nothing is guessed: a property counts only under one of the names that makers of such files are known to use.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

LEVELS = ("kecamatan", "kelurahan")
LARGEST_FILE = 300_000_000  # [bytes]: a city has less than 20 MB; all of Indonesia does not fit into memory

# Names of properties in lower case, the surest first: ours, OCHA COD-AB, splits of it, BIG, BPS, GADM.
PROPERTIES: dict[str, tuple[str, ...]] = {
    "level": ("level", "tingkat"),
    "code": (
        "code", "kode", "kode_kemendagri", "kdepum", "adm4_pcode", "village_code", "iddesa", "kode_desa",
        "kode_kelurahan", "kode_kel", "kel_code", "cc_4",
    ),
    "name": (
        "wadmkd", "adm4_en", "adm4_id", "adm4_name", "village", "nmdesa", "desa", "kelurahan", "nama_desa",
        "nama_kelurahan", "nama_kel", "desa_kelurahan", "desa_kel", "name_4", "name", "nama", "namobj",
    ),
    "kecamatan_code": (
        "kdcpum", "adm3_pcode", "district_code", "idkec", "kode_kecamatan", "kode_kec", "kec_code", "cc_3",
        "parent",
    ),
    "kecamatan_name": (
        "wadmkc", "adm3_en", "adm3_id", "adm3_name", "district", "nmkec", "kecamatan", "nama_kecamatan",
        "nama_kec", "name_3",
    ),
    "city_code": ("kdpkab", "adm2_pcode", "regency_code", "idkab", "kode_kabupaten", "kode_kota", "cc_2"),
    "city_name": (
        "wadmkk", "adm2_en", "adm2_id", "adm2_name", "regency", "nmkab", "kabupaten", "kota",
        "kabupaten_kota", "kab_kota", "nama_kabupaten", "nama_kota", "name_2",
    ),
}  # fmt: skip
# Geographic WGS 84, and Indonesia's own frames, which differ from it by less than a metre.
DEGREES = re.compile(r"crs84|epsg:+(4326|4755|9470)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Why the file cannot be used, or what to know of it: key of the sentence and the values in it."""

    rule: str
    values: Mapping[str, object] = field(default_factory=dict)


class BoundariesRefused(Exception):
    """The boundaries cannot be used and nothing was changed. Holds every trouble."""

    def __init__(self, *troubles: Trouble) -> None:
        super().__init__(", ".join(sorted({trouble.rule for trouble in troubles})))
        self.troubles = troubles


@dataclass(frozen=True, kw_only=True)
class Feature:
    """One place as its file describes it. Codes are digits only; `place` says where it stands."""

    place: str
    level: str
    code: str
    name: str
    kecamatan_code: str
    kecamatan_name: str
    city_code: str
    city_name: str
    geometry: Any

    def shape(self) -> BaseGeometry:
        """The polygon, without heights. Raises BoundariesRefused when it is none."""
        kind = self.geometry.get("type") if isinstance(self.geometry, dict) else None
        if kind not in ("Polygon", "MultiPolygon"):
            raise BoundariesRefused(
                Trouble(rule="not_polygon", values={"place": self.place, "kind": kind or "–"})
            )
        try:
            shape = shapely.force_2d(shapely.from_geojson(json.dumps(self.geometry)))
        except shapely.GEOSException as error:
            values = {"place": self.place, "reason": str(error).splitlines()[0][:160]}
            raise BoundariesRefused(Trouble(rule="geometry_unreadable", values=values)) from error
        if shape.is_empty:
            raise BoundariesRefused(Trouble(rule="geometry_empty", values={"place": self.place}))
        return shape


def digits(code: object) -> str:
    """A code as digits: without dots, and without the country letters that OCHA puts before it."""
    if isinstance(code, float) and code.is_integer():
        code = int(code)
    text = re.sub(r"^(idn?)(?=\d)|[.\s]", "", str(code).strip(), flags=re.IGNORECASE)
    return text if text.isdecimal() else ""


def read_collection(path: Path) -> dict[str, Any]:
    """The FeatureCollection in a file. Raises BoundariesRefused for anything else."""
    file = {"file": path.name}
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BoundariesRefused(Trouble(rule="too_large", values=file))
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        values = {**file, "reason": error.strerror or ""}
        raise BoundariesRefused(Trouble(rule="no_file", values=values)) from error
    except (ValueError, RecursionError) as error:
        values = {**file, "reason": str(error)[:160]}
        raise BoundariesRefused(Trouble(rule="not_json", values=values)) from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not features:
        raise BoundariesRefused(Trouble(rule="not_collection", values=file))
    if found.get("schematic") is True:
        raise BoundariesRefused(Trouble(rule="is_schematic", values=file))
    crs = found.get("crs")
    if crs is not None and not DEGREES.search(json.dumps(crs)):
        raise BoundariesRefused(Trouble(rule="other_crs", values={**file, "crs": json.dumps(crs)[:160]}))
    return found


def read_features(path: Path, collection: Mapping[str, Any]) -> Iterator[Feature | Trouble]:
    """The features of a collection; a Trouble for each that does not say which place it is."""
    for number, item in enumerate(collection["features"], start=1):
        properties = item.get("properties") if isinstance(item, dict) else None
        properties = properties if isinstance(properties, dict) else {}
        given = {str(name).casefold(): value for name, value in properties.items() if value is not None}
        said = {
            role: next((given[name] for name in names if str(given.get(name, "")).strip()), "")
            for role, names in PROPERTIES.items()
        }
        codes = {role: digits(said[role]) for role in ("code", "kecamatan_code", "city_code")}
        names = {role: " ".join(str(said[role]).split()) for role in ("name", "kecamatan_name", "city_name")}
        shown = names["name"] or names["kecamatan_name"] or str(said["code"])
        place = f"{path.name} #{number}" + (f" «{shown}»" if shown else "")
        level = level_of(str(said["level"]).casefold(), codes["code"], names)
        if level is None:
            known = ", ".join(sorted(properties)[:20]) or "–"
            yield Trouble(rule="unnamed", values={"place": place, "properties": known})
            continue
        if level == "kecamatan":  # its own name and code may stand where those of a parent would
            names["kecamatan_name"] = names["kecamatan_name"] or names["name"]
            codes["kecamatan_code"] = codes["code"] or codes["kecamatan_code"]
        yield Feature(place=place, level=level, geometry=item.get("geometry"), **codes, **names)


def level_of(said: str, code: str, names: Mapping[str, str]) -> str | None:
    """Whether a feature is a kecamatan or a kelurahan; None when it says too little."""
    if said in LEVELS:
        return said
    if len(code) == 10 or (names["name"] and not code):
        return "kelurahan"
    if len(code) in (6, 7) or names["kecamatan_name"]:
        return "kecamatan"
    return "kelurahan" if code else None


def attribution_of(collection: Mapping[str, Any]) -> dict[str, str] | None:
    """The attribution that a file carries, by language; None when it has none."""
    found = collection.get("attribution")
    if isinstance(found, str) and found.strip():
        return {"id": found.strip(), "en": found.strip()}
    if isinstance(found, dict) and all(isinstance(found.get(lang), str) for lang in ("id", "en")):
        return {lang: found[lang].strip() for lang in ("id", "en")}
    return None
