"""In which kecamatan and kelurahan is coverage low?"""

from dashboard.blocks import breakdown, region
from dashboard.filters import pick_level
from dashboard.frame import open_page

UNUSED = {
    "kecamatan": ("kecamatan", "denominator", "target"),
    "kelurahan": ("opd", "sector", "denominator", "target"),  # published without OPD and sector
}

view = open_page("region", unused=UNUSED)
breakdown.show_answer(view, view.level)
pick_level(view.lang)
region.show_map(view)
breakdown.show_rows(view, view.level)
breakdown.show_making(view, view.level)
