-- purpose: Protection by kecamatan, in one month.
-- grain: id
-- param period VARCHAR: month of the extract, YYYY-MM
-- param opd VARCHAR: only workers this OPD looks after; NULL keeps all
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param funding_source VARCHAR: count as registered or active only those this source pays, or paid last;
--   the universe, never and unprotected stay whole; NULL keeps all
-- column id VARCHAR: Kemendagri code; every kecamatan of the reference has a row
-- column universe BIGINT [workers]: all workers of the slice
-- column registered BIGINT [workers]: active, one_month and lapsed together
-- column active BIGINT [workers]: iuran paid for this month, so protected
-- column one_month BIGINT [workers]: paid exactly one month ever, not this one
-- column lapsed BIGINT [workers]: paid more than one month, not this one
-- column never BIGINT [workers]: never paid
-- column coverage_rate DOUBLE [share 0-1]: active / universe; NULL if the universe is 0
-- column unprotected BIGINT [workers]: not active by any source
-- source: coverage, ref_kecamatan
with

sums as (
    select
        kecamatan,
        sum(workers) as universe,
        sum(active + one_month + lapsed) filter (where payer) as registered,
        sum(active) filter (where payer) as active,
        sum(one_month) filter (where payer) as one_month,
        sum(lapsed) filter (where payer) as lapsed,
        sum(never) as never,
        sum(workers - active) as unprotected
    from in_slice($period, $opd, $sector, null, $funding_source)
    group by kecamatan
)

select
    coalesce(ref_kecamatan.id, sums.kecamatan::varchar) as id,
    coalesce(sums.universe, 0)::bigint as universe,
    coalesce(sums.registered, 0)::bigint as registered,
    coalesce(sums.active, 0)::bigint as active,
    coalesce(sums.one_month, 0)::bigint as one_month,
    coalesce(sums.lapsed, 0)::bigint as lapsed,
    coalesce(sums.never, 0)::bigint as never,
    coalesce(sums.active, 0) / nullif(sums.universe, 0)::double as coverage_rate,
    coalesce(sums.unprotected, 0)::bigint as unprotected
from ref_kecamatan
full join sums on ref_kecamatan.id = sums.kecamatan
order by coverage_rate desc nulls last, id asc
