"""Is what is asked for kept, up to the limit, and does nobody who asks wait?"""

from concurrent.futures import ThreadPoolExecutor

from dashboard.results import Results


def kept(results: Results[int], *keys: str) -> list[str]:
    """Those of `keys` that are there; asks for none."""
    return [key for key in keys if key in results._kept]


def test_the_latest_are_kept_up_to_the_limit() -> None:
    results: Results[int] = Results(3)
    for number, key in enumerate("abcd"):
        results.keep(key, number)
    assert kept(results, *"abcd") == ["b", "c", "d"]
    assert (results.get("a"), results.get("b")) == (None, 1)


def test_what_is_asked_for_is_spared_once() -> None:
    results: Results[int] = Results(3)
    for key in "abc":
        results.keep(key, 0)
    results.get("a")
    results.keep("d", 0)
    assert kept(results, *"abcd") == ["a", "c", "d"]
    for key in "efg":
        results.keep(key, 0)
    assert kept(results, *"aefg") == ["e", "f", "g"]


def test_when_all_are_asked_for_the_oldest_goes() -> None:
    results: Results[int] = Results(3)
    for key in "abc":
        results.keep(key, 0)
        results.get(key)
    results.keep("d", 0)
    assert kept(results, *"abcd") == ["b", "c", "d"]


def test_a_result_that_is_kept_anew_takes_the_place_of_the_one_before() -> None:
    results: Results[int] = Results(2)
    for number in (1, 2):
        results.keep("a", number)
    results.keep("b", 3)
    assert (results.get("a"), results.get("b")) == (2, 3)


def test_who_asks_waits_for_nobody() -> None:
    results: Results[int] = Results(2)
    results.keep("a", 1)
    with results._keeping, ThreadPoolExecutor(1) as reader:  # somebody keeps a result just now
        assert reader.submit(results.get, "a").result(timeout=10) == 1
        assert reader.submit(results.get, "b").result(timeout=10) is None


def test_many_threads_never_meet_a_result_of_another_key() -> None:
    results: Results[int] = Results(50)

    def ask(start: int) -> None:
        for number in range(start, start + 5_000):
            key = number % 97
            found = results.get(key)
            assert found in (None, key)
            if found is None:
                results.keep(key, key)

    with ThreadPoolExecutor(8) as readers:
        list(readers.map(ask, range(0, 80, 10)))
    assert len(results._kept) == 50
