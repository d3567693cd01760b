"""Are the charts readable by everyone: colours, numbers in the page's language, bars from zero?"""

import itertools
import json
import math
import tomllib

import pytest

from dashboard.charts import rows_spec, trend_spec
from dashboard.palette import INK, PAPER, SEGMENTS, SOURCES
from tests.fixtures import ROOT

Linear = tuple[float, float, float]
# Vienot, Brettel and Mollon (1999) as given by Machado et al. (2009), full severity, on linear RGB.
PROTANOPIA = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
TYPICAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def linear(colour: str) -> Linear:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def seen(colour: str, eye: tuple[Linear, ...]) -> Linear:
    """CIE L*a*b* of the colour as an eye sees it."""
    r, g, b = (
        min(1.0, max(0.0, sum(w * c for w, c in zip(row, linear(colour), strict=True)))) for row in eye
    )
    x, y, z = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def apart(one: str, other: str) -> float:
    return min(math.dist(seen(one, eye), seen(other, eye)) for eye in (TYPICAL, PROTANOPIA, DEUTERANOPIA))


@pytest.mark.parametrize("colour", sorted({*SOURCES.values(), *SEGMENTS.values()}))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_stand_out_from_the_page(colour: str, theme: str) -> None:
    assert contrast(colour, PAPER[theme]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_labels_have_the_contrast_of_text(theme: str) -> None:
    assert contrast(INK[theme], PAPER[theme]) >= 7


def test_funding_sources_stay_apart_for_every_eye() -> None:
    for one, other in itertools.combinations(SOURCES, 2):
        assert apart(SOURCES[one], SOURCES[other]) >= 15, (one, other)
    for one, other in itertools.pairwise(SOURCES):  # those that touch in a bar
        assert apart(SOURCES[one], SOURCES[other]) >= 25, (one, other)


def test_protected_and_gap_stay_apart_for_every_eye() -> None:
    assert apart(SEGMENTS["active"], SEGMENTS["rest"]) >= 40


def test_papers_are_those_of_the_theme() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    for name in ("light", "dark"):
        assert (theme[name]["backgroundColor"], theme[name]["textColor"]) == (PAPER[name], INK[name])


@pytest.mark.parametrize(("lang", "separators"), [("id", (",", ".")), ("en", (".", ","))])
def test_numbers_of_axes_follow_the_page_not_the_browser(lang: str, separators: tuple[str, str]) -> None:
    for spec in (trend_spec(lang=lang, theme="light", by_month=False), rows_spec(lang=lang, theme="light")):
        number = spec["config"]["locale"]["number"]
        assert (number["decimal"], number["thousands"]) == separators


def test_bars_start_at_zero_and_the_target_is_a_named_line() -> None:
    spec = trend_spec(lang="id", theme="light", by_month=False)
    bars, line, name, *_ = spec["layer"]
    assert bars["encoding"]["y"]["stack"] == "zero"
    assert "scale" not in bars["encoding"]["y"]
    assert line["mark"]["type"] == "rule"
    assert name["encoding"]["text"]["field"] == "target_label"


def test_colours_of_sources_are_fixed_by_code() -> None:
    scale = trend_spec(lang="en", theme="dark", by_month=True)["layer"][0]["encoding"]["color"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True)) == SOURCES


def test_a_specification_travels_light_and_asks_nobody() -> None:
    for spec in (trend_spec(lang="id", theme="light", by_month=True), rows_spec(lang="id", theme="light")):
        text = json.dumps(spec)
        assert len(text) < 6_000
        assert "http" not in text
        assert "datasets" not in spec


def test_months_have_their_names_when_there_are_few() -> None:
    axis = trend_spec(lang="id", theme="light", by_month=True)["layer"][0]["encoding"]["x"]["axis"]
    assert "'Agu'" in axis["labelExpr"]
