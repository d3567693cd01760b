"""Can everybody use these pages? The accessibility statement."""

import streamlit as st

from dashboard.access import Residue, residue, tested
from dashboard.cities import PARAMETER, city_parameter
from dashboard.city import city
from dashboard.forms import date, number
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.words import word


@kept
def show_answer(view: View) -> None:
    """The standard that is aimed at, how far it is reached, and how that was tested."""
    lang, last = view.lang, tested()
    st.header(word(lang, "access.answer", shown=number(lang, len(residue()))), anchor=False)
    st.subheader(word(lang, "access.tested.title", on=date(lang, last.on)), anchor=False)
    st.markdown(word(lang, "access.tested", axe=last.axe, chromium=last.chromium, streamlit=last.streamlit))


@kept
def show_residue(view: View) -> None:
    """Every known shortcoming, and what to do instead; a list, which any screen reader reads."""
    st.subheader(word(view.lang, "access.residue.title"), anchor=False)
    st.markdown("\n".join(f"- {_told(view.lang, each)}" for each in residue()))


def _told(lang: str, each: Residue) -> str:
    what, instead = (word(lang, f"access.residue.{each.name}.{part}") for part in ("what", "instead"))
    found = word(lang, "access.residue.seen", on=date(lang, each.seen))
    if each.rule:
        found = word(lang, "access.residue.by_rule", found=found, rule=f"`{each.rule}`")
    return f"**{what}** {instead} :small[:gray[{found}]]"


def show_ways(view: View) -> None:
    """What the pages offer to readers with needs of their own."""
    st.subheader(word(view.lang, "access.ways.title"), anchor=False)
    st.markdown(word(view.lang, "access.ways"))
    st.markdown(word(view.lang, "access.plain", address=_plain_address(view.lang)))


def _plain_address(lang: str) -> str:
    """The first of the pages without a script."""
    shown = city_parameter()
    return f"/{shown[PARAMETER]}/{lang}/" if shown else f"/{lang}/"


def show_contact(view: View) -> None:
    """Whom to tell about an obstacle."""
    lang = view.lang
    st.subheader(word(lang, "access.contact.title"), anchor=False)
    name = city().called(lang)
    contact = city().contact
    st.markdown(
        word(lang, "access.contact", city=name, contact=contact)
        if contact
        else word(lang, "access.contact.none", city=name)
    )
