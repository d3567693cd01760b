"""How does a table of the portal stand on a plain page? The same columns, whose cells are read as text."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.plain.address import Address, codes_of
from dashboard.plain.parts import Head, Table
from dashboard.tables import Column

Rows = Sequence[Mapping[str, Any]]


def table_of(
    rows: Rows,
    columns: Sequence[Column],
    *,
    caption: str,
    links: Mapping[int, str] | None = None,
    notes: Sequence[str] = (),
    reading: bool = False,
    folded: bool = False,
) -> Table:
    """The rows under the heads; columns of links are left out, `links` leads on from the first cell."""
    kept = [column for column in columns if not column.link]
    return Table(
        caption=caption,
        heads=tuple(Head(text=each.head, is_number=each.is_number) for each in kept),
        rows=tuple(tuple(each.cell(row).strip() for each in kept) for row in rows),
        links=links or {},
        notes=tuple(notes),
        reading=reading,
        folded=folded,
    )


def links_to(address: Address, page: str, codes: Sequence[str]) -> dict[int, str]:
    """By row: the page of its code, where it has one."""
    known = set(codes_of(page))
    return {place: address.of(page, code).path for place, code in enumerate(codes) if code in known}
