"""Does a certificate say what its revision says, and does its check tell the true from the changed?"""

import io
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from dashboard import db
from dashboard.certificates import STATUSES, number_of, payments, verify
from dashboard.document_routes import ROUTES
from dashboard.forms import number, rupiah
from dashboard.words import LANGUAGES, word
from tests.asgi import Answer, ask
from tests.documents import numbers_in, pdf_text
from tests.fixtures import MEDAN, read_entries, write_file, write_manifest
from tests.opened import answer, open_page, tables, told

# Pelindo paid Rp1,008,000 in September for 20 workers for 6 months (tests/fixtures.py).
SEPTEMBER = "2026-09.r1.pelindo.csr_bumn.6.20.1008000"
CORRECTED = "2026-09.r2.pelindo.csr_bumn.6.15.756000"
app = Starlette(routes=list(ROUTES))


def correct(city: Path, rows: list[tuple], *, revision: int = 2, **changes: Any) -> None:
    """Publish another revision of the payments of September."""
    entry = write_file(city, table="funding", period="2026-09", rows=rows, revision=revision, **changes)
    write_manifest(city, [*read_entries(city), entry])


def payment(workers: int, amount: int, *, funder: str = "pelindo", months: int = 6) -> tuple:
    return ("2026-09", funder, "csr_bumn", "paid", amount, workers, months)


def certificate(text: str, lang: str = "id") -> Answer:
    return ask(app, f"http://testserver/dokumen/sertifikat.pdf?nomor={quote(text)}&lang={lang}")


def page(text: str, lang: str) -> tuple[str, str]:
    """The answer of the page of verification, and everything that stands on it."""
    at = open_page("verify", lang=lang, nomor=text)
    boxes = [each.value for each in [*at.success, *at.info, *at.warning, *at.error]]
    cells = [str(frame.to_numpy().tolist()) for frame in tables(at)]
    return answer(at), "\n".join([told(at), *boxes, *cells])


# --- what becomes of a number


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_c8_a_certificate_of_the_revision_in_force_is_valid(lang: str) -> None:
    verdict = verify(SEPTEMBER)
    assert verdict.status == "valid"
    assert verdict.in_force is not None
    assert number_of(verdict.in_force) == SEPTEMBER
    said, text = page(SEPTEMBER, lang)
    assert said == word(lang, "answer.verify.valid")
    assert "PT Pelindo" in text
    assert rupiah(lang, 1_008_000) in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_c8_a_corrected_payment_is_superseded_with_both_numbers(own_city: Path, lang: str) -> None:
    correct(own_city, [payment(15, 756_000)])
    assert verify(SEPTEMBER).status == "superseded"
    assert verify(CORRECTED).status == "valid"
    said, text = page(SEPTEMBER, lang)
    assert said == word(lang, "answer.verify.superseded")
    assert {"1008000", "756000"} <= {each.replace(".", "").replace(",", "") for each in numbers_in(text)}
    assert "2026\u201109.r2" in text
    assert certificate(SEPTEMBER).status == 404
    assert certificate(CORRECTED).status == 200


def test_c8_a_newer_revision_with_the_same_numbers_says_so(own_city: Path) -> None:
    correct(own_city, [payment(20, 1_008_000)])
    verdict = verify(SEPTEMBER)
    assert verdict.status == "newer"
    assert verdict.in_force is not None
    assert verify(number_of(verdict.in_force)).status == "valid"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_c8_a_payment_that_was_taken_back_is_revoked(own_city: Path, lang: str) -> None:
    correct(own_city, [payment(30, 1_512_000, funder="pegadaian")])
    assert verify(SEPTEMBER).status == "revoked"
    said, text = page(SEPTEMBER, lang)
    assert said == word(lang, "answer.verify.revoked")
    assert word(lang, "verify.certificate") not in text
    assert certificate(SEPTEMBER).status == 404


@pytest.mark.parametrize("lang", LANGUAGES)
def test_c8_a_revision_that_was_undone_is_withdrawn(own_city: Path, lang: str) -> None:
    before = read_entries(own_city)
    correct(own_city, [payment(15, 756_000)])
    assert verify(CORRECTED).status == "valid"
    write_manifest(own_city, before)
    assert verify(CORRECTED).status == "withdrawn"
    assert page(CORRECTED, lang)[0] == word(lang, "answer.verify.withdrawn")
    assert verify(SEPTEMBER).status == "valid"


def test_c8_an_old_revision_whose_file_is_damaged_confirms_nothing(own_city: Path) -> None:
    correct(own_city, [payment(15, 756_000)])
    file = own_city / "extracts" / "2026-09" / "r1" / "funding.parquet"
    file.write_bytes(file.read_bytes()[::-1])
    db.forget()
    assert verify(SEPTEMBER).status == "withdrawn"
    assert verify(CORRECTED).status == "valid"
    assert not open_page("verify", lang="en").warning, "pages show nothing of the damaged file"


# --- changed numbers


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2026-09.r1.pelindo.csr_bumn.6.21.1008000", "false"),
        ("2026-09.r1.pelindo.csr_bumn.6.20.1008001", "false"),
        ("2026-09.r1.pelindo.csr_bumn.6.20.0", "false"),
        ("2026-09.r1.pelindo.csr_bumn.7.20.1008000", "unknown"),
        ("2026-09.r1.pelindo.csr_swasta.6.20.1008000", "unknown"),
        ("2026-09.r1.pegadaian.csr_bumn.6.20.1008000", "unknown"),
        ("2026-09.r2.pelindo.csr_bumn.6.20.1008000", "withdrawn"),
        ("2026-07.r1.pelindo.csr_bumn.6.20.1008000", "withdrawn"),
        ("2026-13.r1.pelindo.csr_bumn.6.20.1008000", "unreadable"),
        (f" {SEPTEMBER}x", "unreadable"),
        (SEPTEMBER.replace(".r1.", ".r01."), "unreadable"),
        (SEPTEMBER + "\n", "unreadable"),
        (SEPTEMBER.replace("20.", "٢٠."), "unreadable"),
        ("../../etc/passwd", "unreadable"),
        ("'; drop table funding; --", "unreadable"),
        ("9" * 5000, "unreadable"),
        ("", "unreadable"),
    ],
)
def test_c8_a_changed_number_is_never_valid(text: str, status: str) -> None:
    assert verify(text).status == status
    assert certificate(text).status == 404


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_c8_what_is_written_in_the_address_is_shown_quoted_and_cut(lang: str) -> None:
    said, text = page("<img src=x onerror=alert(1)>**fett** [x](http://evil)" + "a" * 500, lang)
    assert said == word(lang, "answer.verify.unreadable")
    assert "`<img src=x onerror=alert(1)>**fett**" in text
    assert "evil" not in text
    assert "a" * 50 not in text


@given(text=st.text(max_size=80) | st.from_regex(r"20\d\d-\d\d\.r\d\.[a-z_.]{1,20}\.\d{1,3}\.\d+\.\d+"))
def test_c8_any_text_gets_one_of_the_verdicts(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAKUPAN_CITY_DIR", str(MEDAN))
        verdict = verify(text)
    assert verdict.status in STATUSES
    assert verdict.status not in ("valid", "newer", "superseded")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_verdict_has_its_words(lang: str) -> None:
    for status in STATUSES:
        values = dict.fromkeys(("number", "named", "current", "funder", "period"), "#")
        assert word(lang, f"verify.{status}", **values)
        assert word(lang, f"answer.verify.{status}").endswith(".")


# --- who may be named


@pytest.mark.parametrize("lang", LANGUAGES)
def test_c8_who_did_not_agree_to_be_named_has_no_certificate(own_city: Path, lang: str) -> None:
    file = own_city / "reference" / "funder.csv"
    file.write_text(file.read_text().replace("PT Pelindo,csr_bumn,true", "PT Pelindo,csr_bumn,false"))
    db.forget()
    assert payments() == []
    assert verify(SEPTEMBER).status == "unknown"
    said, text = page(SEPTEMBER, lang)
    assert said == word(lang, "answer.verify.unknown")
    assert "Pelindo" not in text
    assert certificate(SEPTEMBER).status == 404


def test_c8_only_company_money_has_certificates(own_city: Path) -> None:
    city_money = ("2026-09", "pemko_medan", "apbd_kota", "paid", 672_000, 40, 1)
    merged = ("2026-09", "lainnya", "csr_bumn", "paid", 50_400, 6, 1)
    pledged = ("2026-09", "pegadaian", "csr_bumn", "pledged", 504_000, 60, 1)
    correct(own_city, [payment(20, 1_008_000), city_money, merged, pledged])
    assert {row["funder"] for row in payments()} == {"pelindo"}


# --- the paper


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_c8_the_certificate_says_what_was_paid_and_no_more(lang: str) -> None:
    found = certificate("2026-10.r1.pelindo.csr_bumn.6.20.1008000", lang)
    assert (found.status, found.headers["content-type"]) == (200, "application/pdf")
    reader = pypdf.PdfReader(io.BytesIO(found.body))
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/Lang"] == lang
    text = " ".join(pdf_text(found.body).split())
    assert "\ufffd" not in text
    for value in ("PT Pelindo", rupiah(lang, 1_008_000), number(lang, 120), "2026\u201110.r1"):
        assert value in text
    # paid until March 2027, but published until October 2026 only, where 20 were protected by this money
    row = next(row for row in payments() if row["period"] == "2026-10")
    assert (row["last_month"], row["told_until"], row["active"]) == ("2027-03", "2026-10", 20)
    sentence = word(
        lang,
        "certificate.data.open",
        until={"id": "Oktober 2026", "en": "October 2026"}[lang],
        last={"id": "Maret 2027", "en": "March 2027"}[lang],
        active=number(lang, 20),
        source=db.run_query("funding_source_list").to_pylist()[3][f"name_{lang}"],
    )
    assert sentence in text


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_c8_the_address_on_the_paper_opens_its_own_check(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_BASE_URL", "https://cakupan.example.go.id")
    reader = pypdf.PdfReader(io.BytesIO(certificate(SEPTEMBER, lang).body))
    (address,) = {
        note.get_object()["/A"]["/URI"] for note in reader.pages[0]["/Annots"] if "/A" in note.get_object()
    }
    parts = urlsplit(address)
    assert (parts.netloc, parts.path) == ("cakupan.example.go.id", "/verifikasi")
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert answer(open_page("verify", **asked)) == word(lang, "answer.verify.valid")


def test_c8_every_payment_of_the_sample_has_a_valid_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    for city, count in (("medan", 11), ("pekalongan", None)):
        monkeypatch.setenv("CAKUPAN_CITY_DIR", str(MEDAN.parent / city))
        rows = payments()
        assert rows
        assert count in (None, len(rows))
        for row in rows:
            assert verify(number_of(row)).status == "valid"
            assert row["told_until"] <= row["last_month"]
            assert row["worker_months"] == row["workers"] * row["months"]
        assert pdf_text(certificate(number_of(rows[0])).body)


@pytest.mark.usefixtures("fixture_city")
def test_the_page_lists_each_payment_with_its_certificate() -> None:
    at = open_page("verify", lang="en", period="2026-09")
    (table,) = tables(at)
    assert len(table) == 2
    for address in table[word("en", "verify.column.certificate")]:
        found = ask(app, f"http://testserver{address}")
        assert found.status == 200
    assert "**2**" in answer(at)
