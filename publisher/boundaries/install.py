"""Do these files hold the boundaries of the city? Then they become the shapes of its map, else none does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from publisher.boundaries.file import (
    LEVELS,
    BoundariesRefused,
    Feature,
    Trouble,
    attribution_of,
    read_collection,
    read_features,
)
from publisher.boundaries.geojson import level_texts, replace_files
from publisher.boundaries.names import Matches, load_places, match_features
from publisher.boundaries.shapes import check_shapes, disagreements, dissolve, rounded
from publisher.reference import read_reference

LONGEST_ATTRIBUTION = 500  # [characters]: it stands under the map
LARGE = 1_000_000  # [bytes]: more than this makes a visitor on a phone wait


@dataclass(frozen=True, kw_only=True)
class Boundaries:
    """Checked polygons of a city by level and Kemendagri code."""

    shapes: Mapping[str, Mapping[str, BaseGeometry]]
    names: Mapping[str, Mapping[str, str]]
    attribution: Mapping[str, str]
    notes: tuple[Trouble, ...]
    left_out: int  # features of other cities


def read_boundaries(
    city_dir: Path, files: Sequence[Path], attribution: Mapping[str, str] | None = None
) -> Boundaries:
    """The boundaries of a city. `attribution` by language goes before the one that a file carries.

    Kecamatan are made of their kelurahan when no file draws them. Raises BoundariesRefused.
    """
    collections = {path: read_collection(path) for path in files}
    read = [one for path, found in collections.items() for one in read_features(path, found)]
    if unnamed := [one for one in read if isinstance(one, Trouble)]:
        raise BoundariesRefused(*unnamed)
    places = load_places(city_dir)
    features = [one for one in read if isinstance(one, Feature)]
    shapes: dict[str, dict[str, BaseGeometry]] = {}
    notes: list[Trouble] = []
    left_out = 0
    for level in reversed(LEVELS):
        members = [feature for feature in features if feature.level == level]
        if members or level == "kelurahan":
            matches = match_features(members, level, places)
            shapes[level], found = sound_shapes(city_dir, level, matches)
            notes += [*matches.notes, *found]
            left_out += matches.left_out
    if "kecamatan" not in shapes:
        shapes["kecamatan"] = dissolve(shapes["kelurahan"])
    elif apart := list(disagreements(shapes["kecamatan"], shapes["kelurahan"])):
        raise BoundariesRefused(*apart)
    carried = next(filter(None, map(attribution_of, collections.values())), None)
    return Boundaries(
        shapes=shapes, names={level: places.names(level) for level in LEVELS},
        attribution=checked_attribution(attribution or carried), notes=tuple(notes), left_out=left_out,
    )  # fmt: skip


def checked_attribution(attribution: Mapping[str, str] | None) -> Mapping[str, str]:
    """The attribution, which must be there and short enough to stand under the map."""
    if attribution is None:
        raise BoundariesRefused(Trouble(rule="no_attribution"))
    if max(map(len, attribution.values())) > LONGEST_ATTRIBUTION:
        raise BoundariesRefused(Trouble(rule="long_attribution", values={"limit": LONGEST_ATTRIBUTION}))
    return attribution


def sound_shapes(
    city_dir: Path, level: str, matches: Matches
) -> tuple[dict[str, BaseGeometry], list[Trouble]]:
    """The polygons of one level as they are written, and what to know of them. Raises BoundariesRefused."""
    troubles, shapes = list(matches.troubles), {}
    for code, feature in matches.found:
        try:
            shapes[code] = feature.shape()
        except BoundariesRefused as refused:
            troubles += refused.troubles
    notes: list[Trouble] = []
    if shapes:
        points = {
            row["id"]: (float(row["lon"]), float(row["lat"])) for row in read_reference(city_dir, level)
        }
        wrong, notes = check_shapes(shapes, {code: points[code] for code in shapes})
        troubles += wrong
    if troubles:
        raise BoundariesRefused(*troubles)
    return {code: rounded(shape) for code, shape in shapes.items()}, notes


def install_boundaries(city_dir: Path, boundaries: Boundaries) -> dict[str, int]:
    """Make them the shapes of the city's map; answer the size of each file [bytes]."""
    texts = level_texts(
        city_dir / "geo",
        boundaries.shapes,
        boundaries.names,
        schematic=False,
        attribution=boundaries.attribution,
    )
    replace_files(texts)
    return {path.name: len(text.encode()) for path, text in texts.items()}
