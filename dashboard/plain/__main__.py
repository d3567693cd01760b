"""`python -m dashboard.plain`: the plain pages of a release as files that any web server serves.

Nothing half written is served: see dashboard/plain/release.py.
"""

import argparse
import importlib
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from streamlit.logger import set_log_level
from tqdm import tqdm

from dashboard.cities import city_dirs
from dashboard.problems import ExtractMissing
from dashboard.simulator_report import missing_sentence
from dashboard.site import checked_origin
from dashboard.terminal import run
from dashboard.words import LANGUAGES, word

INTERRUPTED = 130  # exit status, as shells count it


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(prog="python -m dashboard.plain", description=__doc__)
    options.add_argument(
        "folder", type=Path, help="made when it is missing; the web server serves its terbit/"
    )
    options.add_argument("--city", action="append", choices=tuple(city_dirs()), help="all unless given")
    options.add_argument(
        "--every-month", action="store_true", help="all pages of all months, not their first"
    )
    options.add_argument(
        "--base-url", metavar="URL", help="where the portal stands, for links that others read"
    )
    options.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="language of the messages")
    return options


def main(argv: Sequence[str] | None = None) -> int:
    """Write the release; the exit status is 0, 1 with a sentence that says why not, 130 when interrupted."""
    return run(_main, parser().parse_args(argv))


def _main(args: argparse.Namespace) -> int:
    set_log_level("error")  # no server runs here, which Streamlit's caches would tell each time
    try:
        print(_made(args))
    except ValueError as error:
        print(word(args.lang, "documents.error.address", value=str(error)), file=sys.stderr)
        return 1
    except ExtractMissing as missing:
        print(missing_sentence(args.lang, missing), file=sys.stderr)
        return 1
    except OSError as error:
        values = {"file": str(error.filename or args.folder), "reason": error.strerror or str(error)}
        print(word(args.lang, "documents.error.file", **values), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(word(args.lang, "documents.error.interrupted", folder=str(args.folder)), file=sys.stderr)
        return INTERRUPTED
    return 0


def _made(args: argparse.Namespace) -> Path:
    """Write and publish; the folder that is served. Raises ValueError, ExtractMissing, OSError."""
    origin = checked_origin(args.base_url)
    if not origin:
        print(word(args.lang, "documents.no_address"), file=sys.stderr)
    release = importlib.import_module("dashboard.plain.release")
    pages = release.wanted_pages(args.city or list(city_dirs()), every_month=args.every_month)
    args.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        dir=args.folder, prefix=".cakupan-", ignore_cleanup_errors=True
    ) as aside:
        made = Path(aside) / "made"
        made.mkdir()
        release.write_pages(made, tqdm(pages, unit="page", disable=None), origin=origin)
        folder: Path = release.publish(made, args.folder)
    return folder


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)  # what was begun is cleared away
    sys.exit(main())
