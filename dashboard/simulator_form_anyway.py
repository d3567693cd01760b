"""What happens anyway: what each payer does when a cover ends, and yearly budgets, to be filled in."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import streamlit as st

from dashboard.forms import month, number, percent, rupiah
from dashboard.names import names
from dashboard.simulator_form import draw_field, keep_input
from dashboard.simulator_inputs import Inputs
from dashboard.simulator_lists import (
    read_budgets,
    read_habits,
    readable,
    write_budgets,
    write_habits,
)
from dashboard.simulator_start import Start
from dashboard.words import word
from simulator.checks import MAX_IDR, MAX_WORKERS
from simulator.course import PUBLIC, SELF_PAYERS, Course, Habit, YearBudget, measure
from simulator.rounding import ONE

BUDGET_YEARS = 3
HABIT_PIXELS = 320


def draw_anyway(start: Start, inputs: Inputs, lang: str) -> None:
    """Draw growth, renewals and yearly budgets. A list of a link that cannot be read is empty here."""
    draw_field(start, "sim_growth", inputs, lang)
    _draw_habits(start, inputs, lang)
    _draw_budgets(start, inputs, lang)


def _draw_habits(start: Start, inputs: Inputs, lang: str) -> None:
    usual = start.course
    habits = dict(usual.habits) | dict(
        readable(inputs["sim_habits"], lambda text: list(read_habits(text, usual).items()))
    )
    st.markdown(f"**{word(lang, 'simulator.habits.title')}**")
    grid = st.grid(2, min_column_width=HABIT_PIXELS, gap="small", border=True)
    for source in start.standing.sources:
        with grid.cell():
            _draw_habit(start, source, habits, lang)


def _draw_habit(start: Start, source: str, habits: Mapping[str, Habit], lang: str) -> None:
    habit, found, usual = habits[source], measure(start.standing, source), start.course
    st.session_state[f"form_renew_{source}"] = float(Decimal(habit.renewal) * 100 / ONE)
    st.session_state[f"form_new_{source}"] = habit.new
    left, right = st.columns(2, vertical_alignment="bottom")
    left.number_input(
        word(lang, "simulator.habits.renewal", source=names(lang).of("funding_source", source)),
        min_value=0.0,
        max_value=100.0,
        step=1.0,
        format="%.2f",
        key=f"form_renew_{source}",
        on_change=_take_habits,
        args=(habits, usual),
    )
    right.number_input(
        word(lang, "simulator.habits.new"),
        min_value=0,
        max_value=MAX_WORKERS,
        step=100,
        key=f"form_new_{source}",
        on_change=_take_habits,
        args=(habits, usual),
    )
    if not found:
        st.caption(word(lang, "simulator.habits.unmeasured"))
        return
    st.caption(
        word(
            lang,
            f"simulator.habits.measured.{'monthly' if source in SELF_PAYERS else 'blocks'}",
            share=percent(lang, Decimal(found.renewal) / ONE),
            low=percent(lang, Decimal(found.low) / ONE),
            high=percent(lang, Decimal(found.high) / ONE),
            ran_out=number(lang, found.ran_out),
            first=month(lang, found.first_month),
            last=month(lang, found.last_month),
            new=number(lang, found.new),
        )
    )


def _take_habits(habits: Mapping[str, Habit], usual: Course) -> None:
    taken = {}
    for source, habit in habits.items():
        renewal = st.session_state.get(f"form_renew_{source}")
        new = st.session_state.get(f"form_new_{source}")
        usual_habit = usual.habits[source]
        taken[source] = Habit(
            renewal=usual_habit.renewal if renewal is None else round(Decimal(str(renewal)) * ONE / 100),
            months=habit.months,
            new=usual_habit.new if new is None else new,
        )
    keep_input("sim_habits", write_habits(taken, usual))


def _draw_budgets(start: Start, inputs: Inputs, lang: str) -> None:
    sources = [source for source in start.standing.sources if source in PUBLIC]
    if not sources:
        return
    given = {(each.source, each.year): each.idr for each in readable(inputs["sim_budgets"], read_budgets)}
    first = int(start.standing.base_month[:4]) + (start.standing.base_month[5:] == "12")
    years, called = range(first, first + BUDGET_YEARS), names(lang)
    st.markdown(f"**{word(lang, 'simulator.budgets.title')}**")
    st.caption(word(lang, "simulator.budgets.explained"))
    for source in sources:
        for column, year in zip(st.columns(BUDGET_YEARS), years, strict=True):
            st.session_state[f"form_budget_{source}_{year}"] = given.get((source, year))
            column.number_input(
                f"{called.of('funding_source', source)} {year}",
                min_value=0,
                max_value=MAX_IDR,
                step=100_000_000,
                value=None,
                key=f"form_budget_{source}_{year}",
                on_change=_take_budgets,
                args=(sources, years),
            )
    for (source, year), idr in given.items():
        st.caption(f"{called.of('funding_source', source)} {year}: {rupiah(lang, idr)}")


def _take_budgets(sources: Sequence[str], years: range) -> None:
    found = [
        YearBudget(source=source, year=year, idr=int(st.session_state[f"form_budget_{source}_{year}"]))
        for source in sources
        for year in years
        if st.session_state.get(f"form_budget_{source}_{year}") is not None
    ]
    keep_input("sim_budgets", write_budgets(found))
