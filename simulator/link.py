"""How does a result travel as one short text, and what is believed of a text that comes back?

    1.<base64url of zlib of canonical JSON>.<first 8 hex digits of the SHA-256 of the middle part>

`1` is the version of this form. The last part finds slips of the hand, not forgers: whoever writes a link
by hand gets what the page would have told of the same inputs, beside figures of their own.
"""

import base64
import binascii
import hashlib
import json
import re
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from simulator.checks import MAX_WORKERS, check_count
from simulator.errors import ScenarioError, TariffError
from simulator.link_dictionary import DICTIONARY
from simulator.plain import plain, scenario_from
from simulator.rates import rates_plain, tariff_from
from simulator.receipt import Receipt
from simulator.standing import Standing, Stratum

FORM = "1"
MAX_LETTERS = 1_850  # with the address of the page below 2,000, which every browser and mail program takes
MAX_PLAIN = 65_536  # [bytes] after decompression
MAX_MONTHS_PAID, MAX_SOURCES, MAX_FIGURES, MAX_TEXT = 121, 30, 40, 60
MAX_FIGURE = 10**19
_LINK = re.compile(r"([0-9]{1,4})\.([A-Za-z0-9_-]+)\.([0-9a-f]{8})")
_HEX = re.compile(r"[0-9a-f]{16,64}")
_PARTS = frozenset({"model", "extract", "scenario", "standing", "rates", "reliefs", "figures"})


def pack(receipt: Receipt) -> str:
    """The text of a receipt. Raises ScenarioError link_too_long when it chooses more than a link can hold."""
    standing = receipt.standing
    text = _canonical(
        {
            "model": receipt.model_version,
            "extract": receipt.extract_sha256,
            "scenario": plain(receipt.scenario),
            "standing": {
                "universe": standing.universe.tolist(),
                # A list: where room is short, the source that stands first joins first.
                "ends": [[source, *_ends(standing, place)] for place, source in enumerate(standing.sources)],
            },
            "rates": rates_plain(receipt.tariff),
            "reliefs": dict(receipt.tariff.relief_rules),
            "figures": dict(receipt.figures),
        }
    )
    squeezed = zlib.compressobj(level=9, zdict=DICTIONARY)
    body = squeezed.compress(text.encode()) + squeezed.flush()
    middle = base64.urlsafe_b64encode(body).rstrip(b"=").decode()
    link = f"{FORM}.{middle}.{_check(middle)}"
    if len(link) > MAX_LETTERS:
        raise ScenarioError("link_too_long", value=len(link), maximum=MAX_LETTERS)
    return link


def unpack(text: str) -> Receipt:
    """The receipt that a text holds.

    Raises ScenarioError link_too_long, link_version, link_unreadable, and as `scenario_from`.
    """
    text = text.strip()
    if len(text) > MAX_LETTERS:
        raise ScenarioError("link_too_long", value=len(text), maximum=MAX_LETTERS)
    parts = _LINK.fullmatch(text)
    if parts is None:
        raise ScenarioError("link_unreadable")
    form, middle, check = parts.groups()
    if form != FORM:
        raise ScenarioError("link_version", value=form, known=(FORM,))
    if check != _check(middle):
        raise ScenarioError("link_unreadable")
    content = _content(middle)
    scenario = scenario_from(content["scenario"])
    try:
        return Receipt(
            model_version=_text(content["model"]),
            extract_sha256=_digest(content["extract"]),
            scenario=scenario,
            standing=_standing(scenario.base_month, content["standing"]),
            tariff=tariff_from(content["rates"], _texts(content["reliefs"])),
            figures=_figures(content["figures"]),
        )
    # What the checksum passed and still has another shape was not written by `pack`.
    except (TariffError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ScenarioError("link_unreadable") from error


def _content(middle: str) -> dict[str, Any]:
    """The parts of a link. A small text may unpack to gigabytes, so no more than MAX_PLAIN is unpacked."""
    try:
        body = base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4))
        unsqueezed = zlib.decompressobj(zdict=DICTIONARY)
        written = unsqueezed.decompress(body, MAX_PLAIN)
        if not unsqueezed.eof or unsqueezed.unused_data:
            raise ValueError("cut off, or too large")
        content = json.loads(written, parse_constant=_refuse)
        # Two values under one key, or floats that no field has, do not survive being written anew.
        if (
            not isinstance(content, dict)
            or content.keys() != _PARTS
            or _canonical(content).encode() != written
        ):
            raise ValueError("not as `pack` writes it")
    except (binascii.Error, zlib.error, ValueError, RecursionError) as error:
        raise ScenarioError("link_unreadable") from error
    return content


def _ends(standing: Standing, source: int) -> list[list[int]]:
    """[workers] who drive, and all others, by last month paid, the base month first; last zeros left out."""
    groups = standing.paid_through[:, source].T.tolist()
    return [workers[: max((n for n, many in enumerate(workers, 1) if many), default=0)] for workers in groups]


def _standing(base_month: str, given: dict[str, Any]) -> Standing:
    universe = [_count(workers, MAX_WORKERS) for workers in given["universe"]]
    ends = given["ends"]
    if len(universe) != 2 or len(ends) > MAX_SOURCES or sum(universe) > MAX_WORKERS:
        raise ValueError("no standing")
    length = max((len(months) for _, *groups in ends for months in groups), default=0)
    if length > MAX_MONTHS_PAID:
        raise ValueError("no standing")
    cube = np.zeros((max(length, 1), len(ends), len(universe)), dtype=np.int64)
    for source, (_, *groups) in enumerate(ends):
        for group, months in zip(range(len(universe)), groups, strict=True):
            cube[: len(months), source, group] = [_count(workers, MAX_WORKERS) for workers in months]
    if (cube.sum(axis=(0, 1)) > universe).any():
        raise ValueError("more covers than people")
    groups = (Stratum(kecamatan="", opd="", sector="", transport=drives) for drives in (True, False))
    return Standing(
        base_month=base_month,
        strata=tuple(groups),
        sources=tuple(_text(source) for source, *_ in ends),
        universe=np.array(universe, dtype=np.int64),
        paid_through=cube,
    )


def _figures(given: dict[str, Any]) -> dict[str, int | str | None]:
    if len(given) > MAX_FIGURES:
        raise ValueError("too many figures")
    for name, value in given.items():
        _text(name)
        if isinstance(value, str):
            _text(value)
        elif value is not None and not _is_figure(value):
            raise ValueError(f"no figure: {name}")
    people = given["people_needed"] if "people_needed" in given else given["workers"]
    if not _is_figure(people) or not _is_figure(given["total_idr"]):
        raise ValueError("no result")
    return given


def _is_figure(value: object) -> bool:
    return type(value) is int and abs(value) < MAX_FIGURE


def _texts(given: Mapping[str, Any]) -> dict[str, str]:
    return {_text(name): _text(value) for name, value in given.items()}


def _text(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= MAX_TEXT or not value.isprintable():
        raise ValueError(f"no text: {value!r}")
    return value


def _digest(value: object) -> str:
    if not _HEX.fullmatch(_text(value)):
        raise ValueError(f"no digest: {value!r}")
    return str(value)


def _count(value: object, maximum: int) -> int:
    return check_count(value, "standing", minimum=0, maximum=maximum)


def _canonical(content: object) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def _check(middle: str) -> str:
    return hashlib.sha256(middle.encode()).hexdigest()[:8]


def _refuse(constant: str) -> None:
    raise ValueError(constant)
