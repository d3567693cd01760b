"""What does a worker pay, and what is cover worth? By law, from the tables of the portal."""

from dashboard import db
from dashboard.forms import listed, month, rupiah
from dashboard.frame import View
from dashboard.names import names
from dashboard.simulator_standing import tariff
from dashboard.simulator_words import error_sentence
from dashboard.words import word
from simulator.errors import ScenarioError
from simulator.tariff import Terms

LOWEST_BRACKET = 1
# What the answer tells, in its order: benefits of the list, each of one amount.
WORTH = ("jkm_total", "jkm_bpu_early", "jkk_death_bpu_lowest", "jkk_scholarship")


def iuran(view: View, since: str | None) -> str:  # noqa: ARG001
    """What a worker pays in the month, driver or not, and what a public budget pays for the same."""
    lang, period = view.lang, view.selection.period
    own, budget = Terms(funding_source="mandiri"), Terms(funding_source="apbd_kota")
    try:
        rates = tariff()
        prices = {
            "own": rates.rate(period, own, transport=False),
            "transport": rates.rate(period, own, transport=True),
            "budget": rates.rate(period, budget, transport=False),
        }
        rows = [row for each in (own, budget) for row in rates.rows_for(period, each, transport=False)]
        rows += rates.rows_for(period, own, transport=True)
    except ScenarioError as error:
        return error_sentence(names(lang), error)
    values = {name: rupiah(lang, price) for name, price in prices.items()}
    return word(
        lang,
        "question.iuran.same" if prices["own"] == prices["transport"] else "question.iuran.main",
        period=month(lang, period),
        income=rupiah(lang, rates.brackets[LOWEST_BRACKET] or 0),
        basis=listed(lang, list(dict.fromkeys(row.legal_basis for row in rows))),
        **values,
    )


def worth(view: View, since: str | None) -> str:  # noqa: ARG001
    """What the family of a worker gets, by law; a benefit that the list does not hold is left out."""
    lang = view.lang
    known = {row["id"]: row for row in db.run_query("benefit_list").to_pylist()}
    told = [
        word(lang, f"question.worth.{name}", amount=rupiah(lang, known[name]["amount_idr"]))
        for name in WORTH
        if name in known and known[name]["amount_idr"] is not None
    ]
    return " ".join(told) or word(lang, "question.worth.none")
