"""What does a file say of itself, so that it can be understood when it has left the portal?"""

import re
from dataclasses import dataclass

from dashboard import db
from dashboard.catalog import load_query
from dashboard.cities import city_dir
from dashboard.city import city
from dashboard.downloads import ASKED_FOR, Asked, made_from
from dashboard.indicators import Indicator, indicator_of
from dashboard.words import LANGUAGES, has_word, word

LICENCE = "CC-BY-4.0"
SPEC = re.compile(r"(?P<kind>\S+?)(?: \[(?P<unit>[^\]]+)\])?: (?P<meaning>.+)")
# Of "all of it": the month that the query was asked for.
ASKED_FOR_SPEC = "VARCHAR: month of the extract, YYYY-MM, that the row was asked for"


@dataclass(frozen=True, kw_only=True)
class ColumnMeaning:
    """One column as the header of the query declares it, and the number it holds.

    `unit` is empty for labels; `indicator` is None for what only describes a row.
    """

    name: str
    kind: str
    unit: str
    meaning: str
    indicator: Indicator | None


def about(asked: Asked, lang: str, *, count: int) -> dict[str, str]:
    """What is told of a file, by machine name, in the order it is told; texts in `lang`.

    `count` is its number of rows. Raises ExtractMissing.
    """
    query, state = load_query(asked.query), db.state()
    months = (min(state.periods), max(state.periods))
    period = dict(asked.params).get("period") if not asked.whole else None
    given = "; ".join(f"{name} = {value}" for name, value in asked.given.items() if value is not None)
    return {
        "title": title_of(asked.query, lang),
        "city": city().called(lang),
        "definition": query.purpose,
        "query": f"queries/{query.name}.sql",
        "parameters": given or word(lang, "file.parameters.none"),
        "period": str(period or f"{months[0]} – {months[1]}"),
        "revision": made_from(asked),
        "published": state.generated_at,
        "source": word(lang, "provenance.source.synthetic" if state.synthetic else "provenance.source.real"),
        "tables": query.source,
        "synthetic": word(lang, "file.synthetic.yes" if state.synthetic else "file.synthetic.no"),
        "privacy": word(lang, "file.privacy.value", k=state.disclosure_k, below=state.disclosure_k - 1),
        "publisher": word(lang, "cite.publisher", city=city().called(lang)),
        "licence": LICENCE,
        "rows": str(count),
        "folder": f"data/{city_dir().name}",
    }


def title_of(query: str, lang: str) -> str:
    """What the rows of a named query are called; its question where no page offers them."""
    key = f"download.{query}"
    return word(lang, key) if has_word(lang, key) else load_query(query).purpose


def columns_of(asked: Asked) -> list[ColumnMeaning]:
    """The columns of the file in their order, as the header of the query declares them."""
    query = load_query(asked.query)
    declared = {ASKED_FOR: ASKED_FOR_SPEC} if asked.whole and "period" in query.params else {}
    found = []
    for name, spec in {**declared, **query.columns}.items():
        match = SPEC.fullmatch(spec)
        if match is None:
            raise ValueError(f"{query.name}: column {name} is declared as {spec!r}")
        found.append(
            ColumnMeaning(
                name=name,
                kind=match["kind"],
                unit=match["unit"] or "",
                meaning=match["meaning"],
                indicator=indicator_of(query.name, name),
            )
        )
    return found


def about_in_both(asked: Asked, *, count: int) -> dict[str, dict[str, str]]:
    """What is told of a file in every language."""
    return {lang: about(asked, lang, count=count) for lang in LANGUAGES}
