"""`python -m tests.offline`, on a machine that has itself alone: does the portal start and answer everything?

Prints a JSON: what each address answered, and whether anything outside could have been asked.
"""

import asyncio
import errno
import fcntl
import json
import socket
import struct
import urllib.request

from bench.server import Server
from bench.session import Session
from dashboard.frontend import shipped_files

UP, SET_FLAGS = 0x1, 0x8914  # IFF_UP, SIOCSIFFLAGS
OUTSIDE = ("192.0.2.1", 443)  # an address that belongs to nobody
ADDRESSES = (
    *("/?lang=en", "/opd", "/id/", "/en/simulator", "/pekalongan/id/sektor", "/gambar/coverage_by_opd.png"),
    *("/unduh/opd_list.csv", "/api/v1/openapi.json", "/layar", "/peta/kecamatan.json", "/perubahan.atom"),
)


def main() -> None:
    """Start, ask, print."""
    with socket.socket() as own:  # a new network has no way to its own machine until it is told so
        fcntl.ioctl(own, SET_FLAGS, struct.pack("16sH14x", b"lo", UP))
    with socket.socket() as probe:
        outside = probe.connect_ex(OUTSIDE)
    with Server("server.py") as portal:
        told: dict[str, int] = {}
        for address in (*ADDRESSES, next(each for each in shipped_files() if "/index." in each)):
            with urllib.request.urlopen(f"{portal.url}{address}", timeout=60) as answer:
                told[address] = answer.status
        received = asyncio.run(_received(portal.url))
    print(json.dumps({"outside": errno.errorcode[outside], "answers": told, "received": received}))


async def _received(url: str) -> int:
    """[bytes] of the first page, which ran to its end."""
    session = Session(url)
    await session.open()
    await session.run("", "")
    await session.close()
    return session.received


if __name__ == "__main__":
    main()
