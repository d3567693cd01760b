-- purpose: Workers by sex, age band, disability and status.
select
    kecamatan,
    sex,
    age_band,
    disability,
    status,
    count(*) as workers
from person
group by kecamatan, sex, age_band, disability, status
