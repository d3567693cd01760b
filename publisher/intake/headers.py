"""Which row of a sheet is its header, and which column is which field of the contract?

Columns are matched by the alias table of the kind of sheet (`data/contract/sheets/`) and by nothing else.
"""

import difflib
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from publisher.contract import field_names, load_schema, sheet_kinds
from publisher.intake.findings import Finding
from publisher.masking import mask_words
from publisher.text import folded_words

SEARCHED = 40  # rows from the top in which a header may stand
FEWEST = 2  # columns that must be known before a row counts as a header


@dataclass(frozen=True)
class Header:
    """A header found: its rows (1-based, first and last) and what each column is."""

    first: int
    last: int
    fields: dict[int, str]  # column number from 0 -> field of the contract
    unread: dict[int, str]  # columns that the contract declares as not read
    unknown: dict[int, str]
    twice: dict[int, str]  # columns of a field that another column is already

    @property
    def known(self) -> int:
        """Columns that the contract knows, read or not."""
        return len(self.fields) + len(self.unread) * (len(self.fields) > 0)


@functools.cache
def known_columns(kind: str) -> dict[str, str]:
    """Field by every folded name of its column; "" for a column that is declared as not read."""
    schema = load_schema("sheets", kind)
    known = {folded_words(name): "" for name in schema["columns_not_read"]}
    for field in schema["fields"]:
        known.update({folded_words(name): field["name"] for name in (field["name"], *field["aliases"])})
    return known


def required(kind: str) -> list[str]:
    """Columns that a sheet of this kind must have."""
    fields = load_schema("sheets", kind)["fields"]
    return [field["name"] for field in fields if field.get("constraints", {}).get("required")]


def read_header(rows: Sequence[list[str]], first: int, last: int, kind: str) -> Header:
    """The header that the rows `first` to `last` (from 0) make together."""
    known = known_columns(kind)
    fields: dict[int, str] = {}
    unread: dict[int, str] = {}
    unknown: dict[int, str] = {}
    twice: dict[int, str] = {}
    for column, names in enumerate(column_names(rows[first : last + 1])):
        name = next((each for each in names if folded_words(each) in known), None)
        field = known[folded_words(name)] if name else None
        if field and field in fields.values():
            twice[column] = field
        elif field:
            fields[column] = field
        elif name is not None:
            unread[column] = name
        elif any(names):
            unknown[column] = names[0]
    return Header(first + 1, last + 1, fields, unread, unknown, twice)


def column_names(rows: Sequence[list[str]]) -> Iterator[tuple[str, ...]]:
    """Names by which each column may be known: of one row the cell; of two the upper and lower together, the
    lower, and the upper alone where nothing stands below it. An upper cell reaches over empty ones to its
    right."""
    if len(rows) == 1:
        yield from ((cell,) for cell in rows[0])
        return
    width = max(map(len, rows))
    upper, lower = ([*row, *[""] * (width - len(row))] for row in rows)
    over = ""
    for above, below in zip(upper, lower, strict=True):
        over = above or over
        if below:
            yield f"{over} {below}".strip(), below
        else:
            yield (above,)


def find_header(rows: Sequence[list[str]], kind: str) -> Header | None:
    """The row, or two rows, among the first in which most columns are known; None when no row is a header."""
    found: Header | None = None
    for first in range(min(len(rows), SEARCHED)):
        for last in range(first, min(first + 2, len(rows))):
            header = read_header(rows, first, last, kind)
            if len(header.fields) >= FEWEST and (found is None or rank(header) > rank(found)):
                found = header
    return found


def rank(header: Header) -> tuple[int, int, bool]:
    """Headers are compared by fields found, then by columns known at all; one row goes before two."""
    return len(header.fields), header.known - len(header.unknown), header.first == header.last


def fits(header: Header | None, kind: str) -> bool:
    """Whether a header has every column that the kind needs and none that it does not know."""
    return (
        header is not None
        and not header.unknown
        and not header.twice
        and set(required(kind)) <= set(header.fields.values())
    )


def kinds_that_fit(rows: Sequence[list[str]]) -> list[str]:
    """Kinds of sheet whose header stands among the rows."""
    return [kind for kind in sheet_kinds() if fits(find_header(rows, kind), kind)]


def check_header(header: Header, kind: str, file: str, sheet: str) -> Iterator[Finding]:
    """Findings of a header: columns missing, unknown (with the nearest known one) or repeated."""
    schema = load_schema("sheets", kind)
    known = ", ".join(field_names(schema))

    def finding(column: str, rule: str, **values: str) -> Finding:
        return Finding(
            file=file, sheet=sheet, row=header.last, column=column, shown=column, rule=rule,
            values={"known": known} | values,
        )  # fmt: skip

    for name in required(kind):
        if name not in header.fields.values():
            aliases = next(field["aliases"] for field in schema["fields"] if field["name"] == name)
            yield finding(name, "column_missing", aliases=", ".join(aliases[:3]))
    vocabulary = header_words(kind)
    for name in header.unknown.values():
        near = difflib.get_close_matches(folded_words(name), list(known_columns(kind)), n=1)
        shown = mask_words(name, vocabulary | words_like(name, vocabulary))
        rule = "column_unknown_near" if near else "column_unknown"
        yield finding(shown, rule, near=written(near[0], kind) if near else "")
    for name in dict.fromkeys(header.twice.values()):
        yield finding(name, "column_twice")


def written(folded: str, kind: str) -> str:
    """The name under which a folded column name is documented."""
    return known_columns(kind)[folded] or folded


@functools.cache
def header_words(kind: str) -> frozenset[str]:
    """All words of known column names."""
    return frozenset(word for name in known_columns(kind) for word in name.split())


def words_like(name: str, vocabulary: frozenset[str]) -> set[str]:
    """Words of a header cell that are a known word misspelt, so that a report may show them."""
    words = folded_words(name).split()
    return {word for word in words if difflib.get_close_matches(word, vocabulary, n=1, cutoff=0.7)}


def field_of(kind: str, name: str) -> dict[str, Any]:
    """A field of a kind of sheet by its name."""
    return next(field for field in load_schema("sheets", kind)["fields"] if field["name"] == name)
