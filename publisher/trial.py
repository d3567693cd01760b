"""What would publishing a month change, found out on a copy of the register?"""

from dataclasses import replace
from pathlib import Path

from publisher.intake.reception import Step
from publisher.opening import city_settings
from publisher.preview import Preview, preview
from publisher.publish import blank_manifest, taken_in
from publisher.register.notes import alarm_lines, overlap_lines
from publisher.register.register import Register
from publisher.revisions.history import History
from publisher.revisions.release import check_contract, read_state


def preview_month(
    *, city_dir: Path, folder: Path, extracts: Path, register: Register, period: str, lang: str,
    step: Step = lambda _: None,
) -> Preview:  # fmt: skip
    """What publishing the sheets in `folder` as `period` would change. `register` is a copy: it is changed.

    Raises SheetsRefused, ContractBroken, LogBroken, RegisterElsewhere, RegisterBehind.
    """
    state = read_state(extracts, blank_manifest(city_settings(city_dir)))
    History(register).follow(state.log, period)
    month = taken_in(city_dir=city_dir, folder=folder, register=register, period=period, step=step)
    step("compare")
    for name, table in month.tables.items():
        check_contract(name, table)
    found = preview(
        extracts=extracts, state=state, tables=month.tables, period=period, city_dir=city_dir, lang=lang
    )
    notes = (*overlap_lines(month.counts, period, lang), *alarm_lines(month.alarms, period, lang))
    return replace(found, notes=notes)
