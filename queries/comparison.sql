-- purpose: Two slices side by side, each in its month, and how they differ.
-- grain: measure
-- param period VARCHAR: month of the first slice, YYYY-MM
-- param opd VARCHAR: only workers this OPD looks after; NULL keeps all
-- param sector VARCHAR: only this worker group; NULL keeps all
-- param kecamatan VARCHAR: only this kecamatan; NULL keeps all
-- param funding_source VARCHAR: count as registered or active only those this source pays, or paid last;
--   universe, never and unprotected stay whole; NULL keeps all
-- param other_period VARCHAR: month of the second slice, YYYY-MM
-- param other_opd VARCHAR: as opd, of the second slice
-- param other_sector VARCHAR: as sector, of the second slice
-- param other_kecamatan VARCHAR: as kecamatan, of the second slice
-- param other_funding_source VARCHAR: as funding_source, of the second slice
-- column measure VARCHAR: universe, active, unprotected, registered, one_month, lapsed or never
-- column workers BIGINT [workers]: so many in the first slice
-- column other_workers BIGINT [workers]: so many in the second slice
-- column difference BIGINT [workers]: workers - other_workers
-- column share DOUBLE [share 0-1]: workers / universe of the first slice; NULL if nobody is in it
-- column other_share DOUBLE [share 0-1]: other_workers / universe of the second slice; NULL if it is 0
-- column difference_share DOUBLE [share -1 to 1]: share - other_share; NULL if either is
-- source: coverage
with

both_slices as (
    select
        true as is_first,
        *
    from in_slice($period, $opd, $sector, $kecamatan, $funding_source)
    union all
    select
        false as is_first,
        *
    from in_slice($other_period, $other_opd, $other_sector, $other_kecamatan, $other_funding_source)
),

of_each_row as (
    select
        both_slices.is_first,
        unnest([
            { 'measure': 'universe', 'workers': both_slices.workers },
            { 'measure': 'active', 'workers': if(both_slices.payer, both_slices.active, 0) },
            { 'measure': 'unprotected', 'workers': both_slices.workers - both_slices.active },
            {
                'measure': 'registered',
                'workers': if(
                    both_slices.payer, both_slices.active + both_slices.one_month + both_slices.lapsed, 0
                )
            },
            { 'measure': 'one_month', 'workers': if(both_slices.payer, both_slices.one_month, 0) },
            { 'measure': 'lapsed', 'workers': if(both_slices.payer, both_slices.lapsed, 0) },
            { 'measure': 'never', 'workers': both_slices.never }
        ]) as counted
    from both_slices
),

-- Every measure has a row, even of nobody.
measures as (
    select
        unnest(
            ['universe', 'active', 'unprotected', 'registered', 'one_month', 'lapsed', 'never']
        ) as measure,
        unnest(range(7)) as place
),

sums as (
    select
        measures.place,
        measures.measure,
        coalesce(sum(of_each_row.counted.workers) filter (where of_each_row.is_first), 0)::bigint as workers,
        coalesce(sum(of_each_row.counted.workers) filter (where not of_each_row.is_first), 0)::bigint
            as other_workers
    from measures
    left join of_each_row on measures.measure = of_each_row.counted.measure
    group by measures.place, measures.measure
)

select
    measure,
    workers,
    other_workers,
    workers - other_workers as difference,
    workers / nullif(first(workers) over (order by place), 0)::double as share,
    other_workers / nullif(first(other_workers) over (order by place), 0)::double as other_share,
    share - other_share as difference_share
from sums
order by place
