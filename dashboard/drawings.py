"""Which charts of the pages can be had as an image? Each by its name and the parameters of its page.

A chart is a function that takes a View (and, where its page has parameters of its own, those) and gives a
Drawing: specification, rows, title, what it says, legend. The block of the page draws that very Drawing with
`show_drawing`, so image and page cannot differ. To add a chart:

1. in its block, `def drawing(view) -> Drawing | None`, and `show_drawing(drawing(view), view)` in the page;
2. one line below, its key the name in the address (/gambar/<name>.svg), its path the page's address;
3. `images=image_links("<name>", view.selection)` in the call of `show_downloads` below it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from dashboard import map_drawing
from dashboard.addresses import Refused
from dashboard.blocks import (
    agreement_effect,
    bars,
    benefits,
    changes,
    compare,
    expiry,
    explorer,
    funding,
    people,
    pledges,
    punctuality,
    ranking,
    trend,
    ucj,
    worker_months,
)
from dashboard.changes import SINCE, earlier_months, month_before
from dashboard.choices import Choice, choices, selection_of, url_parameters
from dashboard.compare_choices import OTHER_KEYS, offered, read_other, second_view
from dashboard.drawing import Drawing
from dashboard.explorer_choices import KEYS, read_crossing
from dashboard.frame import View
from dashboard.payer_window import WINDOW, YEAR, windows
from dashboard.since import month_of
from dashboard.state import state_key

# What a chart is drawn of: the view, and the page's own parameters of the address.
Draw = Callable[[View, Mapping[str, str]], Drawing | None]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One chart: how it is drawn, the address of its page, and the page's own parameters."""

    draw: Draw
    path: str
    keys: tuple[str, ...] = ()


def _plain(draw: Callable[[View], Drawing | None]) -> Draw:
    return lambda view, _: draw(view)


def since_of(view: View, asked: str | None) -> str | None:
    """The earlier month of an address, or the one before; None for the first. Raises Refused."""
    earlier = earlier_months(view)
    if asked is None:
        return month_before(view)
    found = month_of(asked)
    if found not in earlier:
        raise Refused("request.unknown_value", name=SINCE, value=asked, known=", ".join(earlier))
    return found


def _changes(view: View, values: Mapping[str, str]) -> Drawing | None:
    return changes.drawing(view, since_of(view, values.get(SINCE) or None))


def _worker_months(view: View, values: Mapping[str, str]) -> Drawing | None:
    window, known = values.get(WINDOW, YEAR), windows(view)
    if window not in known:
        raise Refused("request.unknown_value", name=WINDOW, value=window, known=", ".join(known))
    return worker_months.drawing(view, window)


def _compare(view: View, values: Mapping[str, str]) -> Drawing | None:
    said, notices = read_other({name: [value] for name, value in values.items()})
    for notice in notices:
        name, value = notice.values["name"], notice.values["value"]
        raise Refused("request.unknown_value", name=name, value=value, known=", ".join(offered()[name].codes))
    return compare.drawing(view, second_view(view.selection, said))


def _explorer(view: View, values: Mapping[str, str]) -> Drawing | None:
    crossing, notices = read_crossing({name: [value] for name, value in values.items()})
    for notice in notices:
        name, value = notice.values["name"], notice.values["value"]
        raise Refused("request.unknown_value", name=name, value=value, known=", ".join(KEYS[name].codes))
    return explorer.drawing(view, crossing)


CHARTS: dict[str, Chart] = {
    "coverage_trend": Chart(draw=_plain(trend.drawing), path="/"),
    "coverage_by_opd": Chart(draw=_plain(partial(bars.drawing, dimension="opd")), path="/opd"),
    "coverage_by_sector": Chart(draw=_plain(partial(bars.drawing, dimension="sector")), path="/sektor"),
    "funnel_by_opd": Chart(draw=_plain(partial(ranking.drawing, dimension="opd")), path="/opd"),
    "funnel_by_sector": Chart(draw=_plain(partial(ranking.drawing, dimension="sector")), path="/sektor"),
    "coverage_map": Chart(draw=_plain(map_drawing.drawing), path="/wilayah"),
    "coverage_by_sex": Chart(draw=_plain(partial(people.group_drawing, dimension="sex")), path="/siapa"),
    "coverage_by_age_band": Chart(
        draw=_plain(partial(people.group_drawing, dimension="age_band")), path="/siapa"
    ),
    "coverage_by_disability": Chart(
        draw=_plain(partial(people.group_drawing, dimension="disability")), path="/siapa"
    ),
    "coverage_by_programme": Chart(draw=_plain(people.programmes_drawing), path="/siapa"),
    "coverage_by_segment": Chart(draw=_plain(people.segments_drawing), path="/siapa"),
    "participants_by_segment": Chart(draw=_plain(ucj.drawing), path="/siapa"),
    "coverage_by_funding_source": Chart(draw=_plain(funding.drawing), path="/sumber-dana"),
    "expiry_by_month": Chart(draw=_plain(expiry.drawing), path="/segera-habis"),
    "benefits_by_month": Chart(draw=_plain(benefits.drawing), path="/manfaat"),
    "agreement_coverage": Chart(draw=_plain(agreement_effect.drawing), path="/opd"),
    "punctuality_by_opd": Chart(draw=_plain(punctuality.drawing), path="/opd"),
    "pledge_by_funder": Chart(draw=_plain(pledges.drawing), path="/sumber-dana"),
    "worker_months_by_funding_source": Chart(draw=_worker_months, path="/sumber-dana", keys=(WINDOW,)),
    "comparison_trend": Chart(draw=_compare, path="/bandingkan", keys=tuple(OTHER_KEYS)),
    "crosstab": Chart(draw=_explorer, path="/jelajah", keys=tuple(KEYS)),
    "change_headline": Chart(draw=_changes, path="/mengapa-berubah", keys=(SINCE,)),
}


def view_of(values: Mapping[str, str]) -> tuple[View, dict[str, str]]:
    """The view that the parameters of an address choose, and the shortest parameters that reproduce it.

    Raises Refused for a value that is not offered, ExtractMissing.
    """
    offered: dict[str, Choice] = choices()
    chosen = {name: values.get(name, choice.default) for name, choice in offered.items()}
    for name, value in chosen.items():
        if value not in offered[name].codes:
            known = ", ".join(filter(None, offered[name].codes))
            raise Refused("request.unknown_value", name=name, value=value, known=known)
    selection = selection_of(chosen)
    theme = "light" if selection.tema == offered["tema"].default else selection.tema
    view = View(revision=state_key(), selection=selection, level=chosen["level"], theme=theme)
    return view, url_parameters(chosen, offered)


def draw(name: str, values: Mapping[str, str]) -> tuple[View, Drawing | None, dict[str, Any]]:
    """The named chart for the parameters of an address, with its view and the address of its page.

    Raises Refused, ExtractMissing.
    """
    chart = CHARTS[name]
    view, address = view_of({key: value for key, value in values.items() if key not in chart.keys})
    own = {key: values[key] for key in chart.keys if key in values}
    return view, chart.draw(view, own), {"path": chart.path, "parameters": address | own}
