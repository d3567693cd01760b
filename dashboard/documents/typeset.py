"""How does a sheet become a PDF? Typst sets it on this machine, with its fonts and charts inside.

The same sheet gives the same bytes. The PDF is tagged for screen readers (PDF/UA-1).
"""

import io
import json
from pathlib import Path
from typing import Any

import font_source_sans_pro
import segno
import typst

from dashboard.documents.sheet import Section, Sheet
from dashboard.paper import SIZES, USUAL
from dashboard.picture import plain_svg

TEMPLATE = Path(__file__).with_name("sheet.typ")
FONTS_DIR = Path(font_source_sans_pro.__file__).parent / "files"  # the family of the pages, SIL OFL 1.1


def pdf(sheet: Sheet, *, origin: str, qr_alt: str, paper: str = USUAL) -> bytes:
    """The sheet as PDF/UA-1 on a paper of SIZES; links and QR code lead to the portal at `origin`."""
    address = f"{origin}{sheet.path}"
    data = {
        "lang": sheet.lang,
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "publisher": sheet.publisher,
        "banner": sheet.banner,
        "moved": sheet.moved,
        "answer": sheet.answer,
        "numbers": [vars(number) for number in sheet.numbers],
        "sections": [_section(section, sheet.theme, origin) for section in sheet.sections],
        "source": sheet.source,
        "address": address,
        "qr": qr(address),
        "qr_alt": qr_alt,
    }
    return typeset(TEMPLATE, data, paper=paper)


def typeset(template: Path, data: dict[str, Any], *, paper: str = USUAL) -> bytes:
    """A Typst template that takes `data` as JSON, set as PDF/UA-1."""
    told = json.dumps({**data, "paper": SIZES[paper]}, ensure_ascii=False)
    return bytes(
        typst.compile(
            template,
            font_paths=[FONTS_DIR],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": told},
            pdf_standards="ua-1",
            timestamp=0,
        )
    )


def qr(address: str) -> str:
    """The address as a QR code in SVG."""
    sink = io.BytesIO()
    segno.make(address, error="m", micro=False).save(sink, kind="svg", border=0, xmldecl=False)
    return sink.getvalue().decode()


def _section(section: Section, theme: str, origin: str) -> dict[str, Any]:
    return {
        "title": section.title,
        "beside": section.beside,
        "items": [
            {
                "text": item.text,
                "address": f"{origin}{item.path}" if item.path else "",
                "link": item.link,
                "notes": item.notes,
            }
            for item in section.items
        ],
        "tables": [vars(table) for table in section.tables],
        "charts": [
            {"title": drawing.title, "alt": drawing.alt, "svg": plain_svg(drawing, theme=theme)}
            for drawing in section.drawings
        ],
    }
