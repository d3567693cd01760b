"""Does the model give, to the rupiah and month by month, what plain loops over people give?"""

import pytest
from hypothesis import given, settings

from simulator.answer import answer, figures, monthly
from simulator.errors import ScenarioError
from tests.simulator_cases import MEDAN
from tests.simulator_draws import cities, companies, standings
from tests.simulator_oracle_city import city
from tests.simulator_oracle_company import company

UNCHECKED = {"nobody_there", "stratum_unknown", "universe_too_small"}  # by the oracle


def both(model, oracle_):
    """What the two answer to one question; None where both refuse it."""
    try:
        found = model()
    except ScenarioError as error:
        if error.code not in UNCHECKED:
            with pytest.raises(ScenarioError):
                oracle_()
        return None
    return found, *oracle_()


@settings(max_examples=200)
@given(people=standings(), scenario=cities())
def test_the_city_is_answered_as_plain_loops_answer_it(people, scenario):
    answers = both(lambda: answer(MEDAN, people, scenario), lambda: city(MEDAN, people, scenario))
    if answers:
        found, shown, rows, more = answers
        assert figures(found) == shown
        assert monthly(found) == rows
        assert found.covered.tolist() == more["covered"]
        assert found.protected.tolist() == more["protected"]
        assert found.target.tolist() == more["target"]


@settings(max_examples=200)
@given(people=standings(), scenario=companies())
def test_the_company_is_answered_as_plain_loops_answer_it(people, scenario):
    answers = both(lambda: answer(MEDAN, people, scenario), lambda: company(MEDAN, people, scenario))
    if answers:
        found, shown, rows, more = answers
        assert figures(found) == shown
        assert monthly(found) == rows
        assert found.by_stratum.tolist() == more["by_stratum"]
