"""Which number did somebody type? In Indonesian or English form, whatever the browser speaks.

1.234 and 1,234 are both one thousand two hundred and thirty-four, never 1.234 of anything; what can be read
in two ways is not read at all.
"""

from decimal import Decimal

from dashboard.check_number import NUMBER, PERCENT, SCALES, plain_readings
from dashboard.forms import MINUS

LONGEST = 60  # [letters] a sum in rupiah with its unit has about 25


def read_number(text: str, *, whole: bool) -> Decimal | None:
    """The number that `text` is and nothing else, such as Rp1,5 miliar; None when it is none, or not sure.

    A `whole` one (people, rupiah) has no part left after the comma; one that is not may carry a percent sign.
    """
    said = text.strip()[:LONGEST]
    is_negative = said.startswith((MINUS, "-"))
    match = NUMBER.fullmatch(said[1:].lstrip() if is_negative else said)
    unit = (match["percent"] or match["unit"] or "").lower() if match else ""
    if match is None or (whole and unit in PERCENT):
        return None
    power = SCALES.get(unit, 0)
    readings = plain_readings(match["digits"], has_unit=power > 0)
    values = {each.value.scaleb(power) for each in readings}
    if whole:
        values = {value for value in values if value == value.to_integral_value()}
    if len(values) != 1:
        return None
    (value,) = values
    return -value if is_negative else value
