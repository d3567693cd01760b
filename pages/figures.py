"""What was printed about the protection of workers, and does it hold?"""

from dashboard.blocks import check, figures
from dashboard.frame import open_page

view = open_page(
    "figures", unused=("period", "opd", "sector", "kecamatan", "funding_source", "denominator", "target")
)
figures.show_answer(view)
check.check_text(view)
figures.show_differences(view)
figures.show_register(view)
