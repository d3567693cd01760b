-- purpose: What was said in public, as printed and as computed.
-- grain: id
-- column id VARCHAR: identifier
-- column date VARCHAR: day, month, year or span of months of the statement
-- column place VARCHAR: place that the figure speaks of
-- column figure_id VARCHAR: what it counts, in Indonesian
-- column figure_en VARCHAR: what it counts, in English
-- column printed VARCHAR: the number as the source writes it; NULL: our sum or division of printed numbers
-- column value DOUBLE: the same number, in the unit; a share is 0 to 1
-- column unit VARCHAR: unit of value, as_printed and as_computed
-- column source VARCHAR: where every fact of the row was read; several are separated by '; '
-- column as_printed DOUBLE: the printed number, to set beside as_computed; NULL if not printed
-- column as_computed DOUBLE: result of the computation; a share is rounded to six decimals
-- column computation VARCHAR: how as_computed comes about, from printed numbers and the tariff
-- column definition_id VARCHAR: definition under which the number holds, in Indonesian
-- column definition_en VARCHAR: definition under which the number holds, in English
-- column status VARCHAR: reproduced: the computation gives the printed number; holds_under_definition: about
--   right under the stated definition; conflicts: it does not compute; not_checkable: nothing to check it
--   with
-- column confidence VARCHAR: confirmed: read in the source; inference: our conclusion from confirmed facts;
--   memory: to be verified
-- column note VARCHAR: what a reader must know about the row, in English
-- column note_id VARCHAR: the same note in Indonesian
-- source: ref_published_figure
select
    id,
    date,
    place,
    figure_id,
    figure_en,
    printed,
    value::double as value,
    unit,
    source,
    as_printed::double as as_printed,
    as_computed::double as as_computed,
    computation,
    definition_id,
    definition_en,
    status,
    confidence,
    note,
    note_id
from ref_published_figure
order by date, id
