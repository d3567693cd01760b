-- purpose: Who can pay, in the fixed order of rows and colours.
-- grain: id
-- column id VARCHAR: identifier
-- column name_id VARCHAR: name in Indonesian
-- column name_en VARCHAR: name in English
-- column sort_order BIGINT: fixed order of rows and colours
-- column public_budget BOOLEAN: true if the money is APBN or APBD
-- column relief VARCHAR: whether the 50% relief of PP 50/2025 holds: never; by_law; if_confirmed by the
--   branch office
-- column source VARCHAR: where every fact of the row was read; several are separated by '; '
-- column note VARCHAR: what a reader must know about the row, in English
-- column note_id VARCHAR: the same note in Indonesian
-- source: ref_funding_source
select
    id,
    name_id,
    name_en,
    "order" as sort_order,
    public_budget,
    relief,
    source,
    note,
    note_id
from ref_funding_source
order by "order"
