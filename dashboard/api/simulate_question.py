"""Which question of the simulator does an address or a posted document ask?

Values that are none stay as they are: the simulator says what belongs there.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from dashboard.addresses import Refused
from simulator.document import MAX_LETTERS, parse_document
from simulator.errors import ScenarioError

LARGEST_BODY = MAX_LETTERS  # [bytes]
JSON_KIND, TOML_KIND = "application/json", "application/toml"
PRESET, LINK, PERIOD = "preset", "link", "period"
USUAL = "main_target"  # the preset of an address that asks nothing
# Fields of a document that an address can give; of each how it is read.
LISTS = ("kecamatan", "opd", "sector")
WHOLE = ("budget_idr", "workers", "months", "within", "capacity", "overhead", "universe", "protected")
TEXTS = ("question", "people", "rule", "near", "start_month", "held_until")
TERMS = ("funding_source", "package", "segment", "bracket", "relief_for_csr")
GOAL = {"target_month": "month", "target_share": "share", "target_workers": "workers"}
FIELDS = (PERIOD, *TEXTS, *WHOLE, *LISTS, *TERMS, *GOAL)
NUMBER = re.compile(r"-?[0-9]{1,18}")
BOOLEANS = {"true": True, "false": False}
Document = dict[str, Any]


def document_of(body: bytes, kind: str) -> Document:
    """What a posted document says; numbers with a point stay text, so that a share is exact."""
    try:
        text = body.decode("utf-8")
        if kind == TOML_KIND:
            return parse_document(text)
        found = json.loads(text, parse_float=str, parse_constant=str)
    except UnicodeDecodeError as error:
        raise ScenarioError("document_unreadable", row=1, column=1) from error
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        if isinstance(error, ScenarioError):
            raise
        row, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        raise Refused("api.no_json", row=str(row), column=str(column)) from error
    if not isinstance(found, dict):
        raise Refused("api.no_json", row="1", column="1")
    return found


def asked_in(values: Mapping[str, str]) -> Document:
    """What an address asks; a text that is no number stays one, and the simulator says what belongs there."""
    found: Document = {name: values[name] for name in TEXTS if name in values}
    found |= {name: _whole(values[name]) for name in WHOLE if name in values}
    found |= {name: [code for code in values[name].split(",") if code] for name in LISTS if name in values}
    terms: Document = {name: values[name] for name in TERMS if name in values}
    if "bracket" in terms:
        terms |= {"bracket": _whole(terms["bracket"])}
    if "relief_for_csr" in terms:
        terms |= {"relief_for_csr": BOOLEANS.get(terms["relief_for_csr"], terms["relief_for_csr"])}
    if terms:
        found["terms"] = terms
    goal: Document = {GOAL[name]: values[name] for name in GOAL if name in values}
    if goal:
        if "workers" in goal:
            goal |= {"workers": _whole(goal["workers"])}
        found["goals"] = [goal]
    if PERIOD in values:
        found["base_month"] = values[PERIOD]
    return found


def _whole(text: str) -> int | str:
    return int(text) if NUMBER.fullmatch(text) else text
