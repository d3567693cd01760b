"""Is something measured otherwise than at the last briefing: a target, a universe, a corrected month?"""

from dashboard import db
from dashboard.forms import date, month, revision
from dashboard.names import reference
from dashboard.words import word

KINDS = {"target": ("target_list", "date_set"), "denominator": ("denominator_list", "date")}


def moved_lines(lang: str, since: str | None, period: str) -> tuple[str, ...]:
    """A line for every target or universe that dates from after `since`, and every month corrected since."""
    if since is None:
        return ()
    lines = []
    for kind, (query, day) in KINDS.items():
        for row in reference(query).values():
            # A day is later than its month, and so is a month than its year: as text they compare alike.
            if since < row[day][:7] <= period:
                values = {"name": row[f"name_{lang}"], "date": date(lang, row[day].split("/")[0])}
                lines.append(word(lang, f"briefing.moved.{kind}", **values))
    for row in db.run_query("revision_list").to_pylist():
        if row["supersedes"] and row["period"] <= period and row["generated_at"][:7] > since:
            lines.append(
                word(
                    lang,
                    "briefing.moved.corrected",
                    month=month(lang, row["period"]),
                    revision=revision(row["revision_id"]),
                    reason=row["reason"] or "–",
                )
            )
    return tuple(lines)
