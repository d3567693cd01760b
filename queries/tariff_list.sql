-- purpose: What a worker-month costs, by programme, bracket, transport, relief and time.
-- grain: programme x segment x bracket x transport x relief x valid_from
-- column programme VARCHAR: programme
-- column segment VARCHAR: participation segment
-- column bracket BIGINT: income bracket of PP 44/2015 (1 to 33); 0: the same for all
-- column base_income_idr BIGINT [rupiah]: base income of the bracket; NULL for bracket 0
-- column transport VARCHAR: any: both kinds of sector; true: transport only; false: other sectors only
-- column relief VARCHAR: none: the normal amount; pp50_2025: half of it, for payers that the relief covers
-- column valid_from VARCHAR: first month of contribution
-- column valid_to VARCHAR: last month of contribution; NULL: until changed
-- column idr_per_worker_month BIGINT [rupiah]: contribution for one worker and one month
-- column legal_basis VARCHAR: regulation that sets it
-- column source VARCHAR: where every fact of the row was read; several are separated by '; '
-- column confidence VARCHAR: confirmed: read in the source; inference: our conclusion from confirmed facts;
--   memory: to be verified
-- column note VARCHAR: what a reader must know about the row, in English
-- source: ref_tariff
select
    programme,
    segment,
    bracket,
    base_income_idr,
    transport,
    relief,
    valid_from,
    valid_to,
    idr_per_worker_month,
    legal_basis,
    source,
    confidence,
    note
from ref_tariff
order by programme, segment, bracket, transport, relief, valid_from
