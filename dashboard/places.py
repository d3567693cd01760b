"""Where in the city does the reader look, and how does one get further down, or up again?

City, kecamatan, kelurahan: each is an address of the region page. The kecamatan is the filter of every
page; the kelurahan is a parameter of this page alone.
"""

from typing import Any

import streamlit as st

from dashboard.catalog import ROOT
from dashboard.choices import ALL, Notice, choices, read_one, url_parameters
from dashboard.city import city
from dashboard.filters import KEPT, choose, settle
from dashboard.frame import View
from dashboard.names import names, reference
from dashboard.problems import ExtractMissing

KELURAHAN = "kelurahan"
FILE, PATH = "pages/region.py", "wilayah"


def settle_kelurahan() -> tuple[str | None, tuple[Notice, ...]]:
    """The kelurahan of the URL when it lies in the kecamatan in force, and what was not followed.

    A link that names a kelurahan alone brings its kecamatan along. One that lies elsewhere was left
    behind by a change of the filter, which needs no word.
    """
    given = st.query_params.get_all(KELURAHAN)
    if not given:
        return None, ()
    try:
        parent = parent_of(given[-1])
        kecamatan = settle((KELURAHAN,))[0]["kecamatan"]
    except ExtractMissing:
        return None, ()  # open_page tells what is missing
    if parent and not kecamatan and "kecamatan" not in st.query_params:
        st.session_state[KEPT] = {**st.session_state[KEPT], "kecamatan": parent}
        kecamatan = parent
    code, refused = read_one(KELURAHAN, given, reference("kelurahan_list"))
    return (code if parent == kecamatan else None), tuple(refused)


def parent_of(kelurahan: str) -> str | None:
    """The kecamatan of a kelurahan; None for a code that no list holds."""
    row = reference("kelurahan_list").get(kelurahan)
    return str(row["kecamatan"]) if row else None


def open_place(code: str, level: str) -> None:
    """In a callback: look at the kecamatan or kelurahan of `code`; one that no list holds is passed over."""
    known = reference(f"{level}_list")
    if code in known and level == KELURAHAN:
        choose({"kecamatan": str(known[code]["kecamatan"])}, page={KELURAHAN: code})
    elif code in known:
        choose({"kecamatan": code})


def show_way(view: View, chosen: str | None) -> None:
    """The way down to here, each step up a link."""
    lang, kecamatan = view.lang, view.selection.kecamatan
    if not kecamatan:
        return
    called = names(lang)
    steps: list[tuple[str, dict[str, str] | None]] = [(city().called(lang), {"kecamatan": ALL})]
    steps.append((called.of("kecamatan", kecamatan), {} if chosen else None))
    if chosen:
        steps.append((called.of("kelurahan", chosen), None))
    here = st.Page(ROOT / FILE, url_path=PATH)
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        for place, (name, codes) in enumerate(steps):
            if place:
                st.markdown("›", width="content")
            if codes is None:
                st.markdown(f"**{name}**", width="content")
            else:
                st.page_link(here, label=name, query_params=_parameters(codes))


def _parameters(codes: dict[str, Any]) -> dict[str, str]:
    values, _ = settle((KELURAHAN,))
    level = choices()["level"].default
    return url_parameters({**values, "level": level, **codes}, choices())
