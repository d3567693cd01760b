"""What else is on the page of city bodies, below the answer?"""

import streamlit as st

from dashboard.blocks import agreement, punctuality, ranking
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.words import word

SECTIONS = {
    "contents.ranking": ranking.ANCHOR,
    "contents.agreement": agreement.ANCHOR,
    "contents.punctuality": punctuality.ANCHOR,
}


@kept
def show_contents(view: View) -> None:
    """Links to the parts of the page, so that a phone need not scroll to find them."""
    links = [f"[{word(view.lang, key)}](#{anchor})" for key, anchor in SECTIONS.items()]
    st.markdown(f"{word(view.lang, 'contents.below')} {' · '.join(links)}")
