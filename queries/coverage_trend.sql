-- purpose: Who paid for how many protected workers, month by month. No rows when nobody ever was.
-- grain: period x funding_source
-- param opd VARCHAR: only workers this OPD looks after; NULL keeps all
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- param funding_source VARCHAR: only this source; NULL keeps every source that protects someone in some month
-- column period VARCHAR: month of the extract
-- column month DATE: its first day
-- column funding_source VARCHAR: who pays; 'lainnya' = merged small cells
-- column active BIGINT [workers]: iuran paid for this month by this source; 0 rows are kept
-- column universe BIGINT [workers]: all workers of the slice in this month, whoever pays
-- source: coverage
with

sums as (
    select
        period,
        funding_source,
        sum(workers) as workers,
        sum(active) filter (where payer) as active
    from in_slice(null, $opd, $sector, $kecamatan, $funding_source)
    group by period, funding_source
),

sources as (
    select distinct funding_source
    from sums
    where active > 0
),

universes as (
    select
        period,
        sum(workers) as universe
    from sums
    group by period
)

select
    published_period.period,
    published_period.month,
    sources.funding_source::varchar as funding_source,
    coalesce(sums.active, 0)::bigint as active,
    coalesce(universes.universe, 0)::bigint as universe
from published_period
cross join sources
left join universes on published_period.period = universes.period
left join sums
    on published_period.period = sums.period and sources.funding_source = sums.funding_source
order by published_period.period, funding_source
