"""What does the reader want to see, by widget, by link or from the page before?

The chosen codes live in the session under one key and in the URL. Streamlit's own binding would write
the labels into the URL, which change with the language, so this module keeps the two in step: an URL
that differs from the one last written (edited link, browser back) wins; a bare one keeps the session.
"""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from dashboard.choices import (
    ALL,
    NAMES,
    THEME_PARAMETER,
    THEMES,
    Notice,
    Selection,
    choices,
    read_parameters,
    selection_of,
    url_parameters,
)
from dashboard.cities import PARAMETER, city_parameter, show_known_city
from dashboard.city import city_names
from dashboard.forms import month, quoted
from dashboard.kept import kept_widgets
from dashboard.names import names
from dashboard.state import state_key
from dashboard.words import LANGUAGES, word

KEPT = "chosen"  # the codes in force
SEEN = "chosen_in_url"  # the parameters of ours that the URL had when it was last read or written
LANGUAGE_NAMES = {"id": "Indonesia", "en": "English"}
PageKeys = Sequence[str] | Mapping[str, str | None]
Settled = tuple[dict[str, str], tuple[Notice, ...]]
FILTERS = ("period", "denominator", "target", "opd", "sector", "kecamatan", "funding_source")


def language() -> str:
    """The language of the page when there is no extract to read the other filters from."""
    asked = st.query_params.get("lang")
    kept = st.session_state.get(KEPT, {}).get("lang", LANGUAGES[0])
    return asked if asked in LANGUAGES else kept


def settle_city() -> None:
    """From here on show the city that the URL or the page before chose; an unknown one is told later."""
    chosen = _in_url() if _url_wins() else st.session_state[KEPT]
    show_known_city(chosen.get(PARAMETER))


def _in_url() -> dict[str, str]:
    return {name: value for name, value in st.query_params.to_dict().items() if name in NAMES}


def _url_wins() -> bool:
    ours = _in_url()
    return KEPT not in st.session_state or bool(ours and ours != st.session_state.get(SEEN))


def settle(page_keys: PageKeys = ()) -> Settled:
    """The codes in force and what the reader must be told; changes nothing that can be seen.

    Raises ExtractMissing.
    """
    settle_city()
    offered = choices()
    given = {name: st.query_params.get_all(name) for name in st.query_params.to_dict()}
    from_url, notices = read_parameters(given, offered, page_keys=page_keys)
    if _url_wins():
        kept = from_url
        st.session_state[SEEN] = _in_url()
    else:
        # What was chosen may have left the lists with a new extract.
        before = st.session_state[KEPT]
        kept, gone = read_parameters({name: [code] for name, code in before.items()}, offered)
        notices += gone
    st.session_state[KEPT] = kept
    return kept, notices


def link_parameters() -> dict[str, str]:
    """The filters in force as parameters of a link to another page; for after they are settled.

    Raises ExtractMissing.
    """
    return url_parameters(st.session_state[KEPT], choices())


def simulator_url(selection: Selection, **codes: str) -> str:
    """Address of the simulator with a selection, of which `codes` take the place of what they name.

    Raises ExtractMissing.
    """
    return page_url("/simulator", selection, **codes)


def page_url(path: str, selection: Selection, **codes: str) -> str:
    """Address of a page with a selection; `codes` take the place of filters, or are the page's own.

    Raises ExtractMissing.
    """
    offered = choices()
    values = {name: getattr(selection, name, None) or choice.default for name, choice in offered.items()}
    values |= city_parameter() | codes
    own = {name: code for name, code in codes.items() if name not in offered}
    return f"{path}?{urlencode(url_parameters(values, offered) | own)}"


def pick_selection(
    *, unused: Sequence[str] = (), page_keys: PageKeys = (), settled: Settled | None = None
) -> Selection:
    """Draw the filters in the sidebar and the notices in the page; what the page is to follow.

    `unused` names filters that the page cannot follow: one that is set is told and left at its
    default. `page_keys` are URL parameters that the page reads and checks itself; a mapping gives the
    values it settled on, so that the URL is written once. `settled` is what `settle` gave, where it was
    asked already. Raises ExtractMissing.
    """
    values, notices = settled or settle(page_keys)
    _draw_filters(values)
    followed = {**values, **{name: choices()[name].default for name in unused}}
    left_out = [
        Notice(key="notice.unused", values={"name": name, "value": values[name]})
        for name in unused
        if values[name] != followed[name]
    ]
    show_notices([*notices, *left_out], values["lang"])
    _write_url(values, page_keys)
    return selection_of(followed)


def show_notices(notices: Sequence[Notice], lang: str) -> None:
    """Draw what the reader must be told in one box."""
    if sentences := notice_sentences(notices, lang):
        st.warning("  \n".join(sentences), icon=":material/filter_alt_off:")


def notice_sentences(notices: Sequence[Notice], lang: str) -> list[str]:
    """What the reader must be told; a code that a list knows is called by its name."""
    offered = choices()
    sentences = []
    for notice in notices:
        name, value = notice.values["name"], notice.values.get("value", "")
        known = name in offered and value in offered[name].codes + offered[name].elsewhere
        sentences.append(
            word(
                lang,
                notice.key,
                name=word(lang, f"filter.{name}") if name in offered else quoted(name),
                value=_labeller(name, lang)(value) if known else quoted(value),
            )
        )
    return sentences


def pick_level(lang: str) -> str:
    """Draw the choice between kecamatan and kelurahan in the page; its code."""
    st.session_state["filter_level"] = st.session_state[KEPT]["level"]
    st.segmented_control(
        word(lang, "filter.level"),
        choices()["level"].codes,
        key="filter_level",
        required=True,
        format_func=lambda code: word(lang, f"filter.level.{code}"),
        on_change=_take,
        args=("level",),
    )
    return st.session_state[KEPT]["level"]


def _draw_filters(values: dict[str, str]) -> None:
    lang, key = values["lang"], state_key()
    offered = choices()
    for name in ("lang", THEME_PARAMETER, *FILTERS):
        st.session_state[f"filter_{name}"] = values[name]
    with st.sidebar:
        for name in ("lang", THEME_PARAMETER):
            _show_switch(name, values[name], lang)
        for name in FILTERS:
            _show_list(name, values[name], lang, key)
        _show_reset(lang, changed=any(values[name] != offered[name].default for name in FILTERS))


@kept_widgets
def _show_switch(name: str, value: str, lang: str) -> None:  # noqa: ARG001  the key: it is set in the session
    st.segmented_control(
        word(lang, f"filter.{name}"),
        {"lang": LANGUAGES, THEME_PARAMETER: THEMES}[name],
        key=f"filter_{name}",
        required=True,
        format_func=_labeller(name, lang),
        on_change=_take,
        args=(name,),
    )


@kept_widgets
def _show_list(name: str, value: str, lang: str, key: str) -> None:  # noqa: ARG001  the key: it is set in the session
    st.selectbox(
        word(lang, f"filter.{name}"),
        choices()[name].codes,
        key=f"filter_{name}",
        format_func=_labeller(name, lang),
        on_change=_take,
        args=(name,),
    )


@kept_widgets
def _show_reset(lang: str, *, changed: bool) -> None:
    st.button(
        word(lang, "filter.reset"), on_click=_reset, disabled=not changed, icon=":material/restart_alt:"
    )


def label_of(name: str, code: str, lang: str) -> str:
    """What a code of a filter is called."""
    return _labeller(name, lang)(code)


def _labeller(name: str, lang: str) -> Callable[[str], str]:
    """What the codes of a filter are called."""
    called = names(lang)

    def label(code: str) -> str:
        if code == ALL or name in ("level", THEME_PARAMETER):
            return word(lang, f"filter.{name}.{code or 'all'}")
        if name == "lang":
            return LANGUAGE_NAMES[code]
        if name == PARAMETER:
            return city_names(lang)[code]
        return month(lang, code) if name == "period" else called.of(name, code)

    return label


def choose(codes: Mapping[str, str], *, page: Mapping[str, str] | None = None) -> None:
    """In a callback: filters take `codes`, and `page` the parameters that the page reads itself.

    The URL is written once, so that going back meets no state in between.
    """
    settle_city()  # callbacks run before the page does
    values = {**st.session_state[KEPT], **codes}
    st.session_state[KEPT] = values
    st.session_state[SEEN] = url_parameters(values, choices())
    st.query_params.from_dict({**st.session_state[SEEN], **(page or {})})


def _take(name: str) -> None:
    st.session_state[KEPT] = {**st.session_state[KEPT], name: st.session_state[f"filter_{name}"]}


def _reset() -> None:
    settle_city()  # callbacks run before the page does
    defaults = {name: choices()[name].default for name in FILTERS}
    st.session_state[KEPT] = {**st.session_state[KEPT], **defaults}


def _write_url(values: dict[str, str], page_keys: PageKeys) -> None:
    wanted = url_parameters(values, choices())
    st.session_state[SEEN] = wanted
    whole = {name: [value] for name, value in wanted.items()}
    if isinstance(page_keys, Mapping):
        whole |= {name: [value] for name, value in page_keys.items() if value}
    else:
        whole |= {name: st.query_params.get_all(name) for name in page_keys if name in st.query_params}
    # Written every time: a link to the page that is open changes what is asked for, but not the URL. The
    # browser adds an entry to its history only where the two differ, so what stays keeps its place.
    asked = st.query_params.get(THEME_PARAMETER)
    worn = asked if asked in THEMES else THEMES[0]
    before = {name: whole[name] for name in st.query_params if name in whole}
    st.query_params.from_dict({**before, **whole})
    if worn != values[THEME_PARAMETER]:
        st.rerun()  # the browser is told a theme at the beginning of a run (dashboard/themes.py)
