-- purpose: Do the covers that were paid for one month agree with the workers who are protected in it?
-- grain: funding_source
-- param period VARCHAR: month of the extract, YYYY-MM
-- column funding_source VARCHAR: who pays; 'lainnya' = merged small cells
-- column running_covers BIGINT [covers]: paid covers that hold the month, as `funding` counts payments
-- column active BIGINT [workers]: protected, counted under this payer: each worker once
-- column paid_twice BIGINT [workers]: paid for by this payer too, but counted under another, or already under
--   the same payer; NULL where the month's overlaps are not published
-- column other BIGINT [covers]: running_covers - active - paid_twice: covers of workers whom no list names
--   any more, workers of a third payer, or merged small cells; NULL likewise
-- column registered BIGINT [workers]: active, one_month and lapsed together
-- column lapsed BIGINT [workers]: last paid for by this payer, and not for this month; one_month included
-- source: funding, coverage, paid_twice
with

paid as (
    select
        funding_source::varchar as funding_source,
        sum(workers) filter (where runs) as running_covers
    from money_until($period)
    group by all
),

counted as (
    select
        funding_source::varchar as funding_source,
        sum(active) as active,
        sum(one_month + lapsed) as lapsed
    from in_slice($period, null, null, null, null)
    where funding_source is not null
    group by all
),

twice as (
    select
        also_paid_by::varchar as funding_source,
        sum(workers) as workers
    from paid_twice
    where period = $period
    group by all
),

published as (
    select count(*) > 0 as is_told
    from release
    where period = $period and table_name = 'paid_twice'
),

payers as (
    select funding_source from paid
    union
    select funding_source from counted
),

sums as (
    select
        payers.funding_source,
        coalesce(paid.running_covers, 0) as running_covers,
        coalesce(counted.active, 0) as active,
        coalesce(counted.lapsed, 0) as lapsed,
        if(published.is_told, coalesce(twice.workers, 0), null) as paid_twice
    from payers
    cross join published
    left join paid on payers.funding_source = paid.funding_source
    left join counted on payers.funding_source = counted.funding_source
    left join twice on payers.funding_source = twice.funding_source
)

select
    funding_source,
    running_covers::bigint as running_covers,
    active::bigint as active,
    paid_twice::bigint as paid_twice,
    (running_covers - active - paid_twice)::bigint as other,
    (active + lapsed)::bigint as registered,
    lapsed::bigint as lapsed
from sums
where running_covers + active + lapsed > 0
order by active desc, funding_source asc
