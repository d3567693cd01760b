-- purpose: Cells of kecamatan, status, payer, segment, OPD and sector, and where most of the kecamatan live.
with

by_kelurahan as (
    select
        kecamatan,
        kelurahan,
        row_number() over (partition by kecamatan order by sum(workers) desc, kelurahan asc) as place
    from cohort
    group by kecamatan, kelurahan
),

by_cell as (
    select
        kecamatan,
        status,
        funding_source,
        segment,
        opd,
        sector,
        cast(sum(workers) as bigint) as workers
    from cohort
    group by kecamatan, status, funding_source, segment, opd, sector
)

select
    by_cell.*,
    by_kelurahan.kelurahan
from by_cell
inner join by_kelurahan
    on
        by_cell.kecamatan = by_kelurahan.kecamatan
        and by_kelurahan.place = 1
order by
    by_cell.kecamatan asc,
    by_cell.status asc,
    by_cell.funding_source asc nulls last,
    by_cell.segment asc,
    by_cell.opd asc,
    by_cell.sector asc
