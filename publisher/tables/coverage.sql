-- purpose: Workers by kecamatan, OPD, sector, segment, status and payer.
select
    kecamatan,
    opd,
    sector,
    segment,
    status,
    funding_source,
    count(*) as workers,
    cast(sum(iuran_idr) as bigint) as iuran_idr
from person
group by kecamatan, opd, sector, segment, status, funding_source
