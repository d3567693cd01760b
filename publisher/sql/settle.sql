-- purpose: Each worker with the kecamatan, status and payer under which the worker may be published.
-- param period VARCHAR: month being published
create or replace temp table person as
select
    person.* replace (
        settled.to_kecamatan as kecamatan,
        coalesce(settled.to_kelurahan, person.kelurahan) as kelurahan,
        settled.to_status as status,
        settled.to_funding_source as funding_source,
        settled.to_status = 'active' as is_active,
        coalesce(person.paid_through, $period) as paid_through,
        case when settled.to_status = 'active' then person.iuran_idr else 0 end as iuran_idr
    ),
    person.funding_source as payer
from person
inner join settled
    on
        person.kecamatan = settled.kecamatan
        and person.status = settled.status
        and person.funding_source is not distinct from settled.funding_source
