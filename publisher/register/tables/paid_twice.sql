-- purpose: Active workers whom another paid for too, by who counts, who else paid, and how much for one.
select
    funding_source,
    also_paid_by,
    also_idr as iuran_idr,
    cast(sum(workers) as bigint) as workers
from settled_cohort
where
    is_active
    and also_paid_by is not null
group by funding_source, also_paid_by, also_idr
