"""What does the mayor need to know before a meeting, on one sheet of paper?"""

from dashboard.blocks import sheet
from dashboard.changes import SINCE, pick_since, settle_since
from dashboard.frame import open_page
from dashboard.paper import PAPER, pick_paper

view = open_page("briefing", unused=("kecamatan",), page_keys=(SINCE, PAPER))
since = settle_since(view)
pick_since(view, since)
sheet.show_briefing(view, since, pick_paper(view))
