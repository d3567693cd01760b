"""How does protection differ where any two of the dimensions cross?"""

from dashboard.blocks import explorer
from dashboard.explorer_choices import KEYS
from dashboard.explorer_form import pick_crossing, settle_crossing
from dashboard.filters import show_notices
from dashboard.frame import open_page

crossing, notices = settle_crossing()
view = open_page("explorer", unused=crossing.unused, page_keys=tuple(KEYS))
show_notices(notices, view.lang)
explorer.show_answer(view, crossing)
pick_crossing(crossing, view.lang)
explorer.show_chart(view, crossing)
explorer.show_rows(view, crossing)
explorer.show_making(view, crossing)
