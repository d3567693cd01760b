"""Which three decisions do the numbers ask for?"""

from dashboard.basis import basis_of
from dashboard.blocks.breakdown import rows_of
from dashboard.blocks.expiry_renewal import ending_of, renewal_url
from dashboard.blocks.simulator_answer import work_out
from dashboard.documents.numbers import headline_of
from dashboard.documents.sheet import Item
from dashboard.filters import page_url, simulator_url
from dashboard.forms import month, number, rupiah, share
from dashboard.frame import View
from dashboard.names import MERGED, UNNAMED_OPD, names
from dashboard.simulator_renewal import renewal
from dashboard.simulator_start import starting_point
from dashboard.simulator_words import error_sentence
from dashboard.words import word
from simulator.errors import ScenarioError

RENEWED = 6  # [months] the length that the decision names; the others stand above it
# Where to begin, as far as not chosen: address and name of the page.
ANGLES = {"kecamatan": ("/wilayah", "region"), "opd": ("/opd", "opd"), "sector": ("/sektor", "sector")}


def decisions(view: View) -> tuple[Item, ...]:
    """Renew what runs out, close the gap, begin where most are without cover; what does not apply is left."""
    found = (_renew(view), _close(view), _begin(view))
    return tuple(item for item in found if item is not None)


def _renew(view: View) -> Item | None:
    lang, row = view.lang, ending_of(view)
    if row is None or not row["ending_3"]:
        return None
    try:
        answer = renewal(view.revision, view.selection, row["ending_3"], RENEWED)
    except ScenarioError:
        return None  # why stands where the renewal is told
    text = word(
        lang,
        "briefing.decide.renew",
        workers=number(lang, row["ending_3"]),
        month=month(lang, row["month_3"]),
        months=RENEWED,
        cost=rupiah(lang, answer.total_idr),
    )
    path = renewal_url(view, row["ending_3"], months=RENEWED)
    return Item(text=text, path=path, link=word(lang, "page.simulator.nav"))


def _close(view: View) -> Item | None:
    """What reaching the target takes, in the simulator's own sentence with its own assumptions."""
    lang, row = view.lang, headline_of(view)
    if basis_of(view.selection).target is None or not row["gap_workers"]:
        return None
    start = starting_point(view.revision, view.selection)
    if start is None:
        return None
    try:
        result = work_out(view, {name: field.default for name, field in start.fields.items()})
    except ScenarioError as error:
        return Item(text=error_sentence(names(lang), error))
    text = word(lang, "briefing.decide.close", answer=result.sentence)
    return Item(text=text, path=simulator_url(view.selection), link=word(lang, "page.simulator.nav"))


def _begin(view: View) -> Item | None:
    lang, called = view.lang, names(view.lang)
    angle = next((name for name in ANGLES if getattr(view.selection, name) is None), None)
    if angle is None:
        return None
    rows = [row for row in rows_of(view, angle) if row["id"] not in (MERGED, UNNAMED_OPD)]
    most = max(rows, key=lambda row: row["unprotected"], default=None)
    if most is None or not most["unprotected"]:
        return None
    text = word(
        lang,
        "briefing.decide.begin",
        name=called.of(angle, most["id"]),
        unprotected=number(lang, most["unprotected"]),
        universe=number(lang, most["universe"]),
        share=share(lang, most["unprotected"], most["universe"]),
    )
    path, page = ANGLES[angle]
    return Item(text=text, path=page_url(path, view.selection), link=word(lang, f"page.{page}.nav"))
