-- purpose: Workers paid by several for the month: under whom each counts, who else paid, and how much.
-- param period VARCHAR: month being published
with

paid as (
    select known_cover.*
    from known_cover
    inner join listed on known_cover.worker_no = listed.worker_no
    where known_cover.month = $period
),

twice as (
    select worker_no from paid
    group by worker_no
    having count(*) > 1
),

placed as (
    select
        paid.worker_no,
        paid.funding_source,
        paid.iuran_idr,
        row_number() over (
            partition by paid.worker_no
            order by
                precedence.place asc nulls last,
                paid.paid_through desc,
                paid.funder asc,
                paid.iuran_idr asc,
                paid.package asc
        ) as place
    from paid
    inner join twice on paid.worker_no = twice.worker_no
    left join precedence on paid.funding_source = precedence.funding_source
)

select
    first_payer.funding_source as counted_under,
    other.funding_source as also_paid_by,
    count(*) as worker_months,
    cast(sum(other.iuran_idr) as bigint) as iuran_idr
from placed as other
inner join placed as first_payer
    on
        other.worker_no = first_payer.worker_no
        and first_payer.place = 1
where other.place > 1
group by first_payer.funding_source, other.funding_source
order by worker_months desc, counted_under asc, also_paid_by asc
