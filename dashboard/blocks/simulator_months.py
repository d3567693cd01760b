"""What does each month of a what-if cost: chart, table and file?"""

import csv
import io

import pyarrow as pa
import streamlit as st

from dashboard import db
from dashboard.blocks.simulator_answer import Result
from dashboard.forms import month, number, rupiah, short_month
from dashboard.frame import View
from dashboard.simulator_chart import monthly_cost_spec
from dashboard.simulator_words import change_labels, chart_title, unit_for
from dashboard.tables import Cell, Column, show_table
from dashboard.words import word
from simulator import MODEL_VERSION
from simulator.cover import Cover, CoverMonth

Paid = tuple[Cover, CoverMonth]


def _paid(result: Result) -> list[Paid]:
    """Every month of every cover, by month, then group."""
    paid = [(cover, each) for cover in result.covers for each in cover.months]
    return sorted(paid, key=lambda pair: (pair[1].month, not pair[0].transport))


def show_months(view: View, result: Result) -> None:
    """The rupiah of every month as a chart and as a table."""
    lang = view.lang
    monthly: dict[str, int] = {}
    for _, each in _paid(result):
        monthly[each.month] = monthly.get(each.month, 0) + each.idr
    unit = unit_for(monthly.values())
    title = chart_title(lang, monthly)
    st.subheader(title, anchor=False)
    rows = pa.table(
        {
            "period": list(monthly),
            "month": [month(lang, each) for each in monthly],
            "amount": [idr / unit for idr in monthly.values()],
            "idr": [rupiah(lang, idr) for idr in monthly.values()],
            "label": pa.array(change_labels(lang, list(monthly.values()), unit), pa.string()),
        }
    )
    spec = monthly_cost_spec(lang=lang, theme=view.theme, unit=unit, months=len(monthly))
    st.vega_lite_chart(rows, spec, alt=title)
    _show_table(lang, result)


def _show_table(lang: str, result: Result) -> None:
    """One row a month: the whole, then rate and cost of each tariff group."""
    columns = [
        Column(
            head=word(lang, "table.month"),
            cell=lambda row: short_month(lang, row["month"]),
            is_number=False,
        ),
        Column(
            head=word(lang, "simulator.table.idr"),
            cell=lambda row: rupiah(lang, sum(each.idr for each in row["paid"])),
        ),
    ]
    laws = []
    for position, cover in enumerate(result.covers):
        group = word(lang, f"transport.{str(cover.transport).lower()}")
        columns.append(
            Column(head=word(lang, "simulator.table.rate", group=group), cell=_rate_of(lang, position))
        )
        if len(result.covers) > 1:
            workers = number(lang, cover.workers)
            head = word(lang, "simulator.table.group_idr", group=group, workers=workers)
            columns.append(Column(head=head, cell=_cost_of(lang, position)))
        laws.append(
            Column(
                head=word(lang, "simulator.table.law", group=group), cell=_law_of(position), is_number=False
            )
        )
    paid = zip(*(cover.months for cover in result.covers), strict=True)
    rows = [{"month": months[0].month, "paid": months} for months in paid]
    show_table(rows, [*columns, *laws], alt=word(lang, "simulator.table.alt"))


def _rate_of(lang: str, position: int) -> Cell:
    return lambda row: rupiah(lang, row["paid"][position].idr_per_worker)


def _cost_of(lang: str, position: int) -> Cell:
    return lambda row: rupiah(lang, row["paid"][position].idr)


def _law_of(position: int) -> Cell:
    return lambda row: "; ".join(row["paid"][position].legal_basis)


def csv_bytes(view: View, result: Result) -> bytes:
    """One row a month and tariff group, numbers unformatted; each row names extract and model."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    columns = ("month", "transport", "workers", "idr_per_worker_month", "idr", "legal_basis")
    writer.writerow((*columns, "extract", "model_version"))
    for cover, each in _paid(result):
        drives = str(cover.transport).lower()
        law = "; ".join(each.legal_basis)
        numbers = (each.workers, each.idr_per_worker, each.idr)
        writer.writerow((each.month, drives, *numbers, law, made_from(view), MODEL_VERSION))
    return text.getvalue().encode()


def _made_from(view: View) -> str:
    return db.source_of("coverage", view.selection.period).revision_id


def made_from(view: View) -> str:
    """The revision of the extract that a what-if starts from."""
    return db.source_of("coverage", view.selection.period).revision_id
