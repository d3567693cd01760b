-- purpose: Totals of listed workers, by OPD, kecamatan and OPD x sector x kecamatan, that changed too much.
-- param period VARCHAR: month being published
-- param before VARCHAR: published month before it
-- param least INTEGER: [workers] in one of the two months for a change to matter
-- param share DOUBLE: [share of the month before] that a total may change by
select
    opd,
    sector,
    kecamatan,
    cast(coalesce(sum(workers) filter (where period = $before), 0) as bigint) as workers_before,
    cast(coalesce(sum(workers) filter (where period = $period), 0) as bigint) as workers_now
from tally
where period in ($period, $before)
group by grouping sets ((), (opd), (kecamatan), (opd, sector, kecamatan))
having
    greatest(workers_before, workers_now) >= $least
    and abs(workers_now - workers_before) > $share * workers_before
order by abs(workers_now - workers_before) desc, opd asc, sector asc, kecamatan asc
