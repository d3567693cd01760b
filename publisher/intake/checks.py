"""Is every cell of a sheet possible? Text columns in, typed columns, findings and notes out.

Each distinct value of a column is parsed once: a list of 200,000 workers in 23 sectors looks up 23 sectors.
"""

import dataclasses
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.contract import load_schema
from publisher.intake.bodies import Chunk
from publisher.intake.findings import NOTE, Finding
from publisher.intake.provinces import PROVINCES
from publisher.intake.repairs import Wrong
from publisher.intake.values import City, parse, shown, shown_meant

ARROW_TYPES = {"string": pa.string(), "integer": pa.int64(), "date": pa.date32()}
BORN = "(0[1-9]|[12][0-9]|3[01]|4[1-9]|[56][0-9]|7[01])(0[1-9]|1[0-2])"  # day (+ 40 for women) and month
GOOD_NIK = rf"^({'|'.join(PROVINCES)})[0-9]{{4}}{BORN}[0-9]{{6}}$"
MOST_SHOWN = 2_000  # bad rows of a sheet that are kept, masked, to be sent back
ROUNDED = 6  # NIK that all end in 0: a spreadsheet kept 15 digits of them


@dataclass(frozen=True)
class Place:
    """Where cells stand: file, sheet and kind of sheet; for which month and city they are read."""

    file: str
    sheet: str
    kind: str
    period: str
    city: City


@dataclass
class Checked:
    """What the checks of one sheet came to, chunk by chunk."""

    place: Place
    tables: list[pa.Table] = field(default_factory=list)
    numbers: "array[int]" = field(default_factory=lambda: array("q"))  # of the rows, as the spreadsheet's
    errors: list[Finding] = field(default_factory=list)
    bad_rows: dict[int, dict[str, str]] = field(default_factory=dict)
    _notes: dict[tuple[str, str], Finding] = field(default_factory=dict)
    _niks: int = 0
    _niks_ending_in_0: int = 0

    def take(self, chunk: Chunk) -> None:
        """Check some rows. Columns that the register never keeps (names of people) are dropped here."""
        columns: dict[str, pa.Array] = {}
        written: dict[str, pa.Array] = {}
        found = len(self.errors)
        for about in kept_fields(self.place.kind):
            name = about["name"]
            if name not in chunk.columns:
                continue
            text = pc.utf8_trim_whitespace(pa.array(chunk.columns[name], pa.string()))
            written[name] = text
            if name == "kelurahan":
                text = pc.binary_join_element_wise(
                    columns["kecamatan"], text, "/", null_handling="replace", null_replacement=""
                )
            columns[name] = self._column(about, text, chunk.numbers)
        self.tables.append(pa.table(columns))
        self.numbers.extend(chunk.numbers)
        self._keep_bad(self.errors[found:], written, chunk.numbers)
        if "nik" in columns:
            self._count_endings(columns["nik"])

    def table(self) -> pa.Table:
        """All rows of the sheet, typed. Wrong cells are null."""
        return pa.concat_tables([empty_sheet(self.place.kind), *self.tables], promote_options="default")

    def notes(self) -> list[Finding]:
        """One note for each column and rule by which cells had to be understood."""
        return list(self._notes.values())

    def rounded(self) -> bool:
        """Whether the NIK column looks as if a spreadsheet had rounded it: every last digit is 0."""
        return self._niks >= ROUNDED and self._niks == self._niks_ending_in_0

    def _column(self, about: dict[str, Any], text: pa.Array, numbers: list[int]) -> pa.Array:
        """One column typed; its findings and notes are kept."""
        if about.get("check") == "nik":
            odd = pc.invert(pc.match_substring_regex(text, GOOD_NIK))
            rows = pc.indices_nonzero(odd)
            if not len(rows):
                return text
            mended = self._distinct(about, text.take(rows), [numbers[row] for row in rows.to_pylist()])
            return pc.replace_with_mask(text, odd, mended)
        return self._distinct(about, text, numbers)

    def _distinct(self, about: dict[str, Any], text: pa.Array, numbers: list[int]) -> pa.Array:
        encoded = pc.dictionary_encode(text)
        parsed: list[Any] = []
        wrong: dict[int, Wrong] = {}
        repaired: dict[str, list[int]] = {}
        for index, value in enumerate(encoded.dictionary.to_pylist()):
            try:
                meant, rule = parse(value, about, self.place.period, self.place.city)
                parsed.append(meant)
                if rule:
                    repaired.setdefault(rule, []).append(index)
            except Wrong as problem:
                parsed.append(None)
                wrong[index] = problem
        for row in rows_of(encoded, wrong):
            index = encoded.indices[row].as_py()
            value, found = encoded.dictionary[index].as_py(), wrong[index]
            self.errors.append(self._finding(about, numbers[row], value, found.rule, values=found.values_))
        for rule, indices in repaired.items():
            self._note(about, encoded, rule, rows_of(encoded, indices), numbers, parsed)
        return pa.array(parsed, ARROW_TYPES[about["type"]]).take(encoded.indices)

    def _finding(self, about: dict[str, Any], row: int, value: str, rule: str, **more: Any) -> Finding:
        place = self.place
        return Finding(
            file=place.file, sheet=place.sheet, row=row, column=about["name"],
            shown=shown(value, about, place.city), rule=rule, **more,
        )  # fmt: skip

    def _note(
        self,
        about: dict[str, Any],
        encoded: pa.DictionaryArray,
        rule: str,
        rows: list[int],
        numbers: list[int],
        parsed: list[Any],
    ) -> None:
        earlier = self._notes.get((about["name"], rule))
        if earlier is None:
            index = encoded.indices[rows[0]].as_py()
            value, place = encoded.dictionary[index].as_py(), self.place
            written, meant = shown_meant(value, parsed[index], about, place.city)
            earlier = Finding(
                file=place.file, sheet=place.sheet, row=numbers[rows[0]], column=about["name"], shown=written,
                rule=rule, values={"meant": meant}, level=NOTE, count=0,
            )  # fmt: skip
        self._notes[about["name"], rule] = dataclasses.replace(earlier, count=earlier.count + len(rows))

    def _keep_bad(self, errors: Iterable[Finding], written: dict[str, pa.Array], numbers: list[int]) -> None:
        """Keep the rows that errors speak of, as far as they may be shown."""
        fields = {about["name"]: about for about in kept_fields(self.place.kind)}
        places = {number: place for place, number in enumerate(numbers)} if errors else {}
        for row in dict.fromkeys(error.row for error in errors):
            if len(self.bad_rows) == MOST_SHOWN:
                return
            self.bad_rows[row] = {
                name: shown_alone(column[places[row]].as_py(), fields[name], self.place.city)
                for name, column in written.items()
            }

    def _count_endings(self, niks: pa.Array) -> None:
        distinct = pc.unique(niks.drop_null())
        self._niks += len(distinct)
        self._niks_ending_in_0 += pc.sum(pc.ends_with(distinct, "0")).as_py() or 0


def shown_alone(value: str, about: dict[str, Any], city: City) -> str:
    """A cell of a row to be sent back, as far as it may be shown."""
    return shown(f"/{value}" if about.get("reference") == "kelurahan" else value, about, city)


def rows_of(encoded: pa.DictionaryArray, indices: Iterable[int]) -> list[int]:
    """Rows whose value is among some of the distinct ones."""
    codes = pa.array(list(indices), encoded.indices.type)
    if not len(codes):
        return []
    rows: list[int] = pc.indices_nonzero(pc.is_in(encoded.indices, codes)).to_pylist()
    return rows


def kept_fields(kind: str) -> list[dict[str, Any]]:
    """Fields of a kind of sheet that are read; names of people are not."""
    return [about for about in load_schema("sheets", kind)["fields"] if about["name"] != "nama"]


def empty_sheet(kind: str) -> pa.Table:
    """A typed sheet of one kind without rows."""
    types = [(about["name"], ARROW_TYPES[about["type"]]) for about in kept_fields(kind)]
    return pa.schema(types).empty_table()
