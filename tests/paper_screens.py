"""Pictures of every page of the documents: sheet, question cards, board paper, certificate.

Part of `make screens` (tests/screens.py); pdftoppm, of poppler-utils, draws them.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard import drawings
from dashboard.certificates import payments
from dashboard.documents.board import board_paper
from dashboard.documents.certificate import certificate
from dashboard.documents.make import made
from dashboard.documents.typeset import pdf
from dashboard.paper import SIZES, USUAL
from dashboard.simulator_start import starting_point
from dashboard.words import word
from tests.fixtures import MEDAN

ORIGIN = "https://cakupan.example.go.id"
DOCUMENTS = {
    "lembar": "The sheet for the mayor",
    "kartu": "The question cards",
    "makalah": "The board paper",
    "sertifikat": "The certificate of a payment",
}
WIDTH = 1000  # [pixels]


@contextmanager
def _sample() -> Iterator[None]:
    """The shipped sample, whatever else is set."""
    before = os.environ.get("CAKUPAN_CITY_DIR")
    os.environ["CAKUPAN_CITY_DIR"] = str(MEDAN)
    try:
        yield
    finally:
        del os.environ["CAKUPAN_CITY_DIR"]
        if before is not None:
            os.environ["CAKUPAN_CITY_DIR"] = before


def document(name: str, lang: str, paper: str) -> bytes:
    """One of DOCUMENTS as PDF, of the shipped sample."""
    with _sample():
        if name in ("lembar", "kartu"):
            return made({"lang": lang, "kertas": paper}, ORIGIN, f"{name}.pdf")
        if name == "sertifikat":
            row = next(each for each in payments() if each["in_force"])
            return certificate(row, lang=lang, origin=ORIGIN)
        view, _ = drawings.view_of({"lang": lang})
        start = starting_point(view.revision, view.selection)
        if start is None:
            raise ValueError("The sample has nobody in it.")
        inputs = {field: choice.default for field, choice in start.fields.items()}
        sheet = board_paper(view, {**inputs, "sim_question": "budget"}, path="/simulator?sim_question=budget")
        return pdf(sheet, origin=ORIGIN, qr_alt=word(lang, "briefing.qr"), paper=paper)


def papers_of(name: str) -> tuple[str, ...]:
    """The papers that pictures are taken of."""
    return tuple(SIZES) if name == "lembar" else (USUAL,)


def pages(content: bytes) -> list[bytes]:
    """Every page of a PDF as PNG."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "page"
        subprocess.run(
            ["pdftoppm", "-png", "-scale-to-x", str(WIDTH), "-scale-to-y", "-1", "-", str(target)],
            input=content,
            check=True,
        )
        return [path.read_bytes() for path in sorted(Path(folder).glob("page*.png"))]


def picture_name(name: str, lang: str, paper: str, page: int) -> str:
    """File of the picture of one page."""
    return f"pdf-{name}-{lang}-{paper}-{page}.webp"
