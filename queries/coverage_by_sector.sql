-- purpose: Protection by worker group, in one month.
-- grain: id
-- param period VARCHAR: month of the extract, YYYY-MM
-- param opd VARCHAR: only workers this OPD looks after; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- param funding_source VARCHAR: count as registered or active only those this source pays, or paid last;
--   the universe, never and unprotected stay whole; NULL keeps all
-- column id VARCHAR: worker group; every group of the reference has a row, and 'lainnya' when small
--   cells were merged
-- column universe BIGINT [workers]: all workers of the slice
-- column registered BIGINT [workers]: active, one_month and lapsed together
-- column active BIGINT [workers]: iuran paid for this month, so protected
-- column one_month BIGINT [workers]: paid exactly one month ever, not this one
-- column lapsed BIGINT [workers]: paid more than one month, not this one
-- column never BIGINT [workers]: never paid
-- column coverage_rate DOUBLE [share 0-1]: active / universe; NULL if the universe is 0
-- column unprotected BIGINT [workers]: not active by any source
-- source: coverage, ref_sector
with

sums as (
    select
        sector,
        sum(workers) as universe,
        sum(active + one_month + lapsed) filter (where payer) as registered,
        sum(active) filter (where payer) as active,
        sum(one_month) filter (where payer) as one_month,
        sum(lapsed) filter (where payer) as lapsed,
        sum(never) as never,
        sum(workers - active) as unprotected
    from in_slice($period, $opd, null, $kecamatan, $funding_source)
    group by sector
)

select
    coalesce(ref_sector.id, sums.sector::varchar) as id,
    coalesce(sums.universe, 0)::bigint as universe,
    coalesce(sums.registered, 0)::bigint as registered,
    coalesce(sums.active, 0)::bigint as active,
    coalesce(sums.one_month, 0)::bigint as one_month,
    coalesce(sums.lapsed, 0)::bigint as lapsed,
    coalesce(sums.never, 0)::bigint as never,
    coalesce(sums.active, 0) / nullif(sums.universe, 0)::double as coverage_rate,
    coalesce(sums.unprotected, 0)::bigint as unprotected
from ref_sector
full join sums on ref_sector.id = sums.sector
order by coverage_rate desc nulls last, id asc
