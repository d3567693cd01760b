"""What does it cost to renew covers that run out soon? Asked of the simulator, as its page would ask."""

from dashboard.choices import Selection
from dashboard.simulator_start import answered, inputs_key, starting_point
from simulator.company import CompanyAnswer
from simulator.errors import ScenarioError
from simulator.scenario import EXPIRING, WORKERS

WITHIN = 3  # months: 90 days
LENGTHS = (3, 6, 12)  # [months] a cover is renewed for


def renewal_inputs(workers: int, months: int | None = None) -> dict[str, str]:
    """The fields of the simulator's form that ask it; `months` None leaves the length at its default."""
    asked = {
        "sim_question": WORKERS,
        "sim_people": EXPIRING,
        "sim_within": str(WITHIN),
        "sim_workers": str(workers),
    }
    return asked if months is None else {**asked, "sim_months": str(months)}


def renewal(revision: str, selection: Selection, workers: int, months: int) -> CompanyAnswer:
    """The answer to renewing all `workers` whose cover runs out within WITHIN months.

    Raises ScenarioError, TariffError among them, and ExtractMissing.
    """
    start = starting_point(revision, selection)
    if start is None:
        raise ScenarioError("nobody_there", value="")
    defaults = {name: field.default for name, field in start.fields.items()}
    found = answered(revision, selection, inputs_key({**defaults, **renewal_inputs(workers, months)}))
    if not isinstance(found, CompanyAnswer):
        raise TypeError(f"the question {WORKERS!r} is a company's: {found}")
    return found
