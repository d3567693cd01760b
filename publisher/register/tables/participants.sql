-- purpose: Active participants of the whole city by segment and programme.
select
    segment,
    programme,
    workers
from participant
