"""Which numbers does a release publish, so that anybody can make them again and compare?

Every named query, asked of the month of the release with its usual parameters, as the CSV that /unduh hands
out; what is kept of each is the SHA-256.
"""

import hashlib
import json
from typing import Any

import pyarrow as pa

from dashboard import db
from dashboard.addresses import query_params
from dashboard.catalog import load_queries
from dashboard.files import csv_bytes

MONTHS = ("period", "other_period")  # parameters that name the month of the release


def numbers(connection: db.Connection, period: str) -> dict[str, Any]:
    """By query: its parameters, the number of its rows, the SHA-256 of them as CSV."""
    found = {}
    for name, query in load_queries().items():
        params = query_params(query, {})
        params |= {month: period for month in MONTHS if month in params}
        table = db.answer(connection, name, params)
        told = {key: None if value is None else str(value) for key, value in params.items()}
        found[name] = {"parameters": told, **digest(table)}
    return found


def digest(table: pa.Table) -> dict[str, Any]:
    """What is kept of the rows of a query."""
    return {"rows": table.num_rows, "sha256": hashlib.sha256(csv_bytes(table)).hexdigest()}


def whole_hash(found: dict[str, Any]) -> str:
    """One hash over all numbers of a release."""
    kept = {name: [each["rows"], each["sha256"]] for name, each in found.items()}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
