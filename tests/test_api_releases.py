"""Are files of releases handed out whole, in parts, and by nobody's trick; does one archive rebuild all?"""

import asyncio
import datetime as dt
import hashlib
import io
import json
import os
import shutil
import tarfile
import threading
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fsspec import AbstractFileSystem
from starlette.applications import Starlette

from dashboard import db, verify_public
from dashboard.api.archive import archive
from dashboard.api.releases import manifest_at, release_of, releases
from dashboard.api.stored import whole_file
from dashboard.catalog import load_queries
from dashboard.routes import ROUTES
from dashboard.state import state_key
from publisher.revisions.log import files_hash
from publisher.revisions.verify import verify as verify_extracts
from tests.asgi import ask, ask_async
from tests.fixtures import CONTRACT, MEDAN, PERIODS, table_rows, write_file

app = Starlette(routes=list(ROUTES))
DATA = "/data/releases"
ATOM = "http://www.w3.org/2005/Atom"
Added = tuple[Path, dict[str, Any]]


class OverHttp(io.RawIOBase):
    """A file that is only ever asked for in ranges, as DuckDB and pyarrow read over HTTP."""

    def __init__(self, url: str) -> None:
        head = ask(app, url, method="HEAD")
        assert (head.status, head.body) == (200, b"")
        self.url, self.size, self.place = url, int(head.headers["content-length"]), 0
        self.asked: list[str] = []

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def seek(self, offset: int, whence: int = 0) -> int:
        self.place = (0, self.place, self.size)[whence] + offset
        return self.place

    def read(self, size: int = -1) -> bytes:
        size = self.size - self.place if size is None or size < 0 else min(size, self.size - self.place)
        if not size:
            return b""
        part = f"bytes={self.place}-{self.place + size - 1}"
        found = ask(app, self.url, range=part)
        assert found.status == 206
        assert found.headers["content-range"] == f"bytes {self.place}-{self.place + size - 1}/{self.size}"
        self.asked.append(part)
        self.place += len(found.body)
        return found.body


class Portal(AbstractFileSystem):
    """The addresses of the portal as files."""

    protocol = "portal"
    cachable = False

    def _open(self, path: str, **_: Any) -> OverHttp:
        return OverHttp("/" + self._strip_protocol(path).lstrip("/"))

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        return {"name": path, "size": self._open(path).size, "type": "file"}

    def modified(self, path: str) -> dt.datetime:
        del path
        return dt.datetime(2026, 11, 5, tzinfo=dt.UTC)

    def glob(self, path: str, **_: Any) -> list[str]:
        return [path]


def corrected(city: Path) -> None:
    """Publish 2026-10.r2 of coverage: five fewer workers, with its reason."""
    manifest = city / "extracts" / "datapackage.json"
    package = json.loads(manifest.read_text(encoding="utf-8"))
    rows = [
        (*row[:-2], row[-2] - 5 if row[-2] == 60 else row[-2], row[-1])
        for row in table_rows("2026-10")["coverage"]
    ]
    entry = write_file(
        city, table="coverage", period="2026-10", rows=rows, revision=2, supersedes="coverage-2026-10-r1",
        reason="counted twice",
    )  # fmt: skip
    package["resources"].append(entry)
    manifest.write_text(json.dumps(package), encoding="utf-8")


@pytest.mark.usefixtures("fixture_city")
def test_o2_duckdb_reads_a_table_over_http_in_ranges() -> None:
    with duckdb.connect() as connection:
        connection.register_filesystem(Portal())
        found = connection.sql(
            "select sector, sum(workers)::int "
            "from read_parquet('portal://data/releases/latest/coverage.parquet') "
            "where status = 'active' group by sector order by sector"
        ).fetchall()
    assert found == [("marbot", 10), ("ojek_pangkalan", 65)]  # 40 + 20 + 5


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("table", sorted(CONTRACT))
def test_o2_every_table_of_every_release_is_read_in_ranges(table: str) -> None:
    for release in [*(f"{period}.r1" for period in PERIODS), "latest"]:
        file = OverHttp(f"{DATA}/{release}/{table}.parquet")
        rows = pq.ParquetFile(pa.PythonFile(file)).read()
        period = PERIODS[-1] if release == "latest" else release[:7]
        assert [tuple(row.values()) for row in rows.to_pylist()] == table_rows(period)[table]
        assert file.asked


@pytest.mark.usefixtures("fixture_city")
def test_o2_ranges_are_those_of_the_standard() -> None:
    url = f"{DATA}/2026-10.r1/coverage.parquet"
    whole = ask(app, url)
    assert whole.headers["accept-ranges"] == "bytes"
    tag = whole.headers["etag"]
    assert tag == f'"{hashlib.sha256(whole.body).hexdigest()}"'
    for asked, wanted in {
        "bytes=0-3": whole.body[:4],
        "bytes=-8": whole.body[-8:],
        "bytes=9-": whole.body[9:],
    }.items():
        part = ask(app, url, range=asked)
        assert (part.status, part.body) == (206, wanted)
        assert int(part.headers["content-length"]) == len(wanted)
    assert ask(app, url, range="bytes=999999999-").status == 416
    assert ask(app, url, range="bytes=0-3", if_range=tag).status == 206
    assert ask(app, url, range="bytes=0-3", if_range='"another"').body == whole.body
    assert ask(app, url, if_none_match=tag).status == 304
    assert "immutable" in whole.headers["cache-control"]
    assert whole.headers["access-control-allow-origin"] == "*"
    latest = ask(app, f"{DATA}/latest/coverage.parquet")
    assert latest.body == whole.body
    assert (latest.headers["cache-control"], latest.headers["content-location"]) == ("no-cache", url)


@pytest.mark.parametrize(
    "path",
    ["2026-10.r1/../../../city.toml", "2026-10.r1/..%2f..%2fcity.toml", "..%2f..%2f..%2fetc/passwd",
     "2026-10.r1/%2e%2e/log.jsonl", "2026-10.r1/log.jsonl", "2026-10.r1/coverage.parquet%00", "2026-10.r1/",
     "2026-10.r1/coverage", "2026-10.r1/.parquet", "latest/city.toml", "2026-10/r1/coverage.parquet",
     "2026-10.r9/coverage.parquet", "latest/ref_opd.parquet", "%00.tar.gz", "latest%2f..%2flatest.tar.gz"],
)  # fmt: skip
@pytest.mark.usefixtures("fixture_city")
def test_no_trick_leaves_the_files_of_releases(path: str) -> None:
    found = ask(app, f"{DATA}/{path}?lang=en")
    assert found.status == 404
    assert found.headers["content-type"] == "application/problem+json"
    assert found.json()["detail"]


def test_a_file_that_was_changed_or_leads_elsewhere_is_not_handed_out(own_city: Path) -> None:
    path = own_city / "extracts/2026-09/r1/coverage.parquet"
    url = f"{DATA}/2026-09.r1/coverage.parquet?lang=en"
    assert ask(app, url).status == 200
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"X")
    refused = ask(app, url)
    assert (refused.status, refused.json()["title"]) == (503, "The data cannot be read now")
    assert "SHA-256" in refused.json()["detail"]
    path.unlink()
    assert ask(app, url).status == 503
    secret = own_city / "secret.parquet"
    secret.write_bytes(content)
    path.symlink_to(secret)  # right bytes, wrong place
    assert ask(app, url).status == 503


def test_a_correction_has_an_address_of_its_own_and_the_old_one_stays(own_city: Path) -> None:
    before = ask(app, f"{DATA}/2026-10.r1/coverage.parquet").body
    corrected(own_city)
    told = ask(app, "/api/v1/releases/latest").json()
    assert (told["revision"], told["supersedes"], told["reason"]) == (
        "2026-10.r2",
        "2026-10.r1",
        "counted twice",
    )
    assert {each["table"]: each["revision"] for each in told["files"]}["expiry"] == "2026-10.r1"
    assert {each["table"]: each["revision"] for each in told["files"]}["coverage"] == "2026-10.r2"
    old = ask(app, "/api/v1/releases/2026-10.r1").json()
    assert (old["in_force"], old["superseded_by"]) == (True, "2026-10.r2")  # nine of its tables still hold
    assert ask(app, f"{DATA}/2026-10.r1/coverage.parquet").body == before
    assert ask(app, f"{DATA}/latest/coverage.parquet").body != before
    feed = ask(app, "/perubahan.atom?lang=en").body.decode()
    assert 'rel="enclosure"' in feed
    assert f"{DATA}/2026-10.r2.tar.gz" in feed
    catalogue = ask(app, f"{DATA}/2026-10.r2/dcat.jsonld").json()
    assert catalogue["dct:replaces"]["@id"].endswith(f"{DATA}/2026-10.r1")


def test_a_broken_manifest_leaves_the_last_good_release_in_place(own_city: Path) -> None:
    before = ask(app, f"{DATA}/latest/coverage.parquet")
    (own_city / "extracts" / "datapackage.json").write_text('{"resources": [', encoding="utf-8")
    after = ask(app, f"{DATA}/latest/coverage.parquet")
    assert (after.status, after.body) == (200, before.body)
    assert ask(app, "/api/v1/releases/latest").json()["revision"] == "2026-10.r1"


def test_what_was_taken_back_says_so(own_city: Path) -> None:
    act = {"time": "2026-11-06T00:00:00Z", "action": "undo", "revision": "2026-10.r2"}
    (own_city / "extracts" / "log.jsonl").write_text(json.dumps(act) + "\n", encoding="utf-8")
    for url in (
        f"{DATA}/2026-10.r2/coverage.parquet",
        "/api/v1/releases/2026-10.r2",
        f"{DATA}/2026-10.r2.tar.gz",
    ):
        gone = ask(app, f"{url}?lang=en")
        assert gone.status == 410
        assert "2026-11-06" in gone.json()["detail"]


# What describes them


def test_o7_each_release_is_a_data_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)
    package = ask(app, f"{DATA}/2026-09.r1/datapackage.json").json()
    for each in package["resources"]:
        content = ask(app, f"{DATA}/2026-09.r1/{each['path']}").body
        assert (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}") == (
            each["bytes"],
            each["hash"],
        )
        (tmp_path / each["path"]).write_bytes(content)
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-4.0"]
    assert (package["version"], package["synthetic"], len(package["resources"])) == ("2026-09.r1", True, 10)
    assert not frictionless.Package.metadata_validate(package) or not list(
        frictionless.Package.metadata_validate(package)
    )


@pytest.mark.usefixtures("fixture_city")
def test_o7_the_catalogue_says_licence_months_and_where_everything_is() -> None:
    found = ask(app, "/data/dcat.jsonld")
    assert found.headers["content-type"] == "application/ld+json"
    catalogue = found.json()
    assert (catalogue["@type"], len(catalogue["dcat:dataset"])) == ("dcat:Catalog", len(PERIODS))
    newest = catalogue["dcat:dataset"][0]
    assert newest["@type"] == "dcat:Dataset"
    assert newest["dct:temporal"]["dcat:startDate"]["@value"] == "2026-10-01"
    assert newest["dct:temporal"]["dcat:endDate"]["@value"] == "2026-10-31"
    assert newest["dct:issued"]["@value"].startswith("2026-11-05T")
    assert {text["@language"] for text in newest["dct:title"]} == {"id", "en"}
    assert "SYNTHETIC" in str(newest["dct:description"])
    names = {name for name in _names(catalogue) if ":" in name}
    assert {name.partition(":")[0] for name in names} <= catalogue["@context"].keys()
    for dataset in catalogue["dcat:dataset"]:
        for each in (dataset, *dataset["dcat:distribution"]):
            assert each["dct:license"]["@id"] == "https://creativecommons.org/licenses/by/4.0/"
        tables = [each for each in dataset["dcat:distribution"] if "spdx:checksum" in each]
        assert len(tables) == 10
        for each in tables:
            file = ask(app, each["dcat:downloadURL"]["@id"])
            digest = hashlib.sha256(file.body).hexdigest()
            assert (len(file.body), digest) == (
                each["dcat:byteSize"],
                each["spdx:checksum"]["spdx:checksumValue"],
            )
            assert each["dcat:mediaType"]["@id"].endswith(file.headers["content-type"])
    alone = ask(app, f"{DATA}/2026-10.r1/dcat.jsonld").json()
    assert alone == {"@context": catalogue["@context"], **newest}


def _names(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(_names, value))
    if not isinstance(value, dict):
        return set()
    return {*value, *_names(list(value.values())), *({value["@type"]} if "@type" in value else set())}


# The archive


@pytest.fixture(scope="module")
def unpacked(written_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the newest release of the fixture city, unpacked."""
    before = os.environ.get("CAKUPAN_CITY_DIR")
    os.environ["CAKUPAN_CITY_DIR"] = str(written_city)
    found = ask(app, f"{DATA}/latest.tar.gz")
    if before is None:
        del os.environ["CAKUPAN_CITY_DIR"]
    assert (found.status, found.headers["content-type"]) == (200, "application/gzip")
    place = tmp_path_factory.mktemp("archive")
    with tarfile.open(fileobj=io.BytesIO(found.body)) as tar:
        tar.extractall(place, filter="data")
    return next(place.iterdir())


@pytest.mark.usefixtures("fixture_city", "unpacked")
def test_o8_the_archive_is_the_same_bytes_whenever_it_is_made() -> None:
    release = release_of("latest")
    first, digest = archive(release, state_key())
    again, _ = archive(release, "made anew")
    assert first == again
    assert ask(app, f"{DATA}/latest.tar.gz").headers["etag"] == f'"{digest}"'
    assert ask(app, f"{DATA}/2026-10.r1.tar.gz", if_none_match=f'"{digest}"').status == 304


@pytest.mark.usefixtures("fixture_city")
def test_archives_are_built_one_at_a_time_and_nobody_else_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slow(*_: object) -> tuple[bytes, str]:
        begun.set()
        assert may_end.wait(30)
        return b"", "digest"

    monkeypatch.setattr("dashboard.api.whole.archive", slow)

    async def together() -> int:
        urls = [f"{DATA}/{period}.r1.tar.gz" for period in PERIODS] * 20  # more than there are threads
        waiting = [asyncio.create_task(ask_async(app, url)) for url in urls]
        await asyncio.to_thread(begun.wait, 30)
        other = await asyncio.wait_for(ask_async(app, "/api/v1/releases/latest"), 30)
        may_end.set()
        await asyncio.gather(*waiting)
        return other.status

    assert asyncio.run(together()) == 200


def test_o8_the_portal_is_rebuilt_from_the_archive_alone(
    unpacked: Path, fixture_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [
        "/api/v1/coverage",
        "/api/v1/releases",
        "/unduh/coverage_by_kelurahan.csv",
        "/peta/kelurahan.json",
    ]
    before = [ask(app, url).body for url in asked]
    copy = unpacked / "data" / fixture_city.name
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(copy))
    assert [ask(app, url).body for url in asked] == before
    assert len(db.sources()) == 10 * len(PERIODS)


@pytest.mark.usefixtures("fixture_city")
def test_t8_every_published_number_is_made_again_from_the_archive_alone(
    unpacked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = json.loads((unpacked / "numbers.json").read_text(encoding="utf-8"))
    assert told["queries"].keys() == load_queries().keys()
    # what is compared with is what the portal hands out
    for name in load_queries():
        content = ask(app, f"/unduh/{name}.csv").body
        assert hashlib.sha256(content).hexdigest() == told["queries"][name]["sha256"]
    monkeypatch.setenv("CAKUPAN_CITY_DIR", "/nowhere")  # no city of the portal is needed
    assert verify_public.main([str(unpacked), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert told["hash"] in said
    assert f"{len(load_queries())} questions" in said


def test_t8_a_changed_number_file_or_question_is_found(
    unpacked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "copy"

    shutil.copytree(unpacked, place)
    numbers = place / "numbers.json"
    told = json.loads(numbers.read_text(encoding="utf-8"))
    told["queries"]["coverage_headline"]["sha256"] = "0" * 64
    numbers.write_text(json.dumps(told), encoding="utf-8")
    (place / "queries" / "more.sql").write_text("select 1", encoding="utf-8")
    extracts = next(place.glob("data/*/extracts"))
    (extracts / "2026-08/r1/flows.parquet").unlink()
    (extracts / "2026-08/r1/flows.parquet").write_bytes((extracts / "2026-09/r1/flows.parquet").read_bytes())
    assert verify_public.main([str(place), "--lang", "en"]) == 1
    said = capsys.readouterr().out
    for text in ("coverage_headline", "more", "2026-08/r1/flows.parquet", "numbers.json"):
        assert text in said


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00"])
def test_t8_what_is_no_archive_is_told_in_words(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.tar.gz"
    path.write_bytes(content)
    assert verify_public.main([str(path), "--lang", "en"]) == 2
    assert verify_public.main([str(tmp_path), "--lang", "id"]) == 2
    assert "/data/releases/latest.tar.gz" in capsys.readouterr().err


def test_t8_a_question_of_an_archive_reaches_nothing_outside_it(unpacked: Path, tmp_path: Path) -> None:

    place, secret = tmp_path / "copy", tmp_path / "secret.txt"
    shutil.copytree(unpacked, place)
    secret.write_text("secret", encoding="utf-8")
    (place / "setup.sql").write_text(f"create table taken as from read_text('{secret}');", encoding="utf-8")
    with pytest.raises(verify_public.Broken, match="unreadable"):
        verify_public.verify(place)


# The shipped samples


def test_t2_every_file_of_every_past_release_is_what_was_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)
    log = (MEDAN / "extracts" / "log.jsonl").read_text(encoding="utf-8")
    acts = [json.loads(line) for line in log.splitlines()]
    assert [act["revision"] for act in acts] == list(releases())
    for act in acts:
        release = release_of(act["revision"])
        sealed = {table: release.files[table].hash for table in release.own}
        assert files_hash(sealed) == act["files"]
        for resource in release.files.values():
            whole_file(resource)  # raises when the bytes have another hash
    for act in acts[::15]:
        file = ask(app, f"{DATA}/{act['revision']}/coverage.parquet")
        hashed = release_of(act["revision"]).files["coverage"].hash
        assert f"sha256:{hashlib.sha256(file.body).hexdigest()}" == hashed
    middle = acts[len(acts) // 2]
    manifest = manifest_at(release_of(middle["revision"]))
    assert hashlib.sha256(manifest.content).hexdigest() == middle["manifest"]


def test_o8_the_archive_of_a_past_release_stands_the_publishers_own_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)
    content, _ = archive(release_of("2023-03.r1"), state_key())
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        tar.extractall(tmp_path, filter="data")
    folder = next(tmp_path.iterdir())
    report = verify_extracts(folder / "data" / "medan" / "extracts")
    assert (report.problems, report.revisions) == ((), 3)
    _, found, problems = verify_public.verify(folder)
    assert problems == []
    rows = found["coverage_headline"]
    assert rows["rows"] == 1
