"""How is a scenario written down as plain values, every field of it, and read back from a stranger's hand?

Plain: dict, list, str, int, bool and None only, as JSON holds them. Reading believes nothing: a wrong
value is a ScenarioError that says where it stands and what belongs there.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from simulator.course import Course, Habit, YearBudget
from simulator.errors import ScenarioError
from simulator.need import Goal
from simulator.scenario import MAX_PLEDGES, Pledge, Scenario
from simulator.tariff import Terms

Plain = dict[str, Any]
MAX_CODES = 100  # of one list, such as kecamatan
MAX_GOALS, MAX_HABITS, MAX_BUDGETS = 10, 20, 40
MAX_LETTERS = 60  # of one text
MAX_SHOWN = 40  # letters of a wrong value that are repeated
MAX_NUMBER = 10**15  # above it a number is refused before anybody reckons with it

NESTED = (Habit, YearBudget, Course, Goal, Pledge, Terms, Scenario)
FIELDS = {kind: tuple(each.name for each in fields(kind)) for kind in NESTED}


def plain(scenario: Scenario) -> Plain:
    """Every field of a scenario with its value, defaults included."""
    return _plain(scenario)


def scenario_from(given: object) -> Scenario:
    """The scenario that `given` writes down, all fields of it.

    Raises ScenarioError scenario_field_missing, scenario_field_unknown, scenario_value_invalid,
    scenario_list_too_long, and whatever the scenario itself refuses.
    """
    values = _object(given, "scenario", FIELDS[Scenario])
    for name in ("question", "base_month", "held_until", "start_month", "rule", "people"):
        _text(values[name], name)
    for name in ("months", "overhead", "budget_idr", "workers", "within"):
        _whole(values[name], name)
    for name in ("universe", "protected", "capacity"):
        _optional(_whole, values[name], name)
    _optional(_text, values["near"], "near")
    for name in ("kecamatan", "opd", "sector"):
        values[name] = tuple(_list(values[name], name, MAX_CODES, _text))
    return Scenario(
        **values
        | {
            "goals": tuple(_list(values["goals"], "goals", MAX_GOALS, _goal)),
            "terms": _terms(values["terms"], "terms"),
            "course": _course(values["course"], "course"),
            "pledges": tuple(_list(values["pledges"], "pledges", MAX_PLEDGES, _pledge)),
        }
    )


def _plain(value: Any) -> Any:
    if isinstance(value, NESTED):
        return {name: _plain(getattr(value, name)) for name in FIELDS[type(value)]}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _goal(given: object, place: str) -> Goal:
    values = _object(given, place, FIELDS[Goal])
    _text(values["month"], f"{place}.month")
    _optional(_text, values["share"], f"{place}.share")
    _optional(_whole, values["workers"], f"{place}.workers")
    return Goal(**values)


def _pledge(given: object, place: str) -> Pledge:
    values = _object(given, place, FIELDS[Pledge])
    _text(values["start_month"], f"{place}.start_month")
    _whole(values["months"], f"{place}.months")
    for name in ("workers", "idr"):
        _optional(_whole, values[name], f"{place}.{name}")
    return Pledge(**values)


def _terms(given: object, place: str) -> Terms:
    values = _object(given, place, FIELDS[Terms])
    for name in ("funding_source", "package", "segment"):
        _text(values[name], f"{place}.{name}")
    _whole(values["bracket"], f"{place}.bracket")
    if not isinstance(values["relief_for_csr"], bool):
        raise _invalid(f"{place}.relief_for_csr", values["relief_for_csr"], "true")
    return Terms(**values)


def _course(given: object, place: str) -> Course:
    values = _object(given, place, FIELDS[Course])
    habits = values["habits"]
    if not isinstance(habits, dict):
        raise _invalid(f"{place}.habits", habits, "{…}")
    _check_length(habits, f"{place}.habits", MAX_HABITS)
    return Course(
        habits={
            _text(source, f"{place}.habits"): _habit(habit, f"{place}.habits.{_shown(source)}")
            for source, habit in habits.items()
        },
        growth=_whole(values["growth"], f"{place}.growth"),
        budgets=tuple(_list(values["budgets"], f"{place}.budgets", MAX_BUDGETS, _budget)),
    )


def _habit(given: object, place: str) -> Habit:
    values = _object(given, place, FIELDS[Habit])
    return Habit(**{name: _whole(value, f"{place}.{name}") for name, value in values.items()})


def _budget(given: object, place: str) -> YearBudget:
    values = _object(given, place, FIELDS[YearBudget])
    _text(values["source"], f"{place}.source")
    for name in ("year", "idr"):
        _whole(values[name], f"{place}.{name}")
    return YearBudget(**values)


def _object(given: object, place: str, wanted: tuple[str, ...]) -> Plain:
    """A copy of `given` if it is an object with exactly the `wanted` fields."""
    if not isinstance(given, dict):
        raise _invalid(place, given, "{…}")
    for name in given:
        if not isinstance(name, str) or name not in wanted:
            raise ScenarioError("scenario_field_unknown", place=place, value=_shown(name), known=wanted)
    for name in wanted:
        if name not in given:
            raise ScenarioError("scenario_field_missing", place=place, value=name)
    return dict(given)


def _list(given: object, place: str, most: int, read: Callable[[object, str], Any]) -> list[Any]:
    if not isinstance(given, list):
        raise _invalid(place, given, "[…]")
    _check_length(given, place, most)
    return [read(each, f"{place}.{number}") for number, each in enumerate(given, start=1)]


def _check_length(given: list | dict, place: str, most: int) -> None:
    if len(given) > most:
        raise ScenarioError("scenario_list_too_long", place=place, value=len(given), maximum=most)


def _optional(read: Callable[[object, str], Any], value: object, place: str) -> None:
    if value is not None:
        read(value, place)


def _text(value: object, place: str) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= MAX_LETTERS or not value.isprintable():
        raise _invalid(place, value, '"…"')
    return value


def _whole(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > MAX_NUMBER:
        raise _invalid(place, value, "12")
    return value


def _invalid(place: str, value: object, expected: str) -> ScenarioError:
    return ScenarioError("scenario_value_invalid", place=place, value=_shown(value), expected=expected)


def _shown(value: object) -> str:
    """A foreign value, short and harmless."""
    if isinstance(value, dict | list | tuple):
        return "{…}" if isinstance(value, dict) else "[…]"
    if isinstance(value, int) and abs(value) > MAX_NUMBER:
        return "1000000000000000…"  # Python does not even write out the largest ones
    text = value[: MAX_SHOWN + 1] if isinstance(value, str) else str(value)
    text = "".join(letter if letter.isprintable() else "�" for letter in text)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"
