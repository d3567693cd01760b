-- purpose: Workers by kelurahan, segment, status and payer.
select
    kecamatan,
    kelurahan,
    segment,
    status,
    funding_source,
    count(*) as workers
from person
group by kecamatan, kelurahan, segment, status, funding_source
