"""Why are more or fewer workers protected than in an earlier month?"""

from dashboard.blocks import change_groups, changes
from dashboard.changes import SINCE, pick_since, settle_since
from dashboard.frame import open_page

view = open_page("changes", unused=("denominator", "target", "kecamatan"), page_keys=(SINCE,))
since = settle_since(view)
changes.show_answer(view, since)
pick_since(view, since)
changes.show_chart(view, since)
changes.show_parts(view, since)
change_groups.show_groups(view, since)
change_groups.show_corrections(view, since)
changes.show_making(view, since)
