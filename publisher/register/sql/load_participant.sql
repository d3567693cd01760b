-- purpose: What this month's sheets say of the participants of the whole city.
-- param period VARCHAR: month being published
insert into month_participant
select
    $period as period,
    segmen as segment,
    program as programme,
    cast(sum(peserta) as bigint) as workers
from sheet_participants
group by segmen, program
