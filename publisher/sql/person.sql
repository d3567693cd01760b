-- purpose: Each listed worker once, with what the register knows of the month.
-- param period VARCHAR: month being published
-- param previous VARCHAR: month before it
create or replace temp table person as
with

known as (
    select
        cover.worker_no,
        cover.month,
        cover.funding_source,
        cover.package,
        cover.iuran_idr,
        cover.paid_through,
        row_number() over (
            partition by cover.worker_no, cover.month
            order by precedence.place asc, cover.paid_through desc, cover.funder asc, cover.iuran_idr asc
        ) as place
    from cover
    inner join precedence on cover.funding_source = precedence.funding_source
    where
        cover.sheet_period <= $period
        and cover.month <= $period
),

counted as (
    select * from known
    where place = 1
),

history as (
    select
        worker_no,
        count(*) as months_paid,
        max(month) as last_month
    from counted
    group by worker_no
),

last_paid as (
    select
        counted.*,
        history.months_paid
    from counted
    inner join history
        on
            counted.worker_no = history.worker_no
            and counted.month = history.last_month
),

month_before as (
    select * from counted
    where month = $previous
)

select
    listed.*,
    last_paid.funding_source,
    coalesce(last_paid.month = $period, false) as is_active,
    case
        when last_paid.month = $period then 'active'
        when last_paid.months_paid = 1 then 'one_month'
        when last_paid.months_paid > 1 then 'lapsed'
        else 'never'
    end as status,
    case when last_paid.month = $period then last_paid.package end as package,
    case when last_paid.month = $period then last_paid.iuran_idr else 0 end as iuran_idr,
    case when last_paid.month = $period then last_paid.paid_through end as paid_through,
    case
        when last_paid.month = $period and month_before.worker_no is null then 'enrolled'
        when last_paid.month = $period and month_before.paid_through = $previous then 'renewed'
        when month_before.worker_no is null or last_paid.month = $period then null
        when month_before.funding_source in ('mandiri', 'mandiri_kepling') then 'lapsed'
        else 'ended'
    end as movement
from listed
left join last_paid on listed.worker_no = last_paid.worker_no
left join month_before on listed.worker_no = month_before.worker_no
