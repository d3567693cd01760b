-- purpose: By which day of which month sheets and data are due, and on what basis.
-- grain: id
-- column id VARCHAR: sheets: lists of the city bodies; publication: data of the month
-- column name_id VARCHAR: name in Indonesian
-- column name_en VARCHAR: name in English
-- column day BIGINT [day of the month]: due on it at the latest
-- column months_after BIGINT [months]: after the month that the data speak of
-- column source VARCHAR: where every fact of the row was read; several are separated by '; '
-- column confidence VARCHAR: confirmed: read in the source; inference: our conclusion from confirmed facts;
--   memory: to be verified
-- column note VARCHAR: what a reader must know about the row, in English
-- column note_id VARCHAR: the same note in Indonesian
-- source: ref_calendar
select
    id,
    name_id,
    name_en,
    day,
    months_after,
    source,
    confidence,
    note,
    note_id
from ref_calendar
order by day, id
