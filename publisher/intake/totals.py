"""Does a row of totals under the data say what the data say?"""

import re

import pyarrow.compute as pc

from publisher.intake.bodies import Tally
from publisher.intake.checks import Checked
from publisher.intake.findings import Finding
from publisher.intake.headers import Header, field_of
from publisher.intake.repairs import Wrong, repair_integer
from publisher.text import plain

UNIT = r"\s*(?:orang|pekerja|peserta|tenaga kerja|baris|data|nama|jiwa)?"
WORDS = r"(?:\s+(?:data|pekerja|peserta|orang|baris|tenaga|kerja|nama|seluruh|seluruhnya|keseluruhan))*"
COUNT = re.compile(rf"([0-9][0-9.]*){UNIT}")
LABEL = re.compile(rf"(?:grand )?(?:total|jumlah|jml)\.?{WORDS}\s*[:=]?\s*([0-9][0-9.]*){UNIT}")


def check_total(errors: list[Finding], checked: Checked, header: Header, tally: Tally, *, sums: bool) -> int:
    """[rows] the sheet declares: what its row of totals counts, else the rows read. Adds to `errors` when the
    count or, with `sums`, a total of rupiah or workers is not what the rows come to."""
    total = tally.total
    if total is None:
        return tally.read
    amounts = {
        column: name
        for column, name in header.fields.items()
        if field_of(checked.place.kind, name)["type"] == "integer"
    }
    others = [cell for column, cell in enumerate(total.cells) if column not in amounts]
    counts = {count for cell in others if (count := count_in(cell)) is not None}
    declared = counts.pop() if len(counts) == 1 else tally.read
    if declared != tally.read:
        errors.append(finding(checked, total.row, "", "declared_differs", declared, tally.read))
    for column, name in amounts.items() if sums else ():
        stated = amount_in(total.cells[column])
        found = pc.sum(checked.table()[name]).as_py() or 0
        if stated is not None and stated != found:
            errors.append(finding(checked, total.row, name, "total_differs", stated, found))
    return declared


def finding(checked: Checked, row: int, column: str, rule: str, stated: int, found: int) -> Finding:
    """A total that differs."""
    return Finding(
        file=checked.place.file, sheet=checked.place.sheet, row=row, column=column, shown=str(stated),
        rule=rule, values={"found": str(found)},
    )  # fmt: skip


def count_in(cell: str) -> int | None:
    """The number of rows that a cell of a row of totals states, or None."""
    text = plain(cell).casefold()
    stated = COUNT.fullmatch(text) or LABEL.fullmatch(text)
    return amount_in(stated[1]) if stated else None


def amount_in(cell: str) -> int | None:
    """The whole number in a cell, or None."""
    try:
        value, _ = repair_integer(cell)
    except Wrong:
        return None
    return int(value) if value.isascii() and value.isdigit() else None
