-- purpose: Which targets were set, as share or number, by whom and of what.
-- grain: id
-- column id VARCHAR: identifier
-- column name_id VARCHAR: name in Indonesian
-- column name_en VARCHAR: name in English
-- column kind VARCHAR: share: a part of the denominator; number: a number of workers
-- column share DECIMAL(9,6) [share 0-1]: part of the denominator to reach; NULL for a number
-- column workers BIGINT [workers]: workers to reach; NULL for a share
-- column denominator VARCHAR: group that the target speaks of; NULL if none was named
-- column scope VARCHAR: who counts towards it: all vulnerable workers protected; mandiri_kepling: registered
--   through kepling; ucj: active members of all segments
-- column date_set VARCHAR: day it was stated in public
-- column due VARCHAR: month by which it must be reached; NULL if not named
-- column legal_basis VARCHAR: regulation that sets it
-- column source VARCHAR: where every fact of the row was read; several are separated by '; '
-- column as_printed BIGINT [workers]: workers as the source prints them for this target
-- column as_computed BIGINT [workers]: workers as computed: share x denominator, rounded up
-- column confidence VARCHAR: confirmed: read in the source; inference: our conclusion from confirmed facts;
--   memory: to be verified
-- column note VARCHAR: what a reader must know about the row, in English
-- column note_id VARCHAR: the same note in Indonesian
-- source: ref_target
select
    id,
    name_id,
    name_en,
    kind,
    share::decimal(9, 6) as share,
    workers,
    denominator,
    scope,
    date_set,
    due,
    legal_basis,
    source,
    as_printed,
    as_computed,
    confidence,
    note,
    note_id
from ref_target
order by date_set, id
