"""Can everybody use these pages, and what is to be done where somebody cannot?"""

from dashboard.blocks import access
from dashboard.frame import open_page

view = open_page(
    "access",
    unused=("period", "opd", "sector", "kecamatan", "funding_source", "denominator", "target"),
)
access.show_answer(view)
access.show_residue(view)
access.show_ways(view)
access.show_contact(view)
