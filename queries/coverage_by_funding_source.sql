-- purpose: Who pays for the protected workers of one month, and who paid last for those who lapsed.
-- grain: funding_source
-- param period VARCHAR: month of the extract, YYYY-MM
-- param opd VARCHAR: only workers this OPD looks after; NULL keeps all
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- column funding_source VARCHAR: every source of the reference in its fixed order, then 'lainnya' when small
--   cells were merged
-- column registered BIGINT [workers]: active, one_month and lapsed together
-- column active BIGINT [workers]: iuran paid for this month by this source
-- column one_month BIGINT [workers]: paid exactly one month ever, not this one, by this source
-- column lapsed BIGINT [workers]: paid more than one month, not this one, last by this source
-- column iuran_idr BIGINT [rupiah]: iuran paid for this month
-- column active_share DOUBLE [share 0-1]: active / active of all sources; NULL if that is 0
-- column coverage_rate DOUBLE [share 0-1]: active / universe; NULL if the universe is 0
-- column universe BIGINT [workers]: all workers of the slice, whoever pays: the same on every row
-- source: coverage, ref_funding_source
with

sums as (
    select
        funding_source,
        sum(active + one_month + lapsed) as registered,
        sum(active) as active,
        sum(one_month) as one_month,
        sum(lapsed) as lapsed,
        sum(iuran_idr) as iuran_idr,
        sum(workers) as workers
    from in_slice($period, $opd, $sector, $kecamatan, null)
    group by funding_source
),

totals as (
    select
        coalesce(sum(active), 0) as active,
        coalesce(sum(workers), 0) as universe
    from sums
),

paid as (
    select *
    from sums
    where funding_source is not null
)

select
    coalesce(ref_funding_source.id, paid.funding_source::varchar) as funding_source,
    coalesce(paid.registered, 0)::bigint as registered,
    coalesce(paid.active, 0)::bigint as active,
    coalesce(paid.one_month, 0)::bigint as one_month,
    coalesce(paid.lapsed, 0)::bigint as lapsed,
    coalesce(paid.iuran_idr, 0)::bigint as iuran_idr,
    coalesce(paid.active, 0) / nullif(totals.active, 0)::double as active_share,
    coalesce(paid.active, 0) / nullif(totals.universe, 0)::double as coverage_rate,
    totals.universe::bigint as universe
from ref_funding_source
full join paid on ref_funding_source.id = paid.funding_source
cross join totals
order by ref_funding_source."order" asc nulls last, funding_source asc
