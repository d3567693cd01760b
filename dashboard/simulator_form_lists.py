"""The lists of the full form: what each payer does, yearly budgets, promises of companies, milestones."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import streamlit as st

from dashboard.forms import month, number, percent, rupiah
from dashboard.names import names
from dashboard.simulator_form import draw_growth, keep_input
from dashboard.simulator_inputs import SIMPLE, Inputs
from dashboard.simulator_lists import (
    percent_text,
    read_budgets,
    read_goals,
    read_habits,
    read_pledges,
    readable,
    write_budgets,
    write_goals,
    write_habits,
    write_pledges,
)
from dashboard.simulator_start import Start
from dashboard.simulator_words import months_text
from dashboard.words import word
from simulator.course import PUBLIC, SELF_PAYERS, Course, Habit, YearBudget, measure
from simulator.need import Goal
from simulator.rounding import ONE
from simulator.scenario import Pledge

BUDGET_YEARS = 3
HABIT_PIXELS = 320
LENGTHS = (1, 3, 6, 12, 18, 24)
MOST_ROWS = 6


def draw_lists(start: Start, inputs: Inputs, lang: str) -> None:
    """Draw the lists of the full form. One of a link that cannot be read is empty; the answer says why."""
    if inputs["sim_mode"] == SIMPLE:
        return
    with st.expander(word(lang, "simulator.section.anyway"), icon=":material/event_repeat:"):
        draw_growth(start, inputs, lang)
        _draw_habits(start, inputs, lang)
        _draw_budgets(start, inputs, lang)
    if inputs["sim_question"] == "city":
        with st.expander(word(lang, "simulator.section.path"), icon=":material/flag:"):
            _draw_pledges(start, inputs, lang)
            _draw_goals(start, inputs, lang)


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


def _draw_pledges(start: Start, inputs: Inputs, lang: str) -> None:
    pledges = readable(inputs["sim_pledges"], read_pledges)
    starts = start.fields["sim_start"].codes
    st.markdown(f"**{word(lang, 'simulator.pledges.title')}**")
    st.caption(word(lang, "simulator.pledges.explained"))
    for place, pledge in enumerate(pledges):
        left, middle, right = st.columns(3)
        st.session_state[f"form_pledge_start_{place}"] = pledge.start_month
        left.selectbox(
            word(lang, "simulator.input.sim_start"),
            tuple(dict.fromkeys((*starts, pledge.start_month))),
            key=f"form_pledge_start_{place}",
            format_func=lambda code: month(lang, code),
            on_change=_take_pledges,
            args=(pledges,),
        )
        st.session_state[f"form_pledge_months_{place}"] = pledge.months
        middle.selectbox(
            word(lang, "simulator.input.sim_months"),
            tuple(sorted({*LENGTHS, pledge.months})),
            key=f"form_pledge_months_{place}",
            format_func=lambda length: months_text(lang, length),
            on_change=_take_pledges,
            args=(pledges,),
        )
        st.session_state[f"form_pledge_amount_{place}"] = pledge.workers or pledge.idr
        kind = "sim_workers" if pledge.workers is not None else "sim_budget"
        right.number_input(
            word(lang, f"simulator.input.{kind}"),
            min_value=1,
            value=None,
            step=100,
            key=f"form_pledge_amount_{place}",
            on_change=_take_pledges,
            args=(pledges,),
        )
    with st.container(horizontal=True):
        first = inputs["sim_start"]
        if len(pledges) < MOST_ROWS:
            st.button(
                word(lang, "simulator.pledges.add_workers"),
                key="add_pledge_workers",
                on_click=_keep_pledges,
                args=((*pledges, Pledge(start_month=first, months=6, workers=1_000)),),
            )
            st.button(
                word(lang, "simulator.pledges.add_idr"),
                key="add_pledge_idr",
                on_click=_keep_pledges,
                args=((*pledges, Pledge(start_month=first, months=6, idr=500_000_000)),),
            )
        if pledges:
            st.button(
                word(lang, "simulator.list.remove"),
                on_click=_keep_pledges,
                args=(pledges[:-1],),
                key="less_pledges",
            )


def _take_pledges(pledges: Sequence[Pledge]) -> None:
    taken = []
    for place, pledge in enumerate(pledges):
        amount = st.session_state.get(f"form_pledge_amount_{place}")
        if amount is None:
            continue  # an emptied row is taken away
        taken.append(
            Pledge(
                start_month=st.session_state[f"form_pledge_start_{place}"],
                months=st.session_state[f"form_pledge_months_{place}"],
                workers=amount if pledge.workers is not None else None,
                idr=amount if pledge.idr is not None else None,
            )
        )
    _keep_pledges(taken)


def _keep_pledges(pledges: Sequence[Pledge]) -> None:
    keep_input("sim_pledges", write_pledges(pledges))


def _draw_goals(start: Start, inputs: Inputs, lang: str) -> None:
    goals = readable(inputs["sim_goals"], read_goals)
    dues = start.fields["sim_due"].codes
    st.markdown(f"**{word(lang, 'simulator.goals.title')}**")
    for place, goal in enumerate(goals):
        left, right = st.columns(2)
        st.session_state[f"form_goal_month_{place}"] = goal.month
        left.selectbox(
            word(lang, "simulator.input.sim_due"),
            tuple(dict.fromkeys((*dues, goal.month))),
            key=f"form_goal_month_{place}",
            format_func=lambda code: month(lang, code),
            on_change=_take_goals,
            args=(goals,),
        )
        is_share = goal.share is not None
        amount = float(Decimal(goal.share) * 100) if goal.share is not None else goal.workers
        st.session_state[f"form_goal_amount_{place}"] = amount
        right.number_input(
            word(lang, "simulator.input.sim_share" if is_share else "simulator.input.sim_number"),
            value=None,
            step=1.0 if is_share else 1_000,
            key=f"form_goal_amount_{place}",
            on_change=_take_goals,
            args=(goals,),
        )
    with st.container(horizontal=True):
        later = [due for due in dues if due > (goals[-1].month if goals else inputs["sim_due"])]
        if later and len(goals) < MOST_ROWS:
            further = Goal(month=later[min(11, len(later) - 1)], share="0.5")
            st.button(
                word(lang, "simulator.goals.add"),
                key="add_goal",
                on_click=_keep_goals,
                args=((*goals, further),),
            )
        if goals:
            st.button(
                word(lang, "simulator.list.remove"),
                on_click=_keep_goals,
                args=(goals[:-1],),
                key="less_goals",
            )


def _take_goals(goals: Sequence[Goal]) -> None:
    taken = []
    for place, goal in enumerate(goals):
        month_of, amount = (
            st.session_state[f"form_goal_month_{place}"],
            st.session_state[f"form_goal_amount_{place}"],
        )
        if amount is None:
            continue
        taken.append(
            f"{month_of}:p{percent_text(round(amount * 100))}" if goal.share else f"{month_of}:w{amount}"
        )
    keep_input("sim_goals", ",".join(taken))


def _keep_goals(goals: Sequence[Goal]) -> None:
    keep_input("sim_goals", write_goals(goals))
