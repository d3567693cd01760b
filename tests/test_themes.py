"""Do high contrast and black and white reach the browser that asks, and keep everything readable?"""

import asyncio
import itertools
import tomllib
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.config import CustomThemeCategories
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from dashboard.choices import THEMES
from dashboard.palette import (
    GAP,
    INK,
    PAPER,
    PLEDGED,
    PROGRAMMES,
    RAMP,
    SEGMENTS,
    SOURCES,
    in_theme,
)
from dashboard.themes import SETTINGS_DIR, Themes, keep_settings, theme_settings
from tests.opened import PAGES, charts, open_page
from tests.test_charts import contrast, luminance

CHOSEN = THEMES[1:]  # those that the address asks for
MARKS = sorted({*SEGMENTS.values(), *SOURCES.values(), *PROGRAMMES.values()})
CAPTION = 0.6  # how opaque Streamlit draws the text of captions


def settings(theme: str) -> dict[str, str]:
    return tomllib.loads((SETTINGS_DIR / f"{theme}.toml").read_text(encoding="utf-8"))["theme"]


def usual_theme() -> dict[str, Any]:
    return tomllib.loads((SETTINGS_DIR / "config.toml").read_text(encoding="utf-8"))["theme"]


def usual(theme: str) -> dict[str, str]:
    return usual_theme()[theme]


def over(colour: str, paper: str) -> str:
    """The text of a caption as it is seen."""
    parts = [
        CAPTION * int(colour[place : place + 2], 16) + (1 - CAPTION) * int(paper[place : place + 2], 16)
        for place in (1, 3, 5)
    ]
    return "#" + "".join(f"{round(part):02x}" for part in parts)


def rerun(query: str) -> Message:
    said = BackMsg()
    said.rerun_script.query_string = query
    return {"type": "websocket.receive", "bytes": said.SerializeToString()}


def test_the_settings_are_told_as_streamlit_reads_them(monkeypatch: pytest.MonkeyPatch) -> None:
    read = app_session._populate_theme_msg
    monkeypatch.setattr(app_session, "_populate_theme_msg", read)  # put back afterwards
    keep_settings()
    assert app_session._populate_theme_msg is not read
    sections = ("theme", *(f"theme.{each.value}" for each in CustomThemeCategories))
    told = []
    for section in (*sections, *sections):  # worked out, then kept
        ours, theirs = CustomThemeConfig(), CustomThemeConfig()
        app_session._populate_theme_msg(ours, section)
        read(theirs, section)
        assert ours == theirs
        told.append(ours)
    assert told[0].padding_top == usual_theme()["paddingTop"]


def beginning() -> Message:
    told = ForwardMsg()
    told.new_session.custom_theme.padding_top = "1.5rem"
    told.new_session.custom_theme.light.background_color = "#ffffff"
    told.new_session.custom_theme.dark.background_color = "#11191d"
    return {"type": "websocket.send", "bytes": told.SerializeToString()}


def address(query: str) -> Message:
    told = ForwardMsg()
    told.page_info_changed.query_string = query
    return {"type": "websocket.send", "bytes": told.SerializeToString()}


def reaching_the_browser(*, asked: list[Message], told: list[Message]) -> list[Message]:
    """What a browser gets that sent `asked`, when the app then sends `told`."""
    got: list[Message] = []

    async def receive() -> Message:
        return asked.pop(0)

    async def send(message: Message) -> None:
        got.append(message)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001
        for _ in range(len(asked)):
            await receive()
        for message in told:
            await send(message)

    asyncio.run(Themes(app)({"type": "websocket"}, receive, send))
    return got


def theme_of(message: Message) -> tuple[str, str]:
    """Background and padding of a beginning; light and dark are named when they are there."""
    told = ForwardMsg()
    told.ParseFromString(message["bytes"])
    theme = told.new_session.custom_theme
    either = "light or dark" if theme.HasField("light") or theme.HasField("dark") else ""
    return theme.background_color or either, theme.padding_top


@pytest.mark.parametrize("theme", CHOSEN)
def test_a7_the_browser_that_asks_gets_the_theme_and_keeps_the_sizes(theme: str) -> None:
    (got,) = reaching_the_browser(asked=[rerun(f"lang=id&tema={theme}")], told=[beginning()])
    assert theme_of(got) == (settings(theme)["backgroundColor"], "1.5rem")


@pytest.mark.parametrize(
    "query", ["", "lang=en", "tema=", "tema=hitam", "tema=kontras&tema=biasa", "tema=%00"]
)
def test_all_others_get_what_streamlit_sent(query: str) -> None:
    told = [
        beginning(),
        {"type": "websocket.send", "bytes": b"\xff tema= no message"},
        {"type": "websocket.close"},
    ]
    assert reaching_the_browser(asked=[rerun(query)], told=list(told)) == told


def test_a_switch_in_the_page_holds_from_the_next_run_on() -> None:
    told = [beginning(), address("tema=kontras"), beginning(), address("lang=en"), beginning()]
    got = reaching_the_browser(asked=[rerun("")], told=told)
    seen = [theme_of(got[place])[0] for place in (0, 2, 4)]
    assert seen == ["light or dark", "#000000", "light or dark"]


def test_a_setting_that_streamlit_does_not_know_is_refused(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "odd.toml").write_text('[theme]\nbase = "dark"\ntextColour = "#000000"\n')
    monkeypatch.setattr("dashboard.themes.SETTINGS_DIR", tmp_path)
    with pytest.raises(ValueError, match="textColour"):
        theme_settings("odd")


def test_a7_text_has_its_contrast_in_every_theme() -> None:
    for theme, least in {"light": 4.5, "dark": 4.5, "kontras": 7, "cetak": 4.5}.items():
        given = settings(theme) if theme in CHOSEN else usual(theme)
        paper, ink = given["backgroundColor"], given["textColor"]
        assert (paper, ink) == (PAPER[theme], INK[theme])
        shown = {"text": ink, "caption": over(ink, paper)}
        shown |= {name: given[name] for name in given if name.endswith(("TextColor", "linkColor"))}
        for name, colour in shown.items():
            assert contrast(colour, paper) >= least, (theme, name)
        boxes = [given[name] for name in given if name.lower().endswith("backgroundcolor")]
        for box in boxes:
            assert contrast(ink, box) >= least, (theme, box)


@pytest.mark.parametrize("theme", PAPER)
def test_a7_marks_stand_out_from_the_page(theme: str) -> None:
    least = 4.5 if theme == "kontras" else 3
    for colour in [*MARKS, PLEDGED]:
        assert contrast(in_theme(theme, colour), PAPER[theme]) >= least, colour


@pytest.mark.parametrize("theme", PAPER)
def test_a7_in_grey_the_farther_from_protection_the_fainter(theme: str) -> None:
    greys = [luminance(in_theme(theme, colour)) for colour in SEGMENTS.values()]
    if PAPER[theme] == "#000000":
        greys.reverse()
    assert greys == sorted(greys)
    for one, other in itertools.pairwise(SEGMENTS.values()):
        assert contrast(in_theme(theme, one), in_theme(theme, other)) >= 1.1


def test_a7_coverage_darkens_class_by_class_in_grey() -> None:
    greys = [luminance(colour) for colour in RAMP]
    assert greys == sorted(greys, reverse=True)
    for one, other in itertools.pairwise(RAMP):
        assert contrast(one, other) >= 1.3


@pytest.mark.parametrize("theme", CHOSEN)
@pytest.mark.parametrize("colours", [SOURCES, PROGRAMMES], ids=["sources", "programmes"])
def test_a7_what_touches_in_a_bar_differs_in_grey(theme: str, colours: dict[str, str]) -> None:
    for one, other in itertools.pairwise(colours.values()):
        assert contrast(in_theme(theme, one), in_theme(theme, other)) >= 1.5, (one, other)


def test_black_and_white_has_no_colour() -> None:
    for colour in [*MARKS, PLEDGED, GAP]:
        grey = in_theme("cetak", colour)
        assert grey[1:3] == grey[3:5] == grey[5:7], colour


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("fixture_city")
def test_a7_every_chart_follows_the_theme(name: str) -> None:
    """No chart and no legend keeps a colour that the theme has another for."""
    page = open_page(name, tema="kontras")
    drawn = [chart.proto.spec for chart in charts(page)] + [text.value for text in page.markdown]
    for colour in {*SOURCES.values(), *SEGMENTS.values(), *PROGRAMMES.values(), INK["light"]}:
        assert not [text for text in drawn if colour in text], colour


@pytest.mark.usefixtures("fixture_city")
def test_a7_an_unknown_theme_is_told_and_left_out() -> None:
    at = open_page("sector", tema="hitam", lang="id")
    (told,) = at.warning
    assert told.value == "Tampilan: nilai `hitam` tidak dikenal dan diabaikan."
    assert "tema" not in at.query_params
