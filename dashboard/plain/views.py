"""Which view does a plain page show, and what stands around it: way back, place in the portal, picture?"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard import clock
from dashboard.drawing import image_links
from dashboard.drawings import view_of
from dashboard.filters import page_url
from dashboard.frame import View
from dashboard.plain.address import Address
from dashboard.plain.parts import Link, Page
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


def page_of(address: Address, view: View, **told: Any) -> Page:
    """The page of a view with what stands around every page; `told` are the other fields of Page."""
    around = {
        "portal": portal_link(address, view),
        "image": image_path(address, view),
        "trail": trail_of(address),
    }
    return Page(address=address, **{**around, **told})


def trail_of(address: Address) -> tuple[Link, ...]:
    """The way from the first page to this one."""
    lang, here = address.lang, [address.of("")]
    if address.code:
        here.append(address.of(address.page))
    return tuple(
        Link(href=each.path, text=word(lang, f"page.{each.name}.nav")) for each in here if address.page
    )


def portal_link(address: Address, view: View) -> Link:
    """The page of the portal that shows the same: a code is a filter of the first page."""
    own = "/" if address.code or not address.page else f"/{address.page}"
    path = PORTAL.get(address.name, own)
    return Link(href=page_url(path, view.selection), text=word(view.lang, "plain.portal"))


def image_path(address: Address, view: View) -> str:
    """The PNG of the page's chart."""
    chart = "coverage_trend" if address.code else IMAGES.get(address.page, "coverage_trend")
    return image_links(chart, view.selection)["PNG"]
