-- purpose: Active participants of the whole city by segment and programme.
select
    segmen as segment,
    program as programme,
    cast(sum(peserta) as bigint) as workers
from sheet_participants
group by segmen, program
