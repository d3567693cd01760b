"""What did the programmes pay, and what is cover worth?"""

from dashboard.blocks import benefits
from dashboard.frame import open_page

view = open_page("benefits", unused=("denominator", "target", "opd", "sector", "funding_source"))
benefits.show_answer(view)
benefits.show_chart(view)
benefits.show_rows(view)
benefits.show_places(view)
benefits.show_worth(view)
benefits.show_making(view)
