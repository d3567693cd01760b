"""Are changes of data, method and software told apart, and does the feed hold them?"""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette

from dashboard import changelog, db
from dashboard.changelog import CHANGELOG, KINDS, changes, parse
from dashboard.feed import ATOM
from dashboard.routes import ROUTES
from dashboard.words import LANGUAGES, word
from tests.asgi import ask
from tests.fixtures import read_entries, table_rows, write_file, write_manifest
from tests.opened import answer, open_page, tables, told

app = Starlette(routes=list(ROUTES))
REASON = "Daftar Dinkes dikirim ulang <b>& dibetulkan</b>."
SAMPLE = """# Changelog

Words before the first day.

## 2026-12-01

### Data
- New list of bodies,
  in two lines.
  - id: Daftar badan baru,
    dalam dua baris.

### Code
- Faster.

## 2026-11-01

### Results
- Counted otherwise.
"""


def correct(city: Path, *, reason: str = REASON, generated_at: str = "2026-11-20T10:00:00+07:00") -> None:
    """Publish a second revision of one table of the fixture's last month."""
    entries = read_entries(city)
    rows = table_rows("2026-10")["coverage"]
    entries.append(
        write_file(
            city, table="coverage", period="2026-10", rows=rows, revision=2, reason=reason,
            generated_at=generated_at,
        )
    )  # fmt: skip
    write_manifest(city, entries)
    db.forget()


def entries_of(lang: str = "id") -> list[ElementTree.Element]:
    return parsed(lang).findall(f"{{{ATOM}}}entry")


def parsed(lang: str = "id") -> ElementTree.Element:
    found = ask(app, f"/perubahan.atom?lang={lang}")
    assert found.status == 200
    assert found.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(found.body)


def text_of(element: ElementTree.Element, tag: str) -> str:
    (found,) = element.findall(f"{{{ATOM}}}{tag}")
    return found.text or ""


def test_revisions_are_listed_with_what_they_supersede(own_city: Path) -> None:
    first = db.run_query("revision_list").to_pylist()
    assert [row["revision_id"] for row in first] == ["2026-10.r1", "2026-09.r1", "2026-08.r1"]
    assert all(
        row["files"] == len(table_rows("2026-10")) and row["in_force"] and row["supersedes"] is None
        for row in first
    )
    correct(own_city)
    newest, before, *_ = db.run_query("revision_list").to_pylist()
    assert (newest["revision_id"], newest["supersedes"], newest["reason"]) == (
        "2026-10.r2", "2026-10.r1", REASON,
    )  # fmt: skip
    # eight tables of the first revision go on being shown
    assert (newest["files"], newest["in_force"], before["in_force"]) == (1, True, True)


def test_a_revision_that_is_wholly_replaced_is_not_in_force(own_city: Path) -> None:
    entries = read_entries(own_city)
    for table, rows in table_rows("2026-09").items():
        entries.append(write_file(own_city, table=table, period="2026-09", rows=rows, revision=2))
    write_manifest(own_city, entries)
    db.forget()
    shown = {row["revision_id"]: row["in_force"] for row in db.run_query("revision_list").to_pylist()}
    assert (shown["2026-09.r1"], shown["2026-09.r2"]) == (False, True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_t11_data_method_and_software_are_told_apart(own_city: Path, lang: str) -> None:
    before = open_page("change_log", lang=lang)
    assert "**3**" in answer(before)
    assert word(lang, "change_log.data.none") in told(before)
    correct(own_city)
    at = open_page("change_log", lang=lang)
    assert [each.value for each in at.subheader] == [
        word(lang, f"change_log.{kind}.title") for kind in KINDS.values()
    ]
    assert "**1**" in answer(at)
    corrections = [each.value for each in at.markdown if "2026‑10.r2" in each.value]
    assert len(corrections) == 1
    assert "\\<b\\>\\& dibetulkan\\</b\\>" in corrections[0]
    (table,) = tables(at)
    assert len(table) == 4
    assert not at.exception


def test_a_changelog_is_read_by_day_and_kind_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, code, results = parse(SAMPLE)
    assert (data.day, data.kind, data.english) == ("2026-12-01", "data", "New list of bodies, in two lines.")
    assert data.told("id") == ("Daftar badan baru, dalam dua baris.", True)
    assert data.told("en") == ("New list of bodies, in two lines.", True)
    assert (code.kind, code.told("id"), code.told("en")) == (
        "software",
        ("Faster.", False),
        ("Faster.", True),
    )
    assert (results.day, results.kind) == ("2026-11-01", "method")
    with pytest.raises(ValueError, match="not understood"):
        list(parse("## 2026-12-01\n### Data\nwithout a point\n"))
    monkeypatch.setattr(changelog, "CHANGELOG", tmp_path / "none.md")
    assert changes("data") == ()


def test_t11_the_changelog_of_the_repository_is_understood() -> None:
    found = list(parse(CHANGELOG.read_text(encoding="utf-8")))
    items = [line for line in CHANGELOG.read_text(encoding="utf-8").splitlines() if line.startswith("- ")]
    assert len(found) == len(items)
    assert {each.kind for each in found} == set(KINDS.values())
    # what changes a number is told in both languages
    assert [each.english for each in found if each.kind == "method" and not each.indonesian] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_t11_the_feed_is_atom(own_city: Path, lang: str) -> None:
    correct(own_city)
    feed = parsed(lang)
    assert feed.tag == f"{{{ATOM}}}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    # RFC 4287: exactly one id, title and updated; an author; one self link
    assert text_of(feed, "id").startswith("urn:uuid:")
    assert text_of(feed, "title")
    assert feed.find(f"{{{ATOM}}}author/{{{ATOM}}}name").text
    assert [link.get("rel") for link in feed.findall(f"{{{ATOM}}}link")] == ["self", "alternate"]
    entries = feed.findall(f"{{{ATOM}}}entry")
    stamps = [text_of(entry, "updated") for entry in entries]
    assert stamps == sorted(stamps, reverse=True)
    assert text_of(feed, "updated") == stamps[0]
    assert all(len(stamp) == 20 and stamp.endswith("Z") for stamp in stamps)
    identifiers = [text_of(entry, "id") for entry in entries]
    assert len(set(identifiers)) == len(entries)
    assert {entry.find(f"{{{ATOM}}}category").get("term") for entry in entries} == set(KINDS.values())
    assert all(text_of(entry, "title") and text_of(entry, "content") for entry in entries)
    (correction,) = [entry for entry in entries if REASON in text_of(entry, "content")]
    assert text_of(correction, "updated") == "2026-11-20T03:00:00Z"  # 10:00 in Medan
    # the same entries under the same names in the other language and after another publication
    assert identifiers == [text_of(entry, "id") for entry in entries_of("en" if lang == "id" else "id")]


def test_t11_the_page_links_its_feed() -> None:
    assert "(/perubahan.atom?lang=en)" in told(open_page("change_log", lang="en"))


def test_letters_that_xml_cannot_hold_do_not_break_the_feed(own_city: Path) -> None:
    correct(own_city, reason="baris\x00 satu\x1b dan \ud800dua".encode("utf-8", "replace").decode())
    assert any("baris satu dan" in text_of(entry, "content") for entry in entries_of())


def test_a_revision_without_a_time_is_left_out_of_the_feed(own_city: Path) -> None:
    before = len(entries_of())
    correct(own_city, generated_at="kemarin")
    assert len(entries_of()) == before
    assert not open_page("change_log").exception


@pytest.mark.usefixtures("fixture_city")
def test_the_feed_refuses_what_it_does_not_know() -> None:
    assert ask(app, "/perubahan.atom?lang=xx").status == 400
    assert ask(app, "/perubahan.atom?q=1").status == 400
    assert ask(app, "/perubahan.atom?kota=atlantis").status == 400
