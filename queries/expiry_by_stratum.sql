-- purpose: Until when the cover of active workers is paid, by kecamatan, OPD, sector and payer.
-- grain: kecamatan x opd x sector x funding_source x paid_through
-- param period VARCHAR: month of the extract, YYYY-MM
-- column kecamatan VARCHAR: Kemendagri code
-- column opd VARCHAR: body that looks after the workers; 'lainnya' = merged small cells
-- column sector VARCHAR: worker group; 'lainnya' = merged small cells
-- column funding_source VARCHAR: who pays; 'lainnya' = merged small cells
-- column paid_through VARCHAR: last month that is paid, YYYY-MM
-- column workers BIGINT [workers]: active workers
-- source: expiry
select
    kecamatan::varchar as kecamatan,
    opd::varchar as opd,
    sector::varchar as sector,
    funding_source::varchar as funding_source,
    paid_through::varchar as paid_through,
    sum(workers)::bigint as workers
from expiry
where period = $period
group by all
order by all
