-- purpose: Which worker groups there are, with KBLI letter and transport flag.
-- grain: id
-- column id VARCHAR: identifier
-- column name_id VARCHAR: name in Indonesian
-- column name_en VARCHAR: name in English
-- column aliases VARCHAR: other names of it, separated by ';'; NULL if none
-- column kbli VARCHAR: category letter of KBLI 2020 (standard classification of business fields)
-- column transport BOOLEAN: true if the group counts as transport for PP 50/2025
-- column transport_basis VARCHAR: why the transport flag is what it is
-- column source VARCHAR: where every fact of the row was read; several are separated by '; '
-- column confidence VARCHAR: confirmed: read in the source; inference: our conclusion from confirmed facts;
--   memory: to be verified
-- column note VARCHAR: what a reader must know about the row, in English
-- source: ref_sector
select
    id,
    name_id,
    name_en,
    aliases,
    kbli,
    transport,
    transport_basis,
    source,
    confidence,
    note
from ref_sector
order by id
