"""Which parameters has each address, and which values may they take? From what the routes check against."""

from typing import Any

from dashboard.addresses import LARGEST_COUNT, offered
from dashboard.api.simulate_question import FIELDS, GOAL, LINK, LISTS, PERIOD, PRESET, TERMS, TEXTS, USUAL
from dashboard.catalog import Query, declared_type
from dashboard.choices import ALL
from dashboard.cities import PARAMETER, city_dir, city_dirs
from dashboard.names import MERGED, reference
from dashboard.words import LANGUAGES, word
from simulator.allocation import RULES
from simulator.link import MAX_LETTERS
from simulator.presets import PRESETS
from simulator.scenario import PEOPLE, QUESTIONS

Plain = dict[str, Any]
NUMBERS: dict[str, Plain] = {
    "BIGINT": {"type": "integer", "minimum": 1, "maximum": LARGEST_COUNT},
    "DECIMAL(9,6)": {"type": "number", "minimum": 0, "maximum": 1},
}
MONTH = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}


def of_query(query: Query) -> list[Plain]:
    """The parameters of a named query; a text is one of the codes that its filter offers."""
    found = []
    for name, spec in query.params.items():
        schema = NUMBERS.get(declared_type(spec), {"$ref": f"#/components/schemas/codes.{name}"})
        meaning = spec.partition(": ")[2]
        found.append({"name": name, "in": "query", "description": meaning, "schema": schema})
    return found


def codes() -> Plain:
    """The codes that a text may be, by parameter, as schemas. Raises ExtractMissing."""
    found = {}
    for name, choice in offered().items():
        known = [code for code in choice.codes if code != ALL]
        # Merged cells are rows of their own: no filter offers them, and they can be asked for.
        merged = [MERGED] if ALL in choice.codes and MERGED not in known else []
        usual = {"default": choice.default} if choice.default != ALL else {}
        found[f"codes.{name}"] = {"type": "string", "enum": [*known, *merged], **usual}
    return found


def common(lang: str) -> dict[str, Plain]:
    """What every address takes: the language of its sentences, and the city."""
    others = ", ".join(code for code in city_dirs() if code != city_dir().name)
    return {
        "lang": {
            "name": "lang",
            "in": "query",
            "description": word(lang, "api.parameter.lang"),
            "schema": {"type": "string", "enum": list(LANGUAGES), "default": LANGUAGES[0]},
        },
        PARAMETER: {
            "name": PARAMETER,
            "in": "query",
            "description": word(lang, "api.parameter.city", others=others or "–"),
            "schema": {"type": "string", "enum": [city_dir().name]},
        },
    }


def of_simulator(lang: str) -> list[Plain]:
    """The parameters of a what-if; what they may hold in full is docs/simulator.md's."""
    schemas: dict[str, Plain] = {
        "question": {"type": "string", "enum": list(QUESTIONS), "default": QUESTIONS[0]},
        "people": {"type": "string", "enum": list(PEOPLE), "default": PEOPLE[0]},
        "rule": {"type": "string", "enum": list(RULES)},
        "start_month": MONTH,
        "held_until": MONTH,
        "target_month": MONTH,
        "target_share": {"type": "string", "pattern": r"^[01](\.\d{1,6})?$"},
        "relief_for_csr": {"type": "boolean"},
        **{name: {"type": "string"} for name in (*LISTS, "near", "package", "segment", "funding_source")},
        PRESET: {"type": "string", "enum": list(PRESETS), "default": USUAL},
        LINK: {"type": "string", "maxLength": MAX_LETTERS},
        PERIOD: {"type": "string", "enum": list(offered()[PERIOD].codes)},
    }
    schemas["near"] = {"type": "string", "enum": list(reference("kecamatan_list"))}
    schemas["funding_source"] = {"type": "string", "enum": list(reference("funding_source_list"))}
    return [
        {
            "name": name,
            "in": "query",
            "description": word(lang, f"api.simulator.{_group(name)}"),
            "schema": schemas.get(name, {"type": "integer"}),
        }
        for name in (PRESET, LINK, *FIELDS)
    ]


def _group(name: str) -> str:
    """Which sentence tells of a parameter."""
    for group, members in (("text", TEXTS), ("list", LISTS), ("terms", TERMS), ("goal", tuple(GOAL))):
        if name in members:
            return group
    return name if name in (PRESET, LINK, PERIOD) else "number"
