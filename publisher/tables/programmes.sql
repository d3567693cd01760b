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
    person.kecamatan,
    person.sector,
    person.segment,
    programme.programme,
    count(*) as workers
from person
cross join programme
where
    person.is_active
    and (programme.programme <> 'jht' or person.package = 'JKK+JKM+JHT')
group by person.kecamatan, person.sector, person.segment, programme.programme
