-- purpose: UCJ: members of every segment in the whole city with work accident cover, over the labour force.
-- grain: segment
-- param period VARCHAR: month of the extract, YYYY-MM
-- column segment VARCHAR: participation segment; 'total' for all of them, always the last row
-- column workers BIGINT [workers]: active in JKK, so protected
-- column denominator VARCHAR: group that UCJ is a share of: that of the UCJ target set last; NULL if no
--   target names one
-- column universe BIGINT [workers]: its number as printed; NULL if no target names one
-- column coverage_rate DOUBLE [share 0-1]: workers / universe
-- source: participants, ref_target, ref_denominator
with

base as (
    select
        ref_denominator.id as denominator,
        ref_denominator.workers::bigint as universe
    from ref_target
    inner join ref_denominator on ref_target.denominator = ref_denominator.id
    where ref_target.scope = 'ucj'
    order by ref_target.date_set desc, ref_target.id asc
    limit 1
),

members as (
    select
        if(grouping(segment) = 1, 'total', segment::varchar) as segment,
        coalesce(sum(workers), 0)::bigint as workers
    from participants
    where period = $period and programme = 'jkk'
    group by rollup (segment)
)

select
    members.segment,
    members.workers,
    base.denominator,
    base.universe,
    members.workers / nullif(base.universe, 0)::double as coverage_rate
from members
left join base on true
order by members.segment = 'total', members.workers desc, members.segment asc
