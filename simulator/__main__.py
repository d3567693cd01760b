"""`python -m simulator`: a what-if at the command line, from a file, a preset or a link.

The entry point knows the dashboard, because the people of the extract are asked there; the model does not.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dashboard import db
from dashboard.cities import city_dirs, show_city
from dashboard.names import names
from dashboard.problems import ExtractMissing
from dashboard.simulator_facts import preset_city
from dashboard.simulator_report import (
    answer_content,
    comparison_lines,
    link_line,
    missing_sentence,
    report_lines,
)
from dashboard.simulator_standing import base_period, extract_sha256
from dashboard.simulator_words import error_sentence
from dashboard.terminal import run
from dashboard.words import LANGUAGES
from simulator.answer import answer
from simulator.document import MAX_LETTERS, parse_document, scenario_of
from simulator.errors import ScenarioError
from simulator.link import pack, unpack
from simulator.presets import preset
from simulator.receipt import Comparison, check_period, compare, issue


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    asked = options.add_mutually_exclusive_group(required=True)
    asked.add_argument("document", nargs="?", help="a scenario in TOML, see docs/simulator.md")
    asked.add_argument("--preset", metavar="CODE", help="a question that is asked again and again")
    asked.add_argument("--link", metavar="TEXT", help="a result that was kept, beside today's")
    options.add_argument("--city", default="medan", help="folder under data/")
    options.add_argument("--period", metavar="YYYY-MM", help="base month; the latest unless given")
    options.add_argument("--payer", metavar="CODE", help="count as covered only whom this source pays")
    options.add_argument("--lang", choices=LANGUAGES, default="id", help="language of the answer")
    options.add_argument("--json", action="store_true", help="figures and months as JSON")
    return options


def main(argv: Sequence[str] | None = None) -> int:
    """Answer one question; the exit status is 0 with an answer, 1 with a sentence that says why not."""
    return run(_main, parser().parse_args(argv))


def _main(args: argparse.Namespace) -> int:
    try:
        _show_city(args.city)
        if args.link is not None:
            _print_reopened(args)
        else:
            _print_answered(args)
    except ScenarioError as error:
        print(error_sentence(names(args.lang), error), file=sys.stderr)
        return 1
    except ExtractMissing as missing:
        print(missing_sentence(args.lang, missing), file=sys.stderr)
        return 1
    return 0


def _show_city(code: str) -> None:
    if code not in city_dirs():
        raise ScenarioError("city_unknown", value=code, known=tuple(city_dirs()))
    show_city(code)


def _print_answered(args: argparse.Namespace) -> None:
    given = None if args.preset is not None else _read(args.document)
    city = preset_city(base_period(args.period or (given or {}).get("base_month")), args.payer)
    scenario = preset(city, args.preset) if given is None else scenario_of(given, city)
    found = answer(city.tariff, city.standing, scenario)
    receipt = issue(city.tariff, city.standing, scenario, extract_sha256(scenario.base_month))
    if args.json:
        _print_json(answer_content(found) | {"link": pack(receipt)})
    else:
        lines = report_lines(names(args.lang), found)
        print("\n".join([*lines, "", link_line(args.lang, pack(receipt))]))


def _print_reopened(args: argparse.Namespace) -> None:
    receipt = unpack(args.link)
    city = preset_city(check_period(receipt, db.state().periods), args.payer)
    comparison = compare(receipt, city.tariff, city.standing, extract_sha256(receipt.period))
    if args.json:
        _print_json(answer_content(comparison.today) | {"comparison": _compared(comparison)})
    else:
        called = names(args.lang)
        print("\n".join([*report_lines(called, comparison.today), *comparison_lines(called, comparison)]))


def _print_json(content: dict[str, Any]) -> None:
    print(json.dumps(content, indent=2, ensure_ascii=False, default=str))


def _read(name: str) -> dict[str, Any]:
    try:
        with Path(name).open(encoding="utf-8") as file:
            return parse_document(file.read(MAX_LETTERS + 1))
    except UnicodeDecodeError as error:
        raise ScenarioError("document_unreadable", row=1, column=1) from error
    except (OSError, ValueError) as error:
        if isinstance(error, ScenarioError):
            raise
        raise ScenarioError("document_missing", value=name) from error


def _compared(comparison: Comparison) -> dict[str, Any]:
    return {
        "before": dict(comparison.before),
        "same": comparison.same,
        "exact": comparison.exact,
        "reasons": [
            {"code": each.code, **each.values, "idr": each.idr, "workers": each.workers}
            for each in comparison.reasons
        ],
    }


if __name__ == "__main__":
    sys.exit(main())
