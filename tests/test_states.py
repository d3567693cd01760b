"""Does an address show the same to everybody: the same numbers, the same files, whoever opens it and when?

Random addresses of all pages, some with parameters that nobody knows. Each is opened here, and the address
that the page then writes is opened in a process that has kept nothing.
"""

import itertools
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.effort import usual
from tests.fixtures import ROOT
from tests.opened import PAGES
from tests.states import random_state, shown

STATES = usual(3 * len(PAGES), thorough=500)  # every page some times
SEED = 20261122
SAME = ("url", "texts", "cards", "tables", "charts", "files")


class Stranger:
    """A process of its own that opens addresses."""

    def __init__(self) -> None:
        environment = {name: value for name, value in os.environ.items() if name != "CAKUPAN_CITY_DIR"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.states"],
            cwd=ROOT,
            env={**environment, "PYTHONHASHSEED": "7"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, page: str, parameters: dict[str, str]) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps([page, parameters]) + "\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "the other process ended; run `python -m tests.states` by hand to see why"
        return json.loads(line)


@pytest.fixture(scope="module")
def stranger() -> Iterator[Stranger]:
    opened = Stranger()
    yield opened
    opened.process.kill()
    opened.process.wait()


def compare(here: dict[str, Any], there: dict[str, Any], address: object) -> None:
    for part in SAME:
        assert there[part] == here[part], (address, part)


def test_d2_random_addresses_show_the_same_to_a_stranger(stranger: Stranger) -> None:
    rng = random.Random(SEED)
    told, files = 0, 0
    before: tuple[dict[str, Any], object] | None = None
    for _, page in zip(range(STATES), itertools.cycle(PAGES)):
        parameters, is_hostile = random_state(rng, page)
        here = json.loads(json.dumps(shown(page, parameters)))
        if before:
            compare(before[0], stranger.answer(), before[1])
        stranger.ask(page, here["url"])  # worked on there while the next one is opened here
        before = here, (page, parameters)
        if is_hostile:
            assert here["notices"], (page, parameters)
            told += 1
        files += len(here["files"])
    assert before
    compare(before[0], stranger.answer(), before[1])
    assert told > STATES // 20
    assert files > STATES
