"""What does every column of every named query and every published table mean?"""

from typing import Any

from dashboard.about import columns_of
from dashboard.catalog import load_queries
from dashboard.downloads import Asked
from dashboard.extract import contract
from dashboard.indicators import indicator_of

DICTIONARY = "dictionary"


def dictionary_rows(lang: str) -> list[dict[str, Any]]:
    """One row a column; `kind` tells whether it is of a query or of a published table."""
    return [*_of_queries(lang), *_of_tables(lang)]


def _of_queries(lang: str) -> list[dict[str, Any]]:
    return [
        {
            "kind": "query",
            "table": name,
            "column": each.name,
            "type": each.kind,
            "unit": each.unit or None,
            "meaning": each.meaning,
            "indicator": each.indicator.id if each.indicator else None,
            "name": each.indicator.told(lang, "name") if each.indicator else None,
            "numerator": each.indicator.told(lang, "numerator") if each.indicator else None,
            "denominator": each.indicator.told(lang, "denominator") if each.indicator else None,
        }
        for name in load_queries()
        for each in columns_of(Asked(query=name))
    ]


def _of_tables(lang: str) -> list[dict[str, Any]]:
    described = "description_id" if lang == "id" else "description"
    rows = []
    for name, schema in contract("extract").items():
        for field in schema["fields"]:
            indicator = indicator_of(name, field["name"])
            rows.append(
                {
                    "kind": "table",
                    "table": name,
                    "column": field["name"],
                    "type": field["type"],
                    "unit": None,
                    "meaning": field[described],
                    "indicator": indicator.id if indicator else None,
                    "name": indicator.told(lang, "name") if indicator else None,
                    "numerator": indicator.told(lang, "numerator") if indicator else None,
                    "denominator": indicator.told(lang, "denominator") if indicator else None,
                }
            )
    return rows
