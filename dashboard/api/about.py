"""What must every answer tell of itself: month, revision, source, shares of what, simulated or not?"""

import re
from collections.abc import Mapping
from typing import Any

from dashboard import db
from dashboard.about import LICENCE, about, columns_of
from dashboard.catalog import Query, load_query
from dashboard.cities import city_dir
from dashboard.downloads import Asked
from dashboard.explorer_choices import KEYS
from dashboard.words import word

RATIO = re.compile(r"(?P<numerator>\w+) / (?P<denominator>\w+)\b")
PERIOD = "period"


def facts(asked: Asked, lang: str, *, count: int) -> dict[str, Any]:
    """What is told of an answer of `count` rows; sentences in `lang`. Raises ExtractMissing."""
    state, told = db.state(), about(asked, lang, count=count)
    month, is_synthetic = period_of(asked), _is_synthetic(asked)
    kind = "reference" if is_synthetic is None else "synthetic" if is_synthetic else "real"
    return {
        "city": city_dir().name,
        "query": asked.query,
        "parameters": {name: _plain(value) for name, value in asked.given.items()},
        "period": month,
        "first_period": min(state.periods),
        "last_period": max(state.periods),
        "revision": told["revision"] if month or not follows_month(asked) else state.revision,
        "extract": state.revision,
        "published": state.generated_at,
        "source": word(lang, "api.source.reference" if kind == "reference" else f"provenance.source.{kind}"),
        "tables": list(load_query(asked.query).source_tables),
        "synthetic": bool(is_synthetic),
        "disclosure_k": state.disclosure_k,
        "publisher": told["publisher"],
        "licence": LICENCE,
        "row_count": count,
    }


def _is_synthetic(asked: Asked) -> bool | None:
    """Whether the rows are simulated; None for reference data, whose rows name their own sources."""
    published = [name for name in load_query(asked.query).source_tables if not name.startswith("ref_")]
    month = period_of(asked)
    if published and month:
        return db.source_of(published[0], month).synthetic
    return db.state().synthetic if published else None


def follows_month(asked: Asked) -> bool:
    """Whether the question is asked of a month: lists are not."""
    return PERIOD in dict(asked.params)


def period_of(asked: Asked) -> str | None:
    """The one month that the rows speak of; None for lists, and where months are themselves crossed."""
    params = dict(asked.params)
    crossed = PERIOD in (params.get(name) for name in KEYS)
    return None if crossed else params.get(PERIOD)


def ratios_of(query: Query) -> list[dict[str, str]]:
    """Each share of a query with the columns of its numerator and its denominator."""
    found = []
    for column, spec in query.columns.items():
        match = RATIO.match(spec.partition(": ")[2])
        if match and set(match.groups()) <= query.columns.keys():
            found.append({"column": column, **match.groupdict()})
    return found


def meanings(asked: Asked, lang: str) -> list[dict[str, str | None]]:
    """What each column is, as the header of the query declares it, and the indicator it holds."""
    return [
        {
            "name": each.name,
            "type": each.kind,
            "unit": each.unit or None,
            "meaning": each.meaning,
            "indicator": each.indicator.id if each.indicator else None,
            "title": each.indicator.told(lang, "name") if each.indicator else None,
        }
        for each in columns_of(asked)
    ]


def marks(told: Mapping[str, Any]) -> dict[str, Any]:
    """What a row must carry when its file has left the portal, as columns."""
    return {
        "data_period": told["period"] or f"{told['first_period']}/{told['last_period']}",
        "data_revision": told["revision"],
        "data_synthetic": told["synthetic"],
        "data_source": told["source"],
    }


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int | bool) else str(value)
