"""Which groups of workers have the least cover, and which of them have the transport tariff?"""

from dashboard.blocks import bars, breakdown, ranking, transport
from dashboard.frame import open_page

view = open_page("sector", unused=("sector", "denominator", "target"))
breakdown.show_answer(view, "sector")
bars.show_chart(view, "sector")
breakdown.show_rows(view, "sector")
transport.show_transport(view)
breakdown.show_making(view, "sector")
ranking.show_ranking(view, "sector")
