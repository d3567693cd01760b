-- purpose: Money pledged and paid by funder, as the month's sheets say.
select
    funder,
    funding_source,
    kind,
    months,
    amount_idr,
    workers
from money
