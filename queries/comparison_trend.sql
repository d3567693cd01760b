-- purpose: Coverage of two slices, month by month.
-- grain: period
-- param opd VARCHAR: only workers this OPD looks after; NULL keeps all
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- param funding_source VARCHAR: count as active only those this source pays; NULL keeps all
-- param other_opd VARCHAR: as opd, of the second slice
-- param other_sector VARCHAR: as sector, of the second slice
-- param other_kecamatan VARCHAR: as kecamatan, of the second slice
-- param other_funding_source VARCHAR: as funding_source, of the second slice
-- column period VARCHAR: month of the extract; every published month has a row
-- column active BIGINT [workers]: protected in the first slice
-- column universe BIGINT [workers]: all workers of the first slice
-- column coverage_rate DOUBLE [share 0-1]: active / universe; NULL if nobody is in the slice
-- column other_active BIGINT [workers]: protected in the second slice
-- column other_universe BIGINT [workers]: all workers of the second slice
-- column other_coverage_rate DOUBLE [share 0-1]: other_active / other_universe; NULL if nobody is in it
-- source: coverage
with

first_slice as (
    select
        period,
        sum(workers)::bigint as universe,
        coalesce(sum(active) filter (where payer), 0)::bigint as active
    from in_slice(null, $opd, $sector, $kecamatan, $funding_source)
    group by period
),

second_slice as (
    select
        period,
        sum(workers)::bigint as universe,
        coalesce(sum(active) filter (where payer), 0)::bigint as active
    from in_slice(null, $other_opd, $other_sector, $other_kecamatan, $other_funding_source)
    group by period
)

select
    published_period.period,
    coalesce(first_slice.active, 0) as active,
    coalesce(first_slice.universe, 0) as universe,
    first_slice.active / nullif(first_slice.universe, 0)::double as coverage_rate,
    coalesce(second_slice.active, 0) as other_active,
    coalesce(second_slice.universe, 0) as other_universe,
    second_slice.active / nullif(second_slice.universe, 0)::double as other_coverage_rate
from published_period
left join first_slice on published_period.period = first_slice.period
left join second_slice on published_period.period = second_slice.period
order by published_period.period
