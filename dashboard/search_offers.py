"""Which pages answer what was found, with which filters? Pure: things in, offers of links out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from dashboard.search import NOISE, Found, Part, Thing

MOST_OFFERS = 12  # longer lists are cut, and say so
MOST_PARTS = 5
MOST_READINGS = 400
FILTERS = ("kecamatan", "opd", "sector", "funding_source", "period")
OTHER = "other_"  # what the right side of a comparison is called in its address
PAGE, TERM, KELURAHAN, CARD = "page", "term", "kelurahan", "kartu"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A page with the filters that show what was found, and the things that it shows."""

    page: str
    codes: Mapping[str, str]
    things: tuple[Thing, ...]


def offers(found: Found, parents: Mapping[str, str]) -> list[Offer]:
    """Links that follow everything that was named, the likeliest first; `parents`: kecamatan of kelurahan."""
    known: dict[tuple, Offer] = {}
    # A word that is explained is no part of what is shown, unless there is nothing else.
    shown = [part for part in found.parts if part.things[0].kind != TERM] or found.parts
    for things in islice(_readings(shown), MOST_READINGS):
        offer = _offer(things, parents)
        if offer is not None:
            known.setdefault((offer.page, tuple(sorted(offer.codes.items()))), offer)
    return list(known.values())


def terms_in(found: Found) -> list[Thing]:
    """Words of the glossary that are the likeliest meaning; those said around names only when alone."""
    named = [
        part.things[0]
        for part in found.parts
        if part.things[0].kind == TERM and (len(found.parts) == 1 or not NOISE.issuperset(part.words))
    ]
    return list(dict.fromkeys(named))


def _readings(parts: Sequence[Part]) -> Iterator[tuple[Thing, ...]]:
    """One thing of each part, in all ways; those that take the likeliest things come first."""
    choices = [[thing for thing in part.things if thing.kind != TERM] for part in parts[:MOST_PARTS]]
    choices = [each for each in choices if each]
    if not choices:
        return iter(())
    depth = max(map(len, choices)) if len(choices) == 1 else 12
    all_ways = product(*[list(enumerate(each[:depth])) for each in choices])
    ranked = (
        sorted(all_ways, key=lambda way: sum(place for place, _ in way)) if len(choices) < 4 else all_ways
    )
    return (tuple(dict.fromkeys(thing for _, thing in way)) for way in ranked)


def _offer(things: tuple[Thing, ...], parents: Mapping[str, str]) -> Offer | None:
    """The page and filters of these things; None when they do not go together."""
    codes: dict[str, str] = {}
    pages = [thing.code for thing in things if thing.kind == PAGE]
    for thing in things:
        if thing.kind == PAGE:
            continue
        if thing.kind == KELURAHAN:
            if codes.get("kecamatan", parents[thing.code]) != parents[thing.code] or KELURAHAN in codes:
                return None
            codes |= {"kecamatan": parents[thing.code], KELURAHAN: thing.code}
        elif codes.get(thing.kind, thing.code) != thing.code:
            if KELURAHAN in codes or f"{OTHER}{thing.kind}" in codes or pages:
                return None
            codes[f"{OTHER}{thing.kind}"] = thing.code
        else:
            codes[thing.kind] = thing.code
    page = _page_of(codes, pages)
    return Offer(page=page, codes=codes, things=things) if page else None


def _page_of(codes: Mapping[str, str], pages: Sequence[str]) -> str | None:
    """Where these filters are followed, all of them."""
    if len(pages) > 1 or (pages and CARD in codes) or (pages and KELURAHAN in codes and pages != ["region"]):
        return None
    if pages:
        return pages[0]
    if CARD in codes:
        return None if {KELURAHAN, f"{OTHER}{CARD}"} & set(codes) else "questions"
    if any(name.startswith(OTHER) for name in codes):
        return None if KELURAHAN in codes else "compare"
    if KELURAHAN in codes:
        return "region" if not {"opd", "sector"} & set(codes) else None
    return "region" if set(codes) <= {"kecamatan", "period"} else "summary"
