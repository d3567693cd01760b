"""What will the mayor be asked, and what is the answer? Five of the cards of questions."""

from dashboard.documents.sheet import Item
from dashboard.frame import View
from dashboard.names import reference
from dashboard.questions.cards import card
from dashboard.questions.told import is_mismatch
from dashboard.words import word

ASKED = ("why", "who", "registered", "printed", "unknown")


def questions(view: View, since: str | None) -> tuple[Item, ...]:
    """Why the number moved, who pays, whether registered is covered, what the target is, what is unknown."""
    target = reference("target_list")[view.selection.target]
    found = (card(view, code, since) for code in ASKED if code != "printed" or is_mismatch(target))
    return tuple(
        Item(
            text=word(view.lang, "question.on_paper", question=each.question, answer=each.answer),
            path=each.path,
            link=each.link,
        )
        for each in found
    )
