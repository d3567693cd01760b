"""How long does each document take, and does the memory come back after fifty of them?

Each is timed for a month and worker group that nobody has asked for, so that its queries, its what-if and its
charts are worked out anew. Memory is measured after rounds of the same fifty: what is kept on purpose (rows
of queries, answers of the simulator, each up to its limit) is there after the first.
"""

import gc
import itertools
import statistics
import time
from collections.abc import Callable, Iterator

import psutil

from dashboard import db, drawings
from dashboard.blocks.simulator_answer import Result, work_out
from dashboard.blocks.simulator_share import workbook_of
from dashboard.certificates import payments
from dashboard.documents.board import board_paper
from dashboard.documents.certificate import certificate
from dashboard.documents.make import WRITERS, made
from dashboard.documents.typeset import pdf
from dashboard.frame import View
from dashboard.names import reference
from dashboard.simulator_inputs import Inputs
from dashboard.simulator_start import starting_point
from dashboard.words import LANGUAGES, word

ORIGIN, LINK = "https://cakupan.example.go.id", "/simulator?sim_link=x"
LIMIT_S = 3.0
TIMED, ROUND, ROUNDS = 5, 50, 3
GROWTH_LIMIT = 0.05  # of the memory after the first round
Ask = tuple[str, str, str]  # language, month, worker group

Document = Callable[[Ask], bytes]


def asks() -> Iterator[Ask]:
    """What is asked, one after the other: no two alike for a long while."""
    periods, sectors = sorted(db.state().periods, reverse=True), list(reference("sector_list"))
    return (
        (lang, period, sector)
        for sector, period, lang in itertools.cycle(itertools.product(sectors, periods, LANGUAGES))
    )


def _sheet_document(name: str) -> Document:
    return lambda ask: made({"lang": ask[0], "period": ask[1], "sector": ask[2]}, ORIGIN, name)


def _asked(ask: Ask) -> tuple[View, Inputs, Result]:
    lang, period, sector = ask
    view, _ = drawings.view_of({"lang": lang, "period": period, "sector": sector})
    start = starting_point(view.revision, view.selection)
    if start is None:
        raise ValueError(f"nobody of {sector} in {period}")
    inputs = {name: field.default for name, field in start.fields.items()} | {"sim_question": "budget"}
    return view, inputs, work_out(view, inputs)


def _board(ask: Ask) -> bytes:
    view, inputs, _ = _asked(ask)
    sheet = board_paper(view, inputs, path=LINK)
    return pdf(sheet, origin=ORIGIN, qr_alt=word(view.lang, "briefing.qr"))


def _workbook(ask: Ask) -> bytes:
    view, _, result = _asked(ask)
    return workbook_of(view, result, ORIGIN + LINK)


def _certificate(ask: Ask) -> bytes:
    rows = payments()
    return certificate(rows[hash(ask) % len(rows)], lang=ask[0], origin=ORIGIN)


DOCUMENTS: dict[str, Document] = {
    **{name: _sheet_document(name) for name in WRITERS},
    "board paper": _board,
    "board XLSX": _workbook,
    "certificate": _certificate,
}


def memory_mb() -> float:
    """[MB] resident memory now, with nothing left to collect."""
    gc.collect()
    return psutil.Process().memory_info().rss / 1e6


def main() -> None:
    """Print the table."""
    queue = asks()
    print(f"\nDocuments [s], each of a month and group of its own; limit {LIMIT_S:.0f}; CPU of all threads")
    print(f"{'document':16}{'median':>8}{'slowest':>9}{'limit/slowest':>15}{'CPU':>8}{'kB':>7}")
    for name, make in DOCUMENTS.items():
        taken, used = [], []
        for _ in range(TIMED):
            start, start_cpu = time.perf_counter(), time.process_time()
            content = make(next(queue))
            taken.append(time.perf_counter() - start)
            used.append(time.process_time() - start_cpu)
        slowest = max(taken)
        print(
            f"{name:16}{statistics.median(taken):8.2f}{slowest:9.2f}{LIMIT_S / slowest:15.1f}"
            f"{statistics.median(used):8.2f}{len(content) / 1e3:7.0f}"
        )
    asked = list(itertools.islice(queue, ROUND))
    found = []
    for _ in range(ROUNDS):
        for make, ask in zip(itertools.cycle(DOCUMENTS.values()), asked, strict=False):
            make(ask)
        found.append(memory_mb())
    growth = found[-1] / found[0] - 1
    told = ", ".join(f"{each:.0f}" for each in found)
    print(f"memory after each {ROUND} documents {told} MB; growth {growth:+.1%}, limit {GROWTH_LIMIT:.0%}")


if __name__ == "__main__":
    main()
