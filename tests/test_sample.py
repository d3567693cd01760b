"""Is the shipped sample what the publisher makes of the plan, byte for byte?"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from publisher.__main__ import main
from publisher.sample.payments import make_payments
from publisher.sample.people import apportion, make_people
from publisher.sample.plan import load_plan, months_between, on_path
from tests.effort import usual

CITY = Path(__file__).parent.parent / "data" / "medan"


@pytest.mark.slow
def test_the_shipped_extract_is_rebuilt_byte_for_byte(tmp_path: Path) -> None:
    """Of the city of most people the first months; all months of the other city are (test_pekalongan)."""
    last = usual("2023-10", thorough=load_plan(CITY)["last"])
    shipped, rebuilt = CITY / "extracts", tmp_path / "extracts"
    assert main(["rebuild-sample", "--extracts", str(rebuilt), "--last", last]) == 0
    assert files_until(last, rebuilt) == files_until(last, shipped)
    entries = {one["name"]: one for one in resources(shipped) if one["period"] <= last}
    assert {one["name"]: one for one in resources(rebuilt)} == entries
    lines = [(folder / "log.jsonl").read_bytes().splitlines() for folder in (rebuilt, shipped)]
    assert lines[0] == lines[1][: len(lines[0])]
    assert len(lines[0]) == len(months_between(load_plan(CITY)["first"], last))


def files_until(last: str, extracts: Path) -> dict[str, bytes]:
    """Published files of the months until `last`."""
    files = (path for path in extracts.glob("20*/**/*") if path.is_file())
    content = {str(path.relative_to(extracts)): path.read_bytes() for path in files}
    return {name: each for name, each in content.items() if name[:7] <= last}


def resources(extracts: Path) -> list[dict[str, Any]]:
    """What the manifest names."""
    return json.loads((extracts / "datapackage.json").read_bytes())["resources"]


def test_months_and_straight_lines() -> None:
    assert months_between("2024-11", "2025-02") == ["2024-11", "2024-12", "2025-01", "2025-02"]
    path = {"2024-12": 100, "2025-02": 120}
    assert [on_path(path, month) for month in ("2024-11", "2024-12", "2025-01", "2025-02", "2026-01")] == [
        None,
        100,
        110,
        120,
        120,
    ]


def test_apportioned_parts_are_whole_and_add_up() -> None:
    assert apportion(10, np.array([1.0, 1.0, 1.0])).tolist() == [4, 3, 3]
    assert apportion(7, np.array([0.0, 2.0, 5.0])).tolist() == [0, 2, 5]


def test_people_and_payments_keep_the_plan() -> None:
    plan = load_plan(CITY)
    rng = np.random.Generator(np.random.PCG64(plan["seed"]))
    people = make_people(CITY, plan, rng)
    assert len(people) == len(set(people.nik.tolist())) == 214_555
    assert people.disabled.sum() == 305
    assert all(number.startswith("127199") and len(number) == 16 for number in people.nik.tolist())
    months = dict(make_payments(people, plan, rng))
    may = {
        payment.source: len(payment.workers)
        for payment in months["2025-05"]
        if payment.sent_as == "bpjs_active"
    }
    assert may == {"apbd_kota": 17_851, "donatur": 600}
    november = [
        (p.funder, len(p.workers), p.months) for p in months["2024-11"] if p.sent_as == "csr_payments"
    ]
    assert november == [
        ("pelindo", 4960, 6),
        ("hutama_karya", 2480, 6),
        ("pegadaian", 4960, 6),
        ("angkasa_pura", 4960, 6),
    ]
