"""A small invented city of six square kelurahan in two kecamatan, and boundary files about it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIDE = 0.01  # [degrees], about 1.1 km
LEFT, BOTTOM = 110.0, -7.0
NAMES = {
    "98.01.01": "Contoh Barat",
    "98.01.02": "Contoh Timur",
    "98.01.01.1001": "Sei Jernih I",
    "98.01.01.1002": "Sei Jernih II",
    "98.01.01.1003": "Tegal S Padi",
    "98.01.02.1001": "Kampung Baru",
    "98.01.02.1002": "Pulo Berayan",
    "98.01.02.1003": "Titi Rante",
}
BPS = {"98.01.01": "9871010", "98.01.02": "9871020"}
# What a file by BPS calls them, with its own last digits.
BPS_NAMES = {
    "98.01.01.1001": ("SEI JERNIH 1", "003"),
    "98.01.01.1002": ("SEI JERNIH 2", "001"),
    "98.01.01.1003": ("TEGAL SARI PADI", "002"),
    "98.01.02.1001": ("KAMPUNG BARU", "001"),
    "98.01.02.1002": ("PULAU BRAYAN", "002"),
    "98.01.02.1003": ("TITI RANTAI", "003"),
}
ATTRIBUTION = {"id": "Batas contoh, CC BY 4.0", "en": "Invented boundaries, CC BY 4.0"}
KELURAHAN = [code for code in NAMES if len(code) == 13]


def square(code: str, *, east: float = 0, north: float = 0, side: float = SIDE) -> dict[str, Any]:
    """The polygon of a kelurahan: kecamatan stand side by side, their kelurahan one above the other."""
    left = LEFT + SIDE * (int(code[6:8]) - 1) + east
    bottom = BOTTOM + SIDE * (int(code[-1]) - 1) + north
    ring = [[left, bottom], [left + side, bottom], [left + side, bottom + side], [left, bottom + side]]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def write_city(folder: Path) -> Path:
    """The city's settings and the two reference files that say where its places are."""
    (folder / "reference").mkdir(parents=True)
    (folder / "city.toml").write_text('name = "Kota Contoh"\ncode = "98.01"\n', encoding="utf-8")
    rows = {"kecamatan": ["id,bps_code,name,lat,lon"], "kelurahan": ["id,kecamatan,name,lat,lon"]}
    for code, name in NAMES.items():
        level = "kelurahan" if code in KELURAHAN else "kecamatan"
        column = SIDE * (int(code[6:8]) - 0.5)
        row = SIDE * (int(code[-1]) - 0.5) if code in KELURAHAN else SIDE * 1.5
        second = code.rpartition(".")[0] if code in KELURAHAN else BPS[code]
        rows[level].append(",".join([code, second, name, f"{BOTTOM + row:.6f}", f"{LEFT + column:.6f}"]))
    for level, lines in rows.items():
        (folder / "reference" / f"{level}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def dotted(code: str) -> dict[str, Any]:
    """What a file with Kemendagri codes says of a kelurahan."""
    return {"code": code, "name": NAMES[code]}


def ocha(code: str) -> dict[str, Any]:
    """What an OCHA COD-AB file says of a kelurahan."""
    name, last = BPS_NAMES[code]
    kecamatan = code.rpartition(".")[0]
    return {
        "ADM4_EN": name,
        "ADM4_PCODE": f"ID{BPS[kecamatan]}{last}",
        "ADM3_EN": NAMES[kecamatan],
        "ADM3_PCODE": f"ID{BPS[kecamatan]}",
        "ADM2_EN": "Kota Contoh",
        "ADM2_PCODE": "ID9871",
    }


def features(properties: Callable[[str], dict[str, Any]] = dotted) -> list[dict[str, Any]]:
    """One feature a kelurahan."""
    return [
        {"type": "Feature", "properties": properties(code), "geometry": square(code)} for code in KELURAHAN
    ]


def write_file(path: Path, items: list[dict[str, Any]] | None = None, **top: Any) -> Path:
    """A boundary file of these features, with an attribution unless told otherwise."""
    head = {"type": "FeatureCollection", "attribution": ATTRIBUTION, **top}
    path.write_text(
        json.dumps({**head, "features": features() if items is None else items}), encoding="utf-8"
    )
    return path
