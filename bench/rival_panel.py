"""The overview in Panel, to compare with: four numbers, two charts, a table, filters. Answers are kept whole.

Served by `panel serve bench/rival_panel.py`. Nobody visits it.
"""

import functools
from typing import Any

import pandas as pd
import panel as pn

from bench.rival_overview import FILTERS, default, offered, overview

pn.extension("vega", "tabulator")


def bars(rows: pd.DataFrame, **encoding: Any) -> dict[str, Any]:
    """A bar chart as Vega-Lite."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": rows.to_dict("records")},
        "mark": "bar",
        "encoding": {
            axis: {"field": name, "type": "quantitative" if axis in measured else "nominal"}
            for measured in [{"y"} if encoding["y"] == "active" else {"x"}]
            for axis, name in encoding.items()
        },
    }


@functools.lru_cache(maxsize=512)
def answer(*codes: str) -> tuple[Any, ...]:
    """The numbers, both charts and the rows of one selection."""
    numbers, months, targets = overview(*codes)
    rows = pd.DataFrame(months)
    gaps = pd.DataFrame([{"id": row["id"], "gap": row["gap_workers"]} for row in targets])
    return (
        numbers,
        bars(rows[["period", "active", "funding_source"]], x="period", y="active", color="funding_source"),
        bars(gaps, x="gap", y="id"),
        rows,
    )


filters = [pn.widgets.Select(name=name, options=list(offered(name)), value=default(name)) for name in FILTERS]
labels = [pn.pane.Markdown() for _ in range(4)]
charts = [pn.pane.Vega(), pn.pane.Vega()]
table = pn.widgets.DataFrame(disabled=True)


def show(*_: object) -> None:
    """Put the answer in its places."""
    numbers, by_month, by_target, rows = answer(*(each.value for each in filters))
    for label, (name, value) in zip(labels, numbers.items(), strict=True):
        label.object = f"{name}: {value}"
    charts[0].object, charts[1].object, table.value = by_month, by_target, rows


show()
for each in filters:
    each.param.watch(show, "value")
pn.Column(*filters, *labels, *charts, table).servable()
