"""Which figures can a pasted number be: published ones, targets, denominators, and the city by month?

Those of a body, a sector or a place are found by `dashboard.group_figures`.
"""

import functools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from dashboard import db
from dashboard.check_number import Kind, Known
from dashboard.cities import city_parameter
from dashboard.forms import date, month, number, percent, rupiah, share
from dashboard.names import MERGED, Names
from dashboard.state import state_key
from dashboard.words import has_word, word

Row = Mapping[str, Any]
EVERYBODY = "all"  # who pays, in `figures_by_month`
GROUP_PAGES = {"opd": "/opd", "sector": "/sektor", "kecamatan": "/wilayah"}
SHARE_DIGITS = 2  # enough to tell 48.98 % from 49 %
UNIT_KINDS: dict[str, Kind] = {"share": "share", "idr": "idr"}


def known_figures() -> tuple[Known, ...]:
    """All figures that are searched, the published first, then the newest month. Raises ExtractMissing."""
    return _known(state_key())


@functools.lru_cache(maxsize=4)
def _known(key: str) -> tuple[Known, ...]:  # noqa: ARG001  the key: figures belong to a state
    return (*_published(), *_targets(), *_by_month())


def _published() -> Iterator[Known]:
    rows = db.run_query("published_figure_list").to_pylist()
    for row in sorted(rows, key=lambda row: row["date"], reverse=True):
        kind = UNIT_KINDS.get(row["unit"], "count")
        value, computed = Decimal(str(row["value"])), row["as_computed"]
        yield Known(kind=kind, part=value, origin="register", row=row)
        if computed is not None and Decimal(str(computed)) != value:
            yield Known(kind=kind, part=Decimal(str(computed)), origin="register_computed", row=row)


def _targets() -> Iterator[Known]:
    for row in db.run_query("target_list").to_pylist():
        if row["share"] is not None:
            yield Known(kind="share", part=row["share"], origin="target", row=row)
        counts = {"target": row["workers"]}
        counts |= {"target_printed": row["as_printed"], "target_computed": row["as_computed"]}
        seen: set[int] = set()
        for origin, workers in counts.items():
            if workers is not None and workers not in seen:
                seen.add(workers)
                yield Known(kind="count", part=Decimal(workers), origin=origin, row=row)
    for row in db.run_query("denominator_list").to_pylist():
        yield Known(kind="count", part=Decimal(row["workers"]), origin="denominator", row=row)


def _by_month() -> Iterator[Known]:
    found: list[Known] = []
    for row in db.run_query("figures_by_month").to_pylist():
        whole = row["whole_workers"]
        found.append(
            Known(
                kind="count" if whole is None else "share",
                part=Decimal(row["workers"]),
                whole=Decimal(1 if whole is None else whole),
                origin="city",
                row=row,
            )
        )
    targets = db.run_query("target_list").to_pylist()
    known = {(row["id"], row[name]) for row in targets for name in ("workers", "as_printed", "as_computed")}
    for row in db.run_query("figures_by_target").to_pylist():
        found.append(Known(kind="count", part=Decimal(row["gap_workers"]), origin="gap", row=row))
        if (row["id"], row["target_workers"]) not in known:  # else it stands among the targets already
            found.append(Known(kind="count", part=Decimal(row["target_workers"]), origin="asked", row=row))
    yield from sorted(found, key=lambda known: str(known.row["period"]), reverse=True)


def what(called: Names, known: Known) -> str:
    """What a figure counts, in words."""
    lang, row = called.lang, known.row
    if known.origin in ("register", "register_computed"):
        return word(
            lang,
            f"check.{known.origin}",
            figure=row[f"figure_{lang}"],
            place=place_name(lang, row["place"]),
            verdict=word(lang, f"verdict.{row['status']}").lower(),
        )
    if known.origin == "city":
        return _measure(called, row)
    if known.origin == "group":
        measure = word(lang, f"check.measure.{row['measure']}")
        key = "check.group_share" if known.kind == "share" else "check.group"
        kind = word(lang, f"table.{row['dimension']}")
        return word(lang, key, measure=measure, kind=kind, name=called.of(row["dimension"], row["id"]))
    name = row[f"name_{lang}"] if f"name_{lang}" in row else called.of("target", row["id"])
    return word(lang, f"check.{known.origin}", name=name)


def _measure(called: Names, row: Row) -> str:
    lang = called.lang
    values = {"measure": word(lang, f"check.measure.{row['measure']}")}
    is_share = row["whole"] != "none"
    if is_share:
        values["whole"] = word(lang, f"check.whole.{row['whole']}")
    if row["funding_source"] == EVERYBODY:
        return word(lang, "check.city_share" if is_share else "check.city", **values)
    values["source"] = called.of("funding_source", row["funding_source"])
    return word(lang, "check.payer_share" if is_share else "check.payer", **values)


def when(lang: str, known: Known) -> str:
    """The month or the day a figure speaks of."""
    row = known.row
    if "period" in row:
        return month(lang, row["period"])
    return said_on(lang, row.get("date") or row.get("date_set") or "")


def said_on(lang: str, text: str) -> str:
    """A day, a month, a year, or a span of months in words."""
    return " – ".join(date(lang, part) for part in text.split("/"))


def exact(lang: str, known: Known) -> str:
    """The figure with all that is known of it."""
    if known.kind == "share" and known.origin in ("city", "group"):
        part, whole = int(known.part), int(known.whole)
        shown = share(lang, part, whole, digits=SHARE_DIGITS)
        return f"{shown} ({number(lang, part)} ÷ {number(lang, whole)})"
    return amount(lang, known.part, known.kind)


def amount(lang: str, value: Decimal, kind: Kind) -> str:
    """A printed or computed figure with its unit."""
    if kind == "share":
        return percent(lang, value)
    whole = round(value)
    return rupiah(lang, whole) if kind == "idr" else number(lang, whole)


def place_name(lang: str, code: str) -> str:
    """A place that is larger or smaller than a city by its name; a city's own name is alike everywhere."""
    key = f"figures.place.{code}"
    return word(lang, key) if has_word(lang, key) else code.replace("_", " ").title()


def address(lang: str, known: Known) -> str:
    """Where the figure is shown in this portal."""
    row = known.row
    if known.origin == "city":
        paid_by = (
            {}
            if row["funding_source"] in (EVERYBODY, "lainnya")
            else {"funding_source": row["funding_source"]}
        )
        return _link("/", lang, period=row["period"], **paid_by)
    if known.origin == "group":
        return _group_address(lang, row)
    if "period" in row:
        return _link("/", lang, period=row["period"], target=row["id"])
    return _link("/data-metode", lang)


def _group_address(lang: str, row: Row) -> str:
    if row["dimension"] == "kelurahan":
        return _link("/wilayah", lang, period=row["period"], kecamatan=row["kecamatan"], level="kelurahan")
    if row["id"] == MERGED:
        return _link(GROUP_PAGES[row["dimension"]], lang, period=row["period"])
    return _link("/", lang, period=row["period"], **{row["dimension"]: row["id"]})


def _link(path: str, lang: str, **parameters: str) -> str:
    return f"{path}?{urlencode({**city_parameter(), **parameters, 'lang': lang})}"
