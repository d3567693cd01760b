"""What does an address show? A page opened in a session of its own, as its numbers and hashes of its files.

As a program it reads addresses, one JSON a line, and writes what each shows: a process of its own knows
nothing of what another has kept.
"""

import hashlib
import json
import logging
import random
import sys
from typing import Any

from starlette.routing import Router

from dashboard.choices import choices
from dashboard.cities import PARAMETER
from dashboard.explorer_choices import KEYS
from dashboard.routes import ROUTES
from dashboard.words import LANGUAGES
from tests.asgi import ask
from tests.opened import PAGES, open_file

# A code of another list, a code of nobody, markup, a formula, letters no list has.
HOSTILE = ("x", "12.71.99", "<script>alert(1)</script>", "=1+1", "' or 1=1 --", "\u202e٣", "a" * 3_000)
# What a company is asked, on its own page and in the simulator.
ASKED = {
    "sim_question": ("budget", "workers", "months"),
    "sim_budget": ("1", "7500000", "123456789000"),
    "sim_workers": ("1", "25", "9000"),
    "sim_months": ("1", "7", "24"),
    "sim_people": ("unprotected", "everyone", "expiring"),
    "sim_relief": ("0", "1"),
}
ROUTER = Router(list(ROUTES))


def random_state(rng: random.Random, page: str) -> tuple[dict[str, str], bool]:
    """Parameters of the URL of a page, and whether one of them is unknown."""
    offered = dict(choices())
    given = {PARAMETER: rng.choice(offered.pop(PARAMETER).codes), "lang": rng.choice(LANGUAGES)}
    if given[PARAMETER] == offered["lang"].default or rng.random() < 0.7:
        given.pop(PARAMETER)
    if PARAMETER not in given:  # codes of the first city mean nothing in another
        given |= {name: rng.choice(choice.codes) for name, choice in offered.items() if rng.random() < 0.35}
        if page == "changes" and rng.random() < 0.5:
            given["since"] = rng.choice(offered["period"].codes)
    if page == "explorer":
        given |= {name: rng.choice(choice.codes) for name, choice in KEYS.items() if rng.random() < 0.6}
    if page in ("company", "what_if"):
        given |= {name: rng.choice(values) for name, values in ASKED.items() if rng.random() < 0.5}
    is_hostile = rng.random() < 0.15
    if is_hostile:
        given[rng.choice((*offered, "unknown", "sim_link"))] = rng.choice(HOSTILE)
    return {name: value for name, value in given.items() if value}, is_hostile


def shown(page: str, parameters: dict[str, str]) -> dict[str, Any]:
    """What a page shows at an address: its texts, cards, tables, descriptions, and hashes of its files."""
    at = open_file(PAGES[page], **parameters)
    assert not at.exception, (page, parameters, at.exception)
    files = [element.proto.url for element in at.get("link_button")]
    return {
        "url": {name: _last(value) for name, value in at.query_params.items()},
        "notices": [warning.value for warning in at.warning],
        "texts": [each.value for each in [*at.title, *at.header, *at.subheader, *at.markdown, *at.caption]],
        "cards": [[metric.label, metric.value, metric.delta] for metric in at.metric],
        "tables": [_digest(each.proto.SerializeToString()) for each in [*at.dataframe, *at.table]],
        "charts": [_digest(each.proto.SerializeToString()) for each in at.get("vega_lite_chart")],
        "files": {url: _digest(_served(url)) for url in files if url.startswith("/unduh/")},
    }


def _last(value: str | list[str]) -> str:
    return value if isinstance(value, str) else value[-1]


def _served(url: str) -> bytes:
    answer = ask(ROUTER, url)
    assert answer.status == 200, (url, answer.body)
    return answer.body


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    for line in sys.stdin:
        asked_page, asked = json.loads(line)
        print(json.dumps(shown(asked_page, asked)), flush=True)
