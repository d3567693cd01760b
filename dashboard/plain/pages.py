"""Which page stands at an address? One maker a kind of page, and every page made from one state."""

from collections.abc import Callable, Mapping, Sequence

from dashboard import db
from dashboard.plain.address import DIMENSIONS, Address
from dashboard.plain.easy import easy_page
from dashboard.plain.expiry import expiry_page
from dashboard.plain.groups import funding_page, group_page
from dashboard.plain.parts import Page
from dashboard.plain.reference import figures_page, method_page
from dashboard.plain.slices import slice_page
from dashboard.plain.what_if import what_if_page

MAKERS: dict[str, Callable[..., Page]] = {
    "": slice_page,
    "opd": group_page,
    "sektor": group_page,
    "wilayah": group_page,
    "sumber-dana": funding_page,
    "segera-habis": expiry_page,
    "data-metode": method_page,
    "angka-tercetak": figures_page,
    "mudah": easy_page,
}


def page_of(address: Address, *, origin: str, given: Mapping[str, Sequence[str]] | None = None) -> Page:
    """The page; `given` is what a form asks for. Raises ExtractMissing."""
    with db.held():
        if address.page == "simulator":
            return what_if_page(address, origin=origin, given=given or {})
        maker = slice_page if address.code and address.page in DIMENSIONS else MAKERS[address.page]
        return maker(address, origin=origin)
