"""The overview in Dash, to compare with: four numbers, two charts, a table, filters. Answers are kept whole.

Served by gunicorn as Dash's manual says: `gunicorn --threads 8 bench.rival_dash:server`. Nobody visits it.
"""

import functools
from typing import Any

import plotly.graph_objects as go
from dash import Dash, Input, Output, dash_table, dcc, html

from bench.rival_overview import FILTERS, default, offered, overview
from dashboard.palette import SOURCES

app = Dash(__name__)
server = app.server
app.layout = html.Div(
    [
        *(dcc.Dropdown(options=list(offered(name)), value=default(name), id=name) for name in FILTERS),
        html.Div(id="numbers"),
        dcc.Graph(id="months"),
        dcc.Graph(id="targets"),
        dash_table.DataTable(id="rows"),
    ]
)


@app.callback(
    Output("numbers", "children"),
    Output("months", "figure"),
    Output("targets", "figure"),
    Output("rows", "data"),
    *(Input(name, "value") for name in FILTERS),
)
@functools.lru_cache(maxsize=512)
def show(*codes: str) -> tuple[Any, ...]:
    """The answer of one selection."""
    numbers, months, targets = overview(*codes)
    bars = [
        go.Bar(
            name=code,
            x=[row["period"] for row in months if row["funding_source"] == code],
            y=[row["active"] for row in months if row["funding_source"] == code],
        )
        for code in SOURCES
    ]
    gaps = go.Bar(
        x=[row["gap_workers"] for row in targets], y=[row["id"] for row in targets], orientation="h"
    )
    return (
        [html.Div([html.H3(name), html.P(str(value))]) for name, value in numbers.items()],
        go.Figure(bars, {"barmode": "stack"}),
        go.Figure([gaps]),
        months,
    )
