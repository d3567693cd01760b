"""How are the shapes of the map written? As RFC 7946 files, equal bytes for equal shapes, replaced whole."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry


def feature_text(code: str, name: str, level: str, shape: BaseGeometry) -> str:
    """One feature, wound and ordered so that equal shapes give equal bytes."""
    properties = {"code": code, "name": name, "parent": code.rpartition(".")[0], "level": level}
    geometry = shapely.geometry.mapping(shapely.orient_polygons(shapely.normalize(shape)))
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))


def collection_text(features: Mapping[str, str], *, schematic: bool, attribution: Mapping[str, str]) -> str:
    """A whole file, one feature a line, sorted by code; `features` are their texts by code."""
    head = {"type": "FeatureCollection", "schematic": schematic, "attribution": attribution}
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    return opening + ', "features": [\n' + ",\n".join(features[code] for code in sorted(features)) + "\n]}\n"


def level_texts(
    folder: Path,
    shapes: Mapping[str, Mapping[str, BaseGeometry]],
    names: Mapping[str, Mapping[str, str]],
    *,
    schematic: bool,
    attribution: Mapping[str, str],
) -> dict[Path, str]:
    """The file of each level in `folder`; shapes and names by level and code."""
    texts = {}
    for level, by_code in shapes.items():
        features = {
            code: feature_text(code, names[level][code], level, shape) for code, shape in by_code.items()
        }
        texts[folder / f"{level}.geojson"] = collection_text(
            features, schematic=schematic, attribution=attribution
        )
    return texts


def replace_files(texts: Mapping[Path, str]) -> None:
    """Write all files beside their places, then rename each: a reader sees an old file or a new one, whole.

    Raises OSError, for example when the disk is full; then every file is as it was.
    """
    drafts = {}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            drafts[path] = path.with_name(f".{path.name}.{os.getpid()}")
            with drafts[path].open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        for path, draft in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
