-- purpose: Active workers by programme: JKK and JKM for all, JHT where the package holds it.
with

programme as (
    select 'jkk' as programme
    union all
    select 'jkm' as programme
    union all
    select 'jht' as programme
)

select
    settled_cohort.kecamatan,
    settled_cohort.sector,
    settled_cohort.segment,
    programme.programme,
    cast(sum(settled_cohort.workers) as bigint) as workers
from settled_cohort
cross join programme
where
    settled_cohort.is_active
    and (programme.programme <> 'jht' or settled_cohort.package = 'JKK+JKM+JHT')
group by settled_cohort.kecamatan, settled_cohort.sector, settled_cohort.segment, programme.programme
