"""Who pays for the protected, what became of what was pledged, and for whom did two pay?"""

from dashboard.blocks import funding, pledges, worker_months
from dashboard.frame import open_page
from dashboard.payer_window import WINDOW, settle_window

view = open_page("funding", unused=("funding_source", "denominator", "target"), page_keys=(WINDOW,))
window = settle_window(view)
funding.show_answer(view)
funding.show_chart(view)
funding.show_rows(view)
funding.show_making(view)
pledges.show_pledges(view)
pledges.show_agreement(view)
worker_months.show_window(view, window)
worker_months.show_shares(view, window)
worker_months.show_overlaps(view, window)
