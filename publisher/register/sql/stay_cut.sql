-- purpose: Stays that hold for this month although its lists say otherwise.
-- param period VARCHAR: month being published
create or replace table stay_cut as
with

holding as not materialized (
    select
        *,
        hash(opd, sector, kecamatan, kelurahan, segment, sex, birth, disability) as place
    from stay
    where
        first_period <= $period
        and (last_period is null or last_period >= $period)
)

-- a place is told by its 64-bit hash: two places of one worker are never taken for one in practice
select holding.* exclude (holding.place)
from holding
anti join said
    on
        holding.worker_no = said.worker_no
        and holding.place = said.place
