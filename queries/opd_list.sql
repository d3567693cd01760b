-- purpose: Which perangkat daerah and city companies look after workers, and who named them.
-- grain: id
-- column id VARCHAR: identifier
-- column name_id VARCHAR: name in Indonesian
-- column name_en VARCHAR: name in English
-- column short_name VARCHAR: short name for charts
-- column aliases VARCHAR: other names of it, separated by ';'; NULL if none
-- column type VARCHAR: dinas: office; bagian_setda: section of the city secretariat; bumd: city-owned
--   company; belum_disebut: not yet named
-- column named_by VARCHAR: reports that name the body
-- column source VARCHAR: where every fact of the row was read; several are separated by '; '
-- column confidence VARCHAR: confirmed: read in the source; inference: our conclusion from confirmed facts;
--   memory: to be verified
-- column note VARCHAR: what a reader must know about the row, in English
-- source: ref_opd
select
    id,
    name_id,
    name_en,
    short_name,
    aliases,
    type,
    named_by,
    source,
    confidence,
    note
from ref_opd
order by id
