"""In which kecamatan and kelurahan is coverage low?"""

from dashboard.blocks import kelurahan, region
from dashboard.filters import pick_level, show_notices
from dashboard.frame import open_page
from dashboard.places import KELURAHAN, settle_kelurahan, show_way

UNUSED = {
    "kecamatan": ("denominator", "target"),
    "kelurahan": ("opd", "sector", "denominator", "target"),  # published without OPD and sector
}

chosen, notices = settle_kelurahan()
view = open_page("region", unused=UNUSED, page_keys={KELURAHAN: chosen})
show_notices(notices, view.lang)
show_way(view, chosen)
if chosen:
    kelurahan.show_answer(view, chosen)
else:
    region.show_answer(view)
if not view.selection.kecamatan:
    pick_level(view.lang)
region.show_map(view, chosen)
region.show_rows(view)
region.show_making(view)
