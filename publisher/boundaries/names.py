"""Which place is each feature of a boundary file? By Kemendagri code, or by name inside its kecamatan."""

import difflib
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from publisher.boundaries.file import Feature, Trouble, digits
from publisher.boundaries.spelling import clearest, comparable, suggestion
from publisher.reference import read_reference

SHOWN = 12  # names in one sentence


@dataclass(frozen=True, kw_only=True)
class Places:
    """The reference of one city: names by Kemendagri code, and kecamatan by BPS code."""

    city: str
    city_name: str
    kecamatan: Mapping[str, str]
    kelurahan: Mapping[str, str]
    bps: Mapping[str, str]

    def names(self, level: str) -> Mapping[str, str]:
        """Names by code of one level."""
        return self.kecamatan if level == "kecamatan" else self.kelurahan

    def inside(self, kecamatan: str) -> dict[str, str]:
        """Names by code of the kelurahan of one kecamatan."""
        return {code: name for code, name in self.kelurahan.items() if code.startswith(f"{kecamatan}.")}

    def bare(self, kecamatan: str) -> str:
        """A kecamatan's name without the city's, which some files leave out: Medan Tuntungan, Tuntungan."""
        return comparable(kecamatan).removeprefix(comparable(self.city_name.removeprefix("Kota ")))


@dataclass
class Matches:
    """Features of one level with their Kemendagri codes, what stands in the way, and how names were read."""

    found: list[tuple[str, Feature]] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[Trouble] = field(default_factory=list)
    left_out: int = 0  # features of other cities

    def refuse(self, rule: str, **values: object) -> None:
        """Add a trouble."""
        self.troubles.append(Trouble(rule=rule, values=values))


def load_places(city_dir: Path) -> Places:
    """The places of one city."""
    settings = tomllib.loads((city_dir / "city.toml").read_text(encoding="utf-8"))
    kecamatan = read_reference(city_dir, "kecamatan")
    return Places(
        city=settings["code"],
        city_name=settings["name"],
        kecamatan={row["id"]: row["name"] for row in kecamatan},
        kelurahan={row["id"]: row["name"] for row in read_reference(city_dir, "kelurahan")},
        bps={row["bps_code"]: row["id"] for row in kecamatan},
    )


def dotted(code: str) -> str:
    """The digits of a code as Kemendagri writes them."""
    return ".".join(filter(None, (code[:2], code[2:4], code[4:6], code[6:])))


def match_features(features: Sequence[Feature], level: str, places: Places) -> Matches:
    """The features of one level as places of the city, each of which must be there exactly once."""
    names, matches = places.names(level), Matches()
    kemendagri = sum(dotted(feature.code) in names for feature in features)
    bps = sum((feature.kecamatan_code or feature.code)[:7] in places.bps for feature in features)
    # BPS and Kemendagri give some numbers to different places: 1271 is Sibolga to one, Medan to the other.
    numbering = "names" if not kemendagri + bps else "bps" if bps > kemendagri else "kemendagri"
    own = [feature for feature in features if is_own(feature, places, numbering)]
    matches.left_out = len(features) - len(own)
    if numbering == "kemendagri":
        match_codes(own, names, matches)
    elif level == "kecamatan":
        match_names([(feature.kecamatan_name, feature) for feature in own], names, matches)
    else:
        match_inside(own, places, matches)
    check_complete(level, names, matches)
    return matches


def is_own(feature: Feature, places: Places, numbering: str) -> bool:
    """Whether a feature is of this city, as far as it says; one that says nothing is."""
    code = next(filter(None, (feature.city_code, feature.kecamatan_code, feature.code)), "")
    if code and numbering != "names":
        own = {digits(places.city)} if numbering == "kemendagri" else {bps[:4] for bps in places.bps}
        return code[:4] in own
    said, name = feature.city_name.casefold(), places.city_name.casefold()
    return said in ("", name, name.removeprefix("kota "))


def match_codes(features: Sequence[Feature], names: Mapping[str, str], matches: Matches) -> None:
    """Add the features of a file with Kemendagri codes."""
    by_name = {(code.rpartition(".")[0], comparable(name)): code for code, name in names.items()}
    for feature in features:
        code, name = dotted(feature.code), feature.name or feature.kecamatan_name
        namesake = by_name.get((code.rpartition(".")[0], comparable(name)), code)
        if not code:
            near = suggestion(name, names) if name else "–"
            matches.refuse("no_code", place=feature.place, near=near)
        elif code not in names:
            (close,) = difflib.get_close_matches(code, names, n=1, cutoff=0)
            near = suggestion(name, names) if name else f"{names[close]} ({close})"
            matches.refuse("unknown_code", place=feature.place, code=code, near=near)
        elif namesake != code:
            near = f"{names[namesake]} ({namesake})"
            matches.refuse("other_name", place=feature.place, code=code, known=names[code], near=near)
        else:
            matches.found.append((code, feature))


def match_inside(features: Sequence[Feature], places: Places, matches: Matches) -> None:
    """Add kelurahan by name inside the kecamatan that its BPS code or its name says."""
    bare = {places.bare(name): code for code, name in places.kecamatan.items()}
    groups: dict[str, list[tuple[str, Feature]]] = {}
    for feature in features:
        said = feature.kecamatan_name
        kecamatan = places.bps.get((feature.kecamatan_code or feature.code)[:7]) or bare.get(
            places.bare(said)
        )
        if kecamatan and feature.name:
            groups.setdefault(kecamatan, []).append((feature.name, feature))
        elif kecamatan:
            matches.refuse("no_name", place=feature.place)
        elif said:
            near = suggestion(said, places.kecamatan)
            matches.refuse("unknown_kecamatan", place=feature.place, kecamatan=said, near=near)
        else:
            near = suggestion(feature.name, places.kelurahan)
            matches.refuse("no_kecamatan", place=feature.place, near=near)
    for kecamatan, members in groups.items():
        match_names(members, places.inside(kecamatan), matches)


def match_names(named: Sequence[tuple[str, Feature]], names: Mapping[str, str], matches: Matches) -> None:
    """Add features by name: those of the same name first, then other spellings that are clear."""
    same = {comparable(name): code for code, name in names.items()}
    equal = [(same[comparable(name)], feature) for name, feature in named if comparable(name) in same]
    rest = [(name, feature) for name, feature in named if comparable(name) not in same]
    left = {code: name for code, name in names.items() if code not in dict(equal)}
    matches.found += equal
    while pair := clearest([name for name, _ in rest], left):
        _, feature = rest.pop(pair[0])
        known = f"{left.pop(pair[1])} ({pair[1]})"
        matches.notes.append(Trouble(rule="read_as", values={"place": feature.place, "known": known}))
        matches.found.append((pair[1], feature))
    for name, feature in rest:
        matches.refuse("unknown_name", place=feature.place, near=suggestion(name, left or names))


def check_complete(level: str, names: Mapping[str, str], matches: Matches) -> None:
    """Add a trouble for each place that is there twice, and one for all that are not there."""
    times = Counter(code for code, _ in matches.found)
    for code, count in times.items():
        if count > 1:
            found = ", ".join(feature.place for one, feature in matches.found if one == code)
            matches.refuse("twice", known=f"{names[code]} ({code})", places=found)
    absent = [f"{name} ({code})" for code, name in names.items() if code not in times]
    if absent:
        shown = ", ".join(absent[:SHOWN]) + (" …" if len(absent) > SHOWN else "")
        matches.refuse("missing", level=level, found=len(times), wanted=len(names), missing=shown)
