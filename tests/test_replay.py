"""Is a part of a page that is sent again the same as one that is drawn?"""

import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import psutil
import pytest
from streamlit.cursor import RunningCursor
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.testing.v1 import AppTest

from dashboard import kept
from dashboard.blocks.provenance import making_key
from dashboard.replay import Place
from dashboard.words import word
from tests.fixtures import ROOT
from tests.opened import PAGES, open_page


@pytest.fixture
def sent() -> Iterator[list[ForwardMsg]]:
    """Everything that pages draw, as the browser gets it."""
    messages: list[ForwardMsg] = []

    def look(message: ForwardMsg) -> None:
        copy = ForwardMsg()
        copy.CopyFrom(message)
        if copy.delta.new_element.HasField("download_button"):  # is named anew in every run
            copy.delta.new_element.download_button.ClearField("deferred_file_id")
            copy.ClearField("hash")
        messages.append(copy)

    kept.forget_blocks()
    ForwardMsgQueue.on_before_enqueue_msg(look)
    yield messages
    ForwardMsgQueue.on_before_enqueue_msg(None)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is kept anew."""
    keys: list[object] = []
    keep = kept._drawn.keep
    monkeypatch.setattr(kept._drawn, "keep", lambda key, result: (keys.append(key), keep(key, result)))
    return keys


def deltas(sent: list[ForwardMsg]) -> list[bytes]:
    """What was drawn since the last call, with its place."""
    found = [each.SerializeToString(deterministic=True) for each in sent if each.HasField("delta")]
    sent.clear()
    return found


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("name", PAGES)
def test_the_next_reader_gets_the_same_page(name: str, sent: list[ForwardMsg], drawn: list[object]) -> None:
    open_page(name)
    first, kept_first = deltas(sent), len(drawn)
    open_page(name)
    assert len(first) > 20
    assert deltas(sent) == first
    assert kept_first > 0  # at least the words of the page
    assert len(drawn) == kept_first, "a block was drawn again"


def fold(at: AppTest, key: str, *, is_open: bool) -> None:
    at.session_state[key] = is_open


# What a reader does with all that has a state: lists, switches, the button, and parts that unfold.
STEPS: tuple[Callable[[AppTest], object], ...] = (
    lambda at: at.selectbox(key="filter_denominator").select_index(1),
    lambda at: fold(at, "fold_trend", is_open=True),
    lambda at: at.button_group(key="filter_lang").set_value("en"),
    lambda at: at.selectbox(key="filter_period").select_index(1),
    lambda at: fold(at, "fold_trend", is_open=False),
    lambda at: at.text_input(key="search").input("dinsos"),
    lambda at: at.text_input(key="search").input(""),
    lambda at: fold(at, making_key("coverage_headline"), is_open=True),
    lambda at: at.button_group(key="filter_tema").set_value("kontras"),
    lambda at: next(each for each in at.button if each.label == word("en", "filter.reset")).click(),
    lambda at: fold(at, making_key("coverage_headline"), is_open=False),
    lambda at: at.button_group(key="filter_lang").set_value("id"),
)


@pytest.mark.usefixtures("fixture_city")
def test_a_visit_is_the_same_whether_drawn_or_sent_again(
    sent: list[ForwardMsg], drawn: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def visit() -> list[list[bytes]]:
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        pages = [deltas(sent)]
        for step in STEPS:
            step(at)
            assert not at.run().exception
            pages.append(deltas(sent))
        return pages

    first = visit()
    kept_first = len(drawn)
    again = visit()
    assert len(drawn) == kept_first, "a part was drawn again"
    monkeypatch.setattr(kept, "place", lambda: None)  # nothing is kept
    assert visit() == first == again
    same = [step for step, (before, after) in enumerate(itertools.pairwise(first)) if before == after]
    assert not same, "these steps changed nothing"


def two_places() -> None:
    """A script whose kept part stands lower, and in a box, when asked so."""
    import streamlit as st

    from dashboard.kept import kept

    @kept
    def show(name: str, numbers: dict[str, list[int]]) -> str:
        st.header(name)
        left, right = st.columns(2)
        left.metric("left", numbers["at"][0])
        with right, st.container(border=True):
            st.caption("right")
        return name.upper()

    if "lower" in st.query_params:
        st.text("above")
        with st.expander("box"):
            st.session_state["answer"] = show("part", {"at": [7]})
        st.text("below")
    else:
        st.session_state["answer"] = show("part", {"at": [7]})
        st.text("below")


def run(script: object, **parameters: str) -> AppTest:
    at = AppTest.from_function(script, default_timeout=30)  # type: ignore[arg-type]
    for name, value in parameters.items():
        at.query_params[name] = value
    return at.run()


def test_what_was_drawn_elsewhere_is_not_sent_here(sent: list[ForwardMsg], drawn: list[object]) -> None:
    pages = {}
    for asked in ({}, {"lower": "1"}, {}, {"lower": "1"}):
        at = run(two_places, **asked)
        assert not at.exception
        assert at.session_state["answer"] == "PART"
        assert [metric.value for metric in at.metric] == ["7"]
        assert at.text[-1].value == "below"
        places = [tuple(each.metadata.delta_path) for each in sent if each.HasField("delta")]
        assert len(set(places)) == len(places)
        page = deltas(sent)
        assert pages.setdefault(len(asked), page) == page
    assert len(drawn) == 2  # once a place
    assert len(pages[1]) == len(pages[0]) + 2


def one_in_another() -> None:
    """A kept part within a kept part."""
    import streamlit as st

    from dashboard.kept import kept

    @kept
    def inner(name: str) -> None:
        st.text(name)

    @kept
    def outer() -> None:
        st.text("begins")
        inner("within")
        st.text("ends")

    if "before" in st.query_params:
        st.text("before")
        inner("within")
    outer()
    st.text("after")


@pytest.mark.parametrize("parameters", [{}, {"before": "1"}])
def test_a_part_within_a_part_is_sent_with_it(parameters: dict[str, str], drawn: list[object]) -> None:
    wanted = ["begins", "within", "ends", "after"]
    wanted = ["before", "within", *wanted] if parameters else wanted
    kept.forget_blocks()
    for _ in range(3):
        assert [text.value for text in run(one_in_another, **parameters).text] == wanted
    assert len(drawn) == (3 if parameters else 2)


def test_what_is_sent_often_takes_no_more_memory() -> None:
    kept.forget_blocks()
    run(two_places)
    (sent,) = (each.result for each in kept._drawn._kept.values())
    place = object.__new__(Place)
    place._context = SimpleNamespace(_enqueue=bool, cached_message_hashes=frozenset())  # type: ignore[assignment]
    place._cursor = RunningCursor(root_container=0)
    for _ in range(1_000):
        place.send(sent)
    before = psutil.Process().memory_info().rss
    for _ in range(400_000 // len(sent.messages)):
        place.send(sent)
    grown = psutil.Process().memory_info().rss - before
    assert grown < 2e6, f"{grown / 1e6:.1f} MB for 400,000 messages"


def slow() -> None:
    """A kept part that takes a while."""
    import time

    import streamlit as st

    from dashboard.kept import kept

    @kept
    def show() -> None:
        time.sleep(0.5)
        st.text("slow")

    show()


def test_what_many_ask_for_at_once_is_drawn_once(drawn: list[object]) -> None:
    kept.forget_blocks()
    with ThreadPoolExecutor(4) as readers:
        pages = list(readers.map(run, [slow] * 4))
    assert [[text.value for text in page.text] for page in pages] == [["slow"]] * 4
    assert len(drawn) == 1


def with_state() -> None:
    """A kept part that holds a widget, which it may not."""
    import streamlit as st

    from dashboard.kept import kept

    @kept
    def show() -> None:
        st.button("a state of its own")

    show()


def with_kept_state() -> None:
    """A kept part around one that may hold a widget: it would be kept with a value of somebody else."""
    import streamlit as st

    from dashboard.kept import kept, kept_widgets

    @kept_widgets
    def choose(value: str) -> None:  # noqa: ARG001  the key
        st.segmented_control("choice", ["a", "b"], key="choice")

    @kept
    def show() -> None:
        choose(st.session_state["choice"])

    st.session_state["choice"] = "a"
    if "alone" in st.query_params:
        choose("a")
    else:
        show()


def into_the_sidebar() -> None:
    """A kept part that also draws beside the page."""
    import streamlit as st

    from dashboard.kept import kept

    @kept
    def show() -> None:
        st.text("here")
        st.sidebar.text("there")

    show()


def test_a_widget_in_a_kept_part_is_told_to_its_author() -> None:
    (told,) = run(with_state).exception
    assert "widget" in told.message


def test_a_kept_part_around_a_widget_is_told_to_its_author() -> None:
    kept.forget_blocks()
    for parameters in ({}, {"alone": "1"}, {}):
        assert len(run(with_kept_state, **parameters).exception) == (0 if parameters else 1)


def test_a_part_that_draws_elsewhere_too_is_drawn_each_time(drawn: list[object]) -> None:
    for _ in range(2):
        at = run(into_the_sidebar)
        assert [text.value for text in at.main.text] == ["here"]
        assert [text.value for text in at.sidebar.text] == ["there"]
    assert drawn == []
