"""nginx as it is shipped in `deploy/`, without TLS and limits a client, and a bare one beside it.

Both serve the same exported plain pages; TLS would cost both the same, and one driver is one client.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.server import ROOT, Running, free_port

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
BARE = """server {{ listen 127.0.0.1:{port}; root {folder}/plain/terbit; gzip_static on; access_log off;
types {{ text/html html; }} location / {{ try_files $uri $uri.html $uri/index.html =404; }} }}"""


@dataclass(frozen=True, kw_only=True)
class Proxies:
    """Addresses of both, and the process that serves them."""

    shipped: str
    bare: str
    server: Running


@contextlib.contextmanager
def proxies(portals: Sequence[Running]) -> Iterator[Proxies]:
    """Export the plain pages and serve them before `portals`. Raises FileNotFoundError without nginx."""
    if NGINX is None:
        raise FileNotFoundError("nginx is absent: Debian has it in nginx-light")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)
        export = [sys.executable, "-m", "dashboard.plain", str(folder / "plain")]
        subprocess.run(export, cwd=ROOT, check=True, capture_output=True)
        port, bare = free_port(), free_port()
        (folder / "site.conf").write_text(
            shipped(folder, portals, port) + BARE.format(port=bare, folder=folder)
        )
        user = "" if os.getuid() else "user root;"
        (folder / "nginx.conf").write_text(
            f"{user} pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; daemon off;\n"
            f"events {{ worker_connections 4096; }}\nhttp {{ include {folder}/site.conf; }}\n"
        )
        with Running([NGINX, "-c", f"{folder}/nginx.conf", "-p", scratch], path="/id/", port=port) as server:
            yield Proxies(shipped=server.url, bare=f"http://127.0.0.1:{bare}", server=server)


def shipped(folder: Path, portals: Sequence[Running], port: int) -> str:
    """The shipped configuration for these processes."""
    first, *others = (portal.url.removeprefix("http://") for portal in portals)
    options = "max_fails=1 fail_timeout=3s;"
    servers = "".join(f"    server {address} {options}\n" for address in others)
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^ *(ssl_|limit_req |limit_conn ).*\n", "", text)
    text = re.sub(r"(?m)^ *server 127\.0\.0\.1:8502 .*\n", servers, text)
    text = re.sub(r"(?m)^ *server 127\.0\.0\.1:8503 .*\n", "", text)
    for here, there in (
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("127.0.0.1:8501", first),
        ("; Secure", ""),
        ("/var/cache/nginx/cakupan", f"{folder}/cache"),
        ("/var/log/nginx/cakupan.log", f"{folder}/access.log"),
        ("/srv/cakupan/terbit", f"{folder}/plain/terbit"),
    ):
        text = text.replace(here, there)
    return text
