-- purpose: Which rows of this month's lists say what no stay holds.
-- param period VARCHAR: month being published
create or replace table stay_new as
with

holding as not materialized (
    select
        worker_no,
        hash(opd, sector, kecamatan, kelurahan, segment, sex, birth, disability) as place
    from stay
    where
        first_period <= $period
        and (last_period is null or last_period >= $period)
)

select said.*
from said
anti join holding
    on
        said.worker_no = holding.worker_no
        and said.place = holding.place
