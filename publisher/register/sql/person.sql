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

-- who was paid for more than once this month: the next payer in the order, and all paid beyond the first
paid_twice as (
    select worker_no
    from known_cover
    where is_now
    group by worker_no
    having count(*) > 1
),

placed as (
    select
        known_cover.worker_no,
        known_cover.funding_source,
        known_cover.iuran_idr,
        row_number() over (
            partition by known_cover.worker_no
            order by
                precedence.place asc nulls last,
                known_cover.paid_through desc,
                known_cover.funder asc,
                known_cover.iuran_idr asc,
                known_cover.package asc
        ) as place
    from known_cover
    inner join paid_twice on known_cover.worker_no = paid_twice.worker_no
    left join precedence on known_cover.funding_source = precedence.funding_source
    where known_cover.is_now
),

beyond as (
    select
        worker_no,
        min(case when place = 2 then funding_source end) as also_paid_by,
        cast(sum(case when place > 1 then iuran_idr else 0 end) as bigint) as also_idr
    from placed
    group by worker_no
),

-- joined here, among the paid: before the first published month it is empty, and a join of all who are listed
-- with nothing is planned badly
paid as (
    select
        last_paid.*,
        month_before.worker_no as before_no,
        month_before.funding_source as before_source,
        month_before.paid_through = month_before.month as ran_out,
        beyond.also_paid_by,
        beyond.also_idr
    from last_paid
    left join month_before on last_paid.worker_no = month_before.worker_no
    left join beyond on last_paid.worker_no = beyond.worker_no
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
    paid.also_paid_by,
    coalesce(paid.also_idr, 0) as also_idr,
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
