"""Which rows below a header are data? Blank rows, totals and signatures are counted apart."""

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from publisher.intake.headers import Header, field_of
from publisher.text import folded_words, plain

CHUNK = 50_000  # rows in memory as Python text at a time
SPARSE = 2  # filled cells: below a gap, rows with no more are a signature, a date, a remark
SHORTEST_NIK = 14  # characters from which a cell of the NIK column is taken for a NIK, right or wrong
TOTAL = re.compile(r"(?:grand |sub ?)?(?:total|jumlah|jml)\b")
# A signature may stand right below the data if its first row opens in one of these ways, none of its rows
# holds a value (a cell that begins as a number or an amount, or has as many digits as part of a NIK), and no
# data follow.
SIGNS = re.compile(
    r"(?:mengetahui|diketahui|menyetujui|disetujui|mengesahkan|disahkan|hormat kami|tertanda|kepala|plt|camat"
    r"|lurah|catatan|keterangan|[a-z. ]{3,30}, ?(?:tanggal )?[0-9]{1,2} [a-z]{3,9} [0-9]{4})\b"
)
VALUE = re.compile(r"\W*(?:rp\W*)?[0-9]|(?!nip\b).*[0-9]{8}")
NUMBERING = re.compile(r"\(?([0-9]{1,2})\)?\.?")


@dataclass
class Total:
    """A row of totals: its number, its label and its cells by column number."""

    row: int
    label: str
    cells: list[str]


@dataclass
class Tally:
    """What a sheet's rows were. `read` counts data rows; `skipped` the others by what they were."""

    read: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    nameless: Counter[int] = field(default_factory=Counter)  # filled cells by column without a name
    filled: Counter[str] = field(default_factory=Counter)  # cells filled from a merged cell, by field
    hidden: int = 0  # data rows that the spreadsheet does not show
    total: Total | None = None  # the last row of totals, when no data follows it
    last: int = 0  # number of the last data row


@dataclass(frozen=True)
class Chunk:
    """Some data rows: their numbers as the spreadsheet shows them, and their cells by field."""

    numbers: list[int]
    columns: dict[str, list[str]]


class Body:
    """The rows below a header, read once through `chunks()`; `tally` is complete when they are read."""

    def __init__(
        self,
        *,
        kind: str,
        header: Header,
        header_rows: Sequence[list[str]],
        rows: Iterator[list[str]],
        merged: Sequence[tuple[int, int, int, int]] = (),
        hidden: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.tally = Tally()
        self._hidden = sorted(hidden)
        self._header, self._rows, self._merged = header, rows, merged
        self._header_rows = {folded_row(row) for row in header_rows}
        self._named = {*header.fields, *header.unread, *header.unknown, *header.twice}
        self._width = max(self._named) + 1
        columns = {name: column for column, name in header.fields.items()}
        self._key = columns.get("nik", min(header.fields))
        self._shortest = SHORTEST_NIK if "nik" in columns else 0
        self._filled_down = {
            column for column, name in header.fields.items() if field_of(kind, name).get("check") != "nik"
        }

    def chunks(self) -> Iterator[Chunk]:
        """Data rows, some at a time."""
        rows = self._data_rows()
        full = len(self._named) == self._width
        while part := list(itertools.islice(rows, CHUNK)):
            self.tally.read += len(part)
            self.tally.last = part[-1][0]
            if self._hidden:
                self.tally.hidden += sum(self._is_hidden(number) for number, _ in part)
            for _, row in part:
                if not full or len(row) > self._width:
                    self._count_nameless(row)
            yield Chunk(
                [number for number, _ in part],
                {name: [row[column] for _, row in part] for column, name in self._header.fields.items()},
            )

    def _is_hidden(self, number: int) -> bool:
        """Whether the spreadsheet does not show the row of this number."""
        place = bisect.bisect(self._hidden, number, key=lambda span: span[0])
        return place > 0 and number <= self._hidden[place - 1][1]

    def _count_nameless(self, row: list[str]) -> None:
        filled = (column for column, cell in enumerate(row) if cell.strip())
        self.tally.nameless.update(column for column in filled if column not in self._named)

    def _data_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Data rows with their numbers. What may be a signature waits until it is clear that no data come."""
        tally, waiting, gap = self.tally, list[tuple[int, list[str]]](), False
        for number, row in self._numbered():
            if not self._surely_data(row[self._key]):
                what = self._what(number, row)
                if what == "total":
                    tally.total = Total(number, next(filter(None, row)), row)
                if what:
                    tally.skipped[what] += 1
                    gap = gap or what in ("blank", "total")
                    continue
                if is_sparse(row) and (gap or signs(row, begun=bool(waiting))):
                    waiting.append((number, row))
                    continue
            if waiting:
                yield from waiting
                waiting.clear()
            gap, tally.total = False, None
            yield number, row
        tally.skipped["footer"] += len(waiting)

    def _surely_data(self, key: str) -> bool:
        """Whether a row's first needed cell alone tells that it is data (the quick way for most rows)."""
        return bool(self._shortest) and len(key) >= self._shortest and key.lstrip("'’‘` ")[:1].isdigit()

    def _numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Rows with their numbers, at least as wide as the header."""
        rows = enumerate(self._rows, start=self._header.last + 1)
        for number, row in self._fill_merged(rows) if self._merged else rows:
            if len(row) < self._width:
                yield number, row + [""] * (self._width - len(row))
            else:
                yield number, row

    def _fill_merged(self, rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        """Rows with the value of a cell that is merged downwards in each row that it covers."""
        top_of = {
            (row, left): top
            for top, left, bottom, right in self._merged
            if left == right and left in self._filled_down
            for row in range(top + 1, bottom + 1)
        }
        tops = {(top, column) for (_, column), top in top_of.items()}
        values: dict[tuple[int, int], str] = {}
        for number, row in rows:
            for column in self._filled_down & set(range(len(row))):
                if (number - 1, column) in tops:
                    values[number - 1, column] = row[column]
                elif (number - 1, column) in top_of:
                    row[column] = values.get((top_of[number - 1, column], column), "")
                    self.tally.filled[self._header.fields[column]] += 1
            yield number, row

    def _what(self, number: int, row: list[str]) -> str | None:
        """What a row is that is not data, else None."""
        filled = [cell.strip() for cell in row if cell.strip()]
        if not filled:
            return "blank"
        if number == self._header.last + 1 and len(filled) > 1:
            numbers = [NUMBERING.fullmatch(cell) for cell in filled]
            if [int(found[1]) if found else 0 for found in numbers] == list(range(1, len(filled) + 1)):
                return "numbering"
        if folded_row(row) in self._header_rows:
            return "header_again"
        if TOTAL.match(plain(filled[0]).casefold()):
            return "total"
        return None


def is_sparse(row: list[str]) -> bool:
    """Whether a row has so few filled cells that it may be a signature."""
    return sum(1 for cell in row if cell.strip()) <= SPARSE


def signs(row: list[str], *, begun: bool) -> bool:
    """Whether a row right below the data begins a signature, or goes on with one that has begun."""
    cells = [plain(cell).casefold() for cell in row if cell.strip()]
    return not any(map(VALUE.match, cells)) and (begun or any(map(SIGNS.match, cells)))


def folded_row(row: list[str]) -> tuple[str, ...]:
    """The filled cells of a row as headers are compared."""
    return tuple(folded_words(cell) for cell in row if cell.strip())
