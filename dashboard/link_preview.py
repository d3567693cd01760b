"""What does a link to a page show where it is shared? Its title, the number of its filters, and the month.

For messengers and search engines, which run no script: it stands in the HTML that every page begins with.
"""

import functools
from collections.abc import Mapping, Sequence
from html import escape

from dashboard import db
from dashboard.answers import summary_answer
from dashboard.basis import basis_of, headline_row
from dashboard.choices import Selection, choices, read_parameters, selection_of, url_parameters
from dashboard.cities import PARAMETER, show_known_city
from dashboard.city import city
from dashboard.drawing import image_links
from dashboard.forms import month
from dashboard.names import names
from dashboard.open_graph import open_graph
from dashboard.plain.address import PAGES
from dashboard.problems import ExtractMissing
from dashboard.site import permalink
from dashboard.state import state_key
from dashboard.words import word

CHART = "coverage_trend"
KEPT = 512  # previews; one is 1.5 kB


def preview_tags(path: str, given: Mapping[str, Sequence[str]], *, origin: str) -> str:
    """Open Graph elements for the page at `path` with the parameters of its address.

    What of them is unknown is left out, as on the page. Empty when there is nothing to show.
    """
    try:
        with db.held():
            show_known_city(given.get(PARAMETER, [""])[-1])
            offered = choices()
            known = {name: values for name, values in given.items() if name in offered}
            values, _ = read_parameters(known, offered)
            address = permalink(origin, path, url_parameters(values, offered))
            return _tags(state_key(), selection_of(values), path.strip("/"), address, origin)
    except ExtractMissing:
        return ""  # the page itself says why


@functools.lru_cache(maxsize=KEPT)
def _tags(key: str, selection: Selection, page: str, address: str, origin: str) -> str:  # noqa: ARG001  the key: numbers belong to a state
    lang = selection.lang
    place = city().called(lang)
    basis = basis_of(selection)
    title = word(lang, f"page.{PAGES.get(page, PAGES[''])}.title", city=place)
    shared = open_graph(
        lang,
        title=f"{title} · {month(lang, selection.period)}",
        answer=summary_answer(names(lang), headline_row(selection, basis), basis, selection, city_name=place),
        address=address,
        image=origin + image_links(CHART, selection)["PNG"],
    )
    return "\n    ".join(
        f'<meta property="{name}" content="{escape(content)}" />' for name, content in shared.items()
    )
