-- purpose: Phone numbers that implausibly many workers share, however written (0812, +62 812, 62-812).
-- param least INTEGER: [workers]
with

dialled as (
    select
        nik,
        regexp_replace(regexp_replace(telepon, '[^0-9]', '', 'g'), '^(0062|62|0)', '') as phone
    from sheet_opd_workers
    where telepon is not null
)

select
    phone,
    count(distinct nik) as workers
from dialled
where phone <> ''
group by phone
having workers >= $least
order by workers desc, phone asc
