"""`python -m bench.load`: does the portal stand when many come? Views, crowds, plain pages, a slow line.

All in one run on this machine, servers and visitors alike, so ratios count and absolute numbers only with
what else ran. About eight minutes; `--quick` for one.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from typing import Any

from bench import load_crowds, load_line, load_plain, load_views
from bench.load_crowds import Portal
from bench.load_proxy import NGINX, proxies
from bench.server import Server

QUICK: dict[str, Any] = {"sizes": (1, 20), "naive_sizes": (1,), "readers": 60, "seconds": 4}
FULL: dict[str, Any] = {
    "sizes": (1, 20, 50, 100, 200, 500),
    "naive_sizes": (1, 50, 200),
    "readers": 800,
    "seconds": 24,
}
INTERRUPTED = 130  # exit status, as shells count it


def measure(*, quick: bool) -> None:
    """Print all tables."""
    step("views of the overview")
    load_views.main(runs=6 if quick else 12)
    with Server("server.py") as portal, Server("server.py") as second:
        load_crowds.idle(portal, 10 if quick else 100)
        one = Portal(name="one process", url=portal.url, processes=(portal,))
        if NGINX is None:
            step("crowds")
            load_crowds.main([one], **(QUICK if quick else FULL))
            print("\nnginx is absent, Debian has it in nginx-light: no plain pages, no slow line")
            return
        with proxies([portal, second]) as nginx:
            both = (portal, second, nginx.server)
            shipped = Portal(name="nginx, two processes", url=nginx.shipped, processes=both)
            step("crowds")
            load_crowds.main([one, shipped], **(QUICK if quick else FULL))
            step("plain pages")
            load_plain.main(portal, nginx, seconds=1 if quick else 8)
            step("first visit on a slow line")
            load_line.main(nginx.shipped, portal=not quick)


def step(name: str) -> None:
    """Say on the terminal what is measured now."""
    print(f"[{time.strftime('%H:%M:%S')}] {name}", file=sys.stderr, flush=True)


def main(argv: Sequence[str] = ()) -> int:
    """Measure; the exit status is 0, 130 when interrupted."""
    options = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    options.add_argument("--quick", action="store_true", help="few and short: does it work?")
    quick = options.parse_args(argv).quick
    busy = os.getloadavg()[0]
    print(f"\nLoad on {os.cpu_count()} cores; {busy:.1f} processes were busy before", flush=True)
    try:
        measure(quick=quick)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
