-- purpose: Workers by kecamatan, OPD, sector, segment, status and payer.
select
    kecamatan,
    opd,
    sector,
    segment,
    status,
    funding_source,
    cast(sum(workers) as bigint) as workers,
    cast(sum(iuran_idr * workers) as bigint) as iuran_idr
from settled_cohort
group by kecamatan, opd, sector, segment, status, funding_source
