"""What goes with the mayor on a USB stick? One folder that opens with the network off.

The sheet as a page and on paper in both languages, its charts, and the rows of the queries behind it with
what their columns mean. The same sheet gives the same bytes.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace

from dashboard import db
from dashboard.about import LICENCE, title_of
from dashboard.basis import basis_of, headline_parameters
from dashboard.catalog import load_query
from dashboard.changes import SINCE
from dashboard.choices import SLICE
from dashboard.cities import city_dir
from dashboard.documents.briefing import briefing
from dashboard.documents.numbers import in_month
from dashboard.documents.page import Beside, Chart, Paper, Rows, page
from dashboard.documents.sheet import Sheet
from dashboard.documents.typeset import pdf
from dashboard.downloads import DICTIONARY, Asked, file_name, rows_of
from dashboard.files import csv_bytes, dictionary_csv
from dashboard.frame import View
from dashboard.paper import USUAL
from dashboard.picture import plain_svg
from dashboard.words import LANGUAGES, word

ZIP_TIME = (2000, 1, 1, 0, 0, 0)  # the same sheet gives the same bytes
FILE_RIGHTS = 0o644 << 16
INDEX, MANIFEST = "index.html", "manifest.json"
COMPARED = ("coverage_headline", "expiry_headline")  # asked of the earlier month too
CHANGES = ("change_headline", "change_by_group")
SHOWN = (
    *COMPARED,
    *CHANGES,
    "expiry_by_funding_source",
    "expiry_by_month",
    *(f"coverage_by_{name}" for name in ("funding_source", "kecamatan", "opd", "sector")),
    "coverage_trend",
)
# What the simulator, whose answers stand on the sheet, begins with.
WORKED_WITH = (
    *("standing_by_stratum", "expiry_by_stratum", "flows_by_funding_source", "participants", "tariff_list"),
    *("target_list", "denominator_list", "period_list", "revision_list"),
)


def pack(view: View, since: str | None, *, origin: str, paper: str = USUAL) -> bytes:
    """The zip; index.html is in the language of the view, the other language beside it.

    Links lead to the portal at `origin`. Raises ExtractMissing.
    """
    lang = view.lang
    files: dict[str, bytes] = {}
    tables = _add_tables(files, view, since)
    for each in (lang, *(other for other in LANGUAGES if other != lang)):
        said = replace(view, selection=replace(view.selection, lang=each))
        sheet = briefing(said, since)
        beside = Beside(
            papers=_papers(each, lang),
            charts=_add_charts(files, sheet, said, since),
            tables=tuple(
                Rows(title=title_of(asked.query, each), path=path, dictionary=_dictionary(asked))
                for path, asked in tables.items()
            ),
        )
        files[_page_name(each, lang)] = page(sheet, beside, origin=origin)
        qr_alt = word(each, "briefing.qr")
        files[_pdf_name(each)] = pdf(sheet, origin=origin, qr_alt=qr_alt, paper=paper)
        files[word(each, "pack.readme.file")] = _readme(sheet, origin)
    files[MANIFEST] = _manifest(files, view, since, origin)
    return _zipped(files)


def _add_tables(files: dict[str, bytes], view: View, since: str | None) -> dict[str, Asked]:
    """Add the rows of every query behind the sheet, and what their columns mean; what each file holds."""
    asked = [_asked(view, name, since) for name in (*SHOWN, *WORKED_WITH) if since or name not in CHANGES]
    if since:
        asked += [_asked(in_month(view, since), name, None) for name in COMPARED]
    found = {f"data/{file_name(each, 'csv')}": each for each in asked}
    for path, each in found.items():
        files[path] = csv_bytes(rows_of(each))
        files[_dictionary(each)] = dictionary_csv(each)
    return found


def _asked(view: View, name: str, since: str | None) -> Asked:
    known = {
        **headline_parameters(view.selection, basis_of(view.selection)),
        **view.selection.parameters(*SLICE),
        SINCE: since,
    }
    return Asked(query=name, params=tuple((param, known[param]) for param in load_query(name).params))


def _dictionary(asked: Asked) -> str:
    return f"data/{asked.query}.{DICTIONARY}"


def _add_charts(files: dict[str, bytes], sheet: Sheet, view: View, since: str | None) -> dict[str, Chart]:
    """Add the charts of the sheet; for light paper also as they are on dark."""
    found: dict[str, Chart] = {}
    dark = briefing(replace(view, theme="dark"), since) if view.theme == "light" else sheet
    drawings = [each for section in sheet.sections for each in section.drawings]
    unlit = [each for section in dark.sections for each in section.drawings]
    for place, (drawing, night) in enumerate(zip(drawings, unlit, strict=True), start=1):
        path = f"grafik/{sheet.lang}_{place}.svg"
        files[path] = plain_svg(drawing, theme=view.theme).encode()
        found[drawing.title] = Chart(light=path, dark="")
        if view.theme == "light":
            night_path = f"grafik/{sheet.lang}_{place}_gelap.svg"
            files[night_path] = plain_svg(night, theme="dark").encode()
            found[drawing.title] = Chart(light=path, dark=night_path)
    return found


def _papers(lang: str, first: str) -> tuple[Paper, ...]:
    others = [each for each in LANGUAGES if each != lang]
    return (
        *(Paper(path=_page_name(each, first), name=word(each, "pack.page"), lang=each) for each in others),
        *(Paper(path=_pdf_name(each), name=word(each, "pack.pdf"), lang=each) for each in LANGUAGES),
        Paper(path=word(lang, "pack.readme.file"), name=word(lang, "pack.readme"), lang=lang),
    )


def _page_name(lang: str, first: str) -> str:
    return INDEX if lang == first else f"index_{lang}.html"


def _pdf_name(lang: str) -> str:
    return f"lembar_{lang}.pdf"


def _readme(sheet: Sheet, origin: str) -> bytes:
    """What the folder holds, how to check it, and what may be done with it."""
    lang = sheet.lang
    address = f"{origin}{sheet.path}" if origin else word(lang, "pack.readme.no_address")
    keys = ("open", "papers", "data", "manifest", "licence", "software")
    told = [word(lang, f"pack.readme.{key}", publisher=sheet.publisher, licence=LICENCE) for key in keys]
    lines = [sheet.title, sheet.subtitle, sheet.banner, *told, sheet.source, address]
    return ("\r\n\r\n".join(line.replace("**", "") for line in lines if line) + "\r\n").encode()


def _manifest(files: Mapping[str, bytes], view: View, since: str | None, origin: str) -> bytes:
    """Every other file with its size and digest, and what all were made from."""
    source = db.source_of("coverage", view.selection.period)
    chosen = view.selection.parameters("period", "denominator", "target", *SLICE)
    content = {
        "city": city_dir().name,
        "parameters": {name: value for name, value in {**chosen, SINCE: since}.items() if value},
        "revision": source.revision_id,
        "extract": db.state().revision,
        "generated_at": source.generated_at,
        "synthetic": source.synthetic,
        "licence": LICENCE,
        "address": origin,
        "files": [
            {"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for path, content in sorted(files.items())
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _zipped(files: Mapping[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for path in sorted(files, key=lambda path: (path != INDEX, path)):  # what is opened stands first
            info = zipfile.ZipInfo(path, ZIP_TIME)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, FILE_RIGHTS
            info.create_system = 3  # whose rights these are, on whatever system it was made
            archive.writestr(info, files[path])
    return sink.getvalue()
