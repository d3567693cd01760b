"""What shape has each answer? As JSON Schema, columns from the headers of the queries."""

from typing import Any

from dashboard.api.dictionary import DICTIONARY
from dashboard.catalog import declared_type, load_queries, load_query

Plain = dict[str, Any]
TEXT, FLAG, COUNT = {"type": "string"}, {"type": "boolean"}, {"type": "integer"}
TEXT_OR_NOT = {"type": ["string", "null"]}
TEXTS = {"type": "array", "items": TEXT}
# Types of columns; any of them may be empty.
KINDS: dict[str, Plain] = {
    "VARCHAR": TEXT_OR_NOT,
    "VARCHAR[]": {"type": ["array", "null"], "items": TEXT},
    "BOOLEAN": {"type": ["boolean", "null"]},
    "BIGINT": {"type": ["integer", "null"]},
    "INTEGER": {"type": ["integer", "null"]},
    "DATE": {"type": ["string", "null"], "format": "date"},
}
NUMBER = {"type": ["number", "null"]}  # DOUBLE and DECIMAL


def _object(**members: Plain) -> Plain:
    return {"type": "object", "required": list(members), "properties": members, "additionalProperties": False}


def reference(name: str) -> Plain:
    """A schema of SCHEMAS by its address."""
    return {"$ref": f"#/components/schemas/{name}"}


def _list(of: Plain) -> Plain:
    return {"type": "array", "items": of}


ABOUT = _object(
    city=TEXT,
    query=TEXT_OR_NOT,
    parameters={"type": "object"},
    period=TEXT_OR_NOT,
    first_period=TEXT,
    last_period=TEXT,
    revision=TEXT,
    extract=TEXT,
    published=TEXT,
    source=TEXT,
    tables=TEXTS,
    synthetic=FLAG,
    disclosure_k=COUNT,
    publisher=TEXT,
    licence=TEXT,
    row_count=COUNT,
)
COLUMN = _object(
    name=TEXT, type=TEXT, unit=TEXT_OR_NOT, meaning=TEXT, indicator=TEXT_OR_NOT, title=TEXT_OR_NOT
)
RATIO = _object(column=TEXT, numerator=TEXT, denominator=TEXT)
FILE = _object(table=TEXT, address=TEXT, bytes=COUNT, hash=TEXT, revision=TEXT)
RELEASE = _object(
    city=TEXT,
    revision=TEXT,
    period=TEXT,
    in_force=FLAG,
    supersedes=TEXT_OR_NOT,
    superseded_by=TEXT_OR_NOT,
    reason=TEXT_OR_NOT,
    published=TEXT,
    complete=FLAG,
    missing=TEXTS,
    synthetic=FLAG,
    source=TEXT,
    publisher=TEXT,
    licence=TEXT,
    files=_list(reference("File")),
    datapackage=TEXT,
    dcat=TEXT,
    archive=TEXT,
)
SIMULATION = _object(
    about=_object(
        city=TEXT,
        period=TEXT,
        revision=TEXT,
        extract=TEXT,
        extract_sha256=TEXT,
        model=TEXT,
        source=TEXT,
        synthetic=FLAG,
        numerator=TEXT,
        denominator=TEXT,
        licence=TEXT,
    ),
    figures={"type": "object", "required": ["universe", "protected", "total_idr"]},
    monthly=_list({"type": "object", "required": ["month", "iuran_idr"]}),
    cautions=_list({"type": "object", "required": ["code", "sentence"]}),
    scenario={"type": "object", "required": ["question", "base_month"]},
    link=TEXT_OR_NOT,
)
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {"type": TEXT, "title": TEXT, "status": COUNT, "detail": TEXT, "instance": TEXT},
}
SCHEMAS: Plain = {
    "About": ABOUT,
    "Column": COLUMN,
    "Ratio": RATIO,
    "File": FILE,
    "Release": RELEASE,
    "Simulation": SIMULATION,
    "Problem": PROBLEM,
}


def rows_name(query: str | None) -> str:
    """What the answer of a named query, or of the dictionary, is called among the schemas."""
    return f"rows.{query or DICTIONARY}"


def rows() -> Plain:
    """The answers of all queries and of the dictionary, by name."""
    return {rows_name(query): _rows(query) for query in (*load_queries(), None)}


def _rows(query: str | None) -> Plain:
    about = reference("About")
    if query is None:
        return _object(about=about, rows=_list({"type": "object"}))
    columns = load_query(query).columns
    row = _object(**{name: KINDS.get(declared_type(spec), NUMBER) for name, spec in columns.items()})
    return _object(
        about=about, ratios=_list(reference("Ratio")), columns=_list(reference("Column")), rows=_list(row)
    )
