-- purpose: What share is protected of each group it can be taken of, in one month and the whole city?
-- grain: id
-- param period VARCHAR: month of the extract, YYYY-MM
-- column id VARCHAR: denominator
-- column date VARCHAR: day or month that its number speaks of
-- column source VARCHAR: where it was read
-- column scope VARCHAR: who counts: all: protected vulnerable workers; ucj: members of all segments
-- column universe BIGINT [workers]: its number; of the group that can be sliced, the workers of the month
-- column workers BIGINT [workers]: who are protected of it
-- column coverage_rate DOUBLE [share 0-1]: workers / universe; NULL if the universe is 0
-- source: coverage, participants, ref_denominator, ref_target
with

listed as (
    select coalesce(sum(workers), 0) as workers
    from coverage_wide
    where period = $period
),

ucj as (
    select distinct denominator as id
    from ref_target
    where scope = 'ucj'
),

universes as (
    select
        ref_denominator.id,
        ref_denominator.date,
        ref_denominator.source,
        if(ref_denominator.slices, listed.workers, ref_denominator.workers)::bigint as universe,
        -- where UCJ is taken of it, it holds wage earners too: vulnerable workers alone are no fair part
        if(ucj.id is null, 'all', 'ucj') as scope
    from ref_denominator
    cross join listed
    left join ucj on ref_denominator.id = ucj.id
)

select
    universes.id,
    universes.date,
    universes.source,
    universes.scope,
    universes.universe,
    coalesce(reached_by_scope.workers, 0)::bigint as workers,
    coalesce(reached_by_scope.workers, 0) / nullif(universes.universe, 0)::double as coverage_rate
from universes
left join reached_by_scope
    on universes.scope = reached_by_scope.scope and reached_by_scope.period = $period
order by universes.scope asc, universes.date asc, universes.id asc
