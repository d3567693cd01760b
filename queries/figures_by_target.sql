-- purpose: How many workers each target asks for, and how many are missing, in each month and the whole city.
-- grain: period x id
-- column period VARCHAR: month of the extract, YYYY-MM
-- column id VARCHAR: target
-- column target_workers BIGINT [workers]: the number, or its share of its own denominator rounded up
-- column gap_workers BIGINT [workers]: target_workers - active, at least 0
-- source: coverage, ref_target, ref_denominator
with

sums as (
    select
        period,
        sum(workers) as universe,
        sum(active) as active
    from coverage_wide
    group by period
),

asked as (
    select
        sums.period::varchar as period,
        ref_target.id,
        sums.active,
        if(ref_denominator.slices, sums.universe, ref_denominator.workers) as base,
        -- DECIMAL throughout: 0.29 as a binary fraction may round up to one worker too many
        coalesce(ref_target.workers, ceil(ref_target.share::decimal(9, 6) * base))::bigint as target_workers
    from sums
    cross join ref_target
    left join ref_denominator on ref_target.denominator = ref_denominator.id
    where ref_target.scope = 'all'
)

select
    period,
    id,
    target_workers,
    greatest(target_workers - active, 0)::bigint as gap_workers
from asked
order by period, id
