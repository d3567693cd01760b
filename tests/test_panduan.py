"""Is what the clerk's page shows what the commands really print?"""

from tests.panduan import BLOCK, PAGE, play, rendered
from tests.sheet_files import nik


def test_the_page_shows_what_the_commands_print() -> None:
    page = PAGE.read_text(encoding="utf-8")
    told = play()
    assert {name for _, name, _ in BLOCK.findall(page)} == set(told)
    assert page == rendered(page, told), "run: python -m tests.panduan"


def test_the_page_holds_no_number_of_a_person() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [number for number in range(1, 40) if nik(number) in page] == []
