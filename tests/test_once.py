"""What many ask for in the same moment is made once; an error is not kept and leaves nobody waiting."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.applications import Starlette

from dashboard import image_routes
from dashboard.once import kept_once
from dashboard.plain import recent
from dashboard.plain import routes as plain
from dashboard.routes import ROUTES
from tests.asgi import Answer, ask, ask_async

TOGETHER = 30  # of the server's 40 threads
SECONDS = 20.0  # after which a test gives up

app = Starlette(routes=[*ROUTES, *plain.ROUTES])


class Slow:
    """Counts how often it is asked, and answers when it may."""

    def __init__(self, answer: Any = None) -> None:
        self.asked: list[Any] = []
        self.may = threading.Event()
        self.answer = answer

    def __call__(self, *args: Any) -> Any:
        self.asked.append(args)
        assert self.may.wait(SECONDS)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer(*args) if self.answer else args


def all_at_once(kept: Any, slow: Slow, keys: list[str]) -> list[Any]:
    """The values, or errors, of as many threads as there are keys; made only when all have asked."""
    asking = threading.Barrier(len(keys) + 1)

    def ask_for(key: str) -> Any:
        asking.wait(SECONDS)
        try:
            return kept(key)
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(keys)) as threads:
        found = [threads.submit(ask_for, key) for key in keys]
        asking.wait(SECONDS)
        slow.may.set()
        return [each.result(SECONDS) for each in found]


def test_a_value_is_made_once_for_all_who_ask_together() -> None:
    slow = Slow()
    kept = kept_once(4)(slow)
    assert set(all_at_once(kept, slow, ["a", "b"] * TOGETHER)) == {("a",), ("b",)}
    assert sorted(slow.asked) == [("a",), ("b",)]
    assert kept("a") == ("a",)
    assert len(slow.asked) == 2


def test_an_error_goes_to_all_who_wait_and_is_not_kept() -> None:
    slow = Slow(ValueError("no such page"))
    kept = kept_once(4)(slow)
    assert {str(each) for each in all_at_once(kept, slow, ["a"] * TOGETHER)} == {"no such page"}
    slow.answer, before = None, len(slow.asked)
    assert kept("a") == ("a",)
    assert len(slow.asked) == before + 1


def test_the_oldest_goes_first_and_arguments_by_name_count() -> None:
    made: list[str] = []

    @kept_once(2)
    def name_of(code: str, *, lang: str = "id") -> str:
        """What it is for."""
        made.append(code)
        return code + lang

    assert name_of.__doc__ == "What it is for."
    assert [name_of(code) for code in "abacaba"] == [f"{code}id" for code in "abacaba"]
    assert "".join(made) == "abcb"  # a was asked for again and again, so it stayed
    assert name_of("a", lang="en") == "aen"
    name_of.cache_clear()
    assert name_of("a") == "aid"
    assert "".join(made) == "abcbaa"


async def rush(url: str) -> list[Answer]:
    """Many readers of an address in the same moment."""
    return await asyncio.gather(*(ask_async(app, url) for _ in range(TOGETHER)))


def counted(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[Any]:
    """What a function of a module is asked from now on."""
    asked: list[Any] = []
    make = getattr(module, name)

    def counting(*args: Any, **named: Any) -> Any:
        asked.append(args)
        return make(*args, **named)

    monkeypatch.setattr(module, name, counting)
    return asked


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("url", ["/id/opd/dinsos", "/en/simulator", "/id/sektor.csv"])
def test_a_rush_on_a_plain_page_makes_it_once(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain._kept.cache_clear()
    plain._data().kept_file.cache_clear()
    recent._answers.clear()
    made = counted(monkeypatch, plain, "_made"), counted(monkeypatch, plain._data(), "file_of")
    answers = asyncio.run(rush(url))
    assert {each.status for each in answers} == {200}
    assert len({each.body for each in answers}) == 1
    assert sum(map(len, made)) == 1


@pytest.mark.usefixtures("fixture_city")
def test_a_rush_on_an_image_draws_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    image_routes._body.cache_clear()
    drawn = counted(monkeypatch, image_routes, "svg")
    answers = asyncio.run(rush("/gambar/coverage_by_opd.svg"))
    assert {each.status for each in answers} == {200}
    assert len(drawn) == 1


def _disk_is_gone(*_: object) -> bytes:
    raise OSError("the disk is gone")


@pytest.mark.usefixtures("fixture_city")
def test_a_page_that_failed_is_made_anew_when_it_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    plain._kept.cache_clear()
    recent._answers.clear()
    with monkeypatch.context() as broken:
        broken.setattr(plain, "_made", _disk_is_gone)
        with pytest.raises(OSError, match="the disk is gone"):
            ask(app, "/id/opd")
    assert ask(app, "/id/opd").status == 200
