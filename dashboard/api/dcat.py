"""What do harvesters (CKAN, Satu Data) read of the releases? A DCAT catalogue as JSON-LD."""

import calendar
from typing import Any

from dashboard import db
from dashboard.about import LICENCE
from dashboard.api.release import ARCHIVE, DATAPACKAGE, FILES, archive_address, file_address
from dashboard.api.releases import Release, releases
from dashboard.cities import city_parameter
from dashboard.city import city
from dashboard.files import KINDS
from dashboard.forms import month
from dashboard.words import LANGUAGES, word

Plain = dict[str, Any]
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
CC_BY = {"@id": "https://creativecommons.org/licenses/by/4.0/"}
MONTHLY = {"@id": "http://publications.europa.eu/resource/authority/frequency/MONTHLY"}
SHA256 = {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"}
MEDIA = "https://www.iana.org/assignments/media-types/"


def catalogue(origin: str) -> Plain:
    """All releases in force as one catalogue; addresses begin with `origin`, or are relative to this one.

    Raises ExtractMissing.
    """
    shown = {each.revision_id for each in db.sources()}
    found = [each for each in releases().values() if each.id in shown]
    return {
        "@context": CONTEXT,
        "@id": f"{origin}/data/dcat.jsonld{_parameters()}",
        "@type": "dcat:Catalog",
        "dct:title": _said("api.title"),
        "dct:description": _said("api.dcat.catalogue"),
        "dct:publisher": _publisher(),
        "dct:license": CC_BY,
        "dct:language": list(LANGUAGES),
        "dct:issued": _time(min(each.head.generated_at for each in found)),
        "dct:modified": _time(max(each.head.generated_at for each in found)),
        "dcat:service": {
            "@type": "dcat:DataService",
            "dct:title": _said("api.title"),
            "dcat:endpointURL": {"@id": f"{origin}/api/v1"},
            "dcat:endpointDescription": {"@id": f"{origin}/api/v1/openapi.json{_parameters()}"},
        },
        "dcat:dataset": [_dataset(each, origin) for each in reversed(found)],
    }


def dataset(release: Release, origin: str) -> Plain:
    """One release."""
    return {"@context": CONTEXT, **_dataset(release, origin)}


def _dataset(release: Release, origin: str) -> Plain:
    year, number = map(int, release.period.split("-"))
    last = calendar.monthrange(year, number)[1]
    replaced = {"dct:replaces": release.before, "dct:isReplacedBy": release.after}
    synthetic = any(each.synthetic for each in release.files.values())
    return {
        "@id": f"{origin}{FILES}/{release.id}{_parameters()}",
        "@type": "dcat:Dataset",
        "dct:identifier": f"{city().code}/{release.id}",
        "dct:title": [_text(lang, _title(lang, release)) for lang in LANGUAGES],
        "dct:description": _said("api.dcat.synthetic" if synthetic else "api.dcat.real"),
        "dct:publisher": _publisher(),
        "dct:license": CC_BY,
        "dct:language": list(LANGUAGES),
        "dct:issued": _time(release.head.generated_at),
        "dct:accrualPeriodicity": MONTHLY,
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": f"{release.period}-01"},
            "dcat:endDate": {"@type": "xsd:date", "@value": f"{release.period}-{last:02}"},
        },
        "dct:spatial": {
            "@type": "dct:Location",
            "dct:identifier": city().code,
            "skos:prefLabel": [_text(lang, city().called(lang)) for lang in LANGUAGES],
        },
        "owl:versionInfo": release.id,
        **{
            name: {"@id": f"{origin}{FILES}/{other}{_parameters()}"}
            for name, other in replaced.items()
            if other
        },
        "dcat:distribution": [*_tables(release, origin), *_whole(release, origin)],
    }


def _title(lang: str, release: Release) -> str:
    return word(lang, "api.dcat.title", city=city().called(lang), month=month(lang, release.period))


def _tables(release: Release, origin: str) -> list[Plain]:
    return [
        {
            **_distribution(f"{origin}{file_address(release.id, f'{table}.parquet')}", KINDS["parquet"]),
            "dct:title": table,
            "dcat:byteSize": each.bytes,
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": SHA256,
                "spdx:checksumValue": each.hash.partition(":")[2],
            },
        }
        for table, each in sorted(release.files.items())
    ]


def _whole(release: Release, origin: str) -> list[Plain]:
    return [
        {
            **_distribution(f"{origin}{archive_address(release.id)}", "application/gzip"),
            "dct:title": f"{release.id}.{ARCHIVE}",
        },
        {
            **_distribution(f"{origin}{file_address(release.id, DATAPACKAGE)}", "application/json"),
            "dct:title": DATAPACKAGE,
            "dct:conformsTo": {"@id": "https://specs.frictionlessdata.io/data-package/"},
        },
    ]


def _distribution(address: str, kind: str) -> Plain:
    return {
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{MEDIA}{kind}"},
        "dct:license": CC_BY,
        "dct:rights": LICENCE,
    }


def _publisher() -> Plain:
    names = [_text(lang, word(lang, "cite.publisher", city=city().called(lang))) for lang in LANGUAGES]
    return {"@type": "foaf:Agent", "foaf:name": names}


def _said(key: str) -> list[Plain]:
    return [_text(lang, word(lang, key, city=city().called(lang))) for lang in LANGUAGES]


def _text(lang: str, text: str) -> Plain:
    return {"@language": lang, "@value": text}


def _time(text: str) -> Plain:
    return {"@type": "xsd:dateTime", "@value": text}


def _parameters() -> str:
    return "".join(f"?{name}={value}" for name, value in city_parameter().items())
