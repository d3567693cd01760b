"""Is a number that came from outside a whole one within its limits, and a share an exact one?

Floats are refused: 0.07 * 100 is 7.000000000000001, and its ceiling would add a worker.
"""

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from simulator.errors import ScenarioError

MAX_MONTHS = 24
MAX_WORKERS = 10**9
MAX_IDR = 10**12


def check_count(value: object, field: str, *, minimum: int, maximum: int) -> int:
    """Return `value` if it is an int from `minimum` to `maximum`.

    Raises ScenarioError number_not_whole or number_out_of_range, naming `field`.
    """
    if not isinstance(value, int) or isinstance(value, bool):
        raise ScenarioError("number_not_whole", field=field, value=value)
    if not minimum <= value <= maximum:
        raise ScenarioError("number_out_of_range", field=field, value=value, minimum=minimum, maximum=maximum)
    return value


def read_share(value: object) -> Fraction:
    """Return an exact share [0-1] from decimal text ('0.29'), a Decimal or a Fraction.

    Raises ScenarioError share_unreadable, or share_out_of_range unless 0 < share <= 1.
    """
    if not isinstance(value, str | Decimal | Fraction):
        raise ScenarioError("share_unreadable", value=value, example="0.5")
    try:
        # Through Decimal and with few digits: Fraction("1e999999999") would fill the memory.
        share = value if isinstance(value, Fraction) else _from_decimal(Decimal(value))
    except (InvalidOperation, OverflowError, ValueError) as error:
        raise ScenarioError("share_unreadable", value=value, example="0.5") from error
    if not 0 < share <= 1:
        raise ScenarioError("share_out_of_range", value=value, maximum="1")
    return share


def _from_decimal(number: Decimal) -> Fraction:
    if not number.is_finite() or abs(number.adjusted()) > 30 or len(number.as_tuple().digits) > 30:
        raise ValueError(number)
    return Fraction(number)
