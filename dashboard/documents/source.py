"""Where are the numbers of a document from, in one line?"""

from dashboard import db
from dashboard.forms import date, month, revision
from dashboard.words import word


def source_line(lang: str, *, place: str, period: str, table: str = "coverage") -> str:
    """Place, month, revision, day of publication, and whether the data are a sample. Raises LookupError."""
    source = db.source_of(table, period)
    return word(
        lang,
        "briefing.source",
        place=place,
        period=month(lang, period),
        revision=revision(source.revision_id),
        published=date(lang, source.generated_at),
        kind=word(lang, "image.synthetic" if source.synthetic else "provenance.real"),
    )
