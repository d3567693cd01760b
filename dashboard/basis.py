"""What is the chosen slice measured against: which target, over which universe, and what does not fit?"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

from dashboard import db
from dashboard.choices import SLICE, Notice, Selection
from dashboard.city import city
from dashboard.names import reference


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What `coverage_headline` needs beside the slice; `target` and `denominator` are reference rows.

    `target` is None where the chosen one cannot be set against the slice. `notices` tell what was
    chosen but not followed.
    """

    target: dict[str, Any] | None
    target_share: Decimal | None  # [share 0-1]
    target_workers: int | None
    denominator: dict[str, Any]
    denominator_workers: int | None  # None: the workers of the slice
    notices: tuple[Notice, ...]

    @property
    def parameters(self) -> dict[str, Any]:
        """What queries that measure against a target are asked beside the slice."""
        return {
            "target_share": self.target_share,
            "target_workers": self.target_workers,
            "denominator_workers": self.denominator_workers,
        }


def headline_parameters(selection: Selection, basis: Basis) -> dict[str, Any]:
    """What `coverage_headline` is asked for a selection."""
    return {**selection.parameters("period", *SLICE), **basis.parameters}


def headline_row(selection: Selection, basis: Basis) -> dict[str, Any]:
    """The row of `coverage_headline` for a selection. Raises ExtractMissing."""
    # Every month is asked for at once: it takes as long as one, and the next month is there then.
    months = db.run_query("coverage_headline", **headline_parameters(selection, basis) | {"period": None})
    place = months.column("period").index(selection.period).as_py()
    (row,) = months.slice(place, 1).to_pylist()
    return dict(row)


def share_of(share: Decimal, workers: int) -> int:
    """Workers that make up at least `share` [0-1] of `workers`; exact, rounded up to a whole worker."""
    return int((share * workers).to_integral_value(rounding=ROUND_CEILING))


def basis_of(selection: Selection) -> Basis:
    """The target and universe that hold for `selection`. Raises ExtractMissing."""
    denominators = reference("denominator_list")
    targets = reference("target_list")
    denominator = denominators[selection.denominator]
    chosen = targets[selection.target]
    target: dict[str, Any] | None = chosen
    notices = []
    if not denominator["slices"] and not selection.is_whole_city:
        # Nobody has published such a number for a part of the city, so the register stands in.
        notices.append(
            Notice(
                key="notice.denominator_city", values={"name": "denominator", "value": selection.denominator}
            )
        )
        denominator = denominators[city().denominator]
    share, workers = None, None
    if chosen["kind"] == "number":
        if selection.is_whole_city:
            workers = chosen["workers"]
        else:
            notices.append(
                Notice(key="notice.target_city", values={"name": "target", "value": selection.target})
            )
            target = None
    elif chosen["denominator"] == denominator["id"]:
        share = chosen["share"]
    else:
        # The target keeps the universe it was set for, whatever coverage is measured against.
        workers = share_of(chosen["share"], denominators[chosen["denominator"]]["workers"])
    return Basis(
        target=target,
        target_share=share,
        target_workers=workers,
        denominator=denominator,
        denominator_workers=None if denominator["slices"] else denominator["workers"],
        notices=tuple(notices),
    )
