"""Do data at the address of a page, easy words, the form and the folder of files keep their word?"""

import csv
import io
import re
from pathlib import Path

import pytest
from PIL import Image

from dashboard.blocks.simulator_answer import work_out
from dashboard.choices import choices
from dashboard.cities import show_city
from dashboard.drawings import view_of
from dashboard.plain import release
from dashboard.plain.__main__ import main
from dashboard.plain.address import Address
from dashboard.plain.easy import sentences
from dashboard.plain.pages import page_of
from dashboard.plain.views import shown_view
from dashboard.simulator_inputs import read_inputs
from dashboard.simulator_start import starting_point
from dashboard.words import LANGUAGES, word
from tests.asgi import ask
from tests.effort import usual
from tests.fixtures import KOTA
from tests.test_plain import Read, app

ICONS_LIX = 40  # the fixed bound: newspapers have about 45, books for children under 30
MOST_WORDS = 200


# Data under the address of a page


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_o1_the_address_of_a_page_with_another_ending_is_its_data(lang: str) -> None:
    answer = ask(app, f"/{lang}/wilayah/{KOTA}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(io.StringIO(answer.body.decode()))
    assert (row["universe"], row["active"]) == ("200", "70")
    rows = list(csv.DictReader(io.StringIO(ask(app, f"/{lang}/wilayah.csv").body.decode())))
    # no truncation: every kecamatan of the reference is there, and the header says how many
    assert len(rows) == 21 == int(ask(app, f"/{lang}/wilayah.csv").headers["x-row-count"])
    assert ask(app, f"/{lang}/wilayah.json").json()["rows"][0]["active"] == 70
    assert ask(app, f"/{lang}/wilayah.parquet").body.startswith(b"PAR1")
    meant = csv.DictReader(io.StringIO(ask(app, f"/{lang}/wilayah.kamus.csv").body.decode()))
    assert [each["column"] for each in meant] == list(rows[0])


@pytest.mark.usefixtures("fixture_city")
def test_o1_every_page_offers_its_data_and_a_month_keeps_its_own() -> None:
    for path in ("/id/", "/id/opd", "/id/sumber-dana/apbd_kota", "/id/data-metode", "/id/mudah/12.71.01"):
        links = [str(each["href"]) for each in Read(ask(app, path)).all("a")]
        own = [href for href in links if re.search(r"\.(csv|json|parquet|xlsx)$", href)]
        assert len(own) == 5, path
        for href in own:
            assert ask(app, href).status == 200, href
    (row,) = csv.DictReader(io.StringIO(ask(app, "/id/2026-08/ringkasan.csv").body.decode()))
    assert row["active"] == "10"
    assert ask(app, "/id/simulator.csv").status == 404
    assert ask(app, "/id/opd.exe").status == 404


# Easy words


@pytest.mark.parametrize("city", ["medan", "pekalongan"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a6_every_kecamatan_has_a_page_in_easy_words(city: str, lang: str) -> None:
    show_city(city)
    codes = [code for code in choices()["kecamatan"].codes if code]
    assert len(codes) == {"medan": 21, "pekalongan": 4}[city]
    for code in codes:
        told = sentences(shown_view(Address(lang=lang, page="mudah", code=code), origin=""))
        text = " ".join(each.text for each in told).replace("**", "")
        words = re.findall(r"\w[\w.,‑-]*", text)
        assert 40 < len(words) <= MOST_WORDS, code
        assert lix(text) < ICONS_LIX, (code, text)
        assert len({each.icon for each in told}) == len(told)  # a picture of its own beside each text


def lix(text: str) -> float:
    """Läsbarhetsindex: words a sentence, and words of more than six letters in a hundred."""
    words = re.findall(r"[^\W\d]+", text)
    ends = len(re.findall(r"[.?!](?:\s|$)", text))
    return len(words) / ends + 100 * len([each for each in words if len(each) > 6]) / len(words)


@pytest.mark.usefixtures("fixture_city")
def test_a6_the_easy_page_has_the_numbers_of_the_place() -> None:
    page = Read(ask(app, f"/en/mudah/{KOTA}"))
    # 70 of 200: three and a half of ten, rounded up; APBD pays for 40 and 10 of them
    for told in (
        "70 of 200 people",
        "200 vulnerable workers",
        "about 4 in 10",
        "130 people",
        "For 50 people",
    ):
        assert told in page.text.replace(" people", " people"), told
    assert len(page.all("svg")) >= 8
    nobody = Read(ask(app, "/id/mudah/12.71.21"))
    assert word("id", "easy.nobody") in nobody.text


# The simulator


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "sim_question=budget&sim_budget=Rp1%20miliar&sim_months=6",
        "sim_question=workers&sim_workers=2.500&sim_sector=transport",
        "sim_question=months&sim_workers=3.000&sim_budget=750.000.000&opd=dishub",
        "sim_target=share&sim_share=30,5&sim_due=2027-12&kecamatan=12.71.01",
    ],
)
def test_a2_the_form_gives_the_numbers_of_the_simulator(asked: str) -> None:
    given = dict(each.split("=") for each in asked.split("&") if each)
    numbers = {"Rp1%20miliar": "1000000000", "2.500": "2500", "3.000": "3000", "750.000.000": "750000000"}
    meant = {name: numbers.get(value, value).replace(",", ".") for name, value in given.items()}
    view, _ = view_of({name: value for name, value in meant.items() if not name.startswith("sim_")})
    start = starting_point(view.revision, view.selection)
    assert start is not None
    own = {name: [value] for name, value in meant.items() if name.startswith("sim_")}
    inputs, notices = read_inputs(own, start.fields)
    assert notices == ()
    result = work_out(view, inputs)
    answer = ask(app, f"/id/simulator?{asked}")
    page = Read(answer)
    assert page.wrong == []
    assert len(answer.body) < 60_000
    for card in result.cards:
        assert card.value in page.words, card.label
    assert result.sentence.replace("**", "") == page.meta("description")
    portal = next(str(each["href"]) for each in page.all("a") if str(each["href"]).startswith("/simulator?"))
    for name, value in meant.items():
        assert f"{name}={value}" in portal, name


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("sim_budget=banyak", "banyak"),
        ("sim_question=%3Cscript%3Ealert(1)%3C/script%3E", "<script>alert(1)</script>"),
        ("sim_due=1999-01&opd=tidak_ada", "tidak_ada"),
        ("lain=" + "z" * 200, "lain"),
    ],
)
def test_the_form_tells_what_it_could_not_follow(asked: str, told: str) -> None:
    answer = ask(app, f"/en/simulator?{asked}")
    page = Read(answer)
    assert answer.status == 200
    assert told in page.text
    assert b"<script" not in answer.body
    assert "z" * 60 not in page.text
    assert page.all("form")


@pytest.mark.usefixtures("fixture_city")
def test_an_empty_slice_and_a_refused_question_leave_the_form_or_the_way_on() -> None:
    for asked in ("opd=dispora&kecamatan=12.71.19", "sim_question=budget&sim_budget=-5"):
        answer = ask(app, f"/id/simulator?{asked}")
        page = Read(answer)
        assert answer.status == 200
        assert page.wrong == []
        assert word("id", "plain.no_answer") in page.text


def test_every_field_of_the_form_has_a_name_that_is_read_out() -> None:
    page = Read(ask(app, "/en/simulator"))
    labelled = {each["for"] for each in page.all("label") if "for" in each}
    fields = [each for tag in ("select", "input") for each in page.all(tag) if each.get("type") != "radio"]
    assert {each["id"] for each in fields} == labelled
    assert len(fields) == 7 + 5 + 15
    form = page_of(Address(lang="en", page="simulator"), origin="").form
    assert form is not None
    assert all(each.value in each.options for each in (*form.fields, *form.more) if each.options)


# The folder


@pytest.mark.usefixtures("fixture_city")
def test_the_command_writes_a_release_and_swaps_it_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few = [Address(lang="id"), Address(lang="en", page="opd"), Address(lang="id", page="wilayah", code=KOTA)]
    code = choices()["kota"].default
    monkeypatch.setattr(release, "wanted_pages", lambda *_, **__: [(code, each) for each in few])
    assert main([str(tmp_path), "--base-url", "https://cakupan.example.go.id/"]) == 0
    served = tmp_path / "terbit"
    assert Path(capsys.readouterr().out.strip()) == served.resolve()
    first = (served / "id" / "index.html").read_text(encoding="utf-8")
    assert 'href="https://cakupan.example.go.id/id/"' in first
    for path in ("en/opd.html.gz", f"id/wilayah/{KOTA}.html", "en/opd.parquet", "sitemap.xml", "id/404.html"):
        assert (served / path).is_file(), path
    style = re.findall(r'href="/(aset/[\w.]+)"', first)
    assert (served / style[0]).is_file()
    before = served.resolve()
    # the same again is the same; another one takes its place and the one before stays for its readers
    assert main([str(tmp_path), "--base-url", "https://cakupan.example.go.id"]) == 0
    assert served.resolve() == before
    assert main([str(tmp_path), "--base-url", "https://lain.example.go.id"]) == 0
    assert served.resolve() != before
    assert before.is_dir()
    assert len([each for each in tmp_path.iterdir() if each.is_dir() and not each.is_symlink()]) == 2
    assert not list(tmp_path.glob(".*"))


@pytest.mark.usefixtures("fixture_city")
def test_a_command_that_fails_leaves_the_served_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "id/opd.html")

    monkeypatch.setattr(release, "wanted_pages", lambda *_, **__: [])
    monkeypatch.setattr(release, "write_pages", broken)
    (tmp_path / "terbit").symlink_to("lama")
    assert main([str(tmp_path)]) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert (tmp_path / "terbit").readlink() == Path("lama")
    assert [each.name for each in tmp_path.iterdir()] == ["terbit"]
    assert main([str(tmp_path), "--base-url", "javascript:alert(1)", "--lang", "en"]) == 1
    assert "javascript:alert(1) is no address" in capsys.readouterr().err


# Pictures for link previews


KINDS = tuple(
    f"/{lang}/{page}"
    for lang in ("id", "en")
    for page in (
        *("", "opd", "opd/dishub", "sektor", "sektor/nelayan", "wilayah", "wilayah/12.71.01", "sumber-dana"),
        *("sumber-dana/apbd_kota", "segera-habis", "data-metode", "angka-tercetak", "simulator", "mudah"),
    )
)


@pytest.mark.parametrize("path", usual(("/id/", "/en/sektor", "/id/wilayah"), thorough=KINDS))
def test_o5_pictures_of_link_previews_are_small_and_readable(path: str) -> None:
    image = Read(ask(app, path)).meta("og:image")
    answer = ask(app, image)
    assert answer.headers["content-type"] == "image/png"
    assert len(answer.body) < 300_000
    colours = Image.open(io.BytesIO(answer.body)).convert("RGB").getcolors(maxcolors=300)
    assert colours is not None
    assert max(colours)[1] == (255, 255, 255)  # the paper has stayed white
    assert 20 < len(colours) <= 256
