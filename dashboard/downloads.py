"""How does a reader take the numbers along? Every named query has addresses of its own, one a form.

"What I see" is the query with the parameters of the page; "all of it" is the same question for every
published month and no filter, with the month it was asked for in a first column.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pyarrow as pa

from dashboard import db
from dashboard.catalog import load_query
from dashboard.cities import city_dir, city_parameter

SLICE = ("opd", "sector", "kecamatan", "funding_source")  # filters that "all of it" leaves open
WHOLE = "ya"  # value of the parameter that asks for all of it
DICTIONARY = "kamus.csv"  # ending of the address of what the columns mean
ASKED_FOR = "for_period"  # column of "all of it": the month that the query was asked for


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form of file: how its name ends, and what its address says besides."""

    ending: str
    parameters: tuple[tuple[str, str], ...] = ()


FORMS = {
    "csv": Form(ending="csv"),
    "csv_id": Form(ending="csv", parameters=(("bentuk", "id"),)),
    "xlsx": Form(ending="xlsx"),
    "json": Form(ending="json"),
    "parquet": Form(ending="parquet"),
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a file holds: a named query, its checked parameters, and whether every month is wanted."""

    query: str
    params: tuple[tuple[str, Any], ...] = ()
    whole: bool = False

    @property
    def given(self) -> dict[str, Any]:
        """The parameters that the rows follow."""
        kept = {name for name, _ in self.params} - {"period", "since", *SLICE}
        return {name: value for name, value in self.params if not self.whole or name in kept}


def download_url(query: str, /, *, lang: str, **params: object) -> str:
    """Address of the CSV of a named query in this city; parameters that keep all are left out."""
    return file_url(query, "csv", lang=lang, params=params)


def script_url(query: str, /, *, lang: str, **params: object) -> str:
    """Address of the SQL that makes the numbers from the published files."""
    return _url(query, "sql", _told(params), lang)


def dictionary_url(query: str, *, lang: str) -> str:
    """Address of what the columns of a named query mean."""
    return _url(query, DICTIONARY, {}, lang)


def file_url(query: str, form: str, *, lang: str, params: Mapping[str, object], whole: bool = False) -> str:
    """Address of a named query in one of FORMS: as it is shown, or `whole`: every month, no filter."""
    told = _told(Asked(query=query, params=tuple(params.items()), whole=whole).given)
    shape = dict(FORMS[form].parameters) | ({"semua": WHOLE} if whole else {})
    return _url(query, FORMS[form].ending, told | shape, lang)


def _told(params: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in params.items() if value is not None}


def _url(query: str, ending: str, told: Mapping[str, object], lang: str) -> str:
    return f"/unduh/{query}.{ending}?{urlencode({**told, **city_parameter(), 'lang': lang})}"


def has_whole(query: str) -> bool:
    """Whether "all of it" is more than what is shown: lists know neither month nor filter."""
    return bool({"period", *SLICE} & set(load_query(query).params))


def rows_of(asked: Asked) -> pa.Table:
    """The rows, all of them, labels as plain text. Raises as `db.run_query`."""
    params = dict(asked.params)
    if not asked.whole:
        return _plain(db.run_query(asked.query, **params))
    open_params = params | {name: None for name in ("since", *SLICE) if name in params}
    if "period" not in params:
        return _plain(db.run_query(asked.query, **open_params))
    parts = []
    for period in db.state().periods:
        # Not kept: nobody asks for the months one by one, and they would push out what pages ask for.
        part = _plain(db.run_query_uncached(asked.query, **open_params | {"period": period}))
        months = pa.array([period] * part.num_rows, pa.string())
        parts.append(part.add_column(0, ASKED_FOR, months))
    return pa.concat_tables(parts)


def _plain(table: pa.Table) -> pa.Table:
    """Labels without their dictionaries: those differ between results, the texts do not."""
    fields = [
        pa.field(field.name, field.type.value_type if pa.types.is_dictionary(field.type) else field.type)
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def made_from(asked: Asked) -> str:
    """The revision that the rows were made from: of their month, else of all files in force.

    Reference data have no month.
    """
    period = dict(asked.params).get("period")
    published = [name for name in load_query(asked.query).source_tables if not name.startswith("ref_")]
    if isinstance(period, str) and published and not asked.whole:
        return db.source_of(published[0], period).revision_id
    return db.state().revision


def file_name(asked: Asked, form: str) -> str:
    """Name of the file: city, query, and the revision it was made from."""
    ending = FORMS[form].ending if form in FORMS else form
    parts = ["cakupan", city_dir().name, asked.query, *(["semua"] if asked.whole else []), made_from(asked)]
    return f"{'_'.join(parts)}.{ending}"
