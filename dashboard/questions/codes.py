"""Which question cards are there? By name only, for what must not wait until an answer can be worked out."""

CODES = (
    *("protected", "why", "pace", "close", "opd", "kecamatan", "agreements"),
    *("registered", "who", "printed", "ucj", "people", "unknown"),
    *("company", "sector", "pledges"),
    *("iuran", "worth", "benefits", "expiring"),
)
