-- purpose: Workers by kelurahan, segment, status and payer.
select
    kecamatan,
    kelurahan,
    segment,
    status,
    funding_source,
    cast(sum(workers) as bigint) as workers
from settled_cohort
group by kecamatan, kelurahan, segment, status, funding_source
