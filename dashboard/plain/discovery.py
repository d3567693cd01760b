"""How do search engines find the plain pages, and which addresses shall they leave alone?"""

from collections.abc import Iterator
from html import escape

from dashboard import db
from dashboard.choices import choices
from dashboard.cities import city_dirs, show_city
from dashboard.plain.address import Address, addresses, all_languages
from dashboard.problems import ExtractMissing
from dashboard.words import LANGUAGES

SITEMAP = "/sitemap.xml"
# Files and charts come in as many forms as there are choices, and the portal needs a script.
LEFT_ALONE = ("/unduh/", "/dokumen/", "/peta/", "/layar", "/_stcore/", "/media/", "/component/")


def robots(origin: str) -> bytes:
    """robots.txt."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEFT_ALONE)]
    return "\n".join([*lines, f"Sitemap: {origin}{SITEMAP}", ""]).encode()


def sitemap(origin: str) -> bytes:
    """Every plain page of every city, each with the same in the other language."""
    entries = "".join(_entry(address, day, origin) for address, day in _all_addresses())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{entries}</urlset>\n'
    ).encode()


def _all_addresses() -> Iterator[tuple[Address, str]]:
    """The newest month whole, and the first page of every other month, with the day of publication."""
    for code in city_dirs():
        show_city(code)
        try:
            with db.held():
                day = db.state().generated_at[:10]
                _, *older = choices()["period"].codes
                for lang in LANGUAGES:
                    for address in addresses(lang):
                        yield address, day
                    for period in older:
                        yield Address(lang=lang, period=period), day
        except ExtractMissing:
            continue  # a city without an extract has no pages; its own page says why


def _entry(address: Address, day: str, origin: str) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(origin + other.path, quote=True)}"/>'
        for lang, other in all_languages(address).items()
    )
    return f"<url><loc>{escape(origin + address.path)}</loc><lastmod>{day}</lastmod>{links}</url>\n"
