-- purpose: Money pledged and paid by funder, as the month's sheets say.
select
    funder,
    funding_source,
    kind,
    months,
    cast(sum(amount_idr) as bigint) as amount_idr,
    cast(sum(workers) as bigint) as workers
from money
group by funder, funding_source, kind, months
