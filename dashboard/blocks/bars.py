"""How much of each group is protected? One bar a group, the largest gap first."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from dashboard.answers import breakdown_answer
from dashboard.blocks.breakdown import part_of, rows_of
from dashboard.blocks.parts import show_drawing
from dashboard.charts import rows_spec
from dashboard.drawing import Drawing
from dashboard.forms import share
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import Names, names, short_names
from dashboard.palette import SEGMENTS
from dashboard.words import word

Row = Mapping[str, Any]


@kept
def show_chart(view: View, dimension: str) -> None:
    """One bar a group, most workers without cover first."""
    drawn = drawing(view, dimension)
    if drawn is not None:
        show_drawing(drawn, view)


def drawing(view: View, dimension: str) -> Drawing | None:
    """The statuses of each group; None when no group has workers."""
    lang = view.lang
    rows = rows_of(view, dimension)
    if not rows:
        return None
    segments = _segments(view)
    ordered = sorted(rows, key=lambda row: -row["unprotected"])
    return Drawing(
        spec=rows_spec(lang=lang, theme=view.theme),
        rows=_drawn(short_names(lang), dimension, ordered, segments),
        title=word(lang, "chart.breakdown.title", group=word(lang, f"group.{dimension}")),
        alt=breakdown_answer(names(lang), dimension, rows, view.selection),
        query=f"coverage_by_{dimension}",
        legend={name: SEGMENTS[code] for code, name in segments.items()},
    )


def _segments(view: View) -> dict[str, str]:
    """The parts of a bar and their names; with a payer chosen, the rest is all that it does not reach."""
    lang = view.lang
    rest = "segment.never" if view.selection.funding_source is None else "segment.not_by_payer"
    return {
        "active": word(lang, "segment.active"),
        "one_month": word(lang, "segment.one_month"),
        "lapsed": word(lang, "segment.lapsed"),
        "rest": word(lang, rest),
    }


def _drawn(called: Names, dimension: str, rows: Sequence[Row], segments: Mapping[str, str]) -> pa.Table:
    parts = [
        {
            "name": called.of(dimension, row["id"]),
            "position": position,
            "label": _bar_label(called, dimension, row) if rank == 0 else None,
            "segment": segment,
            "segment_name": segment_name,
            "rank": rank,
            "workers": row["universe"] - row["registered"] if segment == "rest" else row[segment],
        }
        for position, row in enumerate(rows)
        for rank, (segment, segment_name) in enumerate(segments.items())
    ]
    return pa.Table.from_pylist(parts)


def _bar_label(called: Names, dimension: str, row: Row) -> str:
    rate = share(called.lang, row["active"], row["universe"])
    return (
        f"{rate}  {called.of(dimension, row['id'])} · {part_of(called.lang, row['active'], row['universe'])}"
    )
