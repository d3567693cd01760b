-- purpose: Workers of 65 and more whose first paid month is this one.
-- param period VARCHAR: month being published
with

paid as (
    select
        worker_no,
        min(month) as first_month
    from known_cover
    group by worker_no
)

select count(*) as workers
from listed
inner join paid on listed.worker_no = paid.worker_no
where
    listed.age_band = '65+'
    and paid.first_month = $period
