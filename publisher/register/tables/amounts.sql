-- purpose: Active workers by what was paid for one of them; not published, it tells which rupiah may be.
select
    kecamatan,
    opd,
    sector,
    segment,
    funding_source,
    iuran_idr,
    cast(sum(workers) as bigint) as workers
from settled_cohort
where is_active
group by kecamatan, opd, sector, segment, funding_source, iuran_idr
