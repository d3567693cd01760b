-- purpose: What this month's lists say and no stay holds.
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
),

fresh as (
    select said.*
    from said
    anti join holding
        on
            said.worker_no = holding.worker_no
            and said.place = holding.place
)

select
    fresh.worker_no,
    fresh.place,
    lists.opd,
    lists.sektor as sector,
    lists.kecamatan,
    lists.kelurahan,
    lists.segmen as segment,
    lower(lists.jenis_kelamin) as sex,
    lists.tanggal_lahir as birth,
    lists.disabilitas as disability
from fresh
inner join sheet_opd_workers as lists on fresh.row_no = lists.row_no
