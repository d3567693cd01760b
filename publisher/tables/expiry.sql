-- purpose: Active workers by the month their cover is paid through.
select
    kecamatan,
    opd,
    sector,
    funding_source,
    paid_through,
    count(*) as workers
from person
where is_active
group by kecamatan, opd, sector, funding_source, paid_through
