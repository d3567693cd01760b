"""Who falls off in the next twelve months if nobody renews?"""

from dashboard.blocks import expiry, expiry_renewal
from dashboard.frame import open_page

view = open_page("expiry", unused=("denominator", "target"))
expiry.show_answer(view)
expiry.show_chart(view)
expiry.show_months(view)
expiry.show_groups(view)
expiry_renewal.show_renewal(view)
expiry.show_making(view)
