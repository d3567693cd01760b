-- purpose: How far UCJ of the whole labour force is from each target set for it, in one month.
-- grain: id
-- param period VARCHAR: month of the extract, YYYY-MM
-- column id VARCHAR: identifier of the target
-- column due VARCHAR: month by which it must be reached; NULL if not named
-- column target_share DECIMAL(9,6) [share 0-1]: part of the denominator to reach
-- column denominator VARCHAR: group that the target speaks of
-- column universe BIGINT [workers]: its number as printed
-- column workers BIGINT [workers]: members of all segments active in JKK
-- column coverage_rate DOUBLE [share 0-1]: workers / universe
-- column target_workers BIGINT [workers]: target_share x universe rounded up
-- column gap_workers BIGINT [workers]: target_workers - workers, at least 0
-- source: participants, ref_target, ref_denominator
with

members as (
    select coalesce(sum(workers), 0)::bigint as workers
    from participants
    where period = $period and programme = 'jkk'
),

measured as (
    select
        ref_target.id,
        ref_target.due,
        ref_target.share::decimal(9, 6) as target_share,
        ref_denominator.id as denominator,
        ref_denominator.workers::bigint as universe,
        members.workers,
        -- DECIMAL throughout: a binary fraction may round up to one worker too many
        ceil(ref_target.share::decimal(9, 6) * ref_denominator.workers::bigint)::bigint as target_workers
    from ref_target
    inner join ref_denominator on ref_target.denominator = ref_denominator.id
    cross join members
    where ref_target.scope = 'ucj' and ref_target.share is not null
)

select
    id,
    due,
    target_share,
    denominator,
    universe,
    workers,
    workers / nullif(universe, 0)::double as coverage_rate,
    target_workers,
    greatest(target_workers - workers, 0) as gap_workers
from measured
order by due asc nulls last, id asc
