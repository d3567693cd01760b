"""What does each month of a what-if look like: charts, table and file?"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard import db
from dashboard.blocks.parts import show_legend
from dashboard.charts import MONTHS_BY_NAME
from dashboard.forms import month, number, rupiah, short_month
from dashboard.frame import View
from dashboard.names import Names, names
from dashboard.simulator_chart import LAYERS, monthly_cost_spec, path_spec
from dashboard.simulator_runs import answer_months
from dashboard.simulator_words import change_labels, cost_title, path_title, unit_for
from dashboard.tables import Column, show_table
from dashboard.words import word
from simulator import MODEL_VERSION
from simulator.answer import Answer, monthly
from simulator.city import CityAnswer

FEW = 4  # prices of a month that are told one by one


def show_path(view: View, answer: CityAnswer) -> None:
    """Who is protected month by month: by others, by pledges, by the money that is asked for."""
    lang, called = view.lang, names(view.lang)
    rows = path_rows(called, answer)
    title = path_title(lang, answer)
    st.subheader(title, anchor=False)
    shown = [layer for layer in LAYERS if any(row["layer"] == layer and row["workers"] for row in rows)]
    legend = {layer_name(called, layer): LAYERS[layer] for layer in shown}
    show_legend(legend, view)
    st.caption(word(lang, "simulator.path.cliff"))
    spec = path_spec(lang=lang, theme=view.theme, by_month=len(answer.flow.months) <= MONTHS_BY_NAME)
    st.vega_lite_chart(pa.Table.from_pylist(rows), spec, alt=title)


def path_rows(called: Names, answer: CityAnswer) -> list[dict[str, Any]]:
    """One row a month and layer of the chart of protection."""
    lang, rows = called.lang, []
    sources = answer.flow.protected.sum(axis=2)
    by_layer = {source: sources[:, place] for place, source in enumerate(answer.sources)}
    by_layer |= {"pledged": answer.pledged, "asked": answer.covered.sum(axis=1)}
    last = len(answer.flow.months) - 1
    label = word(lang, "simulator.path.target", workers=number(lang, int(answer.target[-1])))
    for rank, (layer, workers) in enumerate(by_layer.items()):
        for place, each in enumerate(answer.flow.months):
            is_first = rank == 0
            target = int(answer.target[place])
            rows.append(
                {
                    "period": each,
                    "month": month(lang, each),
                    "layer": layer,
                    "layer_name": layer_name(called, layer),
                    "rank": rank,
                    "workers": int(workers[place]),
                    "target": target if is_first and target else None,
                    "cliff": int(answer.cliff[place]) if is_first else None,
                    "target_label": label if is_first and place == last else None,
                }
            )
    return rows


def layer_name(called: Names, layer: str) -> str:
    """A source by its name; what is asked for and promised by theirs."""
    if layer in ("pledged", "asked", "elsewhere"):
        return word(called.lang, f"simulator.layer.{layer}")
    return called.of("funding_source", layer)


def show_cost(view: View, answer: Answer) -> None:
    """The rupiah of every paid month as a chart."""
    lang = view.lang
    paid = {each: idr for each, idr in zip(answer_months(answer), answer.iuran.tolist(), strict=True) if idr}
    unit, title = unit_for(paid.values()), cost_title(lang, paid)
    st.subheader(title, anchor=False)
    # Where every month costs another sum, numbers above all bars would run into each other.
    is_short = len(paid) <= MONTHS_BY_NAME or len(set(paid.values())) <= FEW
    labels = change_labels(lang, list(paid.values()), unit) if is_short else [None] * len(paid)
    rows = pa.table(
        {
            "period": list(paid),
            "month": [month(lang, each) for each in paid],
            "amount": [idr / unit for idr in paid.values()],
            "idr": [rupiah(lang, idr) for idr in paid.values()],
            "label": pa.array(labels, pa.string()),
        }
    )
    spec = monthly_cost_spec(lang=lang, theme=view.theme, unit=unit, by_month=len(paid) <= MONTHS_BY_NAME)
    st.vega_lite_chart(rows, spec, alt=title)


def show_months(view: View, answer: Answer) -> None:
    """One row a month: people, price and rupiah, and what the target asks for."""
    rows, columns = months_of(view.lang, answer)
    show_table(rows, columns, alt=word(view.lang, "simulator.table.alt"))


def months_of(lang: str, answer: Answer) -> tuple[Sequence[Mapping[str, Any]], list[Column]]:
    """The same as rows and columns."""
    rows: Sequence[Mapping[str, Any]] = monthly(answer)
    counts: tuple[str, ...] = ("transport_workers", "other_workers")
    if isinstance(answer, CityAnswer):
        others, csr = answer.flow.others.sum(axis=1), answer.covered.sum(axis=1)
        rows = [
            {
                **row,
                "others": int(others[place]),
                "pledged": int(answer.pledged[place]),
                "csr": int(csr[place]),
                "begun": int(answer.begun[place]),
                "target": int(answer.target[place]),
                "cliff": int(answer.cliff[place]),
                "universe": int(answer.flow.universe[place].sum()),
            }
            for place, row in enumerate(rows)
        ]
        # Without blocks every month begins anew, which says nothing.
        begun = ("begun",) if answer.scenario.months else ()
        counts = ("target", "others", "pledged", "csr", *begun, "cliff", "universe")
    return rows, [
        Column(
            head=word(lang, "table.month"), cell=lambda row: short_month(lang, row["month"]), is_number=False
        ),
        Column(head=word(lang, "simulator.table.idr"), cell=lambda row: rupiah(lang, row["iuran_idr"])),
        *(_count(lang, name) for name in counts),
        *(_rate(lang, group) for group in ("transport", "other")),
    ]


def _count(lang: str, name: str) -> Column:
    return Column(head=word(lang, f"simulator.table.{name}"), cell=lambda row: number(lang, row[name]))


def _rate(lang: str, group: str) -> Column:
    called = word(lang, f"transport.{str(group == 'transport').lower()}")
    head = word(lang, "simulator.table.rate", group=called)
    return Column(head=head, cell=lambda row: rupiah(lang, row[f"{group}_idr_per_worker"]))


def csv_bytes(view: View, answer: Answer) -> bytes:
    """One row a month, numbers unformatted; each row names extract and model."""
    text, rows = io.StringIO(), monthly(answer)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*rows[0], "extract", "model_version"))
    for row in rows:
        writer.writerow((*row.values(), made_from(view), MODEL_VERSION))
    return text.getvalue().encode()


def made_from(view: View) -> str:
    """The revision of the extract that a what-if starts from."""
    return db.source_of("coverage", view.selection.period).revision_id
