"""What the parts of the people page share: rows, bars and the columns of their tables."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from dashboard import db
from dashboard.blocks.breakdown import part_of
from dashboard.charts import rows_spec
from dashboard.drawing import Drawing
from dashboard.forms import number, share
from dashboard.frame import View
from dashboard.palette import SEGMENTS
from dashboard.tables import Column, show_table
from dashboard.words import word

Row = Mapping[str, Any]
Named = Sequence[tuple[str, Row]]
STATUSES = ("active", "one_month", "lapsed", "never")


def asked(view: View, query: str, *params: str) -> list[dict[str, Any]]:
    """The rows of a named query for this view; `params` names what it follows."""
    return db.run_query(query, **view.selection.parameters(*params)).to_pylist()


def statuses_drawing(view: View, named: Named, title: str, query: str) -> Drawing:
    """One bar a group: active, one month only, lapsed, never."""
    parts = {
        "rest" if status == "never" else status: word(view.lang, f"segment.{status}") for status in STATUSES
    }
    bars = [(name, {**row, "rest": row["never"]}) for name, row in named]
    return bars_drawing(view, bars, parts, title=title, alt=told(view, title, named), query=query)


def told(view: View, title: str, named: Named) -> str:
    """What a chart shows, in words."""
    lines = [_bar_label(view.lang, name, row, row.get("active", row.get("workers"))) for name, row in named]
    return f"{title}: {'; '.join(lines)}."


def _bar_label(lang: str, name: str, row: Row, part: Any) -> str:
    whole = row["universe"] or 0
    return f"{share(lang, part, whole)}  {name} · {part_of(lang, part, whole)}" if whole else name


def bars_drawing(
    view: View, named: Named, parts: Mapping[str, str], *, title: str, alt: str, query: str
) -> Drawing:
    """One bar a group, stacked by `parts`."""
    lang = view.lang
    drawn = [
        {
            "name": name,
            "position": position,
            "label": _bar_label(lang, name, row, row["active"]) if rank == 0 else None,
            "segment": part,
            "segment_name": part_name,
            "rank": rank,
            "workers": row[part],
        }
        for position, (name, row) in enumerate(named)
        for rank, (part, part_name) in enumerate(parts.items())
    ]
    return Drawing(
        spec=rows_spec(lang=lang, theme=view.theme),
        rows=pa.Table.from_pylist(drawn),
        title=title,
        alt=alt,
        query=query,
        legend={name: SEGMENTS[code] for code, name in parts.items()},
    )


def show_status_table(view: View, named: Named, head: str, alt: str) -> None:
    """The same groups as a table."""
    lang = view.lang
    keys = ("active", "universe", "unprotected", "registered", "one_month", "lapsed", "never")
    show_table(
        [{"name": name, **row} for name, row in named],
        [
            name_column(head),
            share_column(lang),
            *(count_column(lang, word(lang, f"table.{key}"), key) for key in keys),
        ],
        alt=alt,
    )


def name_column(head: str) -> Column:
    """The first column of a table."""
    return Column(head=head, cell=lambda row: row["name"], is_number=False)


def share_column(lang: str) -> Column:
    """Coverage of each row."""

    def text(row: Row) -> str:
        return share(lang, row.get("active", row.get("workers")), row["universe"], in_column=True)

    return Column(head=word(lang, "table.coverage"), cell=text)


def count_column(lang: str, head: str, key: str) -> Column:
    """Workers of each row under `key`."""
    return Column(head=head, cell=lambda row: number(lang, row[key]))
