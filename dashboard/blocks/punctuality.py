"""Did the list of each body come on time, month by month?"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard import db
from dashboard.blocks.agreement import body_column
from dashboard.blocks.parts import show_downloads
from dashboard.drawing import Drawing, image_links
from dashboard.folded import folded
from dashboard.forms import date, month, number, short_month, spoken
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import names, short_names
from dashboard.punctuality_chart import strip_spec
from dashboard.punctuality_words import (
    SIGNS,
    counted,
    punctuality_answer,
    sign,
    sign_and_word,
    told,
)
from dashboard.tables import Column, show_table
from dashboard.words import word

Row = Mapping[str, Any]
ANCHOR = "ketepatan-waktu"


def show_punctuality(view: View) -> None:
    """The sentence, a strip of twelve months for each body, the same as a table, and how it was judged."""
    if not _show_strip(view):
        return
    with folded(
        word(view.lang, "punctuality.table"), key="fold_punctuality", icon=":material/table:"
    ) as is_open:
        if is_open:
            _show_table(view)
    _show_files(view)


@kept
def _show_strip(view: View) -> bool:
    """Whether there is one: without a calendar nobody is late."""
    lang, called = view.lang, names(view.lang)
    rows = db.run_query("punctuality_by_opd", period=view.selection.period).to_pylist()
    if any(row["sheets_due_on"] is None or row["release_due_on"] is None for row in rows):
        st.markdown(word(lang, "calendar.none"))
        return False
    title = punctuality_answer(called, rows)
    st.subheader(title, anchor=ANCHOR)
    st.markdown(
        "  \n".join(
            f"**{each}** {word(lang, f'punctuality.means.{status}')}" for status, each in SIGNS.items()
        )
    )
    if drawn := drawing(view):
        st.vega_lite_chart(drawn.rows, drawn.spec, alt=spoken(drawn.alt))
    st.caption(word(lang, "punctuality.how"))
    return True


@kept
def _show_files(view: View) -> None:
    files = {"punctuality_by_opd": {"period": view.selection.period}, "calendar_list": {}}
    show_downloads(files, view, images=image_links("punctuality_by_opd", view.selection))


def drawing(view: View) -> Drawing | None:
    """A strip of months for each body; None where no calendar says what is late."""
    lang = view.lang
    rows = db.run_query("punctuality_by_opd", period=view.selection.period).to_pylist()
    if not rows or any(row["sheets_due_on"] is None or row["release_due_on"] is None for row in rows):
        return None
    by_opd, title = _by_opd(rows), punctuality_answer(names(lang), rows)
    return Drawing(
        spec=strip_spec(lang=lang, theme=view.theme),
        rows=_drawn(lang, by_opd),
        title=title,
        alt=f"{title} {_told(lang, by_opd)}".strip(),
        query="punctuality_by_opd",
        legend={},
        note="; ".join(
            f"{sign} {word(lang, f'punctuality.means.{status}')}" for status, sign in SIGNS.items()
        ),
    )


def _by_opd(rows: Sequence[Row]) -> dict[str, dict[str, Row]]:
    """The rows of each body by month; who is most behind first."""
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        found.setdefault(row["opd"], {})[row["period"]] = row

    def behind(opd: str) -> tuple[int, int]:
        months = list(found[opd].values())
        return -counted(months, "missing"), -counted(months, "late")

    return {opd: found[opd] for opd in sorted(found, key=behind)}


def _drawn(lang: str, by_opd: Mapping[str, Mapping[str, Row]]) -> pa.Table:
    short = short_names(lang)
    return pa.Table.from_pylist(
        [
            {
                "name": short.of("opd", opd),
                "position": position,
                "label": short.of("opd", opd) if place == 0 else None,
                "period": period,
                "month": month(lang, period),
                "status": row["status"],
                "sign": sign(lang, row),
                "told": told(lang, row),
                "due": date(lang, row["sheets_due_on"].isoformat()),
                "came": date(lang, row["in_data_on"].isoformat()) if row["in_data_on"] else "–",
            }
            for position, (opd, months) in enumerate(by_opd.items())
            for place, (period, row) in enumerate(months.items())
        ]
    )


def _told(lang: str, by_opd: Mapping[str, Mapping[str, Row]]) -> str:
    """Who was late or is missing in which month, for those who cannot see the strip."""
    short = short_names(lang)
    parts = [
        f"{short.of('opd', opd)}, {month(lang, period)}: {told(lang, row)}"
        for opd, months in by_opd.items()
        for period, row in months.items()
        if row["status"] in ("late", "missing")
    ]
    return f"{'; '.join(parts)}." if parts else ""


@kept
def _show_table(view: View) -> None:
    lang = view.lang
    by_opd = _by_opd(db.run_query("punctuality_by_opd", period=view.selection.period).to_pylist())
    rows = [{"opd": opd, **months} for opd, months in by_opd.items()]
    periods = list(next(iter(by_opd.values())))

    def count(status: str) -> Callable[[Row], str]:
        return lambda row: number(lang, counted([row[period] for period in periods], status))

    def of_month(period: str) -> Callable[[Row], str]:
        return lambda row: sign_and_word(lang, row[period])

    show_table(
        rows,
        [
            body_column(lang),
            *(
                Column(head=word(lang, f"punctuality.count.{status}"), cell=count(status))
                for status in ("on_time", "late", "missing")
            ),
            *(
                Column(head=short_month(lang, period), cell=of_month(period), is_number=False)
                for period in reversed(periods)
            ),
        ],
        alt=word(lang, "punctuality.table"),
    )
