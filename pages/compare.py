"""How do two places, two months or two groups differ?"""

from dashboard.blocks import compare
from dashboard.compare_choices import OTHER_KEYS, second_view
from dashboard.compare_form import pick_other, settle_other
from dashboard.filters import show_notices
from dashboard.frame import open_page

said, notices = settle_other()
keys = {key: said.get(key) for key in OTHER_KEYS}
view = open_page("compare", unused=("denominator", "target"), page_keys=keys)
show_notices(notices, view.lang)
second = second_view(view.selection, said)
compare.show_answer(view, second)
pick_other(view.selection, second)
compare.show_chart(view, second)
compare.show_rows(view, second)
compare.show_making(view, second)
