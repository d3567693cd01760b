-- purpose: Active workers by the month their cover is paid through.
select
    kecamatan,
    opd,
    sector,
    funding_source,
    paid_through,
    cast(sum(workers) as bigint) as workers
from settled_cohort
where is_active
group by kecamatan, opd, sector, funding_source, paid_through
