-- purpose: Cells of kecamatan, status and payer, with the kelurahan that holds most of the kecamatan.
with

by_kelurahan as (
    select
        kecamatan,
        kelurahan,
        row_number() over (partition by kecamatan order by count(*) desc, kelurahan) as place
    from person
    group by kecamatan, kelurahan
),

by_cell as (
    select
        kecamatan,
        status,
        funding_source,
        count(*) as workers
    from person
    group by kecamatan, status, funding_source
)

select
    by_cell.*,
    by_kelurahan.kelurahan
from by_cell
inner join by_kelurahan
    on
        by_cell.kecamatan = by_kelurahan.kecamatan
        and by_kelurahan.place = 1
order by by_cell.kecamatan, by_cell.status, by_cell.funding_source
