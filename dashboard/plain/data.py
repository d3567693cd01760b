"""What of a plain page is data? The rows of its named query, under its own address with another ending."""

from dashboard.basis import basis_of, headline_parameters
from dashboard.blocks import breakdown, expiry, funding
from dashboard.downloads import DICTIONARY, Asked, file_name, rows_of
from dashboard.files import KINDS, content_of, dictionary_csv
from dashboard.once import kept_once
from dashboard.plain.address import Address
from dashboard.plain.views import shown_view
from dashboard.responses import Body, make_body

KEPT_FILES = 64  # bodies; one is 1 to 20 kB
ENDINGS = ("csv", "json", "parquet", "xlsx", DICTIONARY)
LISTS = {"data-metode": "period_list", "angka-tercetak": "published_figure_list"}


def asked_of(address: Address) -> Asked | None:
    """The query of a page with its parameters; None for the simulator, whose answer is no table.

    Raises ExtractMissing.
    """
    if address.page == "simulator":
        return None
    if address.page in LISTS:
        return Asked(query=LISTS[address.page])
    view = shown_view(address, origin="")
    if address.code or address.page in ("", "mudah"):
        told = headline_parameters(view.selection, basis_of(view.selection))
        return Asked(query="coverage_headline", params=tuple(told.items()))
    if address.page == "segera-habis":
        return Asked(query="expiry_by_month", params=tuple(expiry.parameters_of(view).items()))
    if address.dimension == "funding_source":
        return Asked(query=funding.QUERY, params=tuple(funding.parameters_of(view).items()))
    told = breakdown.parameters_of(view, address.dimension)
    return Asked(query=f"coverage_by_{address.dimension}", params=tuple(told.items()))


def file_of(address: Address, ending: str) -> bytes | None:
    """The data of a page in one of ENDINGS, all rows; None where it has none. Raises ExtractMissing."""
    asked = asked_of(address)
    if asked is None:
        return None
    return dictionary_csv(asked) if ending == DICTIONARY else content_of(asked, ending, address.lang)


def headers_of(address: Address, ending: str) -> dict[str, str]:
    """Kind, name and number of rows of the file."""
    asked = asked_of(address) or Asked(query="")
    name = f"{asked.query}.{DICTIONARY}" if ending == DICTIONARY else file_name(asked, ending)
    headers = {
        "content-type": KINDS["csv" if ending == DICTIONARY else ending],
        "content-disposition": f'attachment; filename="{name}"',
    }
    return headers if ending == DICTIONARY else {**headers, "x-row-count": str(rows_of(asked).num_rows)}


@kept_once(KEPT_FILES)
def kept_file(key: str, address: Address, ending: str) -> tuple[Body, dict[str, str]] | None:  # noqa: ARG001
    """As `file_of`, kept under the key of a state."""
    content = file_of(address, ending)
    return None if content is None else (make_body(content), headers_of(address, ending))
