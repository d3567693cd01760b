"""How many vulnerable workers are protected, who pays for them, and how far is the target?"""

from dashboard.blocks import summary, targets, trend
from dashboard.frame import open_page

view = open_page("summary")
summary.show_answer(view)
trend.show_trend(view)
summary.show_target(view)
summary.show_making(view)
targets.show_pace(view.of_city)
targets.show_denominators(view.of_city)
