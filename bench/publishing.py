"""Time and memory of publishing one month of 214,555 workers, from CSV and from XLSX."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMITS_S = {"csv": 10.0, "xlsx": 40.0}
MEMORY_LIMIT_MB = 1500.0
PERIOD = "2026-10"


def publisher(*arguments: str | Path) -> None:
    """Run one command of the publisher."""
    subprocess.run(
        [sys.executable, "-m", "publisher", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL
    )


def main() -> None:
    """Print the table."""
    print(f"\nPublishing {PERIOD} [s]")
    print(f"{'sheets':8}{'seconds':>9}{'limit':>7}{'limit/seconds':>15}{'peak MB':>9}")
    for form, limit in LIMITS_S.items():
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            publisher("sample", "--out", folder / "sheets", "--period", PERIOD, "--format", form)
            start = time.perf_counter()
            files = {name: folder / name for name in ("sheets", "extracts", "register", "report")}
            options = [part for name, path in files.items() for part in (f"--{name}", path)]
            publisher("publish", "--period", PERIOD, *options)
            taken = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
        print(f"{form:8}{taken:9.1f}{limit:7.0f}{limit / taken:15.1f}{peak:9.0f}")


if __name__ == "__main__":
    main()
