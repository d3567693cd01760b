"""`python -m dashboard.documents`: the sheet for the mayor and the pack to carry, for a monthly cron job.

Nothing half written is left behind: files are made in a folder of their own and moved when all are whole.
"""

import argparse
import importlib
import os
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from streamlit.logger import set_log_level
from tqdm import tqdm

from dashboard import db
from dashboard.cities import city_dir, city_dirs, show_city
from dashboard.forms import quoted
from dashboard.paper import PAPER, SIZES, USUAL
from dashboard.problems import ExtractMissing
from dashboard.simulator_report import missing_sentence
from dashboard.since import month_of
from dashboard.site import ORIGIN, configured_origin
from dashboard.terminal import run
from dashboard.words import LANGUAGES, word

BOTH = "both"
PAPERS = ("lembar.pdf", "lembar.pptx", "kartu.pdf")  # one a language; the pack holds both languages
PACK = "paket.zip"
INTERRUPTED = 130  # exit status, as shells count it


class CannotMake(Exception):
    """Why nothing was made: `key` of the words, and the values in them."""

    def __init__(self, key: str, **values: str) -> None:
        self.key = key
        self.values = values
        super().__init__(f"{key}: {values}")

    def sentence(self, lang: str) -> str:
        """What is wrong and what to do; what was typed is quoted and cut."""
        shown = self.values | {"value": quoted(self.values["value"])}
        return word(lang, self.key, **shown)


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(prog="python -m dashboard.documents", description=__doc__)
    options.add_argument("--city", required=True, help="folder under data/, such as medan")
    options.add_argument("--out", required=True, type=Path, metavar="FOLDER", help="made when it is missing")
    options.add_argument("--lang", choices=(*LANGUAGES, BOTH), default=BOTH, help="language of the documents")
    options.add_argument("--period", metavar="YYYY-MM", help="month; the latest unless given")
    options.add_argument(
        "--since", metavar="MONTH", help="last briefed: month, day or release; else the month before"
    )
    options.add_argument("--paper", choices=tuple(SIZES), default=USUAL, help="of the PDF; f4 is folio")
    options.add_argument("--base-url", metavar="URL", help="where the portal stands, for links and QR codes")
    return options


def main(argv: Sequence[str] | None = None) -> int:
    """Make the documents; the exit status is 0, 1 with a sentence that says why not, 130 when interrupted."""
    return run(_main, parser().parse_args(argv))


def _main(args: argparse.Namespace) -> int:
    lang = LANGUAGES[0] if args.lang == BOTH else args.lang
    try:
        for path in _make_all(args, lang):
            print(path)
    except CannotMake as error:
        print(error.sentence(lang), file=sys.stderr)
        return 1
    except ExtractMissing as missing:
        print(missing_sentence(lang, missing), file=sys.stderr)
        return 1
    except OSError as error:
        values = {"file": str(error.filename or args.out), "reason": error.strerror or str(error)}
        print(word(lang, "documents.error.file", **values), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(word(lang, "documents.error.interrupted", folder=str(args.out)), file=sys.stderr)
        return INTERRUPTED
    return 0


def _make_all(args: argparse.Namespace, lang: str) -> list[Path]:
    """Make every document; the files, in their order. Raises CannotMake, ExtractMissing, OSError."""
    values, origin = _asked(args), _origin(args.base_url)
    if not origin:
        print(word(lang, "documents.no_address"), file=sys.stderr)
    languages = LANGUAGES if args.lang == BOTH else (args.lang,)
    wanted = [*((name, each) for each in languages for name in PAPERS), (PACK, lang)]
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=args.out, prefix=".cakupan-") as unfinished:
        whole = [
            _written(Path(unfinished), name, values | {"lang": each}, origin)
            for name, each in tqdm(wanted, unit="file", disable=None)
        ]
        return [path.replace(args.out / path.name) for path in whole]


def _written(folder: Path, name: str, values: Mapping[str, str], origin: str) -> Path:
    set_log_level("error")  # no server runs here, which Streamlit's caches would tell each time
    content = importlib.import_module("dashboard.documents.make").made(values, origin, name)
    stem, _, ending = name.partition(".")
    told = [
        *("cakupan", city_dir().name, stem, values["period"]),
        *([] if name == PACK else [values["lang"]]),
    ]
    path = folder / f"{'_'.join(told)}.{ending}"
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return path


def _asked(args: argparse.Namespace) -> dict[str, str]:
    """The parameters as in an address of the portal. Raises CannotMake, ExtractMissing."""
    if args.city not in city_dirs():
        raise CannotMake("documents.error.city", value=args.city, known=", ".join(city_dirs()))
    show_city(args.city)
    months = sorted(db.state().periods)
    period = months[-1] if args.period is None else args.period
    if period not in months:
        raise CannotMake("documents.error.period", value=period, first=months[0], last=months[-1])
    values = {"period": period, PAPER: args.paper}
    if args.since is not None:
        since = month_of(args.since)
        if since is None or since >= period:
            key = "documents.error.since" if period > months[0] else "documents.error.since_first"
            raise CannotMake(key, value=args.since, first=months[0], period=period)
        values["since"] = since
    return values


def _origin(asked: str | None) -> str:
    if asked is None:
        try:
            return configured_origin()
        except ValueError as error:
            raise CannotMake("documents.error.address", value=os.environ["CAKUPAN_BASE_URL"]) from error
    if not ORIGIN.fullmatch(asked.rstrip("/")):
        raise CannotMake("documents.error.address", value=asked)
    return asked.rstrip("/")


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)  # what was begun is cleared away
    sys.exit(main())
