"""What did the clerk mean? A written value in the one form of the contract, with the rule that was needed.

Every function answers (value, rule): the rule is None when nothing had to be understood, else the key of the
sentence that tells the clerk. Only what has one meaning is repaired; anything else is `Wrong`.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from publisher.text import folded_words, plain

Repaired = tuple[str, str | None]

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SCIENTIFIC = re.compile(r"[0-9]([.,][0-9]+)?[eE]\+?[0-9]{1,2}")
NIK_SIGNS = re.compile(r"[\s'’‘`´\"._/-]+")
AMOUNT_SIGNS = re.compile(r"^(?:rp|idr)\.?\s*|,-+$|\s+", re.IGNORECASE)
THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+")
SERIAL_EPOCH = dt.date(1899, 12, 30)  # day 0 of spreadsheets
SERIALS = range(10_000, 73_051)  # 1927-05-18 to 2100-01-01; a shorter number may be a year
MONTHS = (
    ("januari", "jan", "january"), ("februari", "feb", "pebruari", "peb", "february"),
    ("maret", "mar", "mrt", "march"), ("april", "apr"), ("mei", "may"), ("juni", "jun", "june"),
    ("juli", "jul", "july"), ("agustus", "agu", "agt", "ags", "agust", "aug", "august"),
    ("september", "sep", "sept"), ("oktober", "okt", "oct", "october"),
    ("november", "nov", "nopember", "nop"), ("desember", "des", "dec", "december"),
)  # fmt: skip
MONTH_NUMBER = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}


class Wrong(Exception):
    """A value breaks a rule. `rule` is the key of its sentence, `values` fill it."""

    def __init__(self, rule: str, **values: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.values_ = values


def repair_nik(written: str) -> Repaired:
    """16 digits, without apostrophe, spaces, dots and dashes. Raises Wrong when digits were lost."""
    value = plain(written)
    if SCIENTIFIC.fullmatch(value):
        raise Wrong("nik_scientific")
    whole = re.fullmatch(r"([0-9]{16})[.,]0+", value)
    digits = whole[1] if whole else NIK_SIGNS.sub("", value)
    return digits, None if digits == written else "nik_repaired"


def repair_integer(written: str) -> Repaired:
    """A whole number by the Indonesian rule: a dot parts thousands, a comma parts decimals."""
    value = AMOUNT_SIGNS.sub("", plain(written).replace("−", "-"))
    whole, comma, decimals = value.partition(",")
    if comma and decimals.strip("0"):
        raise Wrong("decimal_comma")
    if comma and not decimals:
        raise Wrong("not_integer")
    if re.fullmatch(r"-?[0-9]+\.0{1,2}", whole) and not comma:
        return whole.partition(".")[0], "decimal_zero"
    if "." in whole:
        if not THOUSANDS.fullmatch(whole):
            raise Wrong("not_integer")
        return whole.replace(".", ""), "thousands_dot"
    return whole, None if whole == written else "amount_repaired"


def day(year: int, month: int, number: int) -> dt.date:
    """A day of the calendar. Raises Wrong for 30 February."""
    try:
        return dt.date(year, month, number)
    except ValueError as error:
        raise Wrong("not_date") from error


def serial_day(value: str) -> dt.date | None:
    """The day that a spreadsheet keeps as this number, or None."""
    if re.fullmatch(r"[0-9]{5}", value) and int(value) in SERIALS:
        return SERIAL_EPOCH + dt.timedelta(days=int(value))
    return None


def repair_date(written: str) -> Repaired:
    """A day written YYYY-MM-DD; day before month in every other order, as Indonesia writes."""
    if ISO_DAY.fullmatch(written):
        day(int(written[:4]), int(written[5:7]), int(written[8:]))
        return written, None
    value = plain(written).casefold()
    if iso := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[ t][0-9:.]+)?", value):
        found = day(*map(int, iso.groups()))
    elif local := re.fullmatch(r"([0-9]{1,2})\s*[-/. ]\s*([0-9]{1,2})\s*[-/. ]\s*([0-9]{4})", value):
        found = day(*map(int, reversed(local.groups())))
    elif named := re.fullmatch(r"([0-9]{1,2})[\s./-]*([a-z]+)[\s./,-]*([0-9]{4})", value):
        found = day(int(named[3]), MONTH_NUMBER.get(named[2], 0), int(named[1]))
    elif short := re.fullmatch(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})", value):
        found = day(*map(int, short.groups()))
    elif serial := serial_day(value):
        return serial.isoformat(), "date_serial"
    elif re.fullmatch(r"[0-9]{1,2}[-/. ]([0-9]{1,2}|[a-z]+)[-/. ][0-9]{2}", value):
        raise Wrong("year_short")
    else:
        raise Wrong("not_date")
    return found.isoformat(), None if found.isoformat() == written else "date_repaired"


def repair_month(written: str) -> Repaired:
    """A month written YYYY-MM; a day of it, its Indonesian name and MM/YYYY are understood."""
    value = plain(written).casefold()
    year, month = 0, 0
    if iso := re.fullmatch(r"([0-9]{4})[-/. ]?([0-9]{2})(?:-[0-9]{2}(?:[ t][0-9:.]+)?)?", value):
        year, month = int(iso[1]), int(iso[2])
    elif local := re.fullmatch(r"(?:[0-9]{1,2}[-/.])?([0-9]{1,2})\s*[-/. ]\s*([0-9]{4})", value):
        year, month = int(local[2]), int(local[1])
    elif named := re.fullmatch(r"(?:[0-9]{1,2}\s+)?([a-z]+)[\s.,'/-]*([0-9]{4})", value):
        year, month = int(named[2]), MONTH_NUMBER.get(named[1], 0)
    elif serial := serial_day(value):
        year, month = serial.year, serial.month
    if not (2000 <= year < 2100 and 1 <= month <= 12):
        raise Wrong("not_month")
    return f"{year}-{month:02d}", None if written == f"{year}-{month:02d}" else "month_repaired"


def repair_choice(written: str, field: dict[str, Any]) -> Repaired:
    """One of the choices of a field, or another word for it that the contract declares."""
    choices: list[str] = field["constraints"]["enum"]
    for choice in choices:
        if choice.casefold() == written.casefold():
            return choice, None
    said = folded_words(written)
    for choice in choices:
        if said in (folded_words(choice), *field.get("value_aliases", {}).get(choice, ())):
            return choice, "choice_repaired"
    raise Wrong("not_in_list", allowed=", ".join(choices))


REPAIRS: dict[str, Callable[[str], Repaired]] = {
    "nik": repair_nik,
    "integer": repair_integer,
    "date": repair_date,
    "month": repair_month,
}
