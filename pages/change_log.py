"""What changed in data, method and software, and when do the next data come?"""

from dashboard.blocks import change_log
from dashboard.frame import open_page

view = open_page(
    "change_log",
    unused=("period", "opd", "sector", "kecamatan", "funding_source", "denominator", "target"),
)
change_log.show_answer(view)
change_log.show_data(view)
change_log.show_method(view)
change_log.show_software(view)
