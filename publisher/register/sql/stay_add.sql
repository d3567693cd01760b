-- purpose: Put in what remains of the stays that were cut, before and after this month, and the new ones.
-- param period VARCHAR: month being published
-- param before VARCHAR: last published month before it, or null
-- param after VARCHAR: first published month after it; null: it is the latest
insert into stay by name
select * replace ($before as last_period)
from stay_cut
where first_period < $period
union all by name
select * replace ($after as first_period)
from stay_cut
where
    $after is not null
    and (last_period is null or last_period > $period)
union all by name
select
    stay_new.worker_no,
    lists.opd,
    lists.sektor as sector,
    lists.kecamatan,
    lists.kelurahan,
    lists.segmen as segment,
    lower(lists.jenis_kelamin) as sex,
    lists.tanggal_lahir as birth,
    lists.disabilitas as disability,
    coalesce(earlier.first_period, $period) as first_period,
    case
        when $after is null then null
        when later.worker_no is null then $period
        else later.last_period
    end as last_period
from stay_new
inner join sheet_opd_workers as lists on stay_new.row_no = lists.row_no
left join stay_near as earlier
    on
        stay_new.worker_no = earlier.worker_no
        and earlier.is_before
left join stay_near as later
    on
        stay_new.worker_no = later.worker_no
        and not later.is_before
