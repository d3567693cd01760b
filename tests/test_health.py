"""Do those who watch the portal learn whether it stands, and does nobody else learn anything?"""

import datetime as dt
from pathlib import Path

import pytest

from dashboard import clock, db, file_routes
from server import app
from tests.asgi import Answer, ask
from tests.test_server import RERUN, guarded, sent_by_browser

HERE, ELSEWHERE = "127.0.0.1", "203.0.113.9"


def counted(name: str) -> float:
    """One number of /metrics; 0 before it was first counted."""
    lines = ask(app, "/metrics", client=HERE).body.decode().splitlines()
    return next((float(line.rpartition(" ")[2]) for line in lines if line.rpartition(" ")[0] == name), 0.0)


def test_x10_alive_without_anything_to_show(own_city: Path) -> None:
    (own_city / "extracts" / "datapackage.json").unlink()
    assert ask(app, "/healthz/live").status == 200
    assert ask(app, "/healthz/ready").status == 503
    assert ask(app, "/healthz/fresh").status == 503
    assert counted("cakupan_extract_age_days") == float("inf")


@pytest.mark.usefixtures("fixture_city")
def test_x10_late_data_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(app, "/healthz/fresh").status == 200
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 12, 8))
    late = ask(app, "/healthz/fresh")
    assert (late.status, late.json()["next_release"]["days_late"]) == (503, 3)
    assert ask(app, "/healthz/ready").status == 200
    assert counted("cakupan_extract_days_late") == 3


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(
    ("client", "headers"),
    [
        (ELSEWHERE, {}),
        ("", {}),
        ("nobody", {}),
        (HERE, {"x_forwarded_for": ELSEWHERE}),
        (HERE, {"forwarded": "for=203.0.113.9"}),
    ],
)
def test_x10_counters_are_for_this_machine(client: str, headers: dict[str, str]) -> None:
    refused: Answer = ask(app, "/metrics", client=client, **headers)
    assert (refused.status, refused.body) == (404, b"Not found")


@pytest.mark.usefixtures("fixture_city")
def test_x10_what_happens_is_counted() -> None:
    def seen() -> list[float]:
        return [
            counted('cakupan_query_seconds_count{query="opd_list"}'),
            counted("cakupan_reruns_total"),
            counted("cakupan_messages_dropped_total"),
            counted('cakupan_http_answers_total{status="4xx"}'),
        ]

    before = seen()
    db.forget()
    file_routes._body.cache_clear()
    ask(app, "/unduh/opd_list.csv")
    ask(app, "/unduh/nothing.csv")
    guarded([RERUN, sent_by_browser(clear_cache=True)])
    assert [after - one for after, one in zip(seen(), before, strict=True)] == [1, 1, 1, 1]
    assert counted("cakupan_connections") == 0
    assert counted("process_resident_memory_bytes") > 0


@pytest.mark.usefixtures("fixture_city")
def test_x10_counters_name_no_reader() -> None:
    ask(app, "/unduh/coverage_headline.csv?opd=dinsos", client=ELSEWHERE, user_agent="somebody")
    told = ask(app, "/metrics", client=HERE).body.decode()
    for trace in (ELSEWHERE, "somebody", "dinsos"):
        assert trace not in told
