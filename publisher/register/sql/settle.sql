-- purpose: Workers alike under the labels of base, OPD and sector that settle_workers decided.
select
    settled.to_kecamatan as kecamatan,
    coalesce(settled.to_kelurahan, cohort.kelurahan) as kelurahan,
    settled.to_opd as opd,
    settled.to_sector as sector,
    settled.to_segment as segment,
    cohort.sex,
    cohort.disability,
    cohort.age_band,
    settled.to_status as status,
    settled.to_funding_source as funding_source,
    settled.to_status = 'active' as is_active,
    cohort.package,
    case when settled.to_status = 'active' then cohort.iuran_idr else 0 end as iuran_idr,
    coalesce(cohort.paid_through, settled.period) as paid_through,
    cohort.also_paid_by,
    cohort.also_idr,
    cohort.movement,
    cohort.workers
from cohort
inner join settled
    on
        cohort.kecamatan = settled.kecamatan
        and cohort.status = settled.status
        and cohort.funding_source is not distinct from settled.funding_source
        and cohort.segment = settled.segment
        and cohort.opd = settled.opd
        and cohort.sector = settled.sector
