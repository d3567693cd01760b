"""What does each number of the portal mean, and what must a reader beware of?"""

from dashboard.blocks import indicators
from dashboard.frame import open_page

UNUSED = ("period", "opd", "sector", "kecamatan", "funding_source", "denominator", "target")

view = open_page("indicators", unused=UNUSED, page_keys=(indicators.KEY,))
chosen = indicators.settle_indicator(view)
indicators.show_answer(view)
indicators.pick_indicator(view, chosen)
indicators.show_indicator(view, chosen)
indicators.show_all(view)
