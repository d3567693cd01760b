"""What is done before the first visitor comes, so that nobody waits for it?"""

import dataclasses
import importlib
import logging
from collections.abc import Iterator
from itertools import product

from dashboard import db
from dashboard.basis import basis_of, headline_parameters, headline_row
from dashboard.catalog import load_queries
from dashboard.choices import ALL, SLICE, Selection, choices, selection_of
from dashboard.cities import city_dirs, show_city
from dashboard.compare_choices import OTHER_KEYS
from dashboard.explorer_choices import KEYS
from dashboard.problems import ExtractMissing

# Imported late by Streamlit and its charts, each a tenth of a second or more.
HEAVY_MODULES = ("altair", "pandas", "pydeck", "streamlit.elements.vega_charts")

# What the first page says of a month whatever the other filters are: answered for every month.
OF_A_MONTH = ("gap_by_target", "coverage_by_denominator")

log = logging.getLogger(__name__)


def warm() -> None:
    """Import the heavy modules, load every city, answer all its queries for the default selection, and those
    of the first page for every month and for every slice that one filter makes."""
    for name in HEAVY_MODULES:
        importlib.import_module(name)
    for code in city_dirs():
        show_city(code)
        _warm_city(code)


def _warm_city(code: str) -> None:
    try:
        selection = selection_of({name: choice.default for name, choice in choices().items()})
        values = {
            **{name: choice.default for name, choice in KEYS.items()},
            **headline_parameters(selection, basis_of(selection)),
            **dict.fromkeys(OTHER_KEYS),
            "other_period": selection.period,
            "since": db.run_query("period_list").column("previous_period")[-1].as_py(),
        }
        for name, query in load_queries().items():
            db.run_query(name, **{param: values[param] for param in query.params})
        for name, period in product(OF_A_MONTH, db.state().periods):
            db.run_query(name, period=period)
        for narrowed in _narrowed_once(selection):
            headline_row(narrowed, basis_of(narrowed))
            db.run_query("coverage_trend", **narrowed.parameters(*SLICE))
    except ExtractMissing as missing:
        # The server starts all the same: its pages say what is wrong and how to repair it.
        log.warning("Nothing to show yet of %s: %s", code, missing)


def _narrowed_once(selection: Selection) -> Iterator[Selection]:
    """Every slice that one filter makes."""
    for name in SLICE:
        for code in choices()[name].codes:
            if code != ALL:
                yield dataclasses.replace(selection, **{name: code})
