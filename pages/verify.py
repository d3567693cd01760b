"""Does a certificate still hold, and which payments have one?"""

from dashboard.blocks import verify
from dashboard.certificates import PARAMETER
from dashboard.frame import open_page

view = open_page(
    "verify",
    unused=("opd", "sector", "kecamatan", "funding_source", "denominator", "target"),
    page_keys=(PARAMETER,),
)
number = verify.settle_number(view)
verify.pick_number(view, number)
verify.show_verdict(view, number)
verify.show_payments(view)
verify.show_making(view)
