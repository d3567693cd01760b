-- purpose: Workers by sex, age band, disability and status.
select
    kecamatan,
    sex,
    age_band,
    disability,
    status,
    cast(sum(workers) as bigint) as workers
from settled_cohort
group by kecamatan, sex, age_band, disability, status
