"""What was published, corrected or changed, as an Atom feed (RFC 4287) that a news reader follows?

Addresses in it are relative to the feed's own, so it is right on any host.
"""

import datetime as dt
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from dashboard import db
from dashboard.api.release import DATAPACKAGE, archive_address, file_address
from dashboard.changelog import KINDS, changes
from dashboard.cities import city_dir, city_parameter
from dashboard.city import city
from dashboard.forms import date, month, revision
from dashboard.words import word

ATOM = "http://www.w3.org/2005/Atom"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NEWEST = 100  # entries; a reader that comes monthly misses nothing
IDENTITY = uuid.UUID("6f0c2f0e-2a53-5d0a-9f0a-3b9d0c5a7e11")  # identifiers of entries are made under it
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TITLE_LETTERS = 100


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry: what it is called for ever, when, of which kind, and its words."""

    name: str
    updated: str  # RFC 3339
    kind: str
    title: str
    text: str
    release: str = ""  # of data: the release that its files belong to


def feed(lang: str) -> bytes:
    """The feed of the city that is shown. Raises ExtractMissing."""
    entries = sorted((*_releases(lang), *_notes(lang)), key=lambda each: each.updated, reverse=True)[:NEWEST]
    parameters = {"lang": lang, **city_parameter()}
    root = ElementTree.Element("feed", {"xmlns": ATOM, XML_LANGUAGE: lang})
    _add(root, "id", _identifier("feed", lang))
    _add(root, "title", word(lang, "feed.title", city=city().called(lang)))
    _add(root, "subtitle", word(lang, "feed.subtitle"))
    _add(root, "updated", max((each.updated for each in entries), default="1970-01-01T00:00:00Z"))
    _add(ElementTree.SubElement(root, "author"), "name", word(lang, "feed.author", city=city().called(lang)))
    ElementTree.SubElement(root, "link", rel="self", href=f"/perubahan.atom?{urlencode(parameters)}")
    page = f"/perubahan?{urlencode(parameters)}"
    ElementTree.SubElement(root, "link", rel="alternate", type="text/html", href=page)
    for each in entries:
        entry = ElementTree.SubElement(root, "entry")
        _add(entry, "id", _identifier(each.name))
        _add(entry, "title", each.title)
        _add(entry, "updated", each.updated)
        ElementTree.SubElement(
            entry, "category", term=each.kind, label=word(lang, f"change_log.{each.kind}.title")
        )
        ElementTree.SubElement(entry, "link", rel="alternate", type="text/html", href=page)
        if each.release:
            archive = archive_address(each.release)
            ElementTree.SubElement(entry, "link", rel="enclosure", type="application/gzip", href=archive)
            described = file_address(each.release, DATAPACKAGE)
            ElementTree.SubElement(entry, "link", rel="related", type="application/json", href=described)
        _add(entry, "content", each.text)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    # Reasons are written by people: what XML cannot hold would make the whole feed unreadable.
    ElementTree.SubElement(parent, tag).text = NOT_XML.sub("", text)


def _identifier(*parts: str) -> str:
    return uuid.uuid5(IDENTITY, "/".join((city_dir().name, *parts))).urn


def _releases(lang: str) -> list[Entry]:
    """Every revision whose time of making can be read."""
    return [
        Entry(
            name=row["revision_id"],
            updated=updated,
            kind="data",
            release=row["revision_id"],
            title=release_title(lang, row),
            text=f"{release_title(lang, row)}. {row['reason'] or word(lang, 'change_log.data.first')}",
        )
        for row in db.run_query("revision_list").to_pylist()
        if (updated := _instant(row["generated_at"]))
    ]


def _instant(text: str) -> str | None:
    """A time (ISO 8601) in UTC as RFC 3339 writes it; None when it is none, because Atom wants one."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or dt.UTC).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def release_title(lang: str, row: Mapping[str, Any]) -> str:
    """A row of `revision_list` in words, without its reason."""
    key = "change_log.data.correction" if row["supersedes"] else "change_log.data.release"
    return word(
        lang,
        key,
        month=month(lang, row["period"]),
        revision=revision(row["revision_id"]),
        before=revision(row["supersedes"] or ""),
        published=date(lang, row["generated_at"]),
    )


def _notes(lang: str) -> list[Entry]:
    found = []
    for change in (change for kind in KINDS.values() for change in changes(kind)):
        told, _ = change.told(lang)
        text = told.replace("`", "").replace("**", "")
        cut = text if len(text) <= TITLE_LETTERS else text[:TITLE_LETTERS].rpartition(" ")[0] + " …"
        found.append(
            Entry(
                # The English words name it, so that a translation added later is no new entry.
                name=f"{change.day}/{change.kind}/{change.english}",
                updated=f"{change.day}T00:00:00Z",
                kind=change.kind,
                title=f"{word(lang, f'change_log.{change.kind}.title')}: {cut}",
                text=text,
            )
        )
    return found
