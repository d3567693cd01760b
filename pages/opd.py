"""Which OPD look after the most workers without cover?"""

from dashboard.blocks import bars, breakdown
from dashboard.frame import open_page

view = open_page("opd", unused=("opd", "denominator", "target"))
breakdown.show_answer(view, "opd")
bars.show_chart(view, "opd")
breakdown.show_rows(view, "opd")
breakdown.show_making(view, "opd")
