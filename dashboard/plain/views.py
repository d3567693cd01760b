"""Which view does a plain page show, where is the same in the portal, and which picture stands for it?"""

from collections.abc import Mapping
from dataclasses import replace

from dashboard import clock
from dashboard.drawing import image_links
from dashboard.drawings import view_of
from dashboard.filters import page_url
from dashboard.frame import View
from dashboard.plain.address import Address
from dashboard.plain.parts import Link
from dashboard.words import word

PORTAL = {"easy": "/"}  # where the portal has no page of the same name
# The chart of each page, as `dashboard.drawings` names it.
IMAGES = {
    "opd": "coverage_by_opd",
    "sektor": "coverage_by_sector",
    "wilayah": "coverage_map",
    "sumber-dana": "coverage_by_funding_source",
    "segera-habis": "expiry_by_month",
}


def shown_view(address: Address, *, origin: str, asked: Mapping[str, str] | None = None) -> View:
    """The view of an address, with all filters of `asked` besides. Raises Refused, ExtractMissing."""
    values = {"lang": address.lang, **(asked or {})}
    if address.period:
        values["period"] = address.period
    if address.code:
        values[address.dimension] = address.code
    if address.page == "wilayah" and address.code:
        values["level"] = "kelurahan"
    view, _ = view_of(values)
    read_on = clock.today().isoformat()
    return replace(view, page=address.name, address=f"{origin}{address.path}", read_on=read_on)


def portal_link(address: Address, view: View) -> Link:
    """The page of the portal that shows the same: a code is a filter of the first page."""
    own = "/" if address.code or not address.page else f"/{address.page}"
    path = PORTAL.get(address.name, own)
    return Link(href=page_url(path, view.selection), text=word(view.lang, "plain.portal"))


def image_path(address: Address, view: View) -> str:
    """The PNG of the page's chart."""
    chart = "coverage_trend" if address.code else IMAGES.get(address.page, "coverage_trend")
    return image_links(chart, view.selection)["PNG"]
