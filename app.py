"""Entry point: the list of pages and nothing else."""

from dashboard.navigation import Entry, Group, run_page

run_page(
    Group(
        "cover",
        Entry(name="summary", file="pages/summary.py", path="ringkasan", icon=":material/shield_person:"),
        Entry(name="opd", file="pages/opd.py", path="opd", icon=":material/account_balance:"),
        Entry(name="sector", file="pages/sector.py", path="sektor", icon=":material/engineering:"),
        Entry(name="region", file="pages/region.py", path="wilayah", icon=":material/map:"),
        Entry(name="people", file="pages/people.py", path="siapa", icon=":material/groups:"),
    ),
    Group(
        "money",
        Entry(name="funding", file="pages/funding.py", path="sumber-dana", icon=":material/payments:"),
        Entry(name="expiry", file="pages/expiry.py", path="segera-habis", icon=":material/hourglass_bottom:"),
        Entry(
            name="benefits", file="pages/benefits.py", path="manfaat", icon=":material/volunteer_activism:"
        ),
        Entry(name="simulator", file="pages/what_if.py", path="simulator", icon=":material/calculate:"),
    ),
    Group(
        "take",
        Entry(name="company", file="pages/company.py", path="perusahaan", icon=":material/handshake:"),
        Entry(name="briefing", file="pages/briefing.py", path="lembar", icon=":material/description:"),
        Entry(name="questions", file="pages/questions.py", path="tanya", icon=":material/quiz:"),
    ),
    Group(
        "check",
        Entry(name="explorer", file="pages/explorer.py", path="jelajah", icon=":material/grid_on:"),
        Entry(name="compare", file="pages/compare.py", path="bandingkan", icon=":material/compare_arrows:"),
        Entry(name="changes", file="pages/changes.py", path="mengapa-berubah", icon=":material/trending_up:"),
        Entry(name="figures", file="pages/figures.py", path="angka-tercetak", icon=":material/newspaper:"),
        Entry(name="verify", file="pages/verify.py", path="verifikasi", icon=":material/verified:"),
        Entry(name="indicators", file="pages/indicators.py", path="indikator", icon=":material/book_2:"),
        Entry(name="change_log", file="pages/change_log.py", path="perubahan", icon=":material/update:"),
        Entry(name="method", file="pages/method.py", path="data-metode", icon=":material/menu_book:"),
        Entry(
            name="access", file="pages/access.py", path="aksesibilitas", icon=":material/accessibility_new:"
        ),
    ),
)
