"""How sure is a what-if: between which rupiah does it lie, and what moves it most?"""

from decimal import Decimal

import pyarrow as pa
import streamlit as st

from dashboard.blocks.simulator_answer import work_out
from dashboard.folded import folded
from dashboard.forms import number, percent, rupiah
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import names
from dashboard.simulator_chart import tornado_spec
from dashboard.simulator_inputs import Inputs
from dashboard.simulator_words import error_sentence, unit_for
from dashboard.tables import Cell, Column, show_reading_table, show_table
from dashboard.words import word
from simulator.errors import ScenarioError
from simulator.ranges import A_MONTH, MEASURED, YES_NO, Range
from simulator.rounding import ONE
from simulator.uncertainty import Uncertainty, uncertainty


def show_range(view: View, inputs: Inputs) -> None:
    """The band, the five assumptions that matter most, every range; worked out when it is unfolded."""
    lang = view.lang
    title = word(lang, "simulator.range.title")
    with folded(title, key="fold_range", icon=":material/arrow_range:") as is_open:
        if is_open:
            with st.spinner(word(lang, "simulator.range.working")):
                _show(view, inputs)


@kept
def _show(view: View, inputs: Inputs) -> None:
    lang = view.lang
    try:
        result = work_out(view, inputs)
        found = uncertainty(result.start.tariff, result.start.standing, result.answer.scenario)
    except ScenarioError as error:
        st.markdown(error_sentence(names(lang), error))
        return
    st.markdown(_sentence(lang, found))
    _show_bands(lang, found)
    _show_swings(view, found)
    st.markdown(word(lang, "simulator.range.leaves_out"))
    st.markdown(word(lang, "simulator.range.all"))
    _show_ranges(lang, found)


def _sentence(lang: str, found: Uncertainty) -> str:
    band = found.bands[found.moved]
    text = word(
        lang,
        f"simulator.range.sentence.{found.moved}",
        low=_amount(lang, found.moved, band.low),
        median=_amount(lang, found.moved, band.median),
        high=_amount(lang, found.moved, band.high),
        draws=number(lang, found.draws),
    )
    if not found.unreached:
        return text
    return f"{text} {word(lang, 'simulator.range.unreached', unreached=number(lang, found.unreached))}"


def _show_bands(lang: str, found: Uncertainty) -> None:
    rows = [{"figure": figure, "band": band} for figure, band in found.bands.items()]
    show_table(
        rows,
        [
            Column(
                head=word(lang, "simulator.compare.figure"),
                cell=lambda row: word(lang, f"simulator.range.{row['figure']}"),
                is_number=False,
            ),
            *(
                Column(
                    head=word(lang, f"simulator.range.{part}"),
                    cell=_part_of_band(lang, part),
                )
                for part in ("low", "median", "high", "point")
            ),
        ],
        alt=word(lang, "simulator.range.title"),
    )


def _show_swings(view: View, found: Uncertainty) -> None:
    """One bar an assumption, the widest first."""
    lang, point = view.lang, found.bands[found.moved].point
    if not found.swings:
        return
    is_money = found.moved.endswith("_idr")
    unit = unit_for([max(each.low, each.high, point) for each in found.swings]) if is_money else 1
    rows = []
    for position, each in enumerate(found.swings):
        low, high = sorted((each.low, each.high, point))[::2]
        span = f"{_amount(lang, found.moved, low)} – {_amount(lang, found.moved, high)}"
        name = range_name(lang, each.of)
        label = f"{name}: {_value(lang, each.of, each.of.low)} – {_value(lang, each.of, each.of.high)}"
        rows.append(
            {
                "name": name,
                "position": position,
                "label": label,
                "low": low / unit,
                "high": high / unit,
                "point": point / unit,
                "span": span,
            }
        )
    first = range_name(lang, found.swings[0].of)
    title = word(
        lang, "simulator.range.most", first=first, moved=word(lang, f"simulator.range.{found.moved}")
    )
    st.subheader(title, anchor=False)
    axis = word(lang, f"simulator.chart.unit.{unit}" if is_money else "simulator.compare.worker_months")
    st.vega_lite_chart(
        pa.Table.from_pylist(rows), tornado_spec(lang=lang, theme=view.theme, axis=axis), alt=title
    )


def _show_ranges(lang: str, found: Uncertainty) -> None:
    """Every assumption that was drawn, with its default, its range and where they are from."""
    show_reading_table(
        [{"range": each} for each in found.ranges],
        [
            Column(
                head=word(lang, "simulator.range.assumption"), cell=lambda row: range_name(lang, row["range"])
            ),
            *(
                Column(
                    head=word(lang, f"simulator.range.head.{part}"),
                    cell=_part_of_range(lang, part),
                )
                for part in ("low", "default", "high")
            ),
            Column(
                head=word(lang, "simulator.range.basis"),
                cell=lambda row: (
                    word(lang, "simulator.range.measured")
                    if row["range"].basis == MEASURED
                    else row["range"].basis
                ),
            ),
        ],
        alt=word(lang, "simulator.range.all"),
    )


def _part_of_band(lang: str, part: str) -> Cell:
    return lambda row: _amount(lang, row["figure"], getattr(row["band"], part))


def _part_of_range(lang: str, part: str) -> Cell:
    return lambda row: _value(lang, row["range"], getattr(row["range"], part))


def range_name(lang: str, each: Range) -> str:
    """The name of an assumption, with the payer it is about."""
    payer = names(lang).of("funding_source", each.payer) if each.payer else ""
    return word(lang, f"simulator.range.of.{each.name}", payer=payer)


def _value(lang: str, each: Range, value: int) -> str:
    if each.unit == YES_NO:
        return word(lang, f"simulator.range.answer.{'yes' if value else 'no'}")
    if each.unit == A_MONTH:
        return number(lang, value)
    return percent(lang, Decimal(value) / ONE)


def _amount(lang: str, figure: str, value: int) -> str:
    return rupiah(lang, value) if figure.endswith("_idr") else number(lang, value)
