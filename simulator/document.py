"""How does a person write a question into a file? In TOML, and only what differs from the usual."""

import re
import tomllib
from typing import Any

from simulator.course import Course, course_of_part
from simulator.errors import ScenarioError
from simulator.known_city import City
from simulator.month import add_months, check_month
from simulator.people import DIMENSIONS, slice_of
from simulator.plain import Plain, plain, scenario_from
from simulator.scenario import BUDGET, CITY, Scenario

MAX_LETTERS = 50_000
MAX_WHOLE_SHARE = 10**6
HELD = 12  # [months] that a target is held when the document does not say how long
EITHER = {"goals": ("share", "workers"), "pledges": ("workers", "idr")}  # one of the two is given
_PLACE = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")


def parse_document(text: str) -> Plain:
    """What a document says. Numbers with a point stay text, so that a share is exact.

    Raises ScenarioError document_too_long, document_unreadable.
    """
    if len(text) > MAX_LETTERS:
        raise ScenarioError("document_too_long", value=len(text), maximum=MAX_LETTERS)
    try:
        return tomllib.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:
        place = _PLACE.search(str(error))
        row, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        raise ScenarioError("document_unreadable", row=row, column=column) from error


def scenario_of(given: Plain, city: City) -> Scenario:
    """The scenario of a document; what it leaves out is as usual in `city`, or in the part it asks about.

    Raises ScenarioError as `scenario_from`.
    """
    usual = city.scenario(question=BUDGET, course=_usual_course(given, city))
    values = plain(usual) | {"question": CITY} | given
    for name in ("terms", "course"):
        values[name] = _filled(values[name], plain(usual)[name])
    if isinstance(values["course"], dict):
        habits = plain(usual)["course"]["habits"]
        values["course"]["habits"] = _habits(values["course"]["habits"], habits)
    for name in ("goals", "pledges"):
        if isinstance(values[name], list):
            values[name] = [_filled(each, dict.fromkeys(EITHER[name])) for each in values[name]]
    if isinstance(values["goals"], list):
        values["goals"] = [_with_text_share(goal) for goal in values["goals"]]
    if "held_until" not in given and values["question"] == CITY:
        values["held_until"] = _held_until(values["goals"], values["held_until"])
    return scenario_from(values)


def _usual_course(given: Plain, city: City) -> Course:
    """As measured; of a part that is named rightly, its share. What is named wrongly is refused later."""
    try:
        part = slice_of(city.standing, {name: tuple(given.get(name, ())) for name in DIMENSIONS})
    except (ScenarioError, TypeError):
        return city.course
    return course_of_part(city.course, int(part.unprotected.sum()), int(city.standing.unprotected.sum()))


def _filled(given: Any, usual: Plain) -> Any:
    return usual | given if isinstance(given, dict) else given


def _habits(given: Any, usual: Plain) -> Any:
    """Habits of the sources that are named, over those that are usual."""
    if not isinstance(given, dict):
        return given
    new: Plain = {"new": 0}
    return usual | {source: _filled(habit, usual.get(source, new)) for source, habit in given.items()}


def _with_text_share(goal: Any) -> Any:
    """A share of 1 is written without a point; it is as exact as text."""
    is_whole = isinstance(goal, dict) and type(goal["share"]) is int and abs(goal["share"]) < MAX_WHOLE_SHARE
    return goal | {"share": str(goal["share"])} if is_whole else goal


def _held_until(goals: Any, otherwise: str) -> str:
    """A year after the last goal; `otherwise` where the goals cannot be read: they are refused later."""
    try:
        return add_months(max(check_month(goal["month"], "target_month") for goal in goals), HELD)
    except (ScenarioError, TypeError, KeyError, ValueError):
        return otherwise
