"""What will the mayor be asked, and what is the answer?"""

from dashboard import db
from dashboard.answers import funding_answer, one_month_answer
from dashboard.basis import basis_of
from dashboard.changes import SINCE, change_answer, change_row
from dashboard.documents.sheet import Item
from dashboard.filters import page_url
from dashboard.forms import listed, month, number
from dashboard.frame import View
from dashboard.incomplete import incomplete_months
from dashboard.names import names
from dashboard.words import word


def questions(view: View, since: str | None) -> tuple[Item, ...]:
    """Why the number moved, who pays, whether registered is covered, what the target is, what is unknown."""
    called = names(view.lang)
    payers = db.run_query(
        "coverage_by_funding_source", **view.selection.parameters("period", "opd", "sector", "kecamatan")
    ).to_pylist()
    rows = [row for row in payers if row["registered"]]
    why = change_answer(view, since, change_row(view, since))
    earlier = {SINCE: since} if since else {}
    found = (
        _asked(view, "why", why, "/mengapa-berubah", "changes", **earlier),
        _asked(view, "who", funding_answer(called, rows, view.selection), "/sumber-dana", "funding"),
        _asked(view, "registered", one_month_answer(called, rows), "/sumber-dana", "funding"),
        _target(view),
        _asked(view, "unknown", _unknown(view), "/data-metode", "method"),
    )
    return tuple(item for item in found if item is not None)


def _asked(view: View, question: str, answer: str, path: str, page: str, **codes: str) -> Item:
    text = word(view.lang, f"briefing.asked.{question}", answer=answer)
    return Item(
        text=text, path=page_url(path, view.selection, **codes), link=word(view.lang, f"page.{page}.nav")
    )


def _target(view: View) -> Item | None:
    lang, target = view.lang, basis_of(view.selection).target
    if target is None or target["as_printed"] is None or target["as_printed"] == target["as_computed"]:
        return None
    answer = word(
        lang,
        "target.mismatch",
        printed=number(lang, target["as_printed"]),
        computed=number(lang, target["as_computed"]),
        base=names(lang).of("denominator", target["denominator"]),
    )
    return _asked(view, "target", answer, "/angka-tercetak", "figures")


def _unknown(view: View) -> str:
    """What the data do not tell: that they are a sample, and which months lack lists."""
    lang = view.lang
    incomplete = sorted(incomplete_months())
    told = [word(lang, "briefing.unknown.synthetic")] if db.state().synthetic else []
    if incomplete:
        months = listed(lang, [month(lang, period) for period in incomplete])
        told.append(word(lang, "chart.trend.incomplete", months=months))
    told.append(word(lang, "briefing.unknown.people"))
    return " ".join(told)
