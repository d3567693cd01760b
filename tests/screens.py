"""Pictures of every page for docs/screens: `make screens`, or `python -m tests.screens summary opd` for some.

Both languages, light and dark, 1,280 and 390 pixels wide, every slide of the screen for the meeting room
(`layar`) at 1,920, and every page of the documents (`pdf`). The shipped sample, the portal started for it and
ended again. WebP of few colours: about 80 kB each.
"""

import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from tqdm import tqdm

from dashboard.screen.asked import SLIDES
from dashboard.words import LANGUAGES, word
from tests import paper_screens
from tests.fixtures import ROOT
from tests.test_browser import ADDRESSES, CHROMIUM, FLAGS, serve, visit

FOLDER = ROOT / "docs" / "screens"
WIDTHS = (1280, 390)
LIT = ("light", "dark")
LONGEST = 4_000  # [pixels]
COLOURS = 128  # a page has few; the picture is then a quarter smaller
SCREEN = "layar"  # not a page of the portal: its slides, in the size of a television
SCREEN_SIZE = {"width": 1920, "height": 1080}
PAPERS = "pdf"  # no page either: every page of the documents

# Nothing is still on its way: no grey place-holder, no chart without marks, no card without a number.
DRAWN = """() => document.querySelectorAll('[data-testid=stSkeleton]').length === 0
    && [...document.querySelectorAll('[data-testid=stMetric]')].every(one => one.innerText.trim())
    && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
        .every(one => one.querySelector('svg, canvas'))"""


def picture_name(name: str, lang: str, theme: str, width: int) -> str:
    """File of one picture."""
    return f"{name}-{lang}-{theme}-{width}.webp"


def shoot_page(browser: Browser, portal: str, name: str, lang: str) -> None:
    """All pictures of one page in one language."""
    for width in WIDTHS:
        seen = visit(browser, portal, width=width)
        seen.open(f"{ADDRESSES[name]}?lang={lang}")
        height = seen.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        seen.page.set_viewport_size({"width": width, "height": min(height + 20, LONGEST)})
        for theme in LIT:
            if theme != LIT[0]:  # charts are drawn for the theme that a page was opened in
                seen.page.emulate_media(color_scheme=theme)
                seen.page.reload()
                seen.settle()
            seen.page.wait_for_function(DRAWN)
            seen.page.wait_for_timeout(500)
            save(seen.page.screenshot(), picture_name(name, lang, theme, width))
        seen.page.context.close()


def shoot_screen(browser: Browser, portal: str, lang: str) -> None:
    """A picture of every slide in one language."""
    page = browser.new_page(viewport=SCREEN_SIZE, reduced_motion="reduce")
    page.goto(f"{portal}/{SCREEN}?lang={lang}&daftar={','.join(SLIDES)}&detik=300")
    for slide in SLIDES:
        page.wait_for_selector(f"section[data-name={slide}]:not([hidden])")
        save(page.screenshot(), slide_picture_name(slide, lang))
        page.keyboard.press("ArrowRight")
    page.close()


def slide_picture_name(slide: str, lang: str) -> str:
    """File of the picture of one slide."""
    return f"{SCREEN}-{slide}-{lang}-{SCREEN_SIZE['width']}.webp"


def shoot_papers(lang: str) -> None:
    """A picture of every page of every document in one language."""
    for name in paper_screens.DOCUMENTS:
        for paper in paper_screens.papers_of(name):
            for old in FOLDER.glob(paper_screens.picture_name(name, lang, paper, 0).replace("-0.", "-*.")):
                old.unlink()  # a document may have become shorter
            drawn = paper_screens.pages(paper_screens.document(name, lang, paper))
            for page, content in enumerate(drawn, start=1):
                save(content, paper_screens.picture_name(name, lang, paper, page))


def save(content: bytes, name: str) -> None:
    """Keep a picture."""
    whole = Image.open(io.BytesIO(content)).convert("RGB")
    # The octree keeps the few points of a small part of a chart in their own colour.
    picture = whole.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).convert("RGB")
    picture.save(FOLDER / name, lossless=True, method=4)


def write_index() -> None:
    """The list of pictures that are there."""
    lines = ["# Pictures of the pages", "", "Made by `make screens` from the shipped sample.", ""]
    for name in ADDRESSES:
        shots = [
            f"[{lang}, {theme}, {width}]({picture_name(name, lang, theme, width)})"
            for lang in LANGUAGES
            for theme in LIT
            for width in WIDTHS
            if (FOLDER / picture_name(name, lang, theme, width)).exists()
        ]
        if shots:
            lines.append(f"- **{word('en', f'page.{name}.nav')}** (`/{ADDRESSES[name]}`): {', '.join(shots)}")
    slides = [
        f"[{slide}, {lang}]({slide_picture_name(slide, lang)})"
        for slide in SLIDES
        for lang in LANGUAGES
        if (FOLDER / slide_picture_name(slide, lang)).exists()
    ]
    if slides:
        lines.append(f"- **{word('en', 'briefing.screen')}** (`/{SCREEN}`): {', '.join(slides)}")
    for name, called in paper_screens.DOCUMENTS.items():
        found = sorted(FOLDER.glob(f"pdf-{name}-*.webp"))
        if found:
            shots = [f"[{', '.join(path.stem.split('-')[2:])}]({path.name})" for path in found]
            lines.append(f"- **{called}** (PDF): {', '.join(shots)}")
    (FOLDER / "README.md").write_text("\n".join([*lines, ""]), encoding="utf-8")


def main(names: Sequence[str]) -> None:
    """Take the pictures of the named pages, or of all."""
    known = (*ADDRESSES, SCREEN, PAPERS)
    unknown = set(names) - set(known)
    if unknown:
        sys.exit(f"No page {', '.join(sorted(unknown))}; there are: {', '.join(known)}.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder) / "log") as portal,
        sync_playwright() as running,
    ):
        browser = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name in tqdm(names or known, unit="page"):
            for lang in LANGUAGES:
                if name == SCREEN:
                    shoot_screen(browser, portal, lang)
                elif name == PAPERS:
                    shoot_papers(lang)
                else:
                    shoot_page(browser, portal, name, lang)
        browser.close()
    write_index()


if __name__ == "__main__":
    main(sys.argv[1:])
