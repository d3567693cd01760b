"""Does the portal stand behind the nginx of `deploy/`: TLS, limits, three processes, one killed at work?"""

import asyncio
import gzip
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest
import websockets

from bench.server import Server
from bench.session import Session
from dashboard.frontend import shipped_files
from tests.fixtures import ROOT

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not NGINX, reason="nginx is absent: Debian has it in nginx-light"),
]
CONFIGURATION = ROOT / "deploy" / "nginx.conf"
READERS = 12
UNTRUSTED = ssl._create_unverified_context()  # the certificate was made here and now


@dataclass(frozen=True)
class Proxy:
    """nginx and the processes behind it."""

    port: int
    replicas: list[Server]
    log: Path

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of one answer."""
        request = urllib.request.Request(f"https://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            answer = urllib.request.urlopen(request, timeout=20, context=UNTRUSTED)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            return (
                answer.status,
                {name.lower(): value for name, value in answer.headers.items()},
                answer.read(),
            )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def configured(folder: Path, port: int, replicas: list[Server]) -> Path:
    """The shipped configuration with ports and folders of this test, and nothing else changed."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    for number, replica in enumerate(replicas, start=8501):
        text = text.replace(f"127.0.0.1:{number} ", f"{replica.url.removeprefix('http://')} ")
    for shipped, here in (
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("/etc/ssl/cakupan/", f"{folder}/"),
        ("/var/cache/nginx/cakupan", f"{folder}/cache"),
        ("/var/log/nginx/cakupan.log", f"{folder}/access.log"),
        ("/srv/cakupan/terbit", f"{folder}/plain/terbit"),
        ("header_timeout 10s", "header_timeout 1s"),
    ):
        assert shipped in text
        text = text.replace(shipped, here)
    (folder / "site.conf").write_text(text, encoding="utf-8")
    whole = folder / "nginx.conf"
    user = "" if os.getuid() else "user root;"  # who may write into the folder of this test
    whole.write_text(
        f"{user} pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; daemon off;\n"
        f"events {{ worker_connections 1024; }}\nhttp {{ include {folder}/site.conf; }}\n"
    )
    return whole


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory, written_city: Path) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("nginx")
    key, certificate = folder / "key.pem", folder / "fullchain.pem"
    request = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=localhost",
    ]
    subprocess.run([*request, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    with ExitStack() as stack:
        stack.enter_context(pytest.MonkeyPatch.context()).setenv("CAKUPAN_CITY_DIR", str(written_city))
        export = [sys.executable, "-m", "dashboard.plain", folder / "plain"]
        subprocess.run(export, cwd=ROOT, check=True, capture_output=True)
        replicas = [Server("server.py") for _ in range(3)]  # they start side by side
        for replica in replicas:
            stack.enter_context(replica)
        port = free_port()
        nginx = subprocess.Popen([NGINX, "-c", configured(folder, port, replicas), "-p", folder])
        stack.callback(nginx.wait, 10)
        stack.callback(nginx.terminate)
        proxy = Proxy(port=port, replicas=replicas, log=folder / "access.log")
        for _ in range(100):
            assert nginx.poll() is None, (folder / "error.log").read_text()
            try:
                proxy.ask("/healthz/live")
                break
            except OSError:
                time.sleep(0.1)
        yield proxy


def test_headers_behind_the_proxy(proxy: Proxy) -> None:
    status, headers, body = proxy.ask("/?lang=id", **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert headers["content-encoding"] == "gzip"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert re.fullmatch(
        r"cakupan_seat=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Lax; Secure", headers["set-cookie"]
    )
    assert body
    again = proxy.ask("/", Cookie=headers["set-cookie"].partition(";")[0])[1]
    assert "set-cookie" not in again


@pytest.mark.parametrize(
    "path", ["/metrics", "/_stcore/metrics", "/_stcore/agent/x", "/_stcore/upload_file/x"]
)
def test_inner_paths_are_closed(proxy: Proxy, path: str) -> None:
    assert proxy.ask(path)[0] == 404


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=1.0, gzip;q=0.8", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("abr", None),
        ("", None),
    ],
)
def test_code_of_the_pages_is_kept_once_a_coding(proxy: Proxy, accepted: str, coding: str | None) -> None:
    address = next(path for path in shipped_files() if path.startswith("/static/js/index."))
    for _ in range(2):
        status, headers, body = proxy.ask(address, **{"Accept-Encoding": accepted})
        assert (status, headers.get("content-encoding")) == (200, coding)
        assert headers["cache-control"] == "public, max-age=31536000, immutable"
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert unpack(body) == shipped_files()[address].read_bytes()
    for _ in range(100):  # a line is written after its answer
        kept = [json.loads(line)["kept"] for line in proxy.log.read_text().splitlines() if address in line]
        if kept[-1:] == ["HIT"]:
            break
        time.sleep(0.05)
    assert kept[-1] == "HIT"
    assert kept.count("MISS") <= 3


def test_a_script_that_is_not_shipped_is_not_there(proxy: Proxy) -> None:
    assert proxy.ask("/static/js/index.of-the-next-version.js")[0] == 404


def test_large_bodies_are_refused(proxy: Proxy) -> None:
    request = urllib.request.Request(
        f"https://127.0.0.1:{proxy.port}/unduh/opd_list.csv", data=bytes(100_000), method="POST"
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20, context=UNTRUSTED)
    assert refused.value.code == 413


def test_the_log_says_nothing_about_readers(proxy: Proxy) -> None:
    proxy.ask("/unduh/opd_list.csv?lang=en", **{"User-Agent": "somebody"})
    for _ in range(100):  # a line is written after its answer
        if "opd_list" in (told := proxy.log.read_text()):
            break
        time.sleep(0.05)
    lines = [json.loads(line) for line in told.splitlines()]
    assert {"time", "method", "path", "status", "bytes", "seconds", "from", "kept"} == set(lines[-1])
    assert lines[-1]["path"] == "/unduh/opd_list.csv"
    assert not [trace for trace in ("somebody", "lang=", f"127.0.0.1:{proxy.port}") if trace in told]


def test_x8_plain_pages_are_there_when_every_process_hangs(proxy: Proxy) -> None:
    address = "/id/opd/dinsos"
    for replica in proxy.replicas:
        replica.process.suspend()
    try:
        status, headers, body = proxy.ask(address, **{"Accept-Encoding": "gzip"})
    finally:
        for replica in proxy.replicas:
            replica.process.resume()
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in headers["content-security-policy"]
    page = gzip.decompress(body).decode()
    assert '<html lang="id"' in page


def test_a_question_on_a_plain_page_is_answered_by_the_portal(proxy: Proxy) -> None:
    status, headers, body = proxy.ask("/id/simulator?sim_question=budget&sim_budget=1000000000")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "1.000.000.000" in body.decode()


def test_x8_a_slow_client_is_hung_up_on_and_holds_up_nobody(proxy: Proxy) -> None:
    with socket.create_connection(("127.0.0.1", proxy.port)) as plain, UNTRUSTED.wrap_socket(plain) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: cakupan")  # and then nothing
        assert proxy.ask("/healthz/live")[0] == 200
        slow.settimeout(10)
        assert slow.recv(1_000) == b""


class Reader(Session):
    """A reader behind the proxy with a seat of its own; comes back when the connection breaks."""

    def __init__(self, proxy: Proxy, seat: str) -> None:
        super().__init__(f"http://127.0.0.1:{proxy.port}")
        self._address = self._address.replace("ws://", "wss://")
        self._seat, self.returned = seat, 0

    async def open(self) -> None:
        """Connect as the browser does, with the cookie of the seat."""
        self._cached.clear()
        self._socket = await websockets.connect(
            self._address,
            subprotocols=[websockets.Subprotocol("streamlit")],
            max_size=None,
            ssl=UNTRUSTED,
            additional_headers={"Cookie": f"cakupan_seat={self._seat}"},
        )

    async def read(self, query: str) -> None:
        """One page; after a broken connection once more on a new one."""
        try:
            await self.run("opd", query)
        except websockets.ConnectionClosed:
            self.returned += 1
            await self.open()
            await self.run("opd", query)


async def read_while_one_dies(proxy: Proxy) -> list[int]:
    """How often each reader had to come back when a process was killed between its pages."""
    readers = [Reader(proxy, f"{number:032x}") for number in range(READERS)]
    for reader in readers:
        await reader.open()
    await asyncio.gather(*(reader.read("lang=id") for reader in readers))
    proxy.replicas[0].process.send_signal(signal.SIGKILL)
    for period in ("2026-09", "2026-08"):
        await asyncio.gather(*(reader.read(f"lang=id&period={period}") for reader in readers))
    for reader in readers:
        await reader.close()
    return [reader.returned for reader in readers]


def test_x8_a_killed_process_loses_no_other_reader(proxy: Proxy) -> None:
    returned = asyncio.run(read_while_one_dies(proxy))
    assert set(returned) == {0, 1}  # those of the killed one came back once, nobody else noticed
    assert 0 < sum(returned) < READERS
    for _ in range(6):
        assert proxy.ask("/healthz/ready")[0] == 200
