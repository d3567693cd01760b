-- purpose: For how many did two pay in one month: under whom do they count, who paid too, and how much?
-- grain: funding_source x also_paid_by
-- param since VARCHAR: first month, YYYY-MM; NULL: the first published one
-- param period VARCHAR: last month, YYYY-MM
-- column funding_source VARCHAR: under whom they count in coverage, once; 'lainnya' = merged small cells
-- column also_paid_by VARCHAR: who paid too; may be another payer of the same kind
-- column worker_months BIGINT [worker-months]: workers paid for twice, added up over the months
-- column iuran_idr BIGINT [rupiah]: paid beyond the payment that counts
-- column latest_workers BIGINT [workers]: those of the last month
-- column months BIGINT [months]: months with such workers
-- source: coverage, paid_twice
select
    funding_source::varchar as funding_source,
    also_paid_by::varchar as also_paid_by,
    sum(workers)::bigint as worker_months,
    sum(iuran_idr)::bigint as iuran_idr,
    coalesce(sum(workers) filter (where period = $period), 0)::bigint as latest_workers,
    count(*) as months
from paid_twice
where period <= $period and period >= coalesce($since, period)
group by all
order by worker_months desc, funding_source asc, also_paid_by asc
