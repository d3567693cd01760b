"""What stands in a PDF or in slides, and which numbers of a sheet are not there?"""

import io
import re
from collections.abc import Iterator

import pypdf
from pptx import Presentation

from dashboard.documents.sheet import Sheet

NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def numbers_in(text: str) -> list[str]:
    return NUMBER.findall(text.replace("\u00a0", " "))


def numbers_of(sheet: Sheet) -> list[str]:
    """Every number of the sheet's words, sorted."""
    return sorted(found for text in sheet.texts() for found in numbers_in(text))


def pdf_text(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(page.extract_text() for page in pages)


def pptx_texts(content: bytes) -> Iterator[str]:
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
            elif shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)


def missing(wanted: list[str], found: list[str]) -> list[str]:
    """What of `wanted` does not occur as often in `found`."""
    left = list(found)
    gone = []
    for each in wanted:
        if each in left:
            left.remove(each)
        else:
            gone.append(each)
    return gone
