"""What every block is made of: metric cards, legends, download links, and how a figure was made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from dashboard import db
from dashboard.blocks.provenance import Figure, with_making
from dashboard.downloads import FORMS, dictionary_url, file_url, has_whole
from dashboard.drawing import Drawing
from dashboard.forms import HARD_HYPHEN, HARD_SPACE, month, revision, spoken
from dashboard.frame import View
from dashboard.palette import in_theme
from dashboard.words import word

__all__ = [
    "Card",
    "Figure",
    "show_cards",
    "show_downloads",
    "show_drawing",
    "show_legend",
    "with_making",
]
CARD_PIXELS = 165  # two cards side by side on a phone
SWATCH = 4 * HARD_SPACE  # a patch of colour that stays beside its name
GAP = 3 * HARD_SPACE
SHORT_NAME = 30  # [letters]
LONG_VALUE = 10  # [letters] longer values, such as rupiah, need
LONG_CARD_PIXELS = 240


@dataclass(frozen=True, kw_only=True)
class Card:
    """One number with what it is made of; `moved` is the change since the month before, None if not known.

    `better` tells whether more of it is good, bad, or neither.
    """

    label: str
    value: str
    note: str
    moved: float | None = None
    moved_text: str | None = None
    better: Literal["more", "less"] | None = "more"
    help: str | None = None  # its formula with values
    stamp: str | None = None  # month and revision, where they are not those of the page


def show_cards(cards: Sequence[Card], view: View, *, columns: int | None = None) -> None:
    """Draw cards side by side, in `columns` or as fit; month and revision stand under each."""
    stamp = stamp_of(view.lang, view.selection.period)
    columns = columns or (4 if len(cards) % 4 == 0 else 3)
    is_long = any(len(card.value) > LONG_VALUE for card in cards)
    width = LONG_CARD_PIXELS if is_long else CARD_PIXELS
    grid = st.grid(columns, min_column_width=width, gap="xsmall", border=True)
    for card in cards:
        with grid.cell():
            st.metric(
                card.label,
                card.value,
                card.moved_text if card.moved else None,
                delta_color=_colour_of_change(card),
                delta_arrow="auto" if not card.moved else ("up" if card.moved > 0 else "down"),
                help=card.help,
            )
            st.caption(f"{card.note}  \n{card.stamp or stamp}")


def stamp_of(lang: str, period: str) -> str:
    """Month and revision that a number is of."""
    revision_id = db.source_of("coverage", period).revision_id
    return word(lang, "card.stamp", period=month(lang, period), revision=revision(revision_id))


def _colour_of_change(card: Card) -> Literal["green", "red", "gray"]:
    # Streamlit's own choice reads a hyphen as minus, and no other sign.
    if not card.moved or card.better is None:
        return "gray"
    return "green" if (card.moved > 0) == (card.better == "more") else "red"


def show_legend(entries: Mapping[str, str], view: View) -> None:
    """Draw the names of colours in a row that wraps; `entries`: name to colour, as stacked."""
    patches = (
        f':color[{SWATCH}]{{background="{in_theme(view.theme, colour)}"}}' for colour in entries.values()
    )
    # A long name is wider than a phone.
    names = (f":small[{name if len(name) > SHORT_NAME else _unbroken(name)}]" for name in entries)
    # The gap belongs to the name before it: a new line begins with a patch.
    st.markdown(f"{GAP} ".join(map(HARD_SPACE.join, zip(patches, names, strict=True))))


def show_drawing(drawing: Drawing, view: View, *, lead: str | None = None) -> None:
    """Draw a chart under its title and legend, with what it says for those who cannot see it.

    `lead` is what the reader must know first; it stands below the title.
    """
    st.subheader(drawing.title, anchor=False)
    if lead is not None:
        st.markdown(lead)
    show_legend(drawing.legend, view)
    st.vega_lite_chart(drawing.rows, drawing.spec, alt=spoken(drawing.alt))


def show_downloads(
    queries: Mapping[str, Mapping[str, object]], view: View, *, images: Mapping[str, str] | None = None
) -> None:
    """Draw the menu of files of each named query: as shown, and every month without filters.

    `images` maps the kinds of pictures of what is shown to their addresses.
    """
    lang = view.lang
    # No popover: the tab key would pass it by.
    with st.expander(word(lang, "download.menu"), icon=":material/download:"):
        offered = [[f"**{word(lang, 'download.image')}**", _in_line(images)]] if images else []
        for query, params in queries.items():
            lines = [f"**{word(lang, f'download.{query}')}**", _links("seen", query, params, lang)]
            offered.append([*lines, *([_links("whole", query, params, lang)] if has_whole(query) else [])])
        st.markdown("\n\n".join("  \n".join(lines) for lines in offered))


def _links(key: str, query: str, params: Mapping[str, object], lang: str) -> str:
    """The forms of a file as links in one line that wraps."""
    whole = key == "whole"
    links = [
        (word(lang, f"download.form.{form}"), file_url(query, form, lang=lang, params=params, whole=whole))
        for form in FORMS
    ]
    if not whole:
        links.append((word(lang, "download.dictionary"), dictionary_url(query, lang=lang)))
    return f"{word(lang, f'download.{key}')}: {_in_line(dict(links))}"


def _in_line(links: Mapping[str, str]) -> str:
    """Links side by side; a name is never broken."""
    return " · ".join(f"[{_unbroken(name)}]({address})" for name, address in links.items())


def _unbroken(name: str) -> str:
    """A name that does not wrap."""
    return name.replace(" ", HARD_SPACE).replace("-", HARD_HYPHEN)
