"""Which twenty questions are asked, by whom, and what does each card say of one release?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from dashboard import db
from dashboard.blocks.breakdown import rows_of
from dashboard.blocks.parts import stamp_of
from dashboard.changes import SINCE
from dashboard.choices import SLICE, Selection
from dashboard.filters import label_of, page_url
from dashboard.forms import listed, month
from dashboard.frame import View
from dashboard.incomplete import is_incomplete
from dashboard.indicators import indicators
from dashboard.names import MERGED
from dashboard.people import by_dimension, disability_note
from dashboard.questions import law, told
from dashboard.questions.codes import CODES
from dashboard.questions.told import Told
from dashboard.words import word

PATH = "/tanya"
CARD = "kartu"  # parameter of the URL: one of CODES
ASKERS = ("dprd", "press", "company", "worker")
WHERE = ("opd", "sector", "kecamatan")


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: who asks it, how it is answered, and the page that shows what stands behind it.

    `follows` names the filters that narrow the answer. `indicator` explains its number; without, the words
    have a definition of its own. `codes` are parameters of the page.
    """

    asker: str
    answer: Told
    path: str
    page: str
    follows: tuple[str, ...] = ()
    indicator: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)


QUESTIONS = {
    "protected": Question(
        asker="dprd", answer=told.protected, path="/", page="summary", follows=SLICE, indicator="active"
    ),
    "why": Question(
        asker="dprd", answer=told.why, path="/mengapa-berubah", page="changes",
        follows=("opd", "sector", "funding_source"), indicator="change_active",
    ),
    "pace": Question(asker="dprd", answer=told.pace, path="/", page="summary", indicator="gap_workers"),
    "close": Question(
        asker="dprd", answer=told.close, path="/simulator", page="simulator", follows=SLICE
    ),
    "opd": Question(
        asker="dprd", answer=told.most_without("opd"), path="/opd", page="opd",
        follows=("sector", "kecamatan", "funding_source"), indicator="unprotected",
    ),
    "kecamatan": Question(
        asker="dprd", answer=told.most_without("kecamatan"), path="/wilayah", page="region",
        follows=("opd", "sector", "funding_source"), indicator="coverage_rate",
    ),
    "agreements": Question(asker="dprd", answer=told.agreements, path="/opd", page="opd"),
    "registered": Question(
        asker="press", answer=told.registered, path="/sumber-dana", page="funding",
        follows=WHERE, indicator="registered",
    ),
    "who": Question(
        asker="press", answer=told.who, path="/sumber-dana", page="funding",
        follows=WHERE, indicator="active_share",
    ),
    "printed": Question(
        asker="press", answer=told.printed, path="/angka-tercetak", page="figures",
        indicator="target_workers",
    ),
    "ucj": Question(asker="press", answer=told.ucj, path="/siapa", page="people", indicator="ucj_rate"),
    "people": Question(
        asker="press", answer=told.people, path="/siapa", page="people",
        follows=("kecamatan",), indicator="coverage_rate",
    ),
    "unknown": Question(
        asker="press", answer=told.unknown, path="/data-metode", page="method", indicator="universe"
    ),
    "company": Question(
        asker="company", answer=told.company, path="/simulator", page="simulator", follows=SLICE,
        codes={told.QUESTION: told.BUDGET},
    ),
    "sector": Question(
        asker="company", answer=told.most_without("sector"), path="/sektor", page="sector",
        follows=("opd", "kecamatan", "funding_source"), indicator="unprotected",
    ),
    "pledges": Question(
        asker="company", answer=told.pledges, path="/sumber-dana", page="funding", indicator="pledges"
    ),
    "iuran": Question(
        asker="worker", answer=law.iuran, path="/data-metode", page="method", indicator="tariff_idr"
    ),
    "worth": Question(
        asker="worker", answer=law.worth, path="/manfaat", page="benefits", indicator="benefit_idr"
    ),
    "benefits": Question(
        asker="worker", answer=told.benefits, path="/manfaat", page="benefits",
        follows=("kecamatan",), indicator="benefits_idr",
    ),
    "expiring": Question(
        asker="worker", answer=told.expiring, path="/segera-habis", page="expiry",
        follows=SLICE, indicator="ending",
    ),
}  # fmt: skip

LAW = ("iuran", "worth")  # what these tell is no report of the month


@dataclass(frozen=True, kw_only=True)
class Card:
    """A question answered for one release, in words as they will be read."""

    code: str
    asker: str
    question: str
    answer: str
    definition: str
    unknown: str
    unfollowed: str  # which chosen filters the answer does not follow; "" when it follows all
    path: str  # of the page that shows what stands behind it
    link: str  # what that page is called
    address: str  # of the card itself
    stamp: str  # month and revision


def cards(view: View, since: str | None) -> tuple[Card, ...]:
    """All twenty for a view, in their order. Raises ExtractMissing."""
    return tuple(card(view, code, since) for code in CODES)


def card(view: View, code: str, since: str | None) -> Card:
    """One card of CODES; `since` is the month that changes are counted from. Raises ExtractMissing."""
    lang, question = view.lang, QUESTIONS[code]
    asked = replace(view, selection=_narrowed(view.selection, question.follows))
    codes = {**question.codes, **({SINCE: since} if code == "why" and since else {})}
    return Card(
        code=code,
        asker=question.asker,
        question=word(lang, f"question.{code}.asked"),
        answer=question.answer(asked, since),
        definition=_definition(lang, code),
        unknown=" ".join(_unknown(asked, code)),
        unfollowed=_unfollowed(view, question),
        path=page_url(question.path, view.selection, **codes),
        link=word(lang, f"page.{question.page}.nav"),
        address=page_url(PATH, view.selection, **{CARD: code}),
        stamp=stamp_of(lang, view.selection.period),
    )


def _narrowed(selection: Selection, follows: Collection[str]) -> Selection:
    """The choice with only those filters that an answer follows."""
    kept = {name: code if name in follows else None for name, code in selection.parameters(*SLICE).items()}
    return replace(
        selection,
        opd=kept["opd"],
        sector=kept["sector"],
        kecamatan=kept["kecamatan"],
        funding_source=kept["funding_source"],
    )


def _definition(lang: str, code: str) -> str:
    indicator = QUESTIONS[code].indicator
    return (
        indicators()[indicator].told(lang, "definition")
        if indicator
        else word(lang, f"question.{code}.means")
    )


def _unknown(view: View, code: str) -> list[str]:
    """What the answer leaves open: always, and in this release."""
    lang, period = view.lang, view.selection.period
    found = [word(lang, f"question.{code}.unknown")]
    if code in WHERE and any(row["id"] == MERGED for row in rows_of(view, code)):
        found.append(word(lang, "note.merged"))
    if code == "people":
        rows = db.run_query("demographics_by_group", **view.selection.parameters("period", "kecamatan"))
        note = disability_note(lang, by_dimension(rows.to_pylist())["disability"])
        found += [note] if note else []
    if code == "benefits":
        k = db.state().disclosure_k
        found.append(word(lang, "note.benefits.withheld", k=k, below=k - 1))
    if code not in LAW and is_incomplete(period):
        found.append(word(lang, "caveat.incomplete", period=month(lang, period)))
    return found


def _unfollowed(view: View, question: Question) -> str:
    lang = view.lang
    chosen = view.selection.parameters(*SLICE)
    left_out = [
        f"{word(lang, f'filter.{name}')} ({label_of(name, value, lang)})"
        for name, value in chosen.items()
        if value and name not in question.follows
    ]
    return word(lang, "question.unfollowed", filters=listed(lang, left_out)) if left_out else ""
