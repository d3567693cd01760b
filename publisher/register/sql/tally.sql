-- purpose: Workers by OPD, sector, kecamatan and payer (null unless active), before anything is merged.
select
    opd,
    sector,
    kecamatan,
    case when is_active then funding_source end as funding_source,
    cast(sum(workers) as bigint) as workers
from cohort
group by opd, sector, kecamatan, case when is_active then funding_source end
