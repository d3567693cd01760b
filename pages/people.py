"""Who is protected: women or men, which ages, in which programmes; and all of the labour force?"""

from dashboard.blocks import people, ucj
from dashboard.frame import open_page

view = open_page("people", unused=("opd", "sector", "funding_source", "denominator", "target"))
people.show_answer(view)
people.show_groups(view)
people.show_programmes(view)
people.show_segments(view)
ucj.show_ucj(view)
