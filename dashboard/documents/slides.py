"""How does a sheet become slides? Words as text, the months as a chart that an office program can edit."""

import datetime as dt
import io
import re
import zipfile
from typing import Any, cast

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Inches, Length, Pt

from dashboard.documents.sheet import Bars, Item, Number, Section, Sheet, Table

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.6)
INNER = Length(WIDTH - 2 * MARGIN)
INK, QUIET = RGBColor(0x1C, 0x2A, 0x30), RGBColor(0x56, 0x66, 0x6F)
TITLE_ONLY = 5  # layout of the built-in template
FIXED = dt.datetime(2000, 1, 1)  # the same sheet gives the same bytes
ZIP_TIME = (2000, 1, 1, 0, 0, 0)
WRITTEN_AT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def slides(sheet: Sheet, *, origin: str) -> bytes:
    """The sheet as PPTX, 16 to 9; links lead to the portal at `origin`."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    deck.core_properties.title, deck.core_properties.author = sheet.title, sheet.publisher
    deck.core_properties.created = deck.core_properties.modified = FIXED
    _front(_slide(deck, sheet.title), sheet)
    for section in sheet.sections:
        if section.items or section.tables:
            _points(_slide(deck, section.title), section, sheet, origin)
        if section.bars:
            _chart(_slide(deck, section.bars.title), section.bars, sheet)
    sink = io.BytesIO()
    deck.save(sink)
    return _without_times(sink.getvalue())


def _slide(deck: Deck, title: str) -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = MARGIN, Inches(0.35), INNER, Inches(0.9)
    shape.text_frame.word_wrap = True
    shape.text_frame.text = title
    paragraph = shape.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.font.size, paragraph.font.bold, paragraph.font.color.rgb = Pt(26), True, INK
    return slide


def _front(slide: Slide, sheet: Sheet) -> None:
    frame = _box(slide, Inches(1.3), Inches(2.2))
    for text, size in ((sheet.subtitle, 16), (sheet.banner, 14), *((line, 16) for line in sheet.moved)):
        if text:
            _write(frame, text, size, QUIET)
    _write(frame, sheet.answer, 24, INK)
    wide = Length(INNER // len(sheet.numbers))
    for place, number in enumerate(sheet.numbers):
        box = _box(slide, Inches(4), Inches(2.6), left=Length(MARGIN + place * wide), width=wide)
        _number(box, number)
    _source(slide, sheet)


def _number(frame: TextFrame, number: Number) -> None:
    _write(frame, number.label, 13, QUIET)
    _write(frame, f"**{number.value}**", 18, INK)
    _write(frame, number.change, 12, INK)
    _write(frame, number.note, 11, QUIET)


def _points(slide: Slide, section: Section, sheet: Sheet, origin: str) -> None:
    tall = Inches(3.4 if section.tables else 5.4)
    frame = _box(slide, Inches(1.35), tall)
    size = 18 if len(section.items) < 5 else 15
    for item in section.items:
        _point(frame, item, size, origin)
    for table in section.tables:
        _table(slide, table)
    _source(slide, sheet)


def _point(frame: TextFrame, item: Item, size: int, origin: str) -> None:
    paragraph = _write(frame, item.text, size, INK)
    paragraph.space_after = Pt(8)
    if item.path:
        run = paragraph.add_run()
        run.text = f" {item.link}"
        run.font.size = Pt(size - 2)
        run.hyperlink.address = f"{origin}{item.path}"


def _table(slide: Slide, table: Table) -> None:
    rows = (table.heads, *table.rows)
    shape = slide.shapes.add_table(
        len(rows), len(table.heads), MARGIN, Inches(3.9), INNER, Inches(0.32 * len(rows))
    )
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            cell = shape.table.cell(row, column)
            cell.text = text
            cell.margin_top = cell.margin_bottom = Pt(2)
            cell.text_frame.paragraphs[0].font.size = Pt(12)


def _chart(slide: Slide, bars: Bars, sheet: Sheet) -> None:
    data = CategoryChartData()
    data.categories = bars.categories
    for name, (_, values) in bars.series.items():
        data.add_series(name, values)
    frame: Any = slide.shapes.add_chart(  # its own types know neither the frame nor these data
        XL_CHART_TYPE.COLUMN_STACKED, MARGIN, Inches(1.35), INNER, Inches(5.4), cast(Any, data)
    )
    chart = frame.chart
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.font.size = Pt(11)
    chart.plots[0].gap_width = 30
    chart.value_axis.tick_labels.number_format = "#,##0"  # written as the reader's program writes numbers
    chart.value_axis.tick_labels.number_format_is_linked = False
    for series, (colour, _) in zip(chart.plots[0].series, bars.series.values(), strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    _source(slide, sheet)


def _source(slide: Slide, sheet: Sheet) -> None:
    _write(_box(slide, Inches(6.95), Inches(0.4)), sheet.source, 11, QUIET)


def _box(
    slide: Slide, top: Length, height: Length, *, left: Length = MARGIN, width: Length = INNER
) -> TextFrame:
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap = True
    return frame


def _write(frame: TextFrame, text: str, size: int, colour: RGBColor) -> _Paragraph:
    """Add a paragraph; words between ** are bold."""
    is_first = len(frame.paragraphs) == 1 and not frame.paragraphs[0].runs
    paragraph = frame.paragraphs[0] if is_first else frame.add_paragraph()
    for place, part in enumerate(re.split(r"\*\*", text)):
        if part:
            run = paragraph.add_run()
            run.text = part
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), place % 2 == 1, colour
    return paragraph


def _without_times(content: bytes) -> bytes:
    """The same archive, its files and those of the workbooks in it stamped with one fixed time."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(sink, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, _timeless(name, old.read(name)))
    return sink.getvalue()


def _timeless(name: str, content: bytes) -> bytes:
    if name.endswith(".xlsx"):
        return _without_times(content)  # rows of a chart
    if name == "docProps/core.xml":
        return WRITTEN_AT.sub(FIXED.isoformat().encode() + b"Z", content)
    return content
