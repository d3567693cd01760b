"""Who pays for the protected, and how many of the registered are still active?"""

from dashboard.blocks import funding
from dashboard.frame import open_page

view = open_page("funding", unused=("funding_source", "denominator", "target"))
funding.show_answer(view)
funding.show_chart(view)
funding.show_rows(view)
funding.show_making(view)
