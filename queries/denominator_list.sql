-- purpose: Which groups of workers a share can be taken of.
-- grain: id
-- column id VARCHAR: identifier
-- column name_id VARCHAR: name in Indonesian
-- column name_en VARCHAR: name in English
-- column workers BIGINT [workers]: number of workers as printed
-- column date VARCHAR: day or month that the number speaks of
-- column what_id VARCHAR: who is counted, in Indonesian
-- column what_en VARCHAR: who is counted, in English
-- column slices BOOLEAN: true if it can be split by OPD, sector and place
-- column precision VARCHAR: count, rounded (as printed) or survey
-- column low BIGINT [workers]: least number it can mean; NULL for a count and where no range is published
-- column high BIGINT [workers]: greatest number it can mean; NULL where low is
-- column source VARCHAR: where every fact of the row was read; several are separated by '; '
-- column confidence VARCHAR: confirmed: read in the source; inference: our conclusion from confirmed facts;
--   memory: to be verified
-- column note VARCHAR: what a reader must know about the row, in English
-- column note_id VARCHAR: the same note in Indonesian
-- source: ref_denominator
select
    id,
    name_id,
    name_en,
    workers,
    date,
    what_id,
    what_en,
    slices,
    precision,
    low,
    high,
    source,
    confidence,
    note,
    note_id
from ref_denominator
order by id
