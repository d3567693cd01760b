-- purpose: Workers active the month before whom no OPD lists any more: their cover counts no more.
with

gone as (
    select
        listed_before.worker_no,
        listed_before.opd,
        listed_before.sector
    from listed_before
    left join listed on listed_before.worker_no = listed.worker_no
    where listed.worker_no is null
),

paid as (
    select
        gone.opd,
        gone.sector,
        known_cover.funding_source,
        row_number() over (
            partition by gone.worker_no
            order by
                precedence.place asc nulls last,
                known_cover.paid_through desc,
                known_cover.funder asc,
                known_cover.iuran_idr asc,
                known_cover.package asc
        ) as place
    from gone
    inner join known_cover
        on
            gone.worker_no = known_cover.worker_no
            and known_cover.is_before
    left join precedence on known_cover.funding_source = precedence.funding_source
)

select
    opd,
    sector,
    funding_source
from paid
where place = 1
