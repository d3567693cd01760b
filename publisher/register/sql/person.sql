-- purpose: Each listed worker once, with what the register knows of the month.
with

history as (
    select
        worker_no,
        min(month) as first_month,
        max(month) as last_month
    from known_cover
    group by worker_no
),

-- who paid for the last month that anybody paid for, and for the month before this one
candidate as (
    select
        known_cover.*,
        history.first_month,
        history.last_month,
        row_number() over (
            partition by known_cover.worker_no, known_cover.month
            order by
                precedence.place asc nulls last,
                known_cover.paid_through desc,
                known_cover.funder asc,
                known_cover.iuran_idr asc,
                known_cover.package asc
        ) as place
    from known_cover
    inner join history on known_cover.worker_no = history.worker_no
    left join precedence on known_cover.funding_source = precedence.funding_source
    where
        known_cover.month = history.last_month
        or known_cover.is_before
),

last_paid as (
    select * from candidate
    where
        place = 1
        and month = last_month
),

month_before as (
    select candidate.*
    from candidate
    inner join listed_before on candidate.worker_no = listed_before.worker_no
    where
        candidate.place = 1
        and candidate.is_before
),

-- joined here, among the paid: before the first published month it is empty, and a join of all who are listed
-- with nothing is planned badly
paid as (
    select
        last_paid.*,
        month_before.worker_no as before_no,
        month_before.funding_source as before_source,
        month_before.paid_through = month_before.month as ran_out
    from last_paid
    left join month_before on last_paid.worker_no = month_before.worker_no
)

select
    listed.*,
    paid.funding_source,
    coalesce(paid.is_now, false) as is_active,
    case
        when paid.is_now then 'active'
        when paid.first_month = paid.last_month then 'one_month'
        when paid.first_month < paid.last_month then 'lapsed'
        else 'never'
    end as status,
    case when paid.is_now then paid.package end as package,
    case when paid.is_now then paid.iuran_idr else 0 end as iuran_idr,
    case when paid.is_now then paid.paid_through end as paid_through,
    case
        when paid.is_now and paid.before_no is null then 'enrolled'
        when
            paid.is_now
            and paid.ran_out
            then 'renewed'
        when paid.before_no is null or paid.is_now then null
        when paid.before_source in ('mandiri', 'mandiri_kepling') then 'lapsed'
        else 'ended'
    end as movement
from listed
left join paid on listed.worker_no = paid.worker_no
