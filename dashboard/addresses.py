"""Which parameters does an address ask a named query for, and are they ones we know?"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from dashboard.catalog import Query, declared_type
from dashboard.choices import ALL, Choice, choices
from dashboard.compare_choices import OTHER_KEYS
from dashboard.explorer_choices import KEYS
from dashboard.names import MERGED

LARGEST_COUNT = 10**9  # [workers] more than anybody can mean


class Refused(Exception):
    """The address cannot be followed: `key` of the words, the `values` in them, the HTTP `status`."""

    def __init__(self, key: str, *, status: int = 400, **values: str) -> None:
        self.key = key
        self.status = status
        self.values: dict[str, Any] = dict(values)
        super().__init__(f"{key}: {values}")


def single_values(given: Mapping[str, Sequence[str]], known: Sequence[str]) -> dict[str, str]:
    """The value of each parameter. Raises Refused for one that is unknown or comes twice."""
    for name, values in given.items():
        if name not in known:
            raise Refused("request.unknown_name", name=name, known=", ".join(known))
        if len(values) > 1:
            raise Refused("request.repeated", name=name, value=values[1])
    return {name: values[0] for name, values in given.items()}


def query_params(query: Query, values: Mapping[str, str]) -> dict[str, object]:
    """`values` in the types of `query`; what is not given has its default: all, or the latest period.

    Raises Refused, and ExtractMissing.
    """
    params: dict[str, object] = {}
    known = offered()
    for name, spec in query.params.items():
        value = values.get(name, ALL)
        kind = declared_type(spec)
        if value == ALL:
            params[name] = (known[name].default or None) if name in known else None
        elif kind == "VARCHAR":
            params[name] = _known(known[name], value)
        elif kind == "BIGINT":
            params[name] = int(_within(name, value, low=1, high=LARGEST_COUNT, whole=True))
        else:
            params[name] = _within(name, value, low=0, high=1)
    return params


def offered() -> dict[str, Choice]:
    """What a text in an address may be: the filters of every page, the month and the slice to compare with,
    the dimensions of the explorer."""
    filters = choices()
    since = Choice(name="since", codes=filters["period"].codes, default=ALL)
    others = {
        name: Choice(name=name, codes=filters[of].codes, default=filters[of].default)
        for name, of in OTHER_KEYS.items()
    }
    return {**filters, "since": since, **others, **KEYS}


def _known(choice: Choice, value: str) -> str:
    codes, name = choice.codes, choice.name
    # Merged cells are rows of their own, so they can be asked for although no filter offers them.
    if value not in codes and not (value == MERGED and ALL in codes):
        known = ", ".join(code for code in codes if code != ALL)
        raise Refused("request.unknown_value", name=name, value=value, known=known)
    return value


def _within(name: str, value: str, *, low: int, high: int, whole: bool = False) -> Decimal:
    try:
        number = Decimal(value)
        fits = low <= number <= high and not (whole and number % 1)
    except InvalidOperation:
        fits = False
    if not fits:
        raise Refused("request.bad_number", name=name, value=value, low=str(low), high=str(high))
    return number
