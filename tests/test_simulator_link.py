"""Does a link give back the very result, and does a bad one fail with a sentence, never with a crash?"""

import base64
import hashlib
import json
import zlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator import link
from simulator.allocation import EQUAL, LOWEST
from simulator.answer import answer, figures
from simulator.course import Course, Habit, YearBudget
from simulator.errors import ERROR_VALUES, ScenarioError
from simulator.link import MAX_LETTERS, MAX_PLAIN, pack, unpack
from simulator.link_dictionary import DICTIONARY
from simulator.month import add_months
from simulator.need import Goal
from simulator.plain import plain, scenario_from
from simulator.rates import rates_of
from simulator.receipt import MERGED, REASON_VALUES, Receipt, check_period, compare, issue
from simulator.scenario import CITY, Pledge, Scenario
from simulator.standing import Standing
from simulator.tariff import Tariff
from tests.reference_files import rows as read_rows
from tests.simulator_cases import MEDAN, terms
from tests.simulator_worlds import BASE, SOURCES, some_scenario, some_standing

SEEDS = st.integers(0, 10**6)
SHA, OTHER_SHA = "4749ae1bb2fac2920f00" + "0" * 44, "b" * 64
OWN_CODES = {code for code in ERROR_VALUES if code.startswith(("scenario_", "link_"))}

JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**4000, -(10**400), float("nan"), 1e308, "0.29", "2026-10", "\ud800", "a" * 5000])
    | st.floats()
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=10), inner, max_size=5),
    max_leaves=12,
)


def refusal(call, *given) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        call(*given)
    error = caught.value
    if error.code in OWN_CODES:
        assert error.values.keys() == ERROR_VALUES[error.code]
    return error


def receipt_of(seed: int, **changes) -> tuple[Standing, Receipt] | None:
    """A city and a receipt of a question to it; None where the question has no answer."""
    standing = some_standing(seed)
    try:
        return standing, issue(MEDAN, standing, some_scenario(seed, **changes), SHA)
    except ScenarioError:
        return None


def forged(content: object) -> str:
    """A link with a right checksum around anything."""
    return sealed(content if isinstance(content, bytes) else json.dumps(content).encode())


def sealed(written: bytes) -> str:
    squeezed = zlib.compressobj(level=9, zdict=DICTIONARY)
    body = squeezed.compress(written) + squeezed.flush()
    middle = base64.urlsafe_b64encode(body).rstrip(b"=").decode()
    return f"1.{middle}.{hashlib.sha256(middle.encode()).hexdigest()[:8]}"


def content_of(text: str) -> dict:
    middle = text.split(".")[1]
    return link._content(middle)


def rewritten(content: dict) -> str:
    return forged(link._canonical(content).encode())


@pytest.fixture(scope="module")
def packed() -> str:
    _, receipt = receipt_of(1, question=CITY)
    return pack(receipt)


@given(SEEDS)
def test_a_scenario_survives_being_written_down(seed: int) -> None:
    scenario = some_scenario(seed, rule=None)
    written = plain(scenario)
    assert written.keys() == Scenario.__dataclass_fields__.keys()
    assert scenario_from(json.loads(json.dumps(written))) == scenario


@given(JUNK)
def test_junk_is_refused_in_words(junk: object) -> None:
    assert refusal(scenario_from, junk).code in OWN_CODES


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS, st.data())
def test_a_scenario_with_one_wrong_value_is_a_scenario_or_a_sentence(seed: int, data: st.DataObject) -> None:
    written = json.loads(json.dumps(plain(some_scenario(seed))))
    place = written
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(JUNK)
    try:
        scenario = scenario_from(written)
    except ScenarioError:
        return
    assert plain(scenario) == written


@pytest.mark.parametrize(
    ("path", "value", "code", "values"),
    [
        ((), {"colour": "red"}, "scenario_field_unknown", {"place": "scenario", "value": "colour"}),
        (("goals", 0), {"by": 1}, "scenario_field_unknown", {"place": "goals.1", "value": "by"}),
        ((), {"months": "12"}, "scenario_value_invalid", {"place": "months", "value": "12"}),
        ((), {"months": 12.0}, "scenario_value_invalid", {"place": "months", "expected": "12"}),
        ((), {"months": True}, "scenario_value_invalid", {"place": "months"}),
        ((), {"budget_idr": 10**5000}, "scenario_value_invalid", {"place": "budget_idr"}),
        ((), {"budget_idr": 10**14}, "number_out_of_range", {"field": "budget_idr", "maximum": 10**12}),
        ((), {"kecamatan": "k1"}, "scenario_value_invalid", {"place": "kecamatan", "expected": "[…]"}),
        ((), {"kecamatan": ["k"] * 101}, "scenario_list_too_long", {"value": 101, "maximum": 100}),
        ((), {"kecamatan": [["k"]]}, "scenario_value_invalid", {"place": "kecamatan.1", "value": "[…]"}),
        ((), {"near": "\ud800"}, "scenario_value_invalid", {"place": "near"}),
        ((), {"terms": None}, "scenario_value_invalid", {"place": "terms", "expected": "{…}"}),
        (("terms",), {"relief_for_csr": 1}, "scenario_value_invalid", {"expected": "true"}),
        (("course",), {"habits": []}, "scenario_value_invalid", {"place": "course.habits"}),
        (("goals", 0), {"share": 0.29}, "scenario_value_invalid", {"place": "goals.1.share"}),
        ((), {"question": "why"}, "value_unknown", {"field": "question", "value": "why"}),
    ],
)
def test_a_refusal_names_place_value_and_what_belongs_there(path, value, code, values) -> None:
    written = plain(some_scenario(1, question=CITY))
    place = written
    for step in path:
        place = place[step]
    place |= value
    error = refusal(scenario_from, written)
    assert error.code == code
    assert error.values.items() >= values.items()


@pytest.mark.parametrize("name", sorted(Scenario.__dataclass_fields__))
def test_every_field_must_be_there(name: str) -> None:
    written = plain(some_scenario(1))
    del written[name]
    assert refusal(scenario_from, written).values == {"place": "scenario", "value": name}


@given(SEEDS)
def test_a_link_gives_back_what_was_packed(seed: int) -> None:
    made = receipt_of(seed, rule=None)
    if made is None:
        return
    _, receipt = made
    text = pack(receipt)
    found = unpack(f" {text}\n")
    assert (found.scenario, found.figures) == (receipt.scenario, receipt.figures)
    assert found.tariff == receipt.tariff
    assert found.standing.sources == receipt.standing.sources
    assert pack(found) == text
    assert len(text) <= MAX_LETTERS


def largest() -> Receipt:
    """Everything chosen at once that Medan's pages offer."""
    codes = {
        name: tuple(row["id"] for row in read_rows(name)) for name in ("opd", "sector", "funding_source")
    }
    scenario = Scenario(
        base_month=BASE,
        kecamatan=tuple(f"12.71.{number:02d}" for number in range(1, 22)),
        opd=codes["opd"],
        sector=codes["sector"],
        goals=tuple(Goal(month=add_months(BASE, 9 + 7 * n), share=f"0.{1234 + 767 * n}") for n in range(10)),
        held_until="2036-10",
        universe=875_743,
        protected=489_647,
        start_month=add_months(BASE, 1),
        months=24,
        terms=terms(package="jkk_jkm_jht", bracket=17, relief_for_csr=True),
        rule="near",
        near="12.71.07",
        capacity=87_654,
        overhead=731,
        course=Course(
            growth=123,
            habits={
                source: Habit(renewal=1_237 * (n + 1) % 10_001, months=n + 1, new=311 * n)
                for n, source in enumerate(codes["funding_source"])
            },
            budgets=tuple(
                YearBudget(source=source, year=2027 + n, idr=98_765_432_101 * (n + 1) // 7)
                for source in ("apbd_kota", "apbd_provinsi")
                for n in range(3)
            ),
        ),
        pledges=tuple(
            Pledge(start_month=add_months(BASE, 3 * n + 1), months=n + 1, idr=987_654_321 * (n + 3) // 7)
            for n in range(12)
        ),
        budget_idr=987_654_321,
    )
    sources = tuple(sorted(codes["funding_source"]))
    # As shipped: one to four months in which covers of a source end, up to a year ahead.
    ends = np.zeros((13, len(sources), 2), dtype=np.int64)
    for place in range(len(sources)):
        for n in range(4):
            ends[(5 * place + 3 * n) % 13, place] = 411 * place + 17 * n, 1_913 * n + 89 * place + 1
    merged = some_standing(1).by_transport()
    standing = replace(merged, sources=sources, paid_through=ends, universe=np.array([98_765, 876_543]))
    _, made = receipt_of(1, question=CITY)
    return replace(made, scenario=scenario, standing=standing, tariff=rates_of(MEDAN, scenario))


def test_the_largest_question_fits_into_an_address() -> None:
    text = pack(largest())
    assert len(text) <= MAX_LETTERS
    assert unpack(text).scenario == largest().scenario


def test_what_does_not_fit_is_said() -> None:
    big = largest()
    unlike = tuple(hashlib.sha256(bytes([n])).hexdigest()[:50] for n in range(60))
    error = refusal(pack, replace(big, scenario=replace(big.scenario, kecamatan=unlike)))
    assert error.code == "link_too_long"
    assert error.values["maximum"] == MAX_LETTERS < error.values["value"]


def test_every_slip_of_one_letter_is_found(packed: str) -> None:
    for place in range(len(packed)):
        for letter in ("A", "0", "~", ""):
            slip = packed[:place] + letter + packed[place + 1 :]
            if slip != packed:
                assert refusal(unpack, slip).code in ("link_unreadable", "link_version")


def test_a_cut_off_link_is_found(packed: str) -> None:
    for length in range(len(packed)):
        assert refusal(unpack, packed[:length]).code == "link_unreadable"


def test_a_link_of_another_form_names_the_known_ones(packed: str) -> None:
    assert refusal(unpack, "7" + packed[1:]).values == {"value": "7", "known": ("1",)}


def test_a_long_text_is_not_even_read() -> None:
    assert refusal(unpack, "1." + "A" * 10**6 + ".00000000").code == "link_too_long"


@pytest.mark.parametrize(
    "written",
    [b" " * (MAX_PLAIN + 1), b"[" * 60_000, b'{"a":NaN}', b"1" * 5_000, b"{}", b"null", b"\xff\xfe", b""],
    ids=["bomb", "nested", "nan", "digits", "empty", "null", "bytes", "nothing"],
)
def test_what_is_sealed_rightly_is_not_believed(written: bytes) -> None:
    assert refusal(unpack, forged(written)).code == "link_unreadable"


def test_a_key_that_stands_twice_is_refused(packed: str) -> None:
    written = link._canonical(content_of(packed))
    doubled = written.replace('"extract":', '"extract":"0","extract":', 1)
    assert refusal(unpack, forged(doubled.encode())).code == "link_unreadable"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_part_that_holds_junk_is_refused(packed: str, data: st.DataObject) -> None:
    content = content_of(packed)
    place, key = content, data.draw(st.sampled_from(sorted(set(content) - {"model", "scenario"})))
    while isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
    before = place[key]
    place[key] = data.draw(JUNK)
    try:
        text = rewritten(content)
    except ValueError:  # what JSON cannot write down does not arrive either
        return
    try:
        found = unpack(text)
    except ScenarioError as error:
        assert error.code in OWN_CODES  # noqa: PT017
        return
    assert type(place[key]) in (type(before), int, str, type(None), list, dict)
    try:
        compare(found, MEDAN, some_standing(1), OTHER_SHA)
    except ScenarioError:
        return


@given(SEEDS)
def test_the_same_extract_gives_the_same_rupiah(seed: int) -> None:
    made = receipt_of(seed, rule=None)
    if made is None:
        return
    standing, receipt = made
    found = compare(unpack(pack(receipt)), MEDAN, standing, SHA)
    assert found.same
    assert found.exact
    assert found.reasons == ()
    assert found.difference_idr == 0


@settings(max_examples=150)
@given(SEEDS)
def test_merged_people_give_the_same_rupiah_when_everybody_has_the_same_chance(seed: int) -> None:
    made = receipt_of(seed, growth=0)
    if made is None:
        return
    standing, receipt = made
    asked = replace(receipt.scenario, kecamatan=(), opd=(), sector=())
    again = figures(answer(receipt.tariff, receipt.standing, asked))
    assert again == receipt.figures
    assert compare(receipt, MEDAN, standing, OTHER_SHA).reasons == ()


def test_a_growing_city_may_leave_a_rest_that_is_said() -> None:
    # Strata that are full round their growth one by one, so that a few people count more than once.
    standing, receipt = receipt_of(6818)
    found = compare(receipt, MEDAN, standing, OTHER_SHA)
    assert receipt.scenario.course.growth > 0
    assert [reason.code for reason in found.reasons] in ([], [MERGED])
    assert found.exact == (found.reasons == ())
    assert compare(receipt, MEDAN, standing, SHA).reasons == ()


@settings(max_examples=100)
@given(SEEDS, SEEDS)
def test_reasons_add_up_to_the_whole_difference(seed: int, other: int) -> None:
    made = receipt_of(seed, rule=None)
    if made is None:
        return
    standing, receipt = made
    now = some_standing(other, like=standing)
    try:
        found = compare(receipt, MEDAN, now, OTHER_SHA)
    except ScenarioError:
        return
    assert sum(reason.idr or 0 for reason in found.reasons) == found.difference_idr
    assert all(reason.values.keys() == REASON_VALUES[reason.code] for reason in found.reasons)
    people = "people_needed" if receipt.scenario.question == CITY else "workers"
    assert sum(reason.workers or 0 for reason in found.reasons) == found.after[people] - found.before[people]
    if receipt.scenario.rule == EQUAL and receipt.scenario.course.growth == 0:
        assert MERGED not in [reason.code for reason in found.reasons]
        assert found.exact
    if receipt.scenario.rule != EQUAL:
        assert not found.exact


def dearer(tariff: Tariff) -> Tariff:
    """Every worker-month costs Rp1 a programme more."""
    rows = (replace(row, idr_per_worker_month=row.idr_per_worker_month + 1) for row in tariff.rows)
    return replace(tariff, rows=tuple(rows))


def simple(**changes) -> Scenario:
    """All of a city from next month on for a year, everybody who has cover keeping it."""
    question = {
        "base_month": BASE,
        "goals": (Goal(month="2026-11", share="1"),),
        "held_until": "2027-10",
        "start_month": "2026-11",
        "months": 12,
        "terms": terms(),
        "course": Course(habits={source: Habit(renewal=10_000, months=1) for source in SOURCES}),
    }
    return Scenario(**(question | changes))


def test_a_new_tariff_is_the_whole_reason() -> None:
    standing = some_standing(1)
    receipt = unpack(pack(issue(MEDAN, standing, simple(), SHA)))
    (reason,) = compare(receipt, dearer(MEDAN), standing, SHA).reasons
    workers = int(standing.unprotected.sum())
    # 12 months, Rp1 more for each of JKK and JKM
    assert (reason.code, reason.idr) == ("tariff", workers * 12 * 2)


def test_a_rate_that_the_question_cannot_reach_is_no_reason() -> None:
    standing = some_standing(1)
    receipt = issue(MEDAN, standing, simple(), SHA)
    rows = (replace(r, idr_per_worker_month=1) if r.programme == "jht" else r for r in MEDAN.rows)
    assert compare(receipt, replace(MEDAN, rows=tuple(rows)), standing, SHA).reasons == ()


@pytest.mark.parametrize("rule", [EQUAL, LOWEST])
def test_a_new_model_is_a_reason(rule: str) -> None:
    standing = some_standing(1)
    receipt = issue(MEDAN, standing, simple(rule=rule), SHA)
    old = dict(receipt.figures) | {"total_idr": int(receipt.figures["total_idr"]) - 777}
    receipt = replace(receipt, model_version="1.0", figures=old)
    for sha in (SHA, OTHER_SHA):
        found = compare(receipt, MEDAN, standing, sha)
        (reason,) = found.reasons
        assert (reason.code, reason.idr) == ("model", 777)
        assert not found.same
        assert found.exact == (rule == EQUAL or sha == SHA)


def test_figures_that_the_same_model_never_gave_are_told_apart_from_reasons() -> None:
    standing = some_standing(1)
    receipt = issue(MEDAN, standing, simple(), SHA)
    forgery = replace(receipt, figures=dict(receipt.figures) | {"total_idr": 1})
    found = compare(forgery, MEDAN, standing, SHA)
    assert [reason.code for reason in found.reasons] == [MERGED]
    assert not found.same
    assert not found.exact


def with_people(standing: Standing, *, universe: int = 0, covers: int = 0) -> Standing:
    """More people in the last stratum, and more of them paid by the first source in the base month."""
    more, paid = standing.universe.copy(), standing.paid_through.copy()
    more[-1] += universe
    paid[0, 0, -1] += covers
    return replace(standing, universe=more, paid_through=paid)


def test_each_correction_of_the_extract_is_a_reason_of_its_own() -> None:
    standing = some_standing(1)
    receipt = issue(MEDAN, standing, simple(), SHA)
    found = compare(receipt, MEDAN, with_people(standing, universe=100, covers=10), OTHER_SHA)
    price = 12 * 16_800
    assert [(reason.code, reason.workers, reason.idr) for reason in found.reasons] == [
        ("universe", 100, 100 * price),
        ("protected", -10, -10 * price),
        # Ten more covers as they used to end are spread over the months; in fact all end in the first.
        ("cover_ends", 0, 0),
    ]
    assert found.reasons[1].values["funding_source"] == standing.sources[0]
    assert found.exact


def test_covers_that_end_in_another_month_are_a_reason() -> None:
    standing = some_standing(1)
    question = simple(course=Course())
    later = np.roll(np.pad(standing.paid_through, ((0, 1), (0, 0), (0, 0))), 1, axis=0)
    receipt = issue(MEDAN, standing, question, SHA)
    found = compare(receipt, MEDAN, replace(standing, paid_through=later), OTHER_SHA)
    (reason,) = found.reasons
    assert reason.code == "cover_ends"
    assert reason.idr == found.difference_idr < 0


def test_the_same_files_narrowed_to_one_payer_are_other_people() -> None:
    standing = some_standing(1)
    receipt = issue(MEDAN, standing.paid_by("donatur"), simple(), SHA)
    assert compare(receipt, MEDAN, standing.paid_by("donatur"), SHA).reasons == ()
    found = compare(receipt, MEDAN, standing, SHA)
    assert {reason.code for reason in found.reasons} == {"protected"}
    assert sum(reason.idr for reason in found.reasons) == found.difference_idr < 0


def test_a_figure_that_is_shown_only_since_makes_no_other_result() -> None:
    standing = some_standing(1)
    receipt = issue(MEDAN, standing, simple(), SHA)
    older = {name: value for name, value in receipt.figures.items() if name != "peak_idr"}
    found = compare(replace(receipt, figures=older), MEDAN, standing, SHA)
    assert found.same
    assert found.exact


def test_a_period_that_is_gone_is_named() -> None:
    receipt = issue(MEDAN, some_standing(1), simple(), SHA)
    assert check_period(receipt, ("2026-09", BASE)) == BASE
    error = refusal(check_period, receipt, ("2026-11",))
    assert error.values == {"value": BASE, "minimum": "2026-11", "maximum": "2026-11"}


def test_another_month_is_not_compared() -> None:
    receipt = issue(MEDAN, some_standing(1), simple(), SHA)
    other = replace(some_standing(1), base_month="2026-11")
    assert refusal(compare, receipt, MEDAN, other, SHA).code == "base_month_differs"
