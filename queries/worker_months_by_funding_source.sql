-- purpose: Who paid for how many months of protection between two months? No rows when nobody did.
-- grain: funding_source
-- param since VARCHAR: first month, YYYY-MM; NULL: the first published one
-- param period VARCHAR: last month, YYYY-MM
-- column funding_source VARCHAR: under whom the workers count, each once a month; 'lainnya' = merged small
--   cells
-- column worker_months BIGINT [worker-months]: protected workers added up over the months
-- column iuran_idr BIGINT [rupiah]: iuran of those months
-- column worker_month_share DOUBLE [share 0-1]: worker_months / those of all payers
-- column share_tenths BIGINT [0.1 %]: the share to be shown: all payers add up to 1000 exactly (largest
--   remainder), and who paid anything has 1 at least
-- column all_worker_months BIGINT [worker-months]: of all payers, the same on every row
-- column months BIGINT [months]: published months between the two
-- column overlap_months BIGINT [months]: of them with published overlaps
-- source: coverage
with

window_of as (
    select
        count(distinct period) as months,
        count(distinct period) filter (where table_name = 'paid_twice') as overlap_months
    from release
    where period <= $period and period >= coalesce($since, period)
),

sums as (
    select
        funding_source,
        sum(active)::bigint as worker_months,
        sum(iuran_idr)::bigint as iuran_idr
    from coverage_wide
    where period <= $period and period >= coalesce($since, period)
    group by funding_source
    having sum(active) > 0
),

shares as (
    select
        *,
        sum(worker_months) over ()::bigint as all_worker_months,
        greatest(1, 1000 * worker_months // all_worker_months) as tenths,
        -- who was given 1 for less has nothing left over
        if(tenths = 1000 * worker_months // all_worker_months, 1000 * worker_months % all_worker_months, -1)
            as left_over
    from sums
),

placed as (
    select
        *,
        (1000 - sum(tenths) over ())::bigint as rest,
        row_number() over (order by left_over desc, funding_source asc) as place_by_rest,
        row_number() over (order by worker_months desc, funding_source asc) as place_by_size
    from shares
)

select
    placed.funding_source::varchar as funding_source,
    placed.worker_months,
    placed.iuran_idr,
    placed.worker_months / placed.all_worker_months::double as worker_month_share,
    -- a rest below 0, of those who were given 1 for less, is taken from the largest
    (
        placed.tenths + if(placed.place_by_rest <= placed.rest, 1, 0)
        + if(placed.place_by_size = 1, least(placed.rest, 0), 0)
    )::bigint as share_tenths,
    placed.all_worker_months,
    window_of.months,
    window_of.overlap_months
from placed
cross join window_of
order by placed.worker_months desc, placed.funding_source asc
