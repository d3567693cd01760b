-- purpose: The same stays right before and right after the new ones, which continue them.
-- param before VARCHAR: last published month before this one, or null
-- param after VARCHAR: first published month after it, or null
create or replace table stay_near as
with

near as (
    select
        worker_no,
        first_period,
        last_period,
        hash(opd, sector, kecamatan, kelurahan, segment, sex, birth, disability) as place
    from stay
    where
        last_period = $before
        or first_period = $after
)

select
    near.worker_no,
    near.first_period,
    near.last_period,
    coalesce(near.last_period = $before, false) as is_before
from near
inner join stay_new
    on
        near.worker_no = stay_new.worker_no
        and near.place = stay_new.place
