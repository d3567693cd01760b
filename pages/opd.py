"""Which OPD look after the most workers without cover, who signed, and who reports on time?"""

from dashboard.blocks import agreement, agreement_effect, bars, breakdown, opd_contents, punctuality, ranking
from dashboard.frame import open_page

view = open_page("opd", unused=("opd", "denominator", "target"))
breakdown.show_answer(view, "opd")
opd_contents.show_contents(view)
bars.show_chart(view, "opd")
breakdown.show_rows(view, "opd")
breakdown.show_making(view, "opd")
ranking.show_ranking(view, "opd")
agreement.show_tracker(view)
agreement_effect.show_effect(view)
punctuality.show_punctuality(view)
