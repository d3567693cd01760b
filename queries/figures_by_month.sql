-- purpose: The numbers of the whole city in each month, to find a printed one among them.
-- grain: period x funding_source x measure x whole
-- column period VARCHAR: month of the extract, YYYY-MM
-- column funding_source VARCHAR: who pays, or paid last; 'all' for everybody; 'lainnya' = merged small cells
-- column measure VARCHAR: universe, registered, active, one_month, lapsed, never or unprotected; only above 0
-- column whole VARCHAR: what it is a share of: universe, registered or active; none for the number itself
-- column workers BIGINT [workers]: the number
-- column whole_workers BIGINT [workers]: what it is a share of; NULL for the number itself
-- source: coverage
with

sums as (
    select
        period::varchar as period,
        if(grouping(funding_source) = 1, 'all', funding_source::varchar) as funding_source,
        if(grouping(funding_source) = 1, sum(workers), null)::bigint as universe,
        if(grouping(funding_source) = 1, sum(never), null)::bigint as never,
        if(grouping(funding_source) = 1, sum(workers - active), null)::bigint as unprotected,
        sum(active + one_month + lapsed)::bigint as registered,
        sum(active)::bigint as active,
        sum(one_month)::bigint as one_month,
        sum(lapsed)::bigint as lapsed
    from coverage_wide
    group by grouping sets (period, (period, funding_source))
),

numbers as (
    unpivot sums
    on universe, never, unprotected, registered, active, one_month, lapsed
    into name measure value workers
)

select
    numbers.period,
    numbers.funding_source,
    numbers.measure,
    'none' as whole,
    numbers.workers,
    null::bigint as whole_workers
from numbers
where numbers.workers > 0
union all
select
    numbers.period,
    numbers.funding_source,
    numbers.measure,
    wholes.measure as whole,
    numbers.workers,
    wholes.workers as whole_workers
from numbers
inner join numbers as wholes
    on
        numbers.period = wholes.period
        and (
            (wholes.measure = 'universe' and numbers.measure != wholes.measure)
            or (
                wholes.measure = 'registered'
                and numbers.funding_source = wholes.funding_source
                and numbers.measure in ('active', 'one_month', 'lapsed')
            )
            or (
                wholes.measure = 'active'
                and wholes.funding_source = 'all'
                and numbers.measure = 'active'
                and numbers.funding_source != 'all'
            )
        )
where numbers.workers > 0
order by all
