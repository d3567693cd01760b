"""Promises of companies and milestones, to be filled in."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from dashboard.forms import month
from dashboard.simulator_form import keep_input
from dashboard.simulator_inputs import Inputs
from dashboard.simulator_lists import (
    percent_text,
    read_goals,
    read_pledges,
    readable,
    write_goals,
    write_pledges,
)
from dashboard.simulator_start import Start
from dashboard.simulator_words import months_text
from dashboard.words import word
from simulator.checks import MAX_IDR, MAX_WORKERS
from simulator.need import Goal
from simulator.scenario import Pledge

LENGTHS = (1, 3, 6, 12, 18, 24)
MOST_ROWS = 6
SMALLEST_PERCENT = 0.01


def draw_path(start: Start, inputs: Inputs, lang: str) -> None:
    """Draw pledges and milestones. A list of a link that cannot be read is empty here."""
    _draw_pledges(start, inputs, lang)
    _draw_goals(start, inputs, lang)


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
            max_value=MAX_IDR if pledge.workers is None else MAX_WORKERS,
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
        amount = float(Decimal(goal.share) * 100) if goal.share is not None else goal.workers or 1
        st.session_state[f"form_goal_amount_{place}"] = amount
        right.number_input(
            word(lang, "simulator.input.sim_share" if is_share else "simulator.input.sim_number"),
            min_value=min(SMALLEST_PERCENT, amount) if is_share else 1,  # a link may ask for less
            max_value=100.0 if is_share else MAX_WORKERS,
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
