"""What do councillors, reporters, companies and workers ask, and what do the data answer?"""

from dashboard.blocks import questions
from dashboard.frame import open_page
from dashboard.paper import PAPER, pick_paper
from dashboard.questions.cards import CARD

view = open_page("questions", page_keys=(CARD, PAPER))
chosen = questions.settle_card(view)
questions.show_answer(view, chosen)
questions.show_files(view, pick_paper(view))
questions.show_all(view)
