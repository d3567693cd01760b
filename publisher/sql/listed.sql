-- purpose: Each worker of the OPD lists once; of two OPD the first in reference/opd.csv keeps the worker.
-- param last_day DATE: last day of the month being published
create or replace temp table listed as
with

numbered as (
    select
        numbers.worker_no,
        lists.*,
        row_number() over (
            partition by numbers.worker_no
            order by opd_order.place, lists.kelurahan, lists.sektor
        ) as place,
        extract(year from $last_day) - extract(year from lists.tanggal_lahir)
        - case
            when
                extract(month from lists.tanggal_lahir) > extract(month from $last_day)
                or (
                    extract(month from lists.tanggal_lahir) = extract(month from $last_day)
                    and extract(day from lists.tanggal_lahir) > extract(day from $last_day)
                )
                then 1
            else 0
        end as age
    from sheet_opd_workers as lists
    inner join nik_no as numbers on lists.nik = numbers.nik
    inner join opd_order on lists.opd = opd_order.opd
)

select
    worker_no,
    kecamatan,
    kelurahan,
    opd,
    sektor as sector,
    segmen as segment,
    lower(jenis_kelamin) as sex,
    disabilitas as disability,
    case
        when age < 25 then '15-24'
        when age < 35 then '25-34'
        when age < 45 then '35-44'
        when age < 55 then '45-54'
        when age < 65 then '55-64'
        else '65+'
    end as age_band
from numbered
where place = 1
