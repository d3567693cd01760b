"""How is a chart of the portal drawn with shapes alone? Pure: a Drawing in, places and lengths out.

The rows, names and colours are those of the Drawing that the portal's page and its images draw. Bars stretch
with the page and letters do not, so that both can be read on a phone.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from dashboard.charts import MONTHS_BY_NAME
from dashboard.drawing import Drawing
from dashboard.forms import number, short_month
from dashboard.plain.parts import Bar, Chart, Line, Months, Stack, Swatch, Tick

Row = Mapping[str, Any]
UNIT, BAR = 10, 8  # [units] a month, and its column
HIGH = 1000  # [units] of the tallest column
STEPS = (1, 2, 5)  # times a power of ten: what an axis may count in
MOST_STEPS = 4
ROOM = 1.08  # [of the tallest] kept free above it, for the name of the target


def bars_chart(drawing: Drawing, *, read: str = "") -> Chart:
    """One bar a row, as long as its workers; `read` is the sentence that stands above it already."""
    rows = drawing.rows.to_pylist()
    grouped = [list(parts) for _, parts in groupby(rows, key=lambda row: row["position"])]
    longest = max((sum(part["workers"] for part in parts) for parts in grouped), default=0)
    return Chart(
        says=drawing.alt,
        caption="" if drawing.alt == read else drawing.alt,
        legend=drawing.legend,
        bars=tuple(_bar(parts, longest, drawing.legend) for parts in grouped),
    )


def _bar(parts: Sequence[Row], longest: int, legend: Mapping[str, str]) -> Bar:
    begun, swatches = 0, []
    for part in parts:
        if part["workers"]:
            start, length = (_percent(each, longest) for each in (begun, part["workers"]))
            swatches.append(Swatch(colour=legend[part["segment_name"]], start=start, length=length))
        begun += part["workers"]
    return Bar(label=next(part["label"] for part in parts if part["label"]), parts=tuple(swatches))


def months_chart(drawing: Drawing, *, lang: str, notes: Sequence[str] = ()) -> Chart:
    """Columns month by month, stacked by payer, with the targets as lines."""
    return _columns_chart(drawing, drawing.rows.to_pylist(), lang=lang, notes=notes)


def cliff_chart(drawing: Drawing, *, lang: str) -> Chart:
    """The same of the months to come: who is still covered, by payer."""
    same = {"complete": True, "target": None, "earlier": None, "marked": None}
    rows = [
        {**row, **same, "period": row["month"], "active": row["covered"]} for row in drawing.rows.to_pylist()
    ]
    return _columns_chart(drawing, rows, lang=lang, notes=())


def _columns_chart(drawing: Drawing, rows: Sequence[Row], *, lang: str, notes: Sequence[str]) -> Chart:
    periods = sorted({row["period"] for row in rows})
    totals = {period: sum(row["active"] for row in rows if row["period"] == period) for period in periods}
    targets = [row[name] for row in rows for name in ("target", "earlier") if row[name] is not None]
    step, top = _axis(max([*totals.values(), *targets, 1]))
    marked = next((row["period"] for row in rows if row["marked"] is not None), None)
    lines = _lines(rows, periods, top)
    return Chart(
        says=drawing.alt,
        caption=drawing.alt.removeprefix(drawing.title).lstrip(". "),
        legend=drawing.legend,
        months=Months(
            width=UNIT * len(periods),
            stacks=_stacks(rows, periods, top, drawing.legend),
            heights=tuple(
                Tick(place=_percent(top - count, top), text=number(lang, count))
                for count in range(0, top + 1, step)
            ),
            names=_names(lang, periods),
            lines=lines,
            marked="" if marked is None else _percent(periods.index(marked) * 2 + 1, 2 * len(periods)),
        ),
        notes=tuple(notes),
    )


def _stacks(
    rows: Sequence[Row], periods: Sequence[str], top: int, legend: Mapping[str, str]
) -> tuple[Stack, ...]:
    """One shape a payer; each column begins where the one before it in the stack ends."""
    shapes: dict[str, tuple[list[str], list[str]]] = {name: ([], []) for name in legend}
    for place, period in enumerate(periods):
        begun = 0
        for row in sorted((row for row in rows if row["period"] == period), key=lambda row: row["rank"]):
            low, begun = begun, begun + row["active"]
            tops = [HIGH - round(HIGH * each / top) for each in (low, begun)]
            if row["active"]:
                column = f"M{place * UNIT + 1} {tops[0]}V{tops[1]}h{BAR}V{tops[0]}z"
                shapes[row["source_name"]][0 if row["complete"] else 1].append(column)
    return tuple(
        Stack(colour=legend[name], whole="".join(whole), open="".join(unfinished))
        for name, (whole, unfinished) in shapes.items()
    )


def _lines(rows: Sequence[Row], periods: Sequence[str], top: int) -> tuple[Line, ...]:
    count = len(periods)
    found = []
    for row in rows:
        if row["target"] is not None:
            height = _percent(top - row["target"], top)
            found.append(Line(height=height, text=row["target_label"] or ""))
        if row["earlier"] is not None:
            found.append(
                Line(
                    height=_percent(top - row["earlier"], top),
                    start=_percent(periods.index(row["period"]), count),
                    end=_percent(periods.index(row["earlier_until"]) + 1, count),
                )
            )
    return tuple(found)


def _names(lang: str, periods: Sequence[str]) -> tuple[Tick, ...]:
    """Every month by its name, or of many months the years."""
    count = len(periods)
    if count <= MONTHS_BY_NAME:
        shown = {place: short_month(lang, period) for place, period in enumerate(periods)}
        every = 1 + (count - 1) // 3  # on a phone there is room for four names
        return tuple(Tick(place=_percent(at, count), text=shown[at]) for at in range(0, count, every))
    years = [(place, period[:4]) for place, period in enumerate(periods) if period.endswith("-01")]
    return tuple(Tick(place=_percent(place, count), text=year) for place, year in years)


def _axis(most: int) -> tuple[int, int]:
    """The step of an axis, and where it ends: high enough for `most`."""
    power = 1
    while True:
        for step in (each * power for each in STEPS):
            if step * MOST_STEPS >= most * ROOM:
                return step, step * -(-int(most * ROOM) // step)
        power *= 10


def _percent(part: int, whole: int) -> str:
    """A place in percent, short."""
    return f"{100 * part / whole:.2f}".rstrip("0").rstrip(".") if whole else "0"
