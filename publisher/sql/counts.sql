-- purpose: What the reader of the verdict wants to know of the month.
-- param period VARCHAR: month being published
with

paid as (
    select count(*) - count(distinct worker_no) as paid_twice
    from cover
    where
        month = $period
        and sheet_period <= $period
),

rows_listed as (
    select count(*) as rows_listed from sheet_opd_workers
),

people as (
    select
        count(*) as workers,
        count(case when is_active then 1 end) as active
    from person
)

select
    rows_listed.rows_listed,
    people.workers,
    people.active,
    paid.paid_twice
from rows_listed
cross join people
cross join paid
