"""Can a chart stand on another site's page: framed, titled, without a script, a cookie or a trap?"""

import re

import pytest
from starlette.applications import Starlette

from dashboard.guard import SecurityHeaders
from dashboard.routes import ROUTES
from dashboard.words import LANGUAGES
from tests.asgi import ask

app = SecurityHeaders(Starlette(routes=list(ROUTES)))
pytestmark = pytest.mark.usefixtures("fixture_city")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_o6_a_chart_may_be_framed_elsewhere_and_only_that(lang: str) -> None:
    found = ask(app, f"/sematan/coverage_by_opd?lang={lang}&period=2026-10")
    html = found.body.decode()
    assert (found.status, found.headers["content-type"]) == (200, "text/html; charset=utf-8")
    policy = found.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "set-cookie" not in found.headers
    assert "<script" not in html
    assert f'<html lang="{lang}">' in html
    (title,) = re.findall("<title>(.+)</title>", html)
    (image, alt) = re.findall('<img src="(.+?)" alt="(.+?)">', html)[0]
    assert title in alt
    assert len(alt) > len(title)  # it says what the data say
    links = re.findall('<a href="(.+?)" target="_top"', html)  # one stop for the keyboard, out of the frame
    assert len(links) == 1
    assert "/opd?" in links[0]
    # without a frame: the image itself, of the same chart
    drawn = ask(app, image.replace("&amp;", "&"))
    assert (drawn.status, drawn.headers["content-type"]) == (200, "image/svg+xml")
    for path in ("/perubahan.atom", "/healthz", "/api/v1/targets"):
        assert "frame-ancestors 'self'" in ask(app, path).headers["content-security-policy"]


@pytest.mark.parametrize("path", ["nothing", "coverage_by_opd?zzz=1", "coverage_by_opd?period=%3Cscript%3E"])
def test_o6_a_frame_without_a_chart_says_why_in_words(path: str) -> None:
    found = ask(app, f"/sematan/{path}")
    assert found.status in (400, 404)
    assert found.headers["content-type"].startswith("text/html")
    assert "<p>" in found.body.decode()
    assert "<script" not in found.body.decode()


def test_o6_the_same_frame_is_not_sent_again() -> None:
    first = ask(app, "/sematan/coverage_by_opd")
    assert ask(app, "/sematan/coverage_by_opd", if_none_match=first.headers["etag"]).status == 304
