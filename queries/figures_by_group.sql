-- purpose: The numbers of every body, sector, place in each month, to find a printed one among them.
-- grain: dimension x id x period x measure
-- column dimension VARCHAR: opd, sector, kecamatan or kelurahan
-- column id VARCHAR: the group; 'lainnya' = merged small cells
-- column kecamatan VARCHAR: of a kelurahan, the one it lies in; NULL for other groups
-- column period VARCHAR: month of the extract, YYYY-MM
-- column measure VARCHAR: universe, registered, active, one_month, lapsed, never or unprotected; only above 0
-- column workers BIGINT [workers]: the number
-- column whole_workers BIGINT [workers]: all workers of the group in the month, which it is a share of
-- source: coverage, coverage_kelurahan
with

cells as (
    select
        period::varchar as period,
        case
            when grouping(opd) = 0 then 'opd' when grouping(sector) = 0 then 'sector' else 'kecamatan'
        end as dimension,
        coalesce(opd::varchar, sector::varchar, kecamatan::varchar) as id,
        null as within_kecamatan,
        sum(workers) as universe,
        sum(active) as active,
        sum(one_month) as one_month,
        sum(lapsed) as lapsed,
        sum(never) as never
    from coverage_wide
    group by grouping sets ((period, opd), (period, sector), (period, kecamatan))
    union all
    -- The code of a kelurahan begins with the code of its kecamatan.
    select
        period::varchar as period,
        'kelurahan' as dimension,
        kelurahan::varchar as id,
        left(kelurahan::varchar, 8) as within_kecamatan,
        sum(workers) as universe,
        sum(active) as active,
        sum(one_month) as one_month,
        sum(lapsed) as lapsed,
        sum(never) as never
    from coverage_kelurahan_wide
    group by period, kelurahan
),

numbers as (
    unpivot (
        select
            *,
            universe as whole_workers,
            active + one_month + lapsed as registered,
            universe - active as unprotected
        from cells
    )
    on universe, registered, active, one_month, lapsed, never, unprotected
    into name measure value workers
)

select
    dimension,
    id,
    within_kecamatan as kecamatan,
    period,
    measure,
    workers::bigint as workers,
    whole_workers::bigint as whole_workers
from numbers
where workers > 0
order by period desc, dimension asc, id asc, measure asc
