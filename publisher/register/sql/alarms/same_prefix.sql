-- purpose: First 12 digits of NIK (area and date of birth) that implausibly many workers share.
-- param least INTEGER: [workers]
with

frequent as (
    select left(nik, 12) as first_digits
    from sheet_opd_workers
    group by first_digits
    having count(*) >= $least
)

select
    frequent.first_digits,
    count(distinct lists.nik) as workers
from frequent
inner join sheet_opd_workers as lists on frequent.first_digits = left(lists.nik, 12)
group by frequent.first_digits
having workers >= $least
order by workers desc, frequent.first_digits asc
